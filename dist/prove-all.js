import { $t as sha256Hex, ai as sentenceOf, ii as codeOf } from "./hook.js";
import { t as check } from "./check.js";
import { t as proveRecord } from "./prove-record.js";

// src/cli/verify/prove-all.ts
async function proveAll(questions, ports) {
	const answers = [];
	let failure;
	for (const question of questions) try {
		answers.push(await proveRecord(question, ports));
	} catch (error) {
		if (codeOf(error) !== "usage" && codeOf(error) !== "file-invalid") throw error;
		failure ??= error;
		answers.push(unproven(question, sentenceOf(error)));
	}
	if (failure !== void 0 && answers.length === 1) throw failure;
	return answers;
}
function unproven({ bytes, bundles, from }, sentence) {
	const checks = [check("signature", "Signature").notChecked(sentence)];
	return {
		answer: {
			sha256: sha256Hex(bytes),
			from,
			verdict: "incomplete",
			checks
		},
		bytes,
		bundles
	};
}

export { proveAll as t };