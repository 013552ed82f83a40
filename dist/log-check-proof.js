import { l as isSameHash, n as entryLeafHash, o as parseCheckpoint, r as leafData, t as SealedLeaf } from "./sealed-leaf.js";
import { i as parseVerifierKey } from "./note-key.js";
import { n as parseProof } from "./proof-text.js";
import { Xn as jsonOrNothing, ai as sentenceOf, gr as entryKey, ri as DoorlogError } from "./hook.js";
import { n as quantity, t as counted } from "./quantity.js";
import { t as check } from "./check.js";
import { n as isIncluded, t as isConsistent } from "./verify-proof.js";
import { t as readArguments } from "./arguments.js";
import { n as exitCodeOf, t as EXIT } from "./exit-code.js";
import { t as printable } from "./printable.js";
import { t as readTextFile } from "./text-file.js";
const { resolve } = process.getBuiltinModule("node:path");

// src/core/merkle/check-proof.ts
function checkProof(proof, surroundings) {
	const newer = parseCheckpoint(proof.checkpoint, "The end of the proof");
	const entry = proof.kind === "inclusion" ? surroundings.entry ?? entryIn(proof) : void 0;
	const checks = proof.kind === "inclusion" ? [checkInclusion(proof, newer, entry), checkAnchor(newer, surroundings)] : [checkGrowth(proof, newer, surroundings), ...surroundings.key ? [checkKey(newer, surroundings.key)] : []];
	const isRefused = checks.some(({ status }) => status === "failed");
	const isOpen = checks.some(({ status }) => status === "not-checked");
	return {
		verdict: isRefused ? "refused" : isOpen ? "incomplete" : "proven",
		checks,
		...entry && { entry }
	};
}
function checkInclusion(proof, newer, entry) {
	const open = check("inclusion", "Inclusion");
	if (!entry) return open.notChecked("The proof does not tell which entry it is about; name it with --entry.");
	return isIncluded({
		index: proof.index,
		hash: entryLeafHash(entry)
	}, newer, proof.hashes) ? open.ok(`${entryKey(entry)} is leaf ${proof.index} of the ${newer.size} of ${newer.origin}.`) : open.failed(`The proof does not lead from ${entryKey(entry)} to the checkpoint in it.`);
}
function checkAnchor(newer, { kept, key }) {
	if (kept) return checkSame(newer, kept);
	if (key) return checkKey(newer, key);
	return check("checkpoint", "Checkpoint").notChecked("Nobody vouches for the checkpoint in the proof; give one that you kept, or the key of the log.");
}
function checkSame(newer, kept) {
	const open = check("checkpoint", "Checkpoint");
	if (kept.origin !== newer.origin) return open.failed(`The kept checkpoint is of ${kept.origin}, the proof of ${newer.origin}.`);
	if (kept.size !== newer.size) return open.notChecked(`The kept checkpoint is over ${quantity(kept.size, "entry", "entries")}, the proof’s over ${counted(newer.size)}; ask for a proof with --size ${kept.size}.`);
	return isSameHash(kept.rootHash, newer.rootHash) ? open.ok("The checkpoint in the proof is the kept one.") : open.failed("The checkpoint in the proof is another one than was kept, of the same size: the log was rewritten.");
}
function checkKey(newer, key) {
	const open = check("key", "Key of the checkpoint");
	return key.name === newer.origin && key.verifies(newer.note) ? open.ok("The checkpoint in the proof was signed with the key of the log.") : open.failed("The checkpoint in the proof was not signed with that key.");
}
const UNSIGNED = " Who signed the newer checkpoint was not looked at: its key or its bundle tells.";
function checkGrowth(proof, newer, { kept, key }) {
	const open = check("consistency", "Consistency");
	if (!kept) return open.notChecked("The proof starts from a checkpoint that you kept; name its file with --checkpoint.");
	if (kept.origin !== newer.origin) return open.failed(`The kept checkpoint is of ${kept.origin}, the proof of ${newer.origin}.`);
	if (kept.size !== proof.from) return open.notChecked(`The proof starts from ${quantity(proof.from, "entry", "entries")}, the kept checkpoint is over ${counted(kept.size)}.`);
	return isConsistent(kept, newer, proof.hashes) ? open.ok(`The log of ${quantity(newer.size, "entry", "entries")} grew out of the kept one of ${counted(kept.size)}, nothing of which was changed.${key ? "" : UNSIGNED}`) : open.failed(`The log of ${quantity(newer.size, "entry", "entries")} did not grow out of the kept one of ${counted(kept.size)}, or the proof is broken.`);
}
function entryIn({ leaf }) {
	if (!leaf) return void 0;
	const text = Buffer.from(leaf).toString("utf8");
	const { data } = SealedLeaf.safeParse(jsonOrNothing(text));
	return data && leafData(data) === text ? data : void 0;
}

// src/cli/log-check-proof.ts
const HELP = `Usage: doorlog log check-proof PROOF [--checkpoint FILE] [--vkey KEY] [--entry KEY] [--json]

Checks what doorlog log prove has printed, without its folder and without any store or network.

  --checkpoint FILE    a checkpoint that you kept: the one that the proof of inclusion is for, or the older one of a
                       proof of consistency
  --vkey KEY           public key of the log, for a proof whose checkpoint you do not have
  --entry KEY          the entry that must be proven, where the proof's own word for it is not enough:
                       RECORD-ID-PHASE-DIGEST
  --json               the answer as JSON

Exit code 0: proven; 1: the proof does not hold; 2: wrong use; 3: nobody vouches for its checkpoint, or yours is
another.

Example: doorlog log check-proof entry.tlog-proof --checkpoint kept/checkpoint-4711.txt
`;
const EXITS = {
	proven: EXIT.fine,
	refused: EXIT.refused,
	incomplete: EXIT.evidence
};
async function logCheckProof(args, io) {
	try {
		const { values, positionals } = readArguments("log check-proof", {
			args,
			allowPositionals: true,
			options: {
				checkpoint: { type: "string" },
				vkey: { type: "string" },
				entry: { type: "string" },
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
		const [file, ...more] = positionals;
		if (file === void 0 || more.length > 0) throw new DoorlogError("usage", "Name one file with a proof.");
		const proof = parseProof(await readTextFile(resolve(io.cwd, file), "a proof"), printable(file));
		const { checkpoint, vkey, entry } = values;
		const answer = checkProof(proof, {
			...checkpoint !== void 0 && { kept: parseCheckpoint(await readTextFile(resolve(io.cwd, checkpoint), "a checkpoint"), printable(checkpoint)) },
			...vkey !== void 0 && { key: parseVerifierKey(vkey, "Option --vkey") },
			...entry !== void 0 && { entry: entryOf(entry) }
		});
		io.stdout(values.json ? `${JSON.stringify(answer, null, 2)}\n` : linesOf(answer));
		return EXITS[answer.verdict];
	} catch (error) {
		io.stderr(`${printable(sentenceOf(error))}\n`);
		return exitCodeOf(error);
	}
}
function entryOf(key) {
	const { recordId, phase, view, digest } = /^(?<recordId>[\w.:-]+)-(?<phase>[a-z]+)(?:\.(?<view>attested))?-(?<digest>[0-9a-f]{64})$/.exec(key)?.groups ?? {};
	if (recordId === void 0 || phase === void 0 || digest === void 0) throw new DoorlogError("usage", "Option --entry must be RECORD-ID-PHASE-DIGEST, as doorlog log check names entries.");
	return {
		recordId,
		phase,
		digest,
		...view === "attested" && { view }
	};
}
function linesOf({ verdict, checks, entry }) {
	const marks = {
		ok: "ok",
		failed: "FAILED",
		"not-checked": "not checked"
	};
	return `${[...entry ? [`entry       ${entryKey(entry)}`] : [], ...checks.map(({ status, title, detail }) => `${marks[status].padEnd(11)} ${title}: ${printable(detail)}`)].join("\n")}\n${verdict}\n`;
}

export { logCheckProof };