import { $t as sha256Hex, Nt as UNTIL, V as entryFor, X as deliver, Zt as canonicalize, et as isStored, ti as problemOf } from "./hook.js";
import { n as commit } from "./commitment2.js";

// src/pipeline/seal.ts
async function seal(ports, sealing, problems) {
	const { record, signer } = sealing;
	const views = commit(record, ports.salt());
	const text = canonicalize(views.attested);
	const recordDigest = sha256Hex(text);
	const signed = "gap" in signer ? void 0 : await attempt(problems, () => signer.sign(views.attested, text));
	const uploading = signed && attempt(problems, () => ports.attestations.upload(signed.json));
	const isWanted = !("gap" in signer && signer.gap.reason === "not-asked");
	const [attestation, paths, { deliveries, undelivered }] = await Promise.all([
		uploading,
		attempt(problems, () => ports.keep({
			record: text,
			...signed && { bundle: signed.json }
		})),
		deliverAll(ports, sealing, {
			views,
			recordDigest,
			signed,
			problems
		}),
		isWanted ? leaveWhatIsNotAttested(ports, problems, record.recordId, {
			text,
			signed,
			uploading
		}) : void 0
	]);
	return {
		views,
		deliveries,
		recordDigest,
		...paths && { paths },
		...signed && { bundle: signed },
		...attestation && { attestation },
		...undelivered && { undelivered }
	};
}
async function attempt(problems, action) {
	try {
		return await action();
	} catch (error) {
		problems.push(problemOf(error));
		return;
	}
}
async function deliverAll(ports, { record, configuration, sinks, hasUnmade, before }, { views, recordDigest, signed, problems }) {
	const { spool, logger, interruption } = ports;
	const options = {
		spool,
		timeout: configuration.deliveryTimeout,
		logger,
		...interruption && { signal: interruption.after(UNTIL.delivering) }
	};
	const time = views.log.observedAt.end ?? views.log.observedAt.collector ?? "";
	const isAttestedAsked = sinks.some(({ needsAttested }) => needsAttested);
	const entry = {
		...entryFor(views.log, time, signed?.json),
		...isAttestedAsked && { attested: views.attested },
		subjectDigest: recordDigest
	};
	const lists = sinks.map((sink) => [...before?.(sink) ?? [], entry]);
	const deliveries = (await Promise.all(sinks.map((sink, index) => deliver(lists[index] ?? [], {
		...options,
		sinks: [sink],
		isDoubted: isStart
	})))).flat();
	if (deliveries.every(isStored) && !hasUnmade) return { deliveries };
	const { handOver } = await import("./hand-over.js");
	const shown = {
		...entryFor(views.attested, time, signed?.json),
		view: "attested",
		subjectDigest: recordDigest
	};
	const undelivered = await handOver(ports, {
		name: `doorlog-undelivered-${record.recordId.slice(0, 16)}`,
		entries: hasUnmade ? [...before?.(void 0) ?? [], entry] : [...new Map(lists.flat().map((each) => [each.digest, each])).values()],
		hasUnmade,
		deliveries,
		made: /* @__PURE__ */ new Map([[entry.digest, shown]])
	}, problems);
	return {
		deliveries,
		...undelivered && { undelivered }
	};
}
async function leaveWhatIsNotAttested({ artifacts }, problems, recordId, { text, signed, uploading }) {
	if (!artifacts || await uploading !== void 0) return;
	const name = `doorlog-${signed ? "" : "unsigned-"}record-${recordId.slice(0, 16)}`;
	const bundle = signed && { "bundle.sigstore.json": signed.json };
	await attempt(problems, () => artifacts.upload(name, {
		"access-record.json": text,
		...bundle
	}));
}
function isStart({ phase }) {
	return phase === "start";
}

export { seal as t };