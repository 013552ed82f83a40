import { n as codeOf, r as sentenceOf } from "./errors.js";

// src/core/problem.ts
const MISTAKES = /* @__PURE__ */ new Set([
	"input-invalid",
	"usage",
	"policy-invalid",
	"file-invalid",
	"environment-invalid",
	"event-invalid",
	"state-invalid"
]);
/** Sorts an error into a problem by its code. */
function problemOf(error) {
	const code = codeOf(error);
	const message = code === "internal" ? `Doorlog itself failed: ${sentenceOf(error)}` : sentenceOf(error);
	return {
		kind: MISTAKES.has(code) ? "mistake" : "service",
		code,
		message
	};
}
/** Whether problems fail the job: mistakes and required stores always, services as `on-error` says, in `audit` nothing. */
function problemsFail(problems, { mode, onError }) {
	if (mode === "audit") return false;
	return problems.some(({ kind }) => kind !== "service" || onError === "fail");
}

export { problemsFail as n, problemOf as t };