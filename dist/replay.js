import { G as deliver, K as isStored, Ot as digestOf, Un as sentenceOf, Vn as DoorlogError, mt as createSpool, nn as VARIABLE_NAMES } from "./hook.js";
import { t as readArguments } from "./arguments.js";
import { n as exitCodeOf, t as EXIT } from "./exit-code.js";
import { t as sinksFrom } from "./sinks-option.js";
const { resolve } = process.getBuiltinModule("node:path");
const { stat } = process.getBuiltinModule("node:fs/promises");

// src/pipeline/replay.ts
/** The entries that at least one of these sinks does not have yet. */
function pendingFor(sinks, entries) {
	return entries.filter(({ done }) => sinks.some((sink) => !done.some((delivery) => delivery.sink === sink && isStored(delivery))));
}
/**
* Delivers what is pending in the spools, under the ids that it always had. Never raises: a spool that can't be read is
* in `broken`.
*/
async function replay$1(spools, surroundings) {
	const names = surroundings.sinks.map(({ name }) => name);
	const until = performance.now() + surroundings.timeout;
	const deliveries = [];
	const broken = [];
	let settled = 0;
	for (const spool of spools) try {
		const listing = await spool.list();
		const pending = pendingFor(names, listing.entries);
		const timeout = Math.max(0, until - performance.now());
		broken.push(...listing.broken);
		settled += listing.entries.length - pending.length;
		deliveries.push(...await deliver(pending.map(({ entry }) => entry), {
			...surroundings,
			spool,
			timeout
		}));
	} catch (error) {
		broken.push({
			file: spool.folder,
			reason: sentenceOf(error)
		});
	}
	return {
		settled,
		deliveries,
		broken
	};
}

// src/cli/replay.ts
const DEFAULT_SECONDS = 60;
const MOST_SECONDS = 86400;
const HELP = `Usage: doorlog replay FOLDER... --sinks FILE|TEXT [--timeout SECONDS] [--json]

Delivers what could not be delivered: every entry in the spool folders that a sink does not have yet, under the ids
that it always had, so that nothing is stored twice.

  --sinks FILE|TEXT    the list of sinks, as in the action's input of that name, or a file that holds it
  --timeout SECONDS    longest wait for everything together (default ${DEFAULT_SECONDS})
  --json               the report as JSON

Secrets come by ${VARIABLE_NAMES.apiKey}, or ${VARIABLE_NAMES.username} and
${VARIABLE_NAMES.password}.

Exit code 0: every sink has every entry; 2: wrong use; 3: all delivered, but with a conflict or with files in a folder
that can't be used; 4: some could not be delivered.

Example: doorlog replay ./doorlog-spool --sinks '[{"type": "elasticsearch", "url": "https://logs.example.org:9200"}]'
`;
/** The command `doorlog replay`; returns the exit code. */
async function replay(args, io) {
	try {
		const { values, positionals } = readArguments("replay", {
			args,
			allowPositionals: true,
			options: {
				sinks: { type: "string" },
				timeout: { type: "string" },
				json: { type: "boolean" },
				help: {
					type: "boolean",
					short: "h"
				}
			}
		});
		if (values.help) {
			io.stdout(HELP);
			return EXIT.fine;
		}
		const timeout = parseSeconds(values.timeout) * 1e3;
		const folders = await spoolFolders(positionals, io.cwd);
		const sinks = await sinksFrom(values.sinks, io);
		const logger = {
			info: (line) => io.stderr(`${line}\n`),
			warn: (line) => io.stderr(`${line}\n`)
		};
		const spools = folders.map((folder) => createSpool({
			folder,
			digestOf
		}));
		const report = await replay$1(spools, {
			sinks,
			timeout,
			logger
		});
		io.stdout(values.json ? `${JSON.stringify(report, null, 2)}\n` : sentencesOf(report));
		return exitCode(report);
	} catch (error) {
		io.stderr(`${sentenceOf(error)}\n`);
		return exitCodeOf(error);
	}
}
function parseSeconds(text) {
	if (text === void 0) return DEFAULT_SECONDS;
	const seconds = /^\d{1,6}$/.test(text) ? Number(text) : 0;
	if (seconds >= 1 && seconds <= MOST_SECONDS) return seconds;
	throw new DoorlogError("usage", `Option --timeout must be whole seconds from 1 to ${MOST_SECONDS}.`);
}
async function spoolFolders(given, cwd) {
	if (given.length === 0) throw new DoorlogError("usage", "Name at least one spool folder, as in doorlog replay ./doorlog-spool --sinks …");
	const folders = given.map((folder) => resolve(cwd, folder));
	for (const folder of folders) if (!(await stat(folder).catch(() => void 0))?.isDirectory()) throw new DoorlogError("file-unreadable", `There is no folder ${folder}; name the folder of a spool.`);
	return folders;
}
function sentencesOf({ settled, deliveries, broken }) {
	const lines = deliveries.map(({ sink, status, recordId, phase, location, reason }) => `${status.padEnd(13)} ${sink}  ${recordId} ${phase}${location === void 0 ? "" : `  ${location}`}${reason === void 0 ? "" : `  ${reason}`}`);
	for (const { file, reason } of broken) lines.push(`unusable      ${file}  ${reason}`);
	if (deliveries.length === 0) lines.push(settled > 0 ? `Nothing to do: all ${settled} entries were delivered before.` : "The spool is empty.");
	return `${lines.join("\n")}\n`;
}
function exitCode({ deliveries, broken }) {
	if (!deliveries.every(isStored)) return EXIT.service;
	return deliveries.some(({ status }) => status === "conflict") || broken.length > 0 ? EXIT.evidence : EXIT.fine;
}

export { replay };