import { a as tellBundles, n as countUnreadable } from "./bundle-store.js";
import { n as exitCodeOf, t as EXIT } from "./exit-code.js";
import { t as readBytes } from "./large-file.js";
import { ai as sentenceOf, ri as DoorlogError } from "./hook.js";
import { t as createConflictFinder } from "./verify-many2.js";
import { t as inOrder } from "./side-by-side.js";
import { t as counted } from "./quantity.js";
import { t as printable } from "./printable.js";
import { t as keepHeapSmall } from "./small-heap.js";
import { t as createTaskVerifier } from "./bundle-tasks.js";
import { o as bundleFilesAt } from "./settings.js";
import { t as verifyBundleFile } from "./subject-target.js";
const { join, resolve } = process.getBuiltinModule("node:path");
const { createReadStream } = process.getBuiltinModule("node:fs");
const { readdir, stat } = process.getBuiltinModule("node:fs/promises");

// src/cli/folder-report.ts
const COLOURS = {
	verified: 32,
	incomplete: 33,
	refused: 31,
	conflict: 31,
	skipped: 2
};
const WIDTH = 10;
const SHOW_EVERY = 50;
function createFolderReport({ json, files, others }, io) {
	const counts = {
		verified: 0,
		incomplete: 0,
		refused: 0,
		conflicts: 0,
		skipped: others
	};
	let told = 0;
	const clear = () => {
		if (io.isTerminal) io.stderr("\r\x1B[K");
	};
	if (json) io.stdout("{\"bundles\":[");
	return {
		tell(verdict, conflict) {
			const status = conflict === void 0 ? verdict.verdict : "conflict";
			counts[status === "conflict" ? "conflicts" : status] += 1;
			if (json) {
				const { verdict: _, ...rest } = verdict;
				const each = {
					...rest,
					verdict: status,
					...conflict !== void 0 && { sentence: conflict }
				};
				io.stdout(`${told > 0 ? "," : ""}\n${JSON.stringify(each)}`);
			} else {
				clear();
				io.stdout(lineOf(verdict, status, conflict, io.isTerminal));
			}
			told += 1;
			if (io.isTerminal && told % SHOW_EVERY === 0) io.stderr(`\r\u001b[K${counted(told)} of ${counted(files)} files`);
		},
		end() {
			clear();
			const { verified, incomplete, refused, conflicts } = counts;
			const totals = {
				bundles: verified + incomplete + refused + conflicts,
				...counts
			};
			io.stdout(json ? `\n],"totals":${JSON.stringify(totals)}}\n` : `${totalsLine(totals)}\n`);
			return totals;
		}
	};
}
function lineOf({ name, sentence, predicateType }, status, conflict, isTerminal) {
	const mark = status.padEnd(WIDTH);
	const why = conflict ?? sentence ?? (predicateType === void 0 ? void 0 : `a ${predicateType}`);
	const text = why === void 0 ? name : `${name}: ${why}`;
	return `${isTerminal ? `\u001b[${COLOURS[status]}m${mark}\u001b[0m` : mark} ${printable(text)}\n`;
}
function totalsLine({ bundles, verified, incomplete, refused, conflicts, skipped }) {
	const parts = [
		`${counted(verified)} verified`,
		...refused > 0 ? [`${counted(refused)} refused`] : [],
		...incomplete > 0 ? [`${counted(incomplete)} incomplete`] : [],
		...conflicts > 0 ? [`${counted(conflicts)} in conflict`] : []
	];
	const rest = skipped > 0 ? `; ${counted(skipped)} ${skipped === 1 ? "file" : "files"} skipped` : "";
	return `${counted(bundles)} ${bundles === 1 ? "bundle" : "bundles"}: ${parts.join(", ")}${rest}`;
}

// src/cli/folder-tasks.ts
const MAX_LINE = 33554432;
async function listBundleFiles(folder, cwd) {
	const place = resolve(cwd, folder);
	const entries = await readdir(place, { withFileTypes: true }).catch((cause) => {
		throw new DoorlogError("file-unreadable", `The folder ${folder} can’t be read; does it exist?`, { cause });
	});
	const files = entries.filter((entry) => !entry.isDirectory() && /\.jsonl?$/i.test(entry.name)).map(({ name }) => name).sort().map((name) => ({
		name,
		path: join(place, name)
	}));
	return {
		files,
		others: entries.length - files.length
	};
}
async function* bundleTasks(files) {
	for (const { name, path } of files) {
		if (!/\.jsonl$/i.test(name) || !await isFile(path)) {
			yield {
				name,
				path
			};
			continue;
		}
		let number = 0;
		for await (const text of linesOf(name, path)) {
			number += 1;
			if (text.trim() !== "") yield {
				name: `${name}:${number}`,
				text
			};
		}
	}
}
async function isFile(path) {
	return (await stat(path).catch(() => void 0))?.isFile() !== false;
}
async function* linesOf(name, path) {
	let rest = "";
	try {
		for await (const chunk of createReadStream(path, "utf8")) {
			const lines = `${rest}${chunk}`.split("\n");
			rest = lines.pop() ?? "";
			if (rest.length > MAX_LINE) throw new DoorlogError("file-invalid", `A line of ${name} is longer than 32 MiB.`);
			yield* lines;
		}
	} catch (cause) {
		if (cause instanceof DoorlogError) throw cause;
		throw new DoorlogError("file-unreadable", `${path} can’t be read; name a folder of bundles.`, { cause });
	}
	yield rest;
}

// src/cli/verify-threads.ts
const MEMORY = {
	maxYoungGenerationSizeMb: 4,
	maxOldGenerationSizeMb: 512
};
const AHEAD = 2;
async function startThreads(count, setup) {
	if (count < 2) return {
		capacity: 1,
		verify: await createTaskVerifier(setup),
		end: async () => void 0
	};
	const { Worker: Thread } = process.getBuiltinModule("node:worker_threads");
	const file = import.meta.url.endsWith(".ts") ? "./verify-worker.ts" : "./verify-worker.js";
	const threads = Array.from({ length: count }, () => createThread(new Thread(new URL(file, import.meta.url), {
		workerData: setup,
		env: {},
		resourceLimits: MEMORY
	})));
	return {
		capacity: count * AHEAD,
		verify: (tasks) => leastBusy(threads).run(tasks),
		end: async () => {
			await Promise.all(threads.map((thread) => thread.end()));
		}
	};
}
function createThread(worker) {
	const waiting = /* @__PURE__ */ new Map();
	let next = 0;
	let failure;
	const fail = (cause) => {
		failure ??= new DoorlogError("internal", "A thread that verifies bundles has ended before its work was done.", { cause });
		for (const { reject } of waiting.values()) reject(failure);
		waiting.clear();
	};
	worker.on("message", (answer) => {
		const asked = waiting.get(answer.id);
		waiting.delete(answer.id);
		if ("verdicts" in answer) asked?.resolve(answer.verdicts);
		else asked?.reject(new DoorlogError(answer.failure.code, answer.failure.message));
	});
	worker.on("error", fail);
	worker.on("exit", fail);
	return {
		busy: () => waiting.size,
		run: (tasks) => new Promise((resolve, reject) => {
			if (failure) {
				reject(failure);
				return;
			}
			const id = next++;
			waiting.set(id, {
				resolve,
				reject
			});
			worker.postMessage({
				id,
				tasks
			});
		}),
		end: () => worker.terminate()
	};
}
function leastBusy(threads) {
	return threads.reduce((best, thread) => thread.busy() < best.busy() ? thread : best);
}

// src/cli/verify-folder.ts
const FILES_PER_THREAD = 64;
async function verifyFolder(folder, options, io) {
	try {
		const { files, others } = await listBundleFiles(folder, io.cwd);
		if (files.length === 0) throw new DoorlogError("file-invalid", `There is no .json or .jsonl file in ${folder}; name a folder of bundles.`);
		keepHeapSmall();
		const trust = await threadTrust(options.trust);
		const { availableParallelism } = process.getBuiltinModule("node:os");
		const wanted = files.some(({ path }) => path.endsWith(".jsonl")) ? availableParallelism() : Math.floor(files.length / FILES_PER_THREAD);
		const threads = await startThreads(Math.min(availableParallelism(), wanted), {
			trust,
			expected: {
				signer: options.expected,
				byKey: trust.roots === void 0
			}
		});
		const report = createFolderReport({
			json: options.json,
			files: files.length,
			others
		}, io);
		try {
			const conflictOf = createConflictFinder();
			const batches = batchesOf(bundleTasks(files), 16);
			for await (const verdicts of inOrder(batches, (batch) => threads.verify(batch), threads.capacity)) for (const verdict of verdicts) report.tell(verdict, conflictWith(verdict, conflictOf));
		} finally {
			await threads.end();
		}
		return exitOf(report.end());
	} catch (error) {
		io.stderr(`${printable(sentenceOf(error))}\n`);
		return exitCodeOf(error);
	}
}
function conflictWith(verdict, conflictOf) {
	const other = conflictOf(verdict);
	return other === void 0 ? void 0 : `${other} holds another record of the same job and phase.`;
}
async function* batchesOf(tasks, size) {
	let batch = [];
	for await (const task of tasks) {
		batch.push(task);
		if (batch.length < size) continue;
		yield batch;
		batch = [];
	}
	if (batch.length > 0) yield batch;
}
async function threadTrust({ key, roots }) {
	const known = await roots?.();
	const { trustRootsText } = await import("./known-roots2.js");
	return {
		...known && { roots: {
			text: trustRootsText(known),
			origin: known.origin
		} },
		...key && { key: String(key.export({
			format: "pem",
			type: "spki"
		})) }
	};
}
function exitOf({ bundles, refused, incomplete, conflicts }) {
	if (refused > 0) return EXIT.refused;
	return bundles === 0 || incomplete > 0 || conflicts > 0 ? EXIT.evidence : EXIT.fine;
}

// src/cli/verify/bundle-folder.ts
async function verifyBundleFolder(name, path, settings) {
	const { options, ports, trust, io } = settings;
	if (!(options.policy !== void 0 || options["save-evidence"] !== void 0 || options.artifact.length > 0)) {
		const { stdout, end } = options.json ? inOneShape(name, io) : {
			stdout: io.stdout,
			end: () => void 0
		};
		const told = await verifyFolder(path, {
			expected: ports.expected,
			trust,
			json: options.json
		}, {
			...io,
			stdout
		});
		end(told);
		return { told };
	}
	const bundles = [];
	let unreadable = 0;
	for (const file of await bundleFilesAt(path, name)) {
		const text = (await readBytes(file, "bundles")).toString("utf8");
		bundles.push(...tellBundles(text));
		unreadable += countUnreadable(text);
	}
	return verifyBundleFile({
		kind: "directory",
		name
	}, {
		bundles,
		unreadable
	}, settings);
}
function inOneShape(name, io) {
	let last;
	return {
		stdout(text) {
			const head = `{"target":${JSON.stringify({
				kind: "directory",
				name
			})},`;
			if (last !== void 0) io.stdout(last);
			last = last === void 0 ? text.replace(/^\{/, () => head) : text;
		},
		end(code) {
			if (last === void 0) return;
			const rest = {
				verdict: verdictOf(code),
				checks: [],
				records: [],
				missing: []
			};
			io.stdout(last.replace(/\}\n$/, () => `,${JSON.stringify(rest).slice(1)}\n`));
		}
	};
}
function verdictOf(code) {
	if (code === EXIT.fine) return "verified";
	return code === EXIT.refused ? "refused" : "incomplete";
}

export { verifyBundleFolder };