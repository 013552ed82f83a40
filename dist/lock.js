import { Sr as SEVERITIES } from "./hook.js";

// src/sinks/s3/lock.ts
const DAY = 864e5;
function isApart({ apart, lock }) {
	return apart ?? lock?.mode === "COMPLIANCE";
}
function recordLock({ lock }, entry) {
	if (lock === void 0) return { legalHold: false };
	if (entry.document.simulation === true) return {
		mode: lock.mode,
		days: shortest(lock),
		legalHold: false
	};
	const fit = lock.retention?.find((retention) => isOfClass(retention, entry));
	return {
		mode: lock.mode,
		days: fit?.days ?? lock.days,
		legalHold: fit?.["legal-hold"] ?? lock["legal-hold"] ?? false
	};
}
function shortest({ days, retention = [] }) {
	return Math.min(days, ...retention.map((each) => each.days));
}
function erasableLock({ erasable }) {
	const { days, "legal-hold": legalHold = false } = erasable ?? {};
	return {
		...days !== void 0 && {
			mode: "GOVERNANCE",
			days
		},
		legalHold
	};
}
function lockHeaders({ mode, days = 0, legalHold }, now) {
	return {
		...mode && {
			"x-amz-object-lock-mode": mode,
			"x-amz-object-lock-retain-until-date": new Date(now.getTime() + days * DAY).toISOString()
		},
		...legalHold && { "x-amz-object-lock-legal-hold": "ON" }
	};
}
function isOfClass({ phases, environments, severity, findings }, { phase, document }) {
	const worst = worstFinding(document);
	const environment = textAt(document, "pipeline", "environment")?.toLowerCase();
	return (phases === void 0 || phases.some((each) => each === phase)) && (environments === void 0 || environments.some((each) => each.toLowerCase() === environment)) && (severity === void 0 || worst >= SEVERITIES.indexOf(severity)) && (findings === void 0 || worst >= 0);
}
function worstFinding(document) {
	const results = memberOf(memberOf(document, "policy"), "results");
	if (!Array.isArray(results)) return -1;
	const failed = results.filter((result) => memberOf(result, "result") === "fail");
	return Math.max(-1, ...failed.map((result) => SEVERITIES.indexOf(memberOf(result, "severity"))));
}
function textAt(document, section, name) {
	const value = memberOf(memberOf(document, section), name);
	return typeof value === "string" ? value : void 0;
}
function memberOf(value, name) {
	return typeof value === "object" && value !== null && Object.hasOwn(value, name) ? value[name] : void 0;
}

export { recordLock as i, isApart as n, lockHeaders as r, erasableLock as t };