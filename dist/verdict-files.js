import { Et as VERSION, I as findRule, bt as workflowOf, ri as DoorlogError, vt as jobOf } from "./hook.js";
import { a as STATEMENT_TYPE, r as PREDICATE_TYPE } from "./predicate-type.js";
import { r as subjectsOf } from "./sign-record2.js";
const { join } = process.getBuiltinModule("node:path");
const { mkdirSync, writeFileSync } = process.getBuiltinModule("node:fs");

// src/report/sarif.ts
const HOME = "https://github.com/doorlog/doorlog";
const LEVEL = {
	low: "note",
	medium: "warning",
	high: "error",
	critical: "error"
};
const SCORE = {
	low: "3.0",
	medium: "5.5",
	high: "8.0",
	critical: "9.5"
};
function sarifLog({ verdict, version, ruleText, workflowFile, category }) {
	const found = verdict.results.filter(({ result }) => result === "fail" || result === "waived");
	const ids = [...new Set(found.map(({ rule }) => rule))];
	return {
		$schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
		version: "2.1.0",
		runs: [{
			tool: { driver: {
				name: "Doorlog",
				version,
				informationUri: HOME,
				rules: ids.map((id) => descriptor(id, ruleText(id), worst(found, id)))
			} },
			automationDetails: { id: `doorlog/${category}/` },
			invocations: [{
				executionSuccessful: true,
				toolExecutionNotifications: notifications(verdict)
			}],
			results: found.map((result) => resultOf(result, ids.indexOf(result.rule), workflowFile))
		}]
	};
}
function worst(found, id) {
	const order = [
		"low",
		"medium",
		"high",
		"critical"
	];
	const ranks = found.filter(({ rule }) => rule === id).map(({ severity }) => order.indexOf(severity));
	return order[Math.max(...ranks)] ?? "low";
}
function descriptor(id, text, severity) {
	return {
		id,
		shortDescription: { text: text?.title ?? id },
		fullDescription: { text: text?.why ?? text?.title ?? id },
		helpUri: `${HOME}/blob/main/docs/rules.md#${id}`,
		help: { text: text?.mend ?? "See the policy that holds this rule." },
		defaultConfiguration: { level: LEVEL[severity] },
		properties: {
			"security-severity": SCORE[severity],
			tags: ["security", ...text?.controls ?? []]
		}
	};
}
function resultOf(result, ruleIndex, workflowFile) {
	const { rule, severity, message, mend, fingerprint, locations = [] } = result;
	const places = locations.length > 0 ? locations : workflowFile ? [{
		file: workflowFile,
		line: 1
	}] : [];
	return {
		ruleId: rule,
		ruleIndex,
		level: LEVEL[severity],
		message: { text: mend ? `${message} ${mend}` : message },
		locations: places.map(({ file, line }) => ({ physicalLocation: {
			artifactLocation: {
				uri: file.split("/").map(encodeURIComponent).join("/"),
				uriBaseId: "%SRCROOT%"
			},
			region: { startLine: line ?? 1 }
		} })),
		...fingerprint && { partialFingerprints: { "doorlog/v1": fingerprint } },
		...result.result === "waived" && { suppressions: [{
			kind: "external",
			status: "accepted",
			justification: "A waiver of the policy."
		}] }
	};
}
function notifications({ results }) {
	return results.filter(({ result }) => result === "unknown").map(({ rule, message }) => ({
		level: "note",
		message: { text: message },
		associatedRule: { id: rule }
	}));
}

// src/report/test-result.ts
const TEST_RESULT_TYPE = "https://in-toto.io/attestation/test-result/v0.1";
function testResultStatement({ verdict, refused, subjects, server, url }) {
	const named = (...results) => [...new Set(verdict.results.filter(({ result }) => results.includes(result)).map(({ rule }) => rule))];
	const failedTests = named("fail");
	const warnedTests = named("unknown", "waived").filter((rule) => !failedTests.includes(rule));
	const passedTests = named("pass").filter((rule) => !failedTests.includes(rule) && !warnedTests.includes(rule));
	const isPassed = verdict.verdict === "pass" && verdict.results.every(({ result, excused }) => result === "pass" || result === "not-applicable" || result === "unknown" && excused);
	return {
		_type: STATEMENT_TYPE,
		subject: subjects.map(({ name, sha256 }) => ({
			name,
			digest: { sha256 }
		})),
		predicateType: TEST_RESULT_TYPE,
		predicate: {
			result: refused ? "FAILED" : isPassed ? "PASSED" : "WARNED",
			configuration: configurationOf(verdict, server),
			...url && { url },
			passedTests,
			warnedTests,
			failedTests
		}
	};
}
function configurationOf({ policy, organizationPolicy, extendedPolicy }, server) {
	const files = [
		policy,
		organizationPolicy,
		extendedPolicy
	].filter((file) => file?.digest !== void 0);
	if (files.length === 0) return [{
		name: policy.origin,
		uri: `${PREDICATE_TYPE}#${policy.origin}`
	}];
	return files.map(({ repository, path, commit, digest } = {}) => ({
		name: path,
		...server && repository && commit && { uri: `git+${server}/${repository}@${commit}#${path}` },
		...digest && { digest: { sha256: digest } }
	}));
}

// src/compose/verdict-files.ts
function keepVerdict(input) {
	const { record, text, verdict, refused, folder } = input;
	const { server, runUrl: url } = record.pipeline;
	const subjects = subjectsOf(record, text);
	const statement = JSON.stringify(testResultStatement({
		verdict,
		refused,
		subjects,
		server,
		url
	}));
	const sarif = JSON.stringify(sarifLog({
		verdict,
		version: VERSION,
		ruleText: findRule,
		workflowFile: record.enforcement?.file ?? workflowOf(record),
		category: jobOf(record) ?? "job"
	}));
	const files = {
		verdict: join(folder, "verdict.intoto.json"),
		sarif: join(folder, "doorlog.sarif")
	};
	write(folder, files.verdict, statement);
	write(folder, files.sarif, sarif);
	return {
		files,
		statement
	};
}
function keepVerdictBundle(folder, json) {
	const file = join(folder, "verdict.sigstore.json");
	write(folder, file, json);
	return file;
}
function write(folder, file, text) {
	try {
		mkdirSync(folder, { recursive: true });
		writeFileSync(file, text);
	} catch (error) {
		throw new DoorlogError("file-unreadable", `The verdict’s files could not be written to ${folder}; give the input output-directory a folder that can be.`, { cause: error });
	}
}

export { keepVerdict, keepVerdictBundle };