import { i as parseVerifierKey } from "./note-key.js";
import { n as quantity, t as counted } from "./quantity.js";
import { t as GITHUB_ISSUER } from "./signer.js";
import { ai as sentenceOf, gr as entryKey, ri as DoorlogError } from "./hook.js";
import { l as isSameHash, o as parseCheckpoint } from "./sealed-leaf.js";
import { t as check } from "./check.js";
import { a as checkStep, i as lookThroughStores, r as SEEN, t as missingOf } from "./seal-log.js";
import { n as namesOf, r as readSeals } from "./read-seals.js";
import { t as readArguments } from "./arguments.js";
import { t as bundleVerifier } from "./bundle-verifier.js";
import { n as exitCodeOf, t as EXIT } from "./exit-code.js";
import { t as printable } from "./printable.js";
import { t as checkRepositoryOption } from "./repository-option.js";
import { n as removedLines, t as faultLines } from "./seal-text.js";
import { t as sealFolderFrom } from "./seals-option.js";
import { t as askedStores } from "./stores-option.js";
import { t as readTextFile } from "./text-file.js";
import { t as timeOption } from "./time-option.js";
const { resolve } = process.getBuiltinModule("node:path");

// src/core/merkle/hold-against.ts
function holdAgainst(kept, { steps, tree }, what) {
	const open = check("kept-checkpoint", "Kept checkpoint");
	const newest = steps.at(-1);
	if (!newest) return open.failed(`${what} is over ${quantity(kept.size, "entry", "entries")}, and the folder has no checkpoint at all.`);
	if (kept.origin !== newest.origin) return open.failed(`${what} is of the log ${kept.origin}, and the folder of ${newest.origin}.`);
	if (kept.size > newest.size) return open.failed(`${what} is over ${quantity(kept.size, "entry", "entries")}, and the folder's newest checkpoint over ${counted(newest.size)} only: it was cut short.`);
	const [leaves, those] = kept.size === 1 ? ["The first leaf is", "the one"] : [`The first ${counted(kept.size)} leaves are`, "those"];
	return isSameHash(tree.root(kept.size), kept.rootHash) ? open.ok(`${leaves} ${those} that ${what} was made over.`) : open.failed(`${leaves} not ${those} that ${what} was made over: what was sealed was rewritten.`);
}

// src/pipeline/check-log.ts
const LATEST = /* @__PURE__ */ new Date("9999-12-31T00:00:00Z");
const EARLIEST = /* @__PURE__ */ new Date(-864e13);
async function checkLog(question, signal) {
	const { folder, stores, since } = question;
	const history = await readSeals(folder);
	const size = history.steps.at(-1)?.size ?? 0;
	const checks = [
		...checkFolder(history),
		...checkKept(question, history),
		...await checkSignatures(question, history)
	];
	const seen = await lookThroughStores(stores, history, {
		from: since ?? /* @__PURE__ */ new Date(0),
		until: LATEST,
		read: "whole"
	}, signal);
	const gone = await missingOf(folder, history, seen.states, since ?? EARLIEST);
	const removed = gone.filter((leaf) => !isListed(leaf, question));
	const count = (holds) => seen.states.reduce((sum, state) => sum + (holds(state) ? 1 : 0), 0);
	const named = count((state) => state === SEEN.named);
	const unread = named === 0 || !question.erasures ? named : await unlisted(question, history, seen.states);
	const erased = count((state) => (state & (SEEN.erased | SEEN.intact | SEEN.altered)) === SEEN.erased);
	const all = [
		...checks,
		checkEntries(size, removed.length, seen.altered.length, unread),
		...checkCopies(seen)
	];
	const isRefused = all.some(({ status }) => status === "failed");
	const isOpen = all.some(({ status }) => status === "not-checked");
	return {
		verdict: history.steps.length === 0 && !isRefused ? "absent" : isRefused ? "refused" : isOpen ? "incomplete" : "intact",
		checks: all,
		size,
		removed,
		altered: seen.altered,
		conflicts: seen.conflicts,
		faulty: seen.faulty,
		unread,
		erased,
		erasedAsListed: gone.length - removed.length + named - unread,
		unsealed: seen.fresh.length + seen.unreadable
	};
}
function isListed(leaf, { erasures }) {
	return erasures !== void 0 && (erasures.has(leaf.recordId) || erasures.has(entryKey(leaf)));
}
async function unlisted(question, history, states) {
	return (await namesOf(question.folder, history, (number) => states[number] === SEEN.named)).filter((leaf) => !isListed(leaf, question)).length;
}
function checkFolder({ steps, faults }) {
	const open = check("folder", "Folder of checkpoints");
	if (faults.length > 0) return faults.map(open.failed);
	return steps.length === 0 ? [open.notChecked("There is no checkpoint in the folder.")] : [open.ok(steps.length === 1 ? "The one checkpoint is made over the leaves below it." : `Each of ${steps.length} checkpoints is made over the leaves below it, and grew out of the one before.`)];
}
function checkKept({ kept = [] }, history) {
	return kept.map(({ file, text }) => holdAgainst(parseCheckpoint(text, file), history, file));
}
function checkEntries(size, removed, altered, unread) {
	const open = check("entries", "Sealed entries");
	if (removed > 0 || altered > 0) return open.failed(`Of ${quantity(size, "sealed entry", "sealed entries")} ${quantity(removed, "was", "were")} removed; ${quantity(altered, "copy in the stores was", "copies in the stores were")} altered.`);
	return unread > 0 ? open.notChecked(`Of ${quantity(size, "sealed entry", "sealed entries")} ${quantity(unread, "is", "are")} there by name only, without what was recorded.`) : open.ok(size === 1 ? "The one sealed entry that was to be there is there as it was." : `All ${counted(size)} sealed entries that were to be there are there as they were.`);
}
function checkCopies({ conflicts, faulty }) {
	if (conflicts.length + faulty.length === 0) return [];
	return [check("copies", "Copies at fault").notChecked(`Copies that are not what they are filed as: ${conflicts.length} beside a sound one, ${faulty.length} not sealed; somebody else may write to the store.`)];
}
async function checkSignatures({ folder, key, signatures }, history) {
	const checks = [];
	for (const [number, step] of history.steps.entries()) {
		if (key) {
			const open = check("key", "Key of the checkpoint");
			checks.push(key.name === step.origin && key.verifies(step.note) ? open.ok(`${step.file} was signed with the given key.`) : open.failed(`${step.file} was not signed with the given key.`));
		}
		if (!signatures) continue;
		const open = check("signature", "Signature");
		const own = await checkStep(folder, {
			step,
			last: history.steps[number - 1]
		}, signatures);
		if (own === void 0) {
			checks.push(open.notChecked(`${step.file} has no bundle beside it.`));
			continue;
		}
		const faults = own.filter(({ status }) => status !== "ok");
		checks.push(...faults.length > 0 ? faults.map((fault) => ({
			...fault,
			detail: `${step.file}: ${fault.detail}`
		})) : [open.ok(`${step.file}: ${own.find(({ id }) => id === "identity")?.detail ?? "the signature holds."}`)]);
	}
	return checks;
}

// src/cli/log-check.ts
const LONGEST = 216e5;
const HELP = `Usage: doorlog log check --seals DIR --sinks FILE|TEXT [OPTIONS]

Holds what the stores have against all that was ever sealed: an entry that is gone or altered is named. The folder of
checkpoints is held against itself, and against checkpoints that somebody kept elsewhere.

  --seals DIR          folder of the checkpoints and leaves, as the sealer keeps it
  --sinks FILE|TEXT    the list of sinks, as in the action's input of that name, or a file that holds it; an entry
                       counts as there when one of them has it, so check a store by itself where each must have
                       everything
  --checkpoint FILE    a checkpoint that was kept elsewhere, any number of times: what is sealed must have grown out of
                       it
  --since TIME         do not expect records made earlier, which a store's retention may have taken
  --erased FILE        what was erased on purpose, a record id or the key of an entry a line, # before a comment: that
                       these are gone is told, and is nothing wrong
  --vkey KEY           public key that every checkpoint must have been signed with
  --signatures         verify the bundle of every checkpoint, too; the options below say by whom
  --repo OWNER/REPO    repository whose workflow must have sealed; any of its workflows can, so give --identity too
  --identity SAN       identity that must have sealed; * and ** stand for anything, without and with slashes
  --issuer URL         issuer of that identity (default ${GITHUB_ISSUER})
  --trust-root FILE    trusted_root.json, or JSON Lines of several
  --all                everything that is gone or altered, and every check
  --json               the answer as JSON

Exit code 0: everything that was sealed is there as it was; 1: something was removed, altered or rewritten; 2: wrong
use; 3: there is no checkpoint, not all could be looked at, or a copy that is not what it is filed as stands beside a
sound one or is not sealed; 4: a store or the trust root could not be reached.

Example: doorlog log check --seals seals --sinks sinks.yml --checkpoint kept/checkpoint-4711.txt
`;
const EXITS = {
	intact: EXIT.fine,
	refused: EXIT.refused,
	incomplete: EXIT.evidence,
	absent: EXIT.evidence
};
async function logCheck(args, io) {
	try {
		const { values } = readArguments("log check", {
			args,
			options: {
				seals: { type: "string" },
				sinks: { type: "string" },
				checkpoint: {
					type: "string",
					multiple: true,
					default: []
				},
				since: { type: "string" },
				erased: { type: "string" },
				vkey: { type: "string" },
				signatures: {
					type: "boolean",
					default: false
				},
				repo: { type: "string" },
				identity: { type: "string" },
				issuer: {
					type: "string",
					default: GITHUB_ISSUER
				},
				"trust-root": { type: "string" },
				all: {
					type: "boolean",
					default: false
				},
				json: {
					type: "boolean",
					default: false
				},
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
		const folder = sealFolderFrom(values.seals, io);
		checkRepositoryOption(values.repo);
		const isSigned = values.signatures || values.repo !== void 0 || values.identity !== void 0;
		const since = timeOption("--since", values.since);
		const kept = values.checkpoint.map(async (file) => ({
			file,
			text: await readTextFile(resolve(io.cwd, file), "a checkpoint")
		}));
		const answer = await checkLog({
			folder,
			stores: await askedStores(values.sinks, io),
			kept: await Promise.all(kept),
			...since && { since },
			...values.erased !== void 0 && { erasures: await erasuresIn(values.erased, io) },
			...values.vkey !== void 0 && { key: parseVerifierKey(values.vkey, "Option --vkey") },
			...isSigned && { signatures: {
				verifier: await bundleVerifier({
					key: void 0,
					trustRoot: values["trust-root"]
				}, io),
				expected: {
					issuer: values.issuer,
					...values.repo !== void 0 && { repository: values.repo },
					...values.identity !== void 0 && { identity: values.identity }
				}
			} }
		}, AbortSignal.timeout(LONGEST));
		io.stdout(values.json ? `${JSON.stringify(answer, null, 2)}\n` : linesOf(answer, values.all));
		return EXITS[answer.verdict];
	} catch (error) {
		io.stderr(`${printable(sentenceOf(error))}\n`);
		return exitCodeOf(error);
	}
}
async function erasuresIn(file, { cwd }) {
	const names = (await readTextFile(resolve(cwd, file), "what was erased")).split(/\r?\n/).map((line) => line.replace(/#.*$/, "").trim()).filter(Boolean);
	const number = names.findIndex((name) => !/^[\w.:-]{1,400}$/.test(name));
	if (number < 0) return new Set(names);
	throw new DoorlogError("file-invalid", `Entry ${number + 1} of the list of the option --erased is neither a record id nor the key of an entry.`);
}
const MARKS = {
	ok: "ok",
	failed: "FAILED",
	"not-checked": "not checked"
};
const MANY = /* @__PURE__ */ new Set(["signature", "key"]);
function linesOf(answer, isWhole) {
	const { checks, removed, erased, erasedAsListed, unsealed, verdict } = answer;
	const shown = checks.filter(({ id, status }) => isWhole || status !== "ok" || !MANY.has(id));
	const held = checks.length - shown.length;
	return `${[
		...removedLines(removed, isWhole),
		...faultLines(answer, isWhole),
		...shown.map(({ status, title, detail }) => `${MARKS[status].padEnd(11)} ${title}: ${printable(detail)}`),
		...held > 0 ? [`${MARKS.ok.padEnd(11)} ${quantity(held, "signature of a checkpoint holds; --all lists it.", "signatures of checkpoints hold; --all lists them.")}`] : [],
		...erased > 0 ? [`${quantity(erased, "entry has lost its log view", "entries have lost their log view")} to an erasure; the attested one is left.`] : [],
		...erasedAsListed > 0 ? [`${quantity(erasedAsListed, "entry was", "entries were")} erased, as the list of erasures says.`] : [],
		...unsealed > 0 ? [`${quantity(unsealed, "entry is", "entries are")} in no checkpoint yet.`] : []
	].join("\n")}\n${verdict}\n`;
}

export { logCheck };