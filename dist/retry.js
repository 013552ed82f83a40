import { n as codeOf } from "./errors.js";

// src/net/retry.ts
const FIRST_WAIT = 200;
const LONGEST_WAIT = 8e3;
/** Milliseconds to wait before the attempt after this one: Retry-After where the server gave it, else full jitter. */
function backoff(attempt, retryAfter) {
	const asked = retryAfterMilliseconds(retryAfter);
	if (asked !== void 0) return asked;
	return Math.random() * Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempt - 1));
}
/** Reads a Retry-After header, seconds or a date (RFC 9110, 10.2.3), into milliseconds. */
function retryAfterMilliseconds(value) {
	if (value === void 0) return void 0;
	if (/^\d+$/.test(value)) return Number(value) * 1e3;
	const date = Date.parse(value);
	return Number.isNaN(date) ? void 0 : Math.max(0, date - Date.now());
}
/** Whether a failed exchange is worth another attempt: broken connections are, certificates and sizes are not. */
function isPassing(error) {
	return codeOf(error) === "http-connection";
}
/** Waits, or ends early when the signal fires. */
function pause(milliseconds, signal) {
	return new Promise((resolve) => {
		if (signal?.aborted) return resolve();
		const timer = setTimeout(done, milliseconds);
		signal?.addEventListener("abort", done, { once: true });
		function done() {
			clearTimeout(timer);
			signal?.removeEventListener("abort", done);
			resolve();
		}
	});
}

export { isPassing as n, pause as r, backoff as t };