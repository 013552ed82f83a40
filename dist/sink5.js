import { Er as boolean, Gr as record, Jr as safeParse, Ur as object, Xn as jsonOrNothing, Xr as string, dr as sendUntilAnswered, gr as entryKey, pr as pause } from "./hook.js";
import { i as collectorOf, n as faultOf, r as readEventReply } from "./reply2.js";
import { t as fitted } from "./shape.js";

// src/sinks/splunk/acknowledgement.ts
const FIRST_WAIT = 250;
const LONGEST_WAIT = 1e4;
const TOO_LATE = {
	kind: "pending",
	reason: "the indexers gave no acknowledgement in time"
};
const AckReply = object({ acks: record(string(), boolean()) });
async function waitUntilAcknowledged(collector, asked, signal) {
	const ids = /* @__PURE__ */ new Set();
	let left = [...asked];
	for (let wait = FIRST_WAIT; left.length > 0; wait = Math.min(LONGEST_WAIT, wait * 2)) {
		const outcome = await askOnce(collector, left, signal);
		if (outcome.kind !== "answered") return {
			ids,
			missing: signal.aborted ? TOO_LATE : outcome
		};
		const { answer } = outcome;
		for (const id of left) if (answer[String(id)] === true) ids.add(id);
		left = left.filter((id) => !ids.has(id));
		if (left.length === 0) break;
		await pause(wait, signal);
		if (signal.aborted) return {
			ids,
			missing: TOO_LATE
		};
	}
	return { ids };
}
function askOnce({ service, http, addresses, headers }, acks, signal) {
	const body = JSON.stringify({ acks });
	return sendUntilAnswered({
		http,
		signal,
		request: () => ({
			service,
			method: "POST",
			url: addresses.ack,
			headers,
			body
		}),
		read: readAckReply
	});
}
function readAckReply(response) {
	const reply = response.status === 200 ? safeParse(AckReply, jsonOrNothing(response.body)) : void 0;
	return reply?.success ? {
		kind: "answered",
		answer: reply.data.acks
	} : faultOf(response);
}

// src/sinks/splunk/envelope.ts
function envelopeOf(entry, config, sentAt) {
	const { index, source, sourcetype, shape } = config;
	const { document, omitted } = fitted(entry, {
		shape,
		maxBytes: config["max-bytes"],
		sentAt
	});
	const time = Date.parse(entry.time) / 1e3;
	const host = hostOf(entry.document);
	const key = entryKey(entry);
	const envelope = {
		...Number.isNaN(time) ? {} : { time },
		...host === void 0 ? {} : { host },
		source,
		sourcetype,
		...index === void 0 ? {} : { index },
		event: document,
		fields: {
			doorlog_key: key,
			doorlog_record_id: entry.recordId,
			doorlog_phase: entry.phase,
			doorlog_digest: entry.digest,
			...omitted.length > 0 && { doorlog_omitted: [...omitted] }
		}
	};
	const place = index === void 0 ? "" : `index=${index} `;
	return {
		text: JSON.stringify(envelope),
		location: `${place}doorlog_key::${key}`,
		omitted
	};
}
function hostOf({ runner }) {
	if (typeof runner !== "object" || runner === null) return void 0;
	const { hostName, name } = runner;
	return [hostName, name].find((text) => typeof text === "string" && text !== "")?.slice(0, 255);
}

// src/sinks/splunk/sink.ts
const MOST_REQUEST_BYTES = 8e5;
function createSplunkSink(config, surroundings) {
	const collector = collectorOf(config, surroundings);
	const indexed = /* @__PURE__ */ new Set();
	async function deliverAll(parcels, options) {
		const deliveries = await deliverParcels({
			config,
			collector,
			clock: surroundings.clock
		}, parcels, options);
		for (const [at, { entry }] of parcels.entries()) if (config.acknowledge && deliveries[at]?.status === "delivered") indexed.add(entryKey(entry));
		return deliveries;
	}
	const confirm = async (entry) => indexed.has(entryKey(entry)) ? {
		confirmed: true,
		how: "The indexers acknowledged it."
	} : {
		confirmed: false,
		how: "The indexers did not acknowledge it."
	};
	return {
		name: config.name,
		required: config.required,
		async deliver(entry, { signal, key, noteKey }) {
			const [delivery] = await deliverAll([{
				entry,
				key
			}], {
				signal,
				...noteKey && { noteKey: (_, state) => noteKey(state) }
			});
			return delivery ?? {
				sink: config.name,
				status: "pending",
				reason: "Nothing was sent."
			};
		},
		deliverBatch: deliverAll,
		...config.acknowledge && { confirm }
	};
}
async function deliverParcels(sender, parcels, options) {
	const { config, collector, clock } = sender;
	const packed = parcels.map((parcel) => ({
		...parcel,
		envelope: envelopeOf(parcel.entry, config, clock.now())
	}));
	const results = /* @__PURE__ */ new Map();
	for (const request of requestsOf(packed)) for (const [parcel, result] of await send(collector, request, options.signal)) results.set(parcel, result);
	const final = config.acknowledge ? await acknowledged(collector, results, options.signal) : results;
	return Promise.all(packed.map((parcel) => conclude(config, parcel, final.get(parcel), options)));
}
function requestsOf(parcels) {
	const requests = [];
	let bytes = Number.POSITIVE_INFINITY;
	for (const parcel of parcels) {
		const size = Buffer.byteLength(parcel.envelope.text) + 1;
		bytes += size;
		if (bytes > MOST_REQUEST_BYTES) {
			requests.push([]);
			bytes = size;
		}
		requests.at(-1)?.push(parcel);
	}
	return requests;
}
async function send(collector, parcels, signal) {
	const { service, http, addresses, headers } = collector;
	const body = parcels.map(({ envelope }) => envelope.text).join("\n");
	const outcome = await sendUntilAnswered({
		http,
		signal,
		request: () => ({
			service,
			method: "POST",
			url: addresses.event,
			headers,
			body
		}),
		read: readEventReply
	});
	if (outcome.kind !== "answered") return parcels.map((parcel) => [parcel, outcome]);
	const { answer, mayBeStored } = outcome;
	if (!("unfit" in answer)) return parcels.map((parcel) => [parcel, {
		kind: "taken",
		taken: answer,
		mayBeTwice: mayBeStored
	}]);
	if (parcels.length === 1) return parcels.map((parcel) => [parcel, {
		kind: "failed",
		reason: answer.unfit,
		mayBeStored
	}]);
	const alone = [];
	for (const parcel of parcels) for (const [sent, result] of await send(collector, [parcel], signal)) alone.push([sent, result.kind === "taken" ? {
		...result,
		mayBeTwice: true
	} : {
		...result,
		mayBeStored: true
	}]);
	return alone;
}
async function acknowledged(collector, results, signal) {
	const asked = new Set([...results.values()].flatMap((result) => ackIdOf(result) ?? []));
	const { ids, missing } = await waitUntilAcknowledged(collector, [...asked], signal);
	const pairs = [...results].map(([parcel, result]) => {
		if (result.kind !== "taken") return [parcel, result];
		const id = ackIdOf(result);
		if (id === void 0) return [parcel, {
			kind: "failed",
			reason: "the token has no indexer acknowledgement; turn it on for the token, or set acknowledge: false",
			mayBeStored: true
		}];
		if (ids.has(id)) return [parcel, result];
		const { kind, reason } = missing ?? {
			kind: "pending",
			reason: "the indexers gave no acknowledgement in time"
		};
		return [parcel, {
			kind,
			reason,
			mayBeStored: true
		}];
	});
	return new Map(pairs);
}
function ackIdOf(result) {
	return result.kind === "taken" ? result.taken.ackId : void 0;
}
async function conclude(config, { entry, key, envelope }, result, { noteKey }) {
	const sink = config.name;
	const { location, omitted } = envelope;
	if (result?.kind === "taken") {
		const sentences = [
			omitted.length > 0 && `Left out, to stay within max-bytes (${config["max-bytes"]}): ${omitted.join(" and ")}; the event says so too.`,
			(result.mayBeTwice || key !== "unused") && "An earlier attempt whose answer was lost may have stored it too: copies share their doorlog_key.",
			result.taken.warning
		].filter((sentence) => typeof sentence === "string");
		return {
			sink,
			status: "delivered",
			location,
			...sentences.length > 0 && { reason: sentences.join(" ") }
		};
	}
	const { kind, reason, mayBeStored } = result ?? {
		kind: "pending",
		reason: "nothing was sent",
		mayBeStored: false
	};
	await noteKey?.(entry, mayBeStored || key !== "unused" ? "tried" : "unused");
	const remark = mayBeStored ? " It may be there all the same." : "";
	return {
		sink,
		status: kind,
		reason: `Splunk did not confirm the record: ${reason.replace(/\.$/, "")}.${remark}`
	};
}

export { createSplunkSink };