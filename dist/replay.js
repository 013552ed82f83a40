import { $ as earlierDelivery, Ar as enumeration, At as readText, Dt as createSpool, Fr as looseObject, Gr as record, In as VARIABLE_NAMES, Mt as parseJournal, Ot as isEntryFile, Qt as digestOf, Tr as array, Wr as optional, Xr as string, Z as deliverDue, ai as sentenceOf, et as isStored, gr as entryKey, it as replayable, jt as parseEntry, kt as appendText, oi as systemCodeOf, ri as DoorlogError, tt as isWanted } from "./hook.js";
import { t as readArguments } from "./arguments.js";
import { n as exitCodeOf, t as EXIT } from "./exit-code.js";
import { t as LINES_FILE } from "./entry-lines.js";
import { t as readBytes } from "./large-file.js";
import { t as readTextFile } from "./text-file.js";
import { t as printable } from "./printable.js";
import { t as counted } from "./quantity.js";
import { t as shortDigests } from "./short-digests.js";
import { i as sinksFrom } from "./sinks-option.js";
import { t as keepHeapSmall } from "./small-heap.js";
const { createHash } = process.getBuiltinModule("node:crypto");
const { basename, join, resolve } = process.getBuiltinModule("node:path");
const { readdir, stat } = process.getBuiltinModule("node:fs/promises");

// src/pipeline/replay-report.ts
const MOST_NAMED = 100;
function startTally() {
	const sinks = /* @__PURE__ */ new Map();
	const broken = [];
	const count = {
		found: 0,
		looked: 0,
		settled: 0,
		broken: 0,
		spools: 0,
		tried: 0,
		stored: 0,
		deliveries: 0
	};
	let named = [];
	return {
		find(entries) {
			count.found += entries;
		},
		look() {
			count.looked += 1;
			return count.looked;
		},
		settle() {
			count.settled += 1;
		},
		breakOff(file) {
			count.broken += 1;
			if (broken.length < MOST_NAMED) broken.push(file);
		},
		giveUp(spool) {
			count.spools += 1;
			broken.push(spool);
		},
		deliver(entries, all) {
			const deliveries = all.filter(({ earlier }) => !earlier);
			count.tried += entries;
			count.stored += entries - new Set(deliveries.filter((each) => !isStored(each)).map(nameOf)).size;
			count.deliveries += deliveries.length;
			for (const { sink, status } of deliveries) {
				const counts = sinks.get(sink) ?? {};
				sinks.set(sink, {
					...counts,
					[status]: (counts[status] ?? 0) + 1
				});
			}
			named.push(...deliveries);
			if (count.deliveries > MOST_NAMED) named = named.filter((each) => !isFine(each)).slice(0, MOST_NAMED);
		},
		progress: () => ({
			seen: count.settled + count.broken + count.tried,
			found: count.found
		}),
		report(ended) {
			const { found, settled } = count;
			const left = Math.max(found, count.looked) - settled - count.broken - count.stored;
			return {
				found,
				settled,
				left,
				...ended !== void 0 && left > 0 && { ended },
				sinks: Object.fromEntries(sinks),
				deliveries: named,
				broken,
				brokenCount: count.broken + count.spools
			};
		}
	};
}
function isFine({ status }) {
	return status === "delivered" || status === "already-there";
}
function nameOf({ recordId, phase, digest }) {
	return `${recordId} ${phase} ${digest}`;
}

// src/pipeline/replay.ts
const BATCH = {
	entries: 32,
	bytes: 655360
};
const BATCHES_AT_ONCE = 2;
const ITEMS_WITHOUT_A_BREAK = 50;
const TIMER_SLACK = 5;
const MORE_THAN_SHOWN = "It says that it is an attested view and holds more, or is of a newer version, so it is not put where it could be locked for good.";
function isDue(sinks, spooled) {
	return sinks.some((sink) => earlierDelivery(sink, spooled) === void 0 && isWanted(sink.filter, spooled.entry));
}
async function replay$1(spools, surroundings) {
	const { sinks, timeout, signal, onProgress } = surroundings;
	const until = now() + timeout;
	const logger = tellOnce(surroundings.logger);
	const tally = startTally();
	for (const spool of spools) tally.find(await countOf(spool));
	const isOver = () => signal?.aborted === true || now() >= until - TIMER_SLACK;
	const batches = batchesOf(dueEntries(spools, sinks, tally), isOver);
	await Promise.all(Array.from({ length: BATCHES_AT_ONCE }, work));
	return tally.report(isOver() ? signal?.aborted ? "interrupted" : "out-of-time" : void 0);
	async function work() {
		for await (const due of batches) {
			const left = {
				sinks,
				logger,
				timeout: until - now(),
				...signal && { signal }
			};
			tally.deliver(due.length, await deliverDue(due, left));
			onProgress?.(tally.progress());
		}
	}
}
function now() {
	return process.uptime() * 1e3;
}
function tellOnce(logger) {
	const told = /* @__PURE__ */ new Set();
	return {
		info: (sentence) => logger.info(sentence),
		warn(sentence) {
			if (!told.has(sentence)) logger.warn(sentence);
			told.add(sentence);
		}
	};
}
async function countOf(spool) {
	try {
		return await spool.count();
	} catch {
		return 0;
	}
}
async function* batchesOf(items, isOver) {
	let batch = [];
	let size = 0;
	for await (const { due, bytes } of items) {
		if (isOver()) return;
		if (batch.length >= BATCH.entries || batch.length > 0 && size + bytes > BATCH.bytes) {
			yield batch;
			batch = [];
			size = 0;
		}
		batch.push(due);
		size += bytes;
	}
	if (batch.length > 0 && !isOver()) yield batch;
}
async function* dueEntries(spools, sinks, tally) {
	const isSettled = (done) => sinks.every((sink) => earlierDelivery(sink, { done }) !== void 0);
	const met = /* @__PURE__ */ new Set();
	for (const spool of spools) try {
		for await (const item of spool.read(isSettled)) {
			if (tally.look() % ITEMS_WITHOUT_A_BREAK === 0) await new Promise(setImmediate);
			if (item.kind === "broken") tally.breakOff(item.file);
			else if (item.kind === "settled" || !isDue(sinks, item.spooled) || isMet(item.spooled)) tally.settle();
			else {
				const entry = await replayable(item.spooled.entry, sinks);
				if (entry) yield {
					due: {
						...item.spooled,
						entry,
						spool
					},
					bytes: item.bytes
				};
				else tally.breakOff({
					file: `${spool.folder}, record ${item.spooled.entry.recordId}`,
					reason: MORE_THAN_SHOWN
				});
			}
		}
	} catch (error) {
		tally.giveUp({
			file: spool.folder,
			reason: sentenceOf(error)
		});
	}
	function isMet({ entry }) {
		const key = entryKey(entry);
		const isKnown = met.has(key);
		if (spools.length > 1) met.add(key);
		return isKnown;
	}
}

// src/handover/open.ts
const HANDED_OVER_FILES = [
	LINES_FILE,
	`${LINES_FILE}.age`,
	`${LINES_FILE}.jwe`
];
async function openLines(name, bytes, identities) {
	if (name === "undelivered.jsonl") return bytes.toString("utf8");
	if (identities === void 0) throw new DoorlogError("usage", `${name} is encrypted; give the file with the private key by --identity.`);
	if (name.endsWith(".age")) {
		const { decryptFromAge } = await import("./age.js");
		return decryptFromAge(bytes, identities.age);
	}
	const { decryptFromJwe } = await import("./jwe.js");
	return decryptFromJwe(bytes.toString("latin1"), identities.pem);
}

// src/sinks/handed-over-spool.ts
const Way = looseObject({
	keys: optional(record(string(), enumeration([
		"unused",
		"tried",
		"taken",
		"spare-tried"
	]))),
	done: optional(array(string()))
});
function createHandedOverSpool({ place, lines, journal, digestOf }) {
	const texts = lines.split("\n").filter((line) => line !== "");
	function itemOf(text, index) {
		const parsed = parseEntry(text, digestOf);
		if ("fault" in parsed) return {
			kind: "broken",
			file: {
				file: `${place}, line ${index + 1}`,
				reason: parsed.fault
			}
		};
		return {
			kind: "entry",
			spooled: {
				entry: parsed.entry,
				...wayOf(parsed.entry, text)
			},
			bytes: text.length
		};
	}
	function wayOf(entry, text) {
		const before = Way.safeParse(JSON.parse(text)).data ?? {};
		const since = parseJournal(linesOn(entry, accountIn(journal)));
		const known = [...Object.entries(before.keys ?? {}), ...since.keys].filter(([, key]) => key !== "unused");
		const delivered = (before.done ?? []).map((sink) => ({
			sink,
			status: "delivered"
		}));
		return {
			keys: new TriedKeys(known),
			done: [...delivered, ...since.done]
		};
	}
	function write(entry, line) {
		try {
			appendText(journal, `\n${JSON.stringify({
				entry: shortKey(entry),
				...line
			})}\n`);
		} catch (cause) {
			const sentence = `The account of this replay could not be written to ${journal} (${systemCodeOf(cause) ?? "unexpected fault"}), so another one can’t know of it.`;
			throw new DoorlogError("spool-failed", sentence, { cause });
		}
	}
	return {
		folder: place,
		put: () => Promise.reject(new DoorlogError("spool-failed", `Nothing can be put into ${place}.`)),
		async list() {
			const items = texts.map(itemOf);
			const broken = items.flatMap((item) => item.kind === "broken" ? [item.file] : []);
			return {
				entries: items.flatMap((item) => item.kind === "entry" ? [item.spooled] : []),
				broken
			};
		},
		count: async () => texts.length,
		async *read(isSettled) {
			for (const [index, text] of texts.entries()) {
				const item = itemOf(text, index);
				yield item.kind === "entry" && isSettled(item.spooled.done) ? { kind: "settled" } : item;
			}
		},
		markKey: async (entry, sink, key) => write(entry, {
			sink,
			key
		}),
		markDone: async (entry, delivery) => write(entry, {
			sink: delivery.sink,
			delivery
		})
	};
}
function accountIn(file) {
	try {
		return readText(file) ?? "";
	} catch {
		return "";
	}
}
var TriedKeys = class extends Map {
	get(sink) {
		return super.get(sink) ?? "tried";
	}
};
function linesOn(entry, text) {
	const mark = JSON.stringify({ entry: shortKey(entry) }).slice(0, -1);
	return text.split("\n").filter((line) => line.startsWith(mark)).join("\n");
}
function shortKey(entry) {
	return createHash("sha256").update(entryKey(entry)).digest("hex").slice(0, 40);
}

// src/cli/handed-over.ts
const MOST_BYTES = 67108864;
const MOST_LINES = 1e3;
const ACCOUNT = "replay.journal.jsonl";
async function handedOverSpools(argument, { cwd, identity }) {
	const path = resolve(cwd, argument);
	const found = await stat(path).catch(() => void 0);
	if (found?.isDirectory()) {
		const files = await filesBelow(path);
		return Promise.all(files.map((file) => fromFile(file, join(file, "..", ACCOUNT), identity)));
	}
	if (!found?.isFile()) return [];
	if (HANDED_OVER_FILES.includes(basename(path))) return [await fromFile(path, `${path}.${ACCOUNT}`, identity)];
	return path.toLowerCase().endsWith(".zip") ? [await fromZip(path, identity)] : [];
}
async function identitiesFrom(given, { cwd }) {
	if (given === void 0) return void 0;
	const { readIdentities } = await import("./identity.js");
	return readIdentities(await readTextFile(resolve(cwd, given), "the private key"));
}
async function filesBelow(folder) {
	const entries = await readdir(folder, { withFileTypes: true });
	const own = entries.filter(({ name }) => HANDED_OVER_FILES.includes(name)).map(({ name }) => join(folder, name));
	const below = entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
	for (const each of below.sort()) {
		const names = await readdir(each).catch(() => []);
		own.push(...names.filter((name) => HANDED_OVER_FILES.includes(name)).map((name) => join(each, name)));
	}
	return own;
}
async function fromFile(path, journal, identity) {
	const bytes = await readBytes(path, "what was handed over");
	return spoolOf(path, await openLines(basename(path), bytes, identity), journal);
}
async function fromZip(path, identity) {
	const bytes = await readBytes(path, "what was handed over");
	const { unzipSync } = await import("./fflate.js");
	let files;
	let isFound = false;
	try {
		files = unzipSync(bytes, { filter({ name, originalSize }) {
			const isFirst = !isFound && HANDED_OVER_FILES.includes(name) && originalSize <= MOST_BYTES;
			isFound ||= isFirst;
			return isFirst;
		} });
	} catch (cause) {
		throw new DoorlogError("file-invalid", `${path} is no whole zip file; download the artifact again.`, { cause });
	}
	const [found] = Object.entries(files);
	if (found === void 0) {
		const sentence = `${path} holds nothing that a job handed over; name the zip of an artifact “doorlog-undelivered-…”.`;
		throw new DoorlogError("file-invalid", sentence);
	}
	const [name, content] = found;
	return spoolOf(path, await openLines(name, Buffer.from(content), identity), `${path}.${ACCOUNT}`);
}
function spoolOf(place, lines, journal) {
	let count = 0;
	for (let at = lines.indexOf("\n"); at >= 0; at = lines.indexOf("\n", at + 1)) {
		count += 1;
		if (count > MOST_LINES) {
			const sentence = `${place} has more than ${MOST_LINES} lines, which no job hands over; find out who left it.`;
			throw new DoorlogError("file-invalid", sentence);
		}
	}
	return createHandedOverSpool({
		place,
		lines,
		journal,
		digestOf
	});
}

// src/cli/replay-text.ts
const LINE_EVERY = 1e3;
function replayText(report) {
	const { found, settled, left, deliveries, broken, brokenCount, ended } = report;
	const lines = deliveries.map((delivery) => {
		const line = lineOf(delivery);
		return printable(isStored(delivery) ? shortDigests(line) : line);
	});
	for (const { file, reason } of broken) lines.push(printable(`unusable      ${file}  ${reason}`));
	if (brokenCount > broken.length) lines.push(`unusable      and ${counted(brokenCount - broken.length)} files more`);
	if (deliveries.length < made(report)) lines.push(...countLines(report));
	if (left > 0) {
		const why = ended === void 0 ? "" : ended === "interrupted" ? "Interrupted: " : "Out of time: ";
		const are = `${counted(left)} of ${entries(found)} ${left === 1 ? "is" : "are"} left`;
		lines.push(`${why}${are}; run the command again to go on from here.`);
	} else if (made(report) === 0) {
		const all = settled === 1 ? "the only entry" : `all ${entries(settled)}`;
		lines.push(settled > 0 ? `Nothing to do: every sink has what it wants of ${all}.` : "There are no entries there: the spool is empty, or it is another folder.");
	}
	return `${lines.join("\n")}\n`;
}
function lineOf({ sink, status, recordId, phase, location, reason }) {
	return [
		`${status.padEnd(13)} ${sink}`,
		`${recordId} ${phase}`,
		location,
		reason
	].filter((part) => part !== void 0).join("  ");
}
function made({ sinks }) {
	return Object.values(sinks).flatMap((counts) => Object.values(counts)).reduce((sum, count) => sum + count, 0);
}
function countLines({ sinks }) {
	return Object.entries(sinks).map(([sink, counts]) => {
		return `${sink}: ${Object.entries(counts).map(([status, count]) => `${counted(count)} ${status}`).join(", ")}`;
	});
}
function replayProgress(write, isTerminal) {
	let told = 0;
	return {
		tell({ seen, found }) {
			const lines = Math.floor(seen / LINE_EVERY);
			if (isTerminal) write(`\r${counted(seen)} of ${entries(found)}`);
			else if (lines > told) write(`${counted(lines * LINE_EVERY)} of ${entries(found)}\n`);
			told = lines;
		},
		clear() {
			if (isTerminal) write("\r\x1B[K");
		}
	};
}
function entries(count) {
	return `${counted(count)} ${count === 1 ? "entry" : "entries"}`;
}

// src/cli/spool-sources.ts
const DEEPEST = 2;
async function spoolsFrom(argument, { cwd }) {
	const folder = resolve(cwd, argument);
	if (!(await stat(folder).catch(() => void 0))?.isDirectory()) throw new DoorlogError("file-unreadable", `There is no folder ${folder}; name the folder of a spool, one that holds spools, or the zip of what a job handed over.`);
	const folders = await spoolFolders(folder, DEEPEST);
	return (folders.length > 0 ? folders : [folder]).map((each) => createSpool({
		folder: each,
		digestOf
	}));
}
async function spoolFolders(folder, deep) {
	const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
	const own = entries.some(({ name }) => isEntryFile(name)) ? [folder] : [];
	if (deep === 0) return own;
	const below = entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
	const deeper = [];
	for (const each of below.sort()) deeper.push(...await spoolFolders(each, deep - 1));
	return [...own, ...deeper];
}

// src/cli/replay.ts
const DEFAULT_SECONDS = 60;
const MOST_SECONDS = 86400;
const HELP = `Usage: doorlog replay PLACE... --sinks FILE|TEXT [--identity FILE] [--timeout SECONDS] [--json]

Delivers what could not be delivered: every entry in the spool folders, in the spools that a folder holds, or in an
artifact that a job left (its zip, or its unpacked folder), that a sink wants and does not have yet, under the ids that
it always had, so that nothing is stored twice. It can be ended at any time: the spools, or a file beside the artifact,
know where to go on. Two replays of one spool at the same time may store an entry twice.

  --sinks FILE|TEXT    the list of sinks, as in the action's input of that name, or a file that holds it
  --identity FILE      the private key for an encrypted artifact: an identity file of age, or PEM; what is decrypted
                       stays in memory
  --timeout SECONDS    longest wait for everything together (default ${DEFAULT_SECONDS})
  --json               the report as JSON

Secrets come by variables named after the action’s inputs, such as ${VARIABLE_NAMES("splunkToken")}; docs/sinks.md lists them.

Exit code 0: every sink has every entry; 2: wrong use; 3: all delivered, but with a conflict or with files in a folder
that can't be used; 4: some could not be delivered, or it was ended before it came to them.

Example: doorlog replay ./doorlog-spool --sinks '[{"type": "elasticsearch", "url": "https://logs.example.org:9200"}]'
         doorlog replay doorlog-undelivered-0123456789abcdef.zip --sinks sinks.yml --identity doorlog-handover.txt
`;
async function replay(args, io) {
	try {
		const { values, positionals } = readArguments("replay", {
			args,
			allowPositionals: true,
			options: {
				sinks: { type: "string" },
				identity: { type: "string" },
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
		const spools = await spoolsOf(positionals, values.identity, io);
		const sinks = await sinksFrom(values.sinks, io);
		keepHeapSmall();
		const progress = replayProgress(io.stderr, io.isTerminal);
		const logger = {
			info: (line) => io.stderr(`${printable(line)}\n`),
			warn: (line) => io.stderr(`${printable(line)}\n`)
		};
		const report = await interruptible((signal) => replay$1(spools, {
			sinks,
			timeout,
			logger,
			signal,
			onProgress: progress.tell
		}));
		progress.clear();
		io.stdout(values.json ? `${JSON.stringify(report, null, 2)}\n` : replayText(report));
		return exitCode(report);
	} catch (error) {
		io.stderr(`${printable(sentenceOf(error))}\n`);
		return exitCodeOf(error);
	}
}
function parseSeconds(text) {
	if (text === void 0) return DEFAULT_SECONDS;
	const seconds = /^\d{1,6}$/.test(text) ? Number(text) : 0;
	if (seconds >= 1 && seconds <= MOST_SECONDS) return seconds;
	throw new DoorlogError("usage", `Option --timeout must be whole seconds from 1 to ${MOST_SECONDS}.`);
}
async function spoolsOf(given, key, io) {
	if (given.length === 0) throw new DoorlogError("usage", "Name at least one spool folder, as in doorlog replay ./doorlog-spool --sinks …");
	const identity = await identitiesFrom(key, io);
	const spools = [];
	for (const argument of given) {
		const handedOver = await handedOverSpools(argument, {
			cwd: io.cwd,
			identity
		});
		spools.push(...handedOver.length > 0 ? handedOver : await spoolsFrom(argument, io));
	}
	return [...new Map(spools.map((spool) => [spool.folder, spool])).values()];
}
async function interruptible(action) {
	const stop = new AbortController();
	const end = () => stop.abort();
	const signals = [
		"SIGINT",
		"SIGTERM",
		"SIGHUP"
	];
	for (const signal of signals) process.once(signal, end);
	try {
		return await action(stop.signal);
	} finally {
		for (const signal of signals) process.off(signal, end);
	}
}
function exitCode({ left, sinks, brokenCount }) {
	if (left > 0) return EXIT.service;
	return Object.values(sinks).some((counts) => (counts.conflict ?? 0) > 0) || brokenCount > 0 ? EXIT.evidence : EXIT.fine;
}

export { replay };