import { nr as SEVERITIES } from "./hook.js";

// src/sinks/s3/lock.ts
const DAY = 864e5;
/** Whether the log view is kept in an object of its own, so that it can be erased: under a COMPLIANCE lock, unless told otherwise. */
function isApart({ apart, lock }) {
	return apart ?? lock?.mode === "COMPLIANCE";
}
/** How the object that holds an entry's record is to be locked: by the first class that fits it. */
function recordLock({ lock }, entry) {
	if (lock === void 0) return { legalHold: false };
	const fit = lock.retention?.find((retention) => isOfClass(retention, entry));
	return {
		mode: lock.mode,
		days: fit?.days ?? lock.days,
		legalHold: fit?.["legal-hold"] ?? lock["legal-hold"] ?? false
	};
}
/** How the object that must stay erasable is to be locked: never so that nobody may lift it. */
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
/**
* The headers that lock an object as it is created (S3, PutObject). Retention is counted from the moment of signing, which
* S3 itself holds against its own clock to within 15 minutes; a record's own time is the job's word, and a wrong one could
* lock for a century.
*/
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
/** Index of the worst severity that a rule failed with, -1 where none did. */
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