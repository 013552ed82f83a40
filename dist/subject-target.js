import { $t as sha256Hex, Gr as record, Qr as unknown, Xn as jsonOrNothing, Xr as string, ii as codeOf, oi as systemCodeOf, ri as DoorlogError } from "./hook.js";
import { t as check } from "./check.js";
import { r as PREDICATE_TYPE } from "./predicate-type.js";
import { n as failWithoutAnswer, r as findBundles, t as checkEvidence } from "./evidence-check.js";
import { i as testimonyAmong, r as recordsInBundles } from "./prove-record.js";
import { a as worstOf, i as verdictOfSome, n as conflictsAmong, r as verdictOfAll, t as conflictSentences } from "./answer.js";
import { a as tellBundles } from "./bundle-store.js";
import { t as readBytes } from "./large-file.js";
import { t as attestationsOf } from "./settings.js";
import { t as proveAll } from "./prove-all.js";
const { basename, dirname, join, resolve } = process.getBuiltinModule("node:path");

// src/cli/verify/beside.ts
function besideSource(path) {
	const [folder, name] = [dirname(path), basename(path)];
	const stem = name.replace(/\.json$/, "");
	const names = /* @__PURE__ */ new Set([
		"bundle.sigstore.json",
		`${name}.sigstore.json`,
		`${stem}.sigstore.json`,
		`${name}.sigstore`
	]);
	names.delete(name);
	return {
		name: "beside the file",
		async *find() {
			for (const each of names) {
				const text = await textOf(join(folder, each));
				for (const { json } of tellBundles(text ?? "")) yield json;
			}
		}
	};
}
async function textOf(path) {
	try {
		return (await readBytes(path, "the bundle")).toString("utf8");
	} catch (error) {
		const cause = error instanceof Error ? error.cause : void 0;
		if (systemCodeOf(cause) === "ENOENT") return void 0;
		throw error;
	}
}

// src/cli/verify/told-record.ts
const Part = record(string(), unknown());
function toldBy(bytes) {
	const { recordId, phase, pipeline, commitment } = partOf(jsonOrNothing(bytes));
	const { repository } = partOf(pipeline);
	const name = typeof repository === "string" && /^[\w.-]+\/[\w.-]+$/.test(repository) ? repository : void 0;
	return {
		...typeof recordId === "string" && { recordId },
		...typeof phase === "string" && { phase },
		...name !== void 0 && { repository: name },
		isLogView: partOf(commitment).salt !== void 0
	};
}
function partOf(value) {
	return Part.safeParse(value).data ?? {};
}

// src/cli/verify/stored-beside.ts
async function proveBesideStored(questions, settings) {
	const known = new Set(questions.map(({ bytes }) => Buffer.from(bytes).toString("utf8")));
	const whole = [];
	const others = [];
	for (const question of questions) {
		const { recordId, phase } = toldBy(question.bytes);
		const stored = recordId === void 0 ? [] : await storedBundles(recordId, settings);
		const testimony = [...question.testimony ?? [], ...testimonyAmong(stored, {
			recordId,
			phase
		})];
		whole.push({
			...question,
			...testimony.length > 0 && { testimony }
		});
		const same = stored.filter(({ predicate }) => predicate.recordId === recordId && predicate.phase === phase);
		for (const rival of recordsInBundles(same)) {
			const text = Buffer.from(rival.bytes).toString("utf8");
			if (!known.has(text)) others.push(rival);
			known.add(text);
		}
	}
	const proven = await proveAll(whole, settings.ports);
	const records = proven.map(({ answer }) => answer);
	const rivals = (await Promise.all(others.map((other) => provenOrNot(other, settings)))).flat();
	const isRival = ({ answer }) => records.some((record) => conflictsAmong([record, answer]).length > 0);
	return {
		proven,
		rivals: rivals.filter(isRival)
	};
}
async function provenOrNot(question, { ports }) {
	return proveAll([question], ports).catch((error) => {
		if (codeOf(error) === "usage" || codeOf(error) === "file-invalid") return [];
		throw error;
	});
}
async function storedBundles(recordId, { stores, signal }) {
	const found = [];
	for (const { sink, reader } of stores) for await (const { bundle } of reader.read(recordId, signal)) {
		const own = tellBundles(bundle ?? "").filter(({ predicateType }) => predicateType === PREDICATE_TYPE);
		found.push(...own.map((told) => ({
			...told,
			from: [sink]
		})));
	}
	return found;
}

// src/cli/verify/record-target.ts
async function verifyNamedBundle({ name, bytes }, bundles, settings) {
	const testimony = testimonyAmong(tellBundles(bundles.text), toldBy(bytes));
	return prove(name, {
		bytes,
		bundles: bundles.text,
		from: [bundles.name],
		testimony
	}, settings);
}
async function verifyRecordFile({ name, path, bytes }, settings) {
	const { recordId, repository, isLogView } = toldBy(bytes);
	const sha256 = sha256Hex(bytes);
	const sources = [
		besideSource(path),
		...settings.sources,
		...attestationsOf(settings, repository)
	];
	const { bundles, looked } = await findBundles({
		sha256,
		...recordId !== void 0 && { recordId }
	}, sources, settings.signal);
	const own = bundles.filter(({ predicateType }) => predicateType === PREDICATE_TYPE);
	const evidence = checkEvidence(looked, "Name its bundle by --bundle.");
	if (own.length > 0) {
		const { answer, proven } = await prove(name, {
			bytes,
			bundles: own.map(({ json }) => JSON.stringify(JSON.parse(json))).join("\n"),
			from: [...new Set(own.flatMap((each) => each.from))]
		}, settings);
		return {
			answer: {
				...answer,
				checks: [evidence, ...answer.checks]
			},
			proven
		};
	}
	failWithoutAnswer(looked);
	return {
		answer: {
			target: {
				kind: "record",
				name,
				sha256
			},
			verdict: "missing",
			checks: [evidence],
			records: [],
			missing: [isLogView ? "The file is the log’s own view, which nobody signs; doorlog record show FILE --view attested --json writes the one that is signed." : `No bundle about the record file (sha256:${sha256}) was found, so that nothing proves who made it.`]
		},
		proven: []
	};
}
async function prove(name, question, settings) {
	const { options, io } = settings;
	const log = options.log === void 0 ? void 0 : (await readBytes(resolve(io.cwd, options.log), "the log view")).toString("utf8");
	const artifacts = await artifactsOf(options.artifact, io.cwd);
	const whole = {
		...question,
		artifacts,
		...log !== void 0 && { log }
	};
	const { proven, rivals } = await proveBesideStored([whole], settings);
	const [own] = proven;
	if (!own) throw new DoorlogError("internal", "A record was proven and has no answer.");
	const { sha256, verdict, checks, signer } = own.answer;
	const records = [own, ...rivals].map(({ answer }) => answer);
	return {
		answer: {
			target: {
				kind: "record",
				name,
				sha256
			},
			verdict: rivals.length > 0 ? worstOf([verdict, "conflict"]) : verdict,
			checks,
			...signer && { signer },
			records,
			missing: conflictSentences(records)
		},
		proven
	};
}
async function artifactsOf(names, cwd) {
	const { digestOfFile } = await import("./file-digest.js");
	return Promise.all(names.map(async (name) => {
		const path = resolve(cwd, name);
		const sha256 = await digestOfFile(path).catch((cause) => {
			throw new DoorlogError("file-unreadable", `There is no ${path} that can be read; name a file that the job made.`, { cause });
		});
		if (sha256 !== void 0) return {
			name,
			sha256
		};
		throw new DoorlogError("file-invalid", `${path} is no file; name a file that the job made.`);
	}));
}

// src/cli/verify/subject-target.ts
async function verifySubject(target, sources, settings) {
	const { sha256 } = target;
	const name = target.kind === "digest" ? "the file" : target.name;
	const places = [
		...sources,
		...settings.sources,
		...attestationsOf(settings)
	];
	const { bundles, looked } = await findBundles({ sha256 }, places, settings.signal);
	const own = bundles.filter(({ predicateType }) => predicateType === PREDICATE_TYPE);
	const questions = recordsInBundles(own).map((question) => ({
		...question,
		...!isRecordItself(question.bytes, sha256) && { artifacts: [{
			name,
			sha256
		}] }
	}));
	if (questions.length === 0) failWithoutAnswer(looked);
	const { proven, rivals } = await proveBesideStored(questions, settings);
	const ofSubject = proven.map(({ answer }) => answer);
	const records = [...ofSubject, ...rivals.map(({ answer }) => answer)];
	return {
		answer: {
			target,
			verdict: worstOf([verdictOfSome(ofSubject), ...rivals.length > 0 ? ["conflict"] : []]),
			checks: [checkEvidence(looked, hintFor(settings))],
			records,
			missing: [
				...records.length === 0 ? [`No access record that speaks about sha256:${sha256} was found.`] : [],
				...conflictSentences(records),
				...records.length === 0 ? sentenceAboutOthers(bundles) : []
			]
		},
		proven
	};
}
async function verifyBundleFile(target, { bundles, unreadable }, settings) {
	const placed = bundles.filter(({ predicateType }) => predicateType === PREDICATE_TYPE).map((told) => ({
		...told,
		from: [target.name]
	}));
	const artifacts = await artifactsOf(settings.options.artifact, settings.io.cwd);
	const questions = recordsInBundles(placed).map((question) => ({
		...question,
		artifacts
	}));
	const { proven, rivals } = await proveBesideStored(questions, settings);
	const records = [...proven, ...rivals].map(({ answer }) => answer);
	const missing = records.length === 0 ? ["The file holds no access record.", ...sentenceAboutOthers(bundles)] : [];
	return {
		answer: {
			target,
			verdict: worstOf([verdictOfAll(records), ...unreadable > 0 ? ["refused"] : []]),
			checks: checkRest(bundles, unreadable),
			records,
			missing: [...missing, ...conflictSentences(records)]
		},
		proven
	};
}
function checkRest(bundles, unreadable) {
	const open = check("other-bundles", "Other bundles");
	const others = bundles.filter(({ predicateType }) => predicateType !== PREDICATE_TYPE);
	return [...unreadable > 0 ? [open.failed(`${unreadable === 1 ? "1 bundle" : `${unreadable} bundles`} can’t be read: altered, or cut off.`)] : [], ...others.length > 0 ? [open.notChecked(`They were not looked at. ${sentenceAboutOthers(others).join("")}`)] : []];
}
function isRecordItself(bytes, sha256) {
	return sha256Hex(bytes) === sha256;
}
function sentenceAboutOthers(bundles) {
	const types = [...new Set(bundles.map(({ predicateType }) => predicateType))].filter((type) => type !== PREDICATE_TYPE);
	return types.length === 0 ? [] : [`There are other attestations, of type ${types.join(", ")}; --predicate-type TYPE verifies them.`];
}
function hintFor({ options }) {
	if (options.offline) return "--from DIR names bundles on this machine.";
	return options.repo === void 0 ? "GitHub can be asked with --repo OWNER/REPO." : "--from DIR and --sinks name more places.";
}

export { verifyRecordFile as a, verifyNamedBundle as i, verifySubject as n, besideSource as o, artifactsOf as r, verifyBundleFile as t };