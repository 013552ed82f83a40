import { Hn as didYouMean, ai as sentenceOf, ri as DoorlogError } from "./hook.js";
import { t as readArguments } from "./arguments.js";
import { n as exitCodeOf, t as EXIT } from "./exit-code.js";
import { t as printable } from "./printable.js";

// src/cli/setup/run-plan.ts
async function installAll({ steps }) {
	const reports = [];
	for (const step of steps) {
		const report = await attempt(step, step.install ?? byHand);
		reports.push(report);
		if (report.status === "failed") break;
	}
	return reports;
}
async function removeAll({ steps }) {
	const reports = [];
	for (const step of steps.toReversed()) reports.push(await attempt(step, step.remove ?? byHand));
	return reports;
}
async function byHand() {
	return {
		status: "kept",
		reason: "has to be done by hand; --print shows it"
	};
}
async function attempt({ what, name }, action) {
	try {
		return {
			what,
			name,
			...await action()
		};
	} catch (error) {
		return {
			what,
			name,
			status: "failed",
			reason: sentenceOf(error).replace(/\.$/, "")
		};
	}
}

// src/cli/setup.ts
const KINDS = {
	elasticsearch: async () => (await import("./elasticsearch.js")).elasticsearchKind,
	opensearch: async () => (await import("./opensearch.js")).openSearchKind,
	splunk: async () => (await import("./splunk.js")).splunkKind,
	s3: async () => (await import("./s3.js")).s3Kind,
	syslog: async () => (await import("./syslog.js")).syslogKind
};
const SET_UP_ELSEWHERE = {
	file: "A file needs no set-up: Doorlog makes it. See docs/sinks/file.md.",
	otlp: "An OTLP receiver needs nothing from Doorlog but its protocol over HTTP; see docs/sinks/otlp.md.",
	webhook: "A webhook needs a receiver of your own and a secret; docs/sinks/webhook.md says how to make both."
};
const HELP = `Usage: doorlog setup STORE [OPTIONS]

Prepares a store for records: what it needs to keep them whole, unaltered and for long enough, and a writer that may add
and nothing else. STORE is one of ${Object.keys(KINDS).join(", ")}.

  --print    print what would be done, do nothing
  --undo     take away what was installed; stored records stay (elasticsearch, opensearch and splunk)
  --json     the report as JSON

  doorlog setup elasticsearch --help (and so on) tells each one's options.

Example: doorlog setup elasticsearch --url https://logs.example.org:9200
`;
async function setup(args, io) {
	const [word, ...rest] = args;
	try {
		if (word === "--help" || word === "-h") {
			io.stdout(HELP);
			return EXIT.fine;
		}
		return await prepare(await kindOf(word), rest, io);
	} catch (error) {
		io.stderr(`${printable(sentenceOf(error))}\n`);
		return exitCodeOf(error);
	}
}
function kindOf(word) {
	const names = Object.keys(KINDS);
	if (word === void 0 || word.startsWith("-")) throw new DoorlogError("usage", `Say what to set up, one of ${names.join(", ")}: doorlog setup elasticsearch --url URL.`);
	const load = Object.hasOwn(KINDS, word) ? KINDS[word] : void 0;
	if (load) return load();
	const without = Object.hasOwn(SET_UP_ELSEWHERE, word) ? SET_UP_ELSEWHERE[word] : void 0;
	if (without) throw new DoorlogError("usage", without);
	const guess = didYouMean(word, names) || ` It is one of ${names.join(", ")}.`;
	throw new DoorlogError("usage", `There is no set-up for “${printable(word, 80)}”.${guess}`);
}
async function prepare(kind, args, io) {
	const { values } = readArguments("setup", {
		args,
		options: {
			...kind.options,
			print: { type: "boolean" },
			undo: { type: "boolean" },
			json: { type: "boolean" },
			help: {
				type: "boolean",
				short: "h"
			}
		}
	});
	if (values.help) {
		io.stdout(kind.help);
		return EXIT.fine;
	}
	if (values.print && values.undo) throw new DoorlogError("usage", "Options --print and --undo do not go together.");
	const plan = await kind.plan(values, io, values.print === true);
	if (values.undo && plan.steps.every(({ remove }) => remove === void 0)) throw new DoorlogError("usage", "There is no --undo for this store; take away by its own tools what is not needed.");
	if (values.print || plan.steps.every(({ install }) => install === void 0)) {
		io.stdout(values.json ? `${JSON.stringify(plan.steps.map(({ data }) => data), null, 2)}\n` : plan.steps.map(({ printed }) => printed).join("\n"));
		return EXIT.fine;
	}
	return conclude(plan, await (values.undo ? removeAll(plan) : installAll(plan)), {
		undo: values.undo === true,
		json: values.json === true
	}, io);
}
function conclude({ about, hints }, steps, done, io) {
	const failed = steps.some(({ status }) => status === "failed");
	if (done.json) io.stdout(`${JSON.stringify({
		...about,
		steps
	}, null, 2)}\n`);
	else {
		const lines = steps.map(({ status, what, name, reason }) => `${status}: ${what}, ${name}${reason === void 0 ? "" : ` (${reason})`}`);
		io.stdout(`${lines.join("\n")}\n`);
		if (!failed && !done.undo && hints !== void 0) io.stdout(hints);
	}
	return failed ? EXIT.service : EXIT.fine;
}

export { setup };