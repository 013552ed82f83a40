import { $t as sha256Hex, Cn as sha256, Ir as maxLength, Mr as int, Pr as literal, Tn as time, Tr as array, Ur as object, Wr as optional, Xn as jsonOrNothing, Xr as string, Yr as strictObject, ai as sentenceOf, gr as entryKey, ii as codeOf, qr as regex, ri as DoorlogError, un as shown, wn as text, zr as minimum } from "./hook.js";
import { a as checkpointText, i as leafLine, n as entryLeafHash, t as SealedLeaf } from "./sealed-leaf.js";
import { i as bytesOfBase64, t as formatSignedNote } from "./signed-note.js";
import { t as check } from "./check.js";
import { a as STATEMENT_TYPE, n as PAYLOAD_TYPE, t as LOG_CHECKPOINT_TYPE } from "./predicate-type.js";
import { i as parseVerifierKey } from "./note-key.js";
import { t as isConsistent } from "./verify-proof.js";
import { i as claimedIn, n as checkExpected, s as matchesPattern } from "./expected-signer.js";
import { i as leafKey, n as namesOf, r as readSeals } from "./read-seals.js";
import { n as checkStored } from "./stored-proof.js";
const { createHash } = process.getBuiltinModule("node:crypto");

// src/core/verification/log-checkpoint.ts
function checkCheckpointStatement(statement, file, { last, leavesDigest }) {
	const { predicateType, subjects, predicate } = statement;
	const subject = check("subject", "Attested file");
	const agrees = check("predicate", "Attested tree head");
	const key = check("note", "Signature of the checkpoint");
	const link = check("link", "Link to the checkpoint before");
	const leaves = check("leaves", "Attested leaves");
	const isSame = predicate.origin === file.origin && predicate.size === file.size && predicate.rootHash === base64$1(file.rootHash);
	return [
		predicateType === "https://doorlog.github.io/doorlog/log-checkpoint/v1" && subjects.includes(sha256Hex(file.text)) ? subject.ok("The statement is about this checkpoint file.") : subject.failed("The statement is about another file, or no statement about a checkpoint."),
		isSame ? agrees.ok("What is attested is what the checkpoint says.") : agrees.failed("What is attested is another tree head than the checkpoint’s."),
		isSignedBy(predicate.vkey, file) ? key.ok("It was signed by the key that is attested.") : key.failed("It was not signed by the key that is attested."),
		isLinked(predicate, file, last) ? link.ok(last ? "It grew out of the one before it, which it names." : "It is the first of its log.") : link.failed("It does not name the one before it, or did not grow out of it."),
		predicate.leaves.digest === leavesDigest && predicate.leaves.from === (last?.size ?? 0) && predicate.leaves.to === file.size ? leaves.ok("The file of its leaves is the attested one.") : leaves.failed("The file of its leaves is not the one that was attested.")
	];
}
function checkSealer(signer, expected) {
	const issuer = check("issuer", "Issuer of the identity");
	const identity = check("identity", "Identity");
	if (signer.kind === "key") return [identity.failed("A key signed the statement, which has no identity, but a certified one was expected.")];
	const isExpected = expected.identity === void 0 || matchesPattern(expected.identity, signer.identity);
	const isAnybody = [
		expected.identity,
		expected.repository,
		expected.workflow
	].every((each) => each === void 0);
	return [
		signer.issuer === expected.issuer ? issuer.ok(`The identity comes from ${signer.issuer}.`) : issuer.failed(`The identity comes from ${signer.issuer}, not from ${expected.issuer}.`),
		isAnybody ? identity.notChecked(`Sealed by ${signer.identity}; say who was to, because anybody can get an identity.`) : isExpected ? identity.ok(`Sealed by ${signer.identity}.`) : identity.failed(`Sealed by ${signer.identity}, but ${expected.identity} was expected.`),
		...checkExpected(claimedIn(signer.claims), expected).filter(({ status }) => status !== "not-checked")
	];
}
function isSignedBy(vkey, { note, origin }) {
	try {
		const key = parseVerifierKey(vkey, "The attested key");
		return key.name === origin && key.verifies(note);
	} catch {
		return false;
	}
}
function isLinked({ previous, consistency }, file, last) {
	if (!last) return previous === void 0 && consistency.length === 0;
	const proof = consistency.map(bytesOfBase64).filter((hash) => hash !== void 0);
	return previous?.checkpointDigest === sha256Hex(last.text) && previous.size === last.size && previous.rootHash === base64$1(last.rootHash) && isConsistent(last, file, proof);
}
function base64$1(hash) {
	return Buffer.from(hash).toString("base64");
}

// src/model/log-checkpoint.ts
function root() {
	return string().check(regex(/^[A-Za-z0-9+/]{43}=$/));
}
function count() {
	return int().check(minimum(0));
}
const TreeHead = {
	size: shown(count(), "Number of leaves"),
	rootHash: shown(root(), "Root of the tree (RFC 6962), Base64")
};
const LogCheckpoint = strictObject({
	origin: shown(text(500), "Name of the log, the first line of the checkpoint"),
	...TreeHead,
	vkey: shown(text(1e3), "Public key of the signature in the checkpoint, as C2SP’s signed notes write it"),
	previous: optional(strictObject({
		...TreeHead,
		checkpointDigest: shown(sha256(), "SHA-256 of the file of the checkpoint before this one")
	})),
	consistency: shown(array(root()).check(maxLength(128)), "Proof that the tree grew out of that of the checkpoint before (RFC 6962, 2.1.2), hashes in Base64"),
	leaves: strictObject({
		from: shown(count(), "Number of the first leaf that is new"),
		to: shown(count(), "Number of the last new leaf, and one"),
		digest: shown(sha256(), "SHA-256 of the file with the new leaves")
	}),
	sealedAt: shown(time(), "When the sealer was done with reading"),
	span: strictObject({
		from: shown(time(), "Records from this time on were looked at"),
		until: shown(time(), "Records up to this time were looked at")
	}),
	stores: shown(count(), "Number of log stores that were read"),
	alarms: strictObject({
		removed: shown(count(), "Entries that an earlier checkpoint sealed and no store had any more"),
		altered: shown(count(), "Copies of sealed entries that were not what they are filed as, with no sound one beside them")
	})
});

// src/pipeline/check-step.ts
async function checkStep(folder, { step, last }, signatures) {
	const bundle = await folder.bundle(step.size);
	if (bundle === void 0) return void 0;
	const leavesDigest = await folder.leavesDigest(step.from, step.size);
	return checkBundle(bundle, signatures, (statement) => checkCheckpointStatement(statement, step, {
		last,
		leavesDigest
	}));
}
const Statement$1 = object({
	_type: literal(STATEMENT_TYPE),
	predicateType: string(),
	subject: array(object({ digest: object({ sha256: string() }) })),
	predicate: LogCheckpoint
});
async function checkBundle(bundle, { verifier, expected }, holds) {
	const open = check("signature", "Signature");
	try {
		const { envelope, signer } = await verifier.verify(bundle);
		const { data } = Statement$1.safeParse(jsonOrNothing(envelope.payload));
		if (!data || envelope.payloadType !== "application/vnd.in-toto+json" || envelope.signatures !== 1) return [open.failed("What was signed is no statement about a checkpoint, or not by one signer.")];
		const { predicateType, subject, predicate } = data;
		const subjects = subject.map(({ digest }) => digest.sha256);
		return [...checkSealer(signer, expected), ...holds({
			predicateType,
			subjects,
			predicate
		})];
	} catch (error) {
		if (codeOf(error) !== "verification-failed" && codeOf(error) !== "file-invalid") throw error;
		return [open.failed(sentenceOf(error))];
	}
}

// src/pipeline/checkpoint-bundle.ts
const Bundle = object({ dsseEnvelope: object({ payload: string() }) });
const Statement = object({ predicate: LogCheckpoint });
async function predicateOf(folder, size) {
	const text = await folder.bundle(size);
	const payload = Bundle.safeParse(jsonOrNothing(text ?? "")).data?.dsseEnvelope.payload;
	if (payload === void 0) return void 0;
	return Statement.safeParse(jsonOrNothing(Buffer.from(payload, "base64").toString("utf8"))).data?.predicate;
}

// src/pipeline/look-through-stores.ts
const SEEN = {
	named: 1,
	intact: 2,
	erased: 4,
	altered: 8
};
async function lookThroughStores(stores, { numbers, tree }, listing, signal) {
	const states = new Uint8Array(tree.size);
	const fresh = /* @__PURE__ */ new Map();
	const unreadable = /* @__PURE__ */ new Set();
	const faults = [];
	let strange = 0;
	for (const { sink, reader } of stores) for await (const entry of reader.list(listing, signal)) {
		const leaf = leafOf(entry);
		if (!leaf) {
			strange++;
			continue;
		}
		const key = leafKey(entryLeafHash(leaf));
		const number = numbers.get(key);
		const fault = listing.read === "whole" ? faultOf(entry) : void 0;
		if (fault !== void 0) {
			const copy = {
				sink,
				location: entry.location,
				leaf,
				isSealed: number !== void 0,
				why: fault
			};
			faults.push({
				copy,
				key
			});
		}
		if (number !== void 0) states[number] = (states[number] ?? 0) | stateOf(entry, fault);
		else if (fault !== void 0) continue;
		else if (listing.read === "whole" && entry.document === void 0) unreadable.add(key);
		else addFresh(fresh, key, leaf, entry);
	}
	const isBeside = (key) => fresh.has(key) || ((states[numbers.get(key) ?? -1] ?? 0) & SEEN.intact) !== 0;
	const copiesThat = (holds) => faults.flatMap(({ copy, key }) => holds(copy, isBeside(key)) ? [copy] : []);
	return {
		states,
		altered: copiesThat(({ isSealed }, isBesideSound) => isSealed && !isBesideSound),
		conflicts: copiesThat((_, isBesideSound) => isBesideSound),
		faulty: copiesThat(({ isSealed }, isBesideSound) => !isSealed && !isBesideSound),
		fresh: [...fresh.values()],
		unreadable: [...unreadable].filter((key) => !fresh.has(key)).length,
		strange
	};
}
function stateOf({ document, attested }, fault) {
	if (fault !== void 0) return SEEN.named | SEEN.altered;
	if (document !== void 0) return SEEN.named | SEEN.intact;
	return attested === void 0 ? SEEN.named : SEEN.named | SEEN.erased;
}
function addFresh(fresh, key, leaf, entry) {
	const order = entry.arrivedAt ?? entry.time ?? "";
	const before = fresh.get(key);
	if (!before || order < before.order) fresh.set(key, {
		leaf: before ? {
			...leaf,
			...timeOf(before.leaf)
		} : leaf,
		order
	});
}
function timeOf({ time }) {
	return time === void 0 ? {} : { time };
}
function leafOf({ recordId, phase, digest, view, time }) {
	const leaf = {
		recordId,
		phase,
		digest,
		...view && { view },
		...time !== void 0 && { time }
	};
	return SealedLeaf.safeParse(leaf).data;
}
function faultOf(entry) {
	return checkStored(entry).find(({ status }) => status === "failed")?.detail;
}

// src/pipeline/seal-log.ts
const LINES_AT_ONCE = 1e3;
const DAY = 864e5;
async function sealLog(ports, question, signal) {
	const { folder, stores, clock } = ports;
	if (stores.length === 0) throw new DoorlogError("usage", "No store can be read back; name one whose records are to be sealed.");
	const history = await readSeals(folder);
	const last = history.steps.at(-1);
	assertSound(history, question.origin);
	await assertOwn(ports, history);
	const span = await spanOf(folder, last, question, clock.now());
	const seen = await lookThroughStores(stores, history, {
		...span,
		read: question.read
	}, signal);
	const removed = await missingOf(folder, history, seen.states, span.from);
	const leaves = inOrder(seen.fresh);
	const { altered, conflicts, faulty, unreadable, strange } = seen;
	const findings = {
		removed,
		altered,
		conflicts,
		faulty,
		unreadable,
		strange,
		added: leaves.length
	};
	if (leaves.length === 0) {
		const standing = last && {
			isNew: false,
			size: last.size,
			rootHash: base64(last.rootHash),
			digest: sha256Hex(last.text)
		};
		return {
			...findings,
			...standing && { checkpoint: standing }
		};
	}
	for (const leaf of leaves) history.tree.add(entryLeafHash(leaf));
	return {
		...findings,
		checkpoint: await sealWith(ports, question.origin, {
			history,
			last,
			leaves,
			span,
			findings
		})
	};
}
async function sealWith({ folder, stores, clock, signer, attest }, origin, { history, last, leaves, span, findings }) {
	const { tree } = history;
	const { size } = tree;
	const from = last?.size ?? 0;
	const head = {
		size,
		rootHash: tree.root(size)
	};
	const text = checkpointText({
		origin,
		...head
	});
	const checkpoint = formatSignedNote({
		text,
		signatures: [signer.sign(text)]
	});
	const hash = createHash("sha256");
	for (const lines of linesOf(leaves)) hash.update(lines);
	const predicate = {
		origin,
		size,
		rootHash: base64(head.rootHash),
		vkey: signer.vkey,
		...last && { previous: {
			size: last.size,
			rootHash: base64(last.rootHash),
			checkpointDigest: sha256Hex(last.text)
		} },
		consistency: tree.consistency(from, size).map(base64),
		leaves: {
			from,
			to: size,
			digest: hash.digest("hex")
		},
		sealedAt: clock.now().toISOString(),
		span: {
			from: span.from.toISOString(),
			until: span.until.toISOString()
		},
		stores: stores.length,
		alarms: {
			removed: findings.removed.length,
			altered: findings.altered.length
		}
	};
	const bundle = await attest?.({
		name: `checkpoint-${size}.txt`,
		text: checkpoint
	}, predicate);
	const files = await folder.keep({
		from,
		size,
		leaves: linesOf(leaves),
		checkpoint,
		...bundle !== void 0 && { bundle }
	});
	return {
		isNew: true,
		size,
		rootHash: predicate.rootHash,
		digest: sha256Hex(checkpoint),
		vkey: signer.vkey,
		files
	};
}
function* linesOf(leaves) {
	for (let at = 0; at < leaves.length; at += LINES_AT_ONCE) yield leaves.slice(at, at + LINES_AT_ONCE).map(leafLine).join("");
}
function assertSound({ faults, steps }, origin) {
	const [fault] = faults;
	if (fault !== void 0) throw new DoorlogError("verification-failed", `${fault} Nothing was sealed on top of it; restore the folder of checkpoints.`);
	const [first] = steps;
	if (first && first.origin !== origin) {
		const sentence = `The folder of checkpoints is of the log ${first.origin}, not ${origin}; name another folder, or that origin.`;
		throw new DoorlogError("input-invalid", sentence);
	}
}
async function assertOwn({ folder, signer, lastSealer }, { steps }) {
	const step = steps.at(-1);
	if (!step) return;
	if (lastSealer === "own-key") {
		if (signer.verifies(step.note)) return;
		throw new DoorlogError("verification-failed", `${step.file} was not signed with the standing key, so nothing was sealed on top of it; restore the folder of checkpoints, or begin another folder with this key.`);
	}
	const checks = await checkStep(folder, {
		step,
		last: steps.at(-2)
	}, await lastSealer());
	const fault = checks ? checks.find(({ status }) => status !== "ok")?.detail : "There is no bundle beside it.";
	if (fault === void 0) return;
	throw new DoorlogError("verification-failed", `Nothing was sealed on top of ${step.file}, because nothing proves that this sealer made it (${fault.replace(/\.$/, "")}); restore the folder of checkpoints, or begin another one, and where the Sigstore is your own, give its trust root by the input “trust-root”.`);
}
async function spanOf(folder, last, { since, overlapDays }, now) {
	const sealedAt = last && (await predicateOf(folder, last.size))?.sealedAt;
	const earliest = since?.getTime() ?? 0;
	const from = sealedAt === void 0 ? earliest : Math.max(earliest, Math.min(Date.parse(sealedAt), now.getTime()) - overlapDays * DAY);
	return {
		from: new Date(from),
		until: new Date(now.getTime() + DAY)
	};
}
function missingOf(folder, history, states, from) {
	const isMissing = (number) => {
		const time = history.times[number] ?? NaN;
		return !states[number] && !(time < from.getTime());
	};
	return states.some((_, number) => isMissing(number)) ? namesOf(folder, history, isMissing) : Promise.resolve([]);
}
function inOrder(fresh) {
	return fresh.map(({ leaf, order }) => ({
		leaf,
		key: `${order} ${entryKey(leaf)}`
	})).sort((a, b) => a.key < b.key ? -1 : 1).map(({ leaf }) => leaf);
}
function base64(hash) {
	return Buffer.from(hash).toString("base64");
}

export { checkStep as a, lookThroughStores as i, sealLog as n, SEEN as r, missingOf as t };