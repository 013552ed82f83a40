import { ii as codeOf } from "./hook.js";

// src/cli/exit-code.ts
const EXIT = {
	fine: 0,
	refused: 1,
	usage: 2,
	evidence: 3,
	service: 4
};
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