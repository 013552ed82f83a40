import { ai as sentenceOf, dr as sendUntilAnswered, gr as entryKey, hr as storeOnce } from "./hook.js";
import { a as isSkewed, c as createS3Client, d as wordsOf, l as sha256, s as readPutReply, t as ask, u as faultOf } from "./listing.js";
import { i as recordLock, n as isApart, r as lockHeaders, t as erasableLock } from "./lock.js";
import { c as objectKey, t as contentOf } from "./stored-content.js";
import { t as fitted } from "./shape.js";

// src/sinks/s3/create.ts
async function createObject(client, { key, text, lock }, { signal, mayBeOurs: before }) {
	const answer = await client.credentials(signal);
	if (!answer.ok) return {
		kind: answer.kind,
		reason: answer.reason,
		mayBeOurs: before
	};
	const checksum = sha256(text).toString("base64");
	const isLocked = lock.mode !== void 0 || lock.legalHold;
	let isClockSet = false;
	function read(response) {
		if (!isSkewed(response) || isClockSet || !client.setClock(response)) return readPutReply(response, {
			checksum,
			isLocked
		});
		isClockSet = true;
		return {
			kind: "busy",
			reason: "this machine’s clock was wrong by its own",
			mayBeStored: false
		};
	}
	const outcome = await sendUntilAnswered({
		http: client.http,
		signal,
		read,
		request: () => client.signed(answer.keys, {
			method: "PUT",
			key,
			headers: {
				"content-type": "application/json",
				"if-none-match": "*",
				"x-amz-checksum-sha256": checksum,
				...lockHeaders(lock, client.now())
			},
			body: text
		})
	});
	const mayBeOurs = before || outcome.mayBeStored;
	if (outcome.kind !== "answered") return {
		kind: outcome.kind,
		reason: outcome.reason,
		mayBeOurs
	};
	return outcome.answer === "created" ? { kind: "created" } : {
		kind: "taken",
		mayBeOurs
	};
}
function together(creations) {
	const stored = creations.some((each) => each.kind === "created" || each.mayBeOurs);
	const undone = creations.find(({ kind }) => kind === "failed") ?? creations.find(({ kind }) => kind === "pending");
	if (undone?.kind === "failed" || undone?.kind === "pending") return {
		...undone,
		mayBeOurs: stored
	};
	if (creations.some((each) => each.kind === "taken" && !each.mayBeOurs)) return {
		kind: "taken",
		mayBeOurs: false
	};
	return creations.some(({ kind }) => kind === "created") ? { kind: "created" } : {
		kind: "taken",
		mayBeOurs: true
	};
}

// src/sinks/s3/objects.ts
function objectsOf(config, entry, id, sentAt) {
	const lock = recordLock(config, entry);
	const key = objectKey(config.prefix, "records", entry.time, id);
	const whole = () => fitted(entry, {
		shape: config.shape,
		maxBytes: Number.MAX_SAFE_INTEGER,
		sentAt
	}).text;
	if (!isApart(config) || entry.view === "attested") return [{
		key,
		text: whole(),
		lock
	}];
	const beside = objectKey(config.prefix, "erasable", entry.time, id);
	return [{
		key,
		text: JSON.stringify(lastingPart(entry, id, beside)),
		lock
	}, {
		key: beside,
		text: whole(),
		lock: erasableLock(config)
	}];
}
function lastingPart(entry, id, erasable) {
	const { recordId, phase, digest, time, attested, subjectDigest, bundle } = entry;
	return {
		key: id,
		recordId,
		phase,
		digest,
		time,
		erasable,
		subjectDigest,
		attested,
		bundle: bundle && jsonOf(bundle)
	};
}
function jsonOf(text) {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

// src/sinks/s3/read-back.ts
async function readBack(client, config, entry, signal) {
	const { service } = client;
	const objects = objectsOf(config, entry, entryKey(entry), client.now());
	try {
		for (const { key, text } of objects) {
			const response = await ask(client, {
				method: "GET",
				key
			}, signal);
			if (response.status === 401 || response.status === 403) return "not-permitted";
			if (response.status === 404) return {
				confirmed: false,
				how: `${service} has no object ${key}.`
			};
			if (response.status !== 200) return {
				confirmed: false,
				how: `${service}: ${wordsOf(faultOf(response))}.`
			};
			if (!isSame(response.body.toString("utf8"), text, entry)) return {
				confirmed: false,
				how: `${service} has something else at ${key}.`
			};
		}
		return {
			confirmed: true,
			how: `It was read back from ${objects.map(({ key }) => key).join(" and ")}.`
		};
	} catch (error) {
		return {
			confirmed: false,
			how: sentenceOf(error)
		};
	}
}
function isSame(stored, text, entry) {
	return stored === text || JSON.stringify(contentOf(stored, entry)) === JSON.stringify(contentOf(text, entry));
}

// src/sinks/s3/sink.ts
const SIDE_BY_SIDE = 16;
async function createS3Sink(config, surroundings) {
	const client = await createS3Client(config, surroundings);
	const { service } = client;
	async function createAt(entry, id, place) {
		const objects = objectsOf(config, entry, id, client.now());
		return together(await Promise.all(objects.map((object) => createObject(client, object, place))));
	}
	function deliver(entry, { signal, key, noteKey }) {
		return storeOnce({
			sink: config.name,
			service,
			id: entryKey(entry),
			key,
			noteKey,
			createAt: (id, mayBeOurs) => createAt(entry, id, {
				signal,
				mayBeOurs
			}),
			locationOf: (id) => `s3://${config.bucket}/${objectKey(config.prefix, "records", entry.time, id)}`
		});
	}
	return {
		name: config.name,
		required: config.required,
		...isApart(config) && { needsAttested: true },
		deliver,
		async deliverBatch(batch, { signal, noteKey }) {
			const deliveries = [];
			const left = batch.entries();
			const work = async () => {
				for (const [index, { entry, key }] of left) {
					const note = noteKey && ((state) => noteKey(entry, state));
					const own = AbortSignal.any([signal]);
					deliveries[index] = await deliver(entry, {
						signal: own,
						key,
						...note && { noteKey: note }
					});
				}
			};
			await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
			return deliveries;
		},
		async confirm(entry, signal) {
			const found = await readBack(client, config, entry, signal);
			if (found !== "not-permitted") return found;
			const again = await deliver(entry, {
				signal,
				key: "tried"
			});
			return again.status === "already-there" ? {
				confirmed: true,
				how: "The writer may not read, and a second copy was refused: the first is there."
			} : {
				confirmed: false,
				how: again.reason ?? "The writer may not read, and a second copy was taken."
			};
		}
	};
}

export { createS3Sink };