import { Ir as codeOf } from "./hook.js";

// src/cli/exit-code.ts
/** What a command's exit code says; the same for all commands. */
const EXIT = {
	fine: 0,
	/** A policy says no, or a proof does not hold. */
	refused: 1,
	/** The user's mistake. */
	usage: 2,
	/** Evidence is missing, unknown or in conflict. */
	evidence: 3,
	/** A service failed. */
	service: 4
};
/** The exit code for a command that ended with this error. */
function exitCodeOf(error) {
	switch (codeOf(error)) {
		case "input-invalid":
		case "usage":
		case "policy-invalid":
		case "workflow-invalid":
		case "file-unreadable":
		case "file-invalid":
		case "environment-invalid":
		case "event-invalid":
		case "state-invalid":
		case "trust-root-invalid": return EXIT.usage;
		case "refused":
		case "verification-failed": return EXIT.refused;
		default: return EXIT.service;
	}
}

export { exitCodeOf as n, EXIT as t };