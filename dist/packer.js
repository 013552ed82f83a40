import { n as linesOf, t as LINES_FILE } from "./entry-lines.js";

// src/handover/packer.ts
function createPacker(recipient) {
	if (recipient === void 0) return {
		view: "attested",
		pack: async (entries) => ({ [LINES_FILE]: linesOf(entries) })
	};
	if (recipient.kind === "age") return {
		view: "whole",
		async pack(entries) {
			const { encryptForAge } = await import("./age.js");
			return { [`${LINES_FILE}.age`]: encryptForAge(linesOf(entries), recipient.publicKey) };
		}
	};
	return {
		view: "whole",
		async pack(entries) {
			const { encryptAsJwe } = await import("./jwe.js");
			return { [`${LINES_FILE}.jwe`]: await encryptAsJwe(linesOf(entries), recipient) };
		}
	};
}

export { createPacker };