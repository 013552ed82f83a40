import { Et as UNTIL, Ir as problemOf, K as deliver, Kt as sha256Hex, L as entryFor, Lr as problemsFail, Wt as canonicalize, X as isStored, a as reportFindings, o as reportProblems, s as reportWaivers, ut as isRefused } from "./hook.js";
import { n as commit } from "./commitment2.js";
import { t as handedOver } from "./handed-over-sentence.js";
const { dirname } = process.getBuiltinModule("node:path");

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
	const time = views.log.observedAt.end ?? "";
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

// src/compose/leave-verdict.ts
async function leaveVerdict(ports, { attestVerdict }, { views, refused }, folder) {
	const { attested: record } = views;
	if (!record.policy) return { problems: [] };
	const problems = [];
	const attempt = async (action) => {
		try {
			return await action();
		} catch (error) {
			const problem = problemOf(error);
			problems.push({
				...problem,
				message: ports.redact(problem.message)
			});
			return;
		}
	};
	const { keepVerdict, keepVerdictBundle } = await import("./verdict-files.js");
	const text = canonicalize(record);
	const { policy: verdict } = record;
	const kept = await attempt(async () => keepVerdict({
		record,
		text,
		verdict,
		refused,
		folder
	}));
	if (!kept || !attestVerdict) return {
		...kept && { files: kept.files },
		problems
	};
	const signer = ports.signer({
		visibility: record.pipeline.visibility,
		environment: record.pipeline.environment
	});
	const sign = "gap" in signer ? void 0 : signer.signStatement;
	if (!sign) return {
		files: kept.files,
		problems
	};
	const signed = await attempt(async () => {
		const { json } = await sign(Buffer.from(kept.statement));
		return {
			json,
			verdict: keepVerdictBundle(folder, json)
		};
	});
	if (!signed) return {
		files: kept.files,
		problems
	};
	await attempt(() => ports.attestations.upload(signed.json));
	return {
		files: {
			...kept.files,
			verdict: signed.verdict
		},
		problems
	};
}

// src/action/tell-record.ts
async function tellRecord(teller, result) {
	const { files, console, ports, configuration, recordId, earlier } = teller;
	const folder = result.paths ? dirname(result.paths.record) : teller.folder;
	const left = await leaveVerdict(ports, configuration, result, folder);
	const problems = [...left.problems];
	const attempt = async (action) => {
		try {
			await action();
		} catch (error) {
			const problem = problemOf(error);
			problems.push({
				...problem,
				message: ports.redact(problem.message)
			});
		}
	};
	await attempt(() => {
		writeOutputs(files, recordId, result);
		files.setOutput("verdict-path", left.files?.verdict ?? "");
		files.setOutput("sarif-path", left.files?.sarif ?? "");
	});
	if (configuration.summary) await attempt(() => writeSummary(files, result));
	reportFindings(console, result.verdict, earlier);
	reportWaivers(console, result.verdict, earlier);
	reportProblems(console, [...result.problems, ...problems], result.verdict);
	return result.refused || problemsFail(problems, result.verdict);
}
function writeOutputs(files, recordId, result) {
	files.setOutput("record-id", recordId);
	files.setOutput("record-path", result.paths?.record ?? "");
	files.setOutput("record-digest", `sha256:${result.recordDigest}`);
	files.setOutput("bundle-path", result.paths?.bundle ?? "");
	files.setOutput("attestation-id", result.attestation?.id ?? "");
	files.setOutput("attestation-url", result.attestation?.url ?? "");
	files.setOutput("verdict", result.verdict.verdict);
	files.setOutput("undelivered", String(result.undelivered?.entries ?? 0));
}
async function writeSummary(files, result) {
	const { summarize } = await import("./summary.js");
	files.appendSummary(summarize({
		record: result.views.attested,
		recordDigest: result.recordDigest,
		refused: result.refused && (isRefused(result.verdict) ? "policy" : "trouble"),
		deliveries: result.deliveries,
		undelivered: result.undelivered,
		problems: result.problems.filter(({ message }) => result.undelivered === void 0 || message !== handedOver(result.undelivered)).map((problem) => ({
			message: problem.message,
			fatal: problemsFail([problem], result.verdict)
		})),
		alerts: result.alerts,
		attestationUrl: result.attestation?.url,
		signed: result.bundle !== void 0
	}));
}

export { seal as n, tellRecord as t };