import { Zt as canonicalize, a as reportFindings, ht as isRefused, ni as problemsFail, o as reportProblems, s as reportWaivers, ti as problemOf } from "./hook.js";
import { t as handedOver } from "./handed-over-sentence.js";
const { dirname } = process.getBuiltinModule("node:path");

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

export { tellRecord as t };