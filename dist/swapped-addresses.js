import { Ar as enumeration, Cn as sha256, Ir as maxLength, Pr as literal, Tn as time, Tr as array, Wr as optional, Wt as createRedactor, Yr as strictObject, jr as extend, oi as systemCodeOf, ri as DoorlogError, wn as text } from "./hook.js";
import { C as CloudProvider, o as GapReason, x as CloudIdentity } from "./access-record.js";
import { n as readSmallFile, t as jsonOf } from "./small-file.js";
const { join } = process.getBuiltinModule("node:path");
const { mkdirSync, readdirSync, writeFileSync } = process.getBuiltinModule("node:fs");

// src/core/cloud-facts.ts
const MOST_IDENTITIES = 50;
const NEEDED = {
	principal: "a checkpoint step after the login step, and a cloud that says whose key it is",
	shortLived: "a cloud that says when the identity ends"
};
function cloudFacts(sightings) {
	const byKey = /* @__PURE__ */ new Map();
	for (const seen of sightings.flatMap(({ identities }) => identities)) {
		const key = keyOf(seen.identity);
		const known = byKey.get(key);
		byKey.set(key, known ? better(known, seen) : seen);
	}
	const all = [...byKey.values()].filter(isNotSeenBetter).slice(0, MOST_IDENTITIES);
	const gaps = all.flatMap(({ missing }, index) => [...new Map(missing.map((fact) => [fact.field, fact])).values()].map(({ field, reason, detail }) => ({
		pointer: `/access/cloud/${index}/${field}`,
		reason,
		needed: NEEDED[field],
		...detail !== void 0 && { detail }
	})));
	const seen = new Set(all.map(({ identity }) => identity.provider));
	return {
		identities: all.map(({ identity }) => identity),
		gaps: [...gaps, ...unseenGaps(sightings, seen)]
	};
}
function withCloud(snapshot, { identities, gaps }) {
	const others = {
		...snapshot,
		gaps: [...snapshot.gaps, ...gaps]
	};
	if (!identities) return others;
	const source = identities.some((identity) => identity.source === "cloud") ? "cloud" : "env";
	return {
		...others,
		access: {
			...snapshot.access,
			cloud: [...identities]
		},
		sources: {
			...snapshot.sources,
			"/access/cloud": source
		}
	};
}
function cleanSighting(sighting, { names, sentences }) {
	const { identities, unseen } = sighting;
	const clean = (fact) => fact.detail === void 0 ? fact : {
		...fact,
		detail: sentences(fact.detail)
	};
	return {
		identities: identities.map(({ identity, missing }) => ({
			identity: cleanIdentity(identity, names),
			missing: missing.map(clean)
		})),
		unseen: unseen.map(clean)
	};
}
const OTHERS_WORDS = [
	"principal",
	"roleArn",
	"account",
	"userId",
	"accessKeyId",
	"audience",
	"endpoint"
];
function cleanIdentity(identity, redact) {
	const clean = { ...identity };
	for (const field of OTHERS_WORDS) {
		const value = clean[field];
		if (value !== void 0) clean[field] = redact(value);
	}
	const { auditLogKey: key } = clean;
	return key ? {
		...clean,
		auditLogKey: {
			...key,
			value: redact(key.value)
		}
	} : clean;
}
function keyOf({ provider, kind, accessKeyId, principal, roleArn, audience, account }) {
	if (accessKeyId !== void 0) return JSON.stringify([provider, accessKeyId]);
	return JSON.stringify([
		provider,
		kind,
		principal,
		roleArn,
		audience,
		account
	]);
}
function isNotSeenBetter({ identity }, _index, all) {
	if (identity.source !== "env" || identity.principal !== void 0 || identity.accessKeyId !== void 0) return true;
	return !all.some((other) => other.identity.source === "cloud" && other.identity.provider === identity.provider && other.identity.endpoint === identity.endpoint && (identity.account === void 0 || other.identity.account === identity.account));
}
function better(known, later) {
	const best = known.identity.source === "env" && later.identity.source === "cloud" ? later : known;
	const times = [known.identity.observedAt, later.identity.observedAt].sort();
	return {
		...best,
		identity: {
			...best.identity,
			observedAt: times[0] ?? best.identity.observedAt
		}
	};
}
function unseenGaps(sightings, seen) {
	return [...new Map(sightings.flatMap(({ unseen }) => unseen).filter(({ provider }) => !seen.has(provider)).reverse().map((gap) => [gap.provider, gap])).values()].map(({ reason, detail }) => ({
		pointer: "/access/cloud",
		reason,
		needed: "a checkpoint step while the cloud’s credentials can be read",
		...detail !== void 0 && { detail }
	}));
}

// src/model/checkpoint-note.ts
const NotSeen = {
	reason: GapReason,
	detail: optional(text(500))
};
const SeenIdentity = strictObject({
	identity: CloudIdentity,
	missing: array(strictObject({
		field: enumeration(["principal", "shortLived"]),
		...NotSeen
	})).check(maxLength(5))
});
const CloudSighting = strictObject({
	identities: array(SeenIdentity).check(maxLength(20)),
	unseen: array(strictObject({
		provider: CloudProvider,
		...NotSeen
	})).check(maxLength(20))
});
const CheckpointNote = extend(CloudSighting, {
	version: literal(1),
	recordId: sha256(),
	observedAt: time(),
	digest: sha256()
});

// src/compose/checkpoint-notes.ts
const MOST_NOTES = 50;
const NOTE = /^\d{3}\.json$/;
function notesFolder(folder) {
	return join(folder, "checkpoints");
}
function keepCheckpoint(folder, note) {
	const notes = notesFolder(folder);
	try {
		mkdirSync(notes, {
			recursive: true,
			mode: 448
		});
		for (let number = 1; number <= MOST_NOTES; number++) if (wroteNew(join(notes, `${String(number).padStart(3, "0")}.json`), JSON.stringify(note))) return;
	} catch (cause) {
		const message = `The checkpoint could not be left to the end of the job in ${notes} (${systemCodeOf(cause) ?? "unexpected fault"}); only its own record tells of it.`;
		throw new DoorlogError("file-unreadable", message, { cause });
	}
	throw new DoorlogError("file-unreadable", `The job has more than ${MOST_NOTES} checkpoints, so the end tells nothing of this one; only its own record does.`);
}
function wroteNew(path, text) {
	try {
		writeFileSync(path, text, {
			flag: "wx",
			mode: 384
		});
		return true;
	} catch (error) {
		if (systemCodeOf(error) === "EEXIST") return false;
		throw error;
	}
}
function readCheckpoints(folder, recordId) {
	const names = namesIn(notesFolder(folder));
	const notes = names.slice(0, MOST_NOTES).flatMap((name) => {
		const file = readSmallFile(join(notesFolder(folder), name));
		const parsed = "text" in file ? CheckpointNote.safeParse(jsonOf(file.text)) : void 0;
		return parsed?.success && parsed.data.recordId === recordId ? [parsed.data] : [];
	});
	return {
		notes: [...new Map(notes.map((note) => [note.digest, note])).values()].sort((a, b) => Date.parse(a.observedAt) - Date.parse(b.observedAt)),
		broken: names.length - notes.length
	};
}
function namesIn(folder) {
	try {
		return readdirSync(folder).filter((name) => NOTE.test(name)).sort();
	} catch {
		return [];
	}
}

// src/compose/cloud-redaction.ts
async function cloudRedaction(env, redact) {
	const { cloudSecrets } = await import("./cloud-secrets.js");
	const { text } = createRedactor({
		known: cloudSecrets(env),
		guessed: []
	});
	return {
		names: text,
		sentences: (sentence) => redact(text(sentence))
	};
}

// src/action/swapped-addresses.ts
function withoutSwapped(state, own) {
	const isSwapped = (saved, given) => Boolean(saved?.trim()) && Boolean(given?.trim()) && saved?.trim() !== given?.trim();
	const { handoverKey, ...rest } = state;
	const hasOtherSinks = isSwapped(state.sinks, own.sinks);
	const hasOtherKey = isSwapped(handoverKey, own.handoverKey);
	if (!hasOtherSinks && !hasOtherKey) return {
		configuration: state,
		problems: []
	};
	const message = `The state of this job names ${[hasOtherSinks ? "other log stores" : "", hasOtherKey ? "another hand-over key" : ""].filter(Boolean).join(" and ")} than its inputs do, so neither is used; find the step that sets the variable STATE_doorlog, or one that the inputs are made from.`;
	return {
		configuration: {
			...rest,
			sinks: hasOtherSinks ? "" : state.sinks,
			...handoverKey !== void 0 && !hasOtherKey && { handoverKey }
		},
		problems: [{
			kind: "mistake",
			code: "state-invalid",
			message
		}]
	};
}

export { cleanSighting as a, readCheckpoints as i, cloudRedaction as n, cloudFacts as o, keepCheckpoint as r, withCloud as s, withoutSwapped as t };