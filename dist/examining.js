import { ai as sentenceOf, ii as codeOf } from "./hook.js";

// src/sinks/examining.ts
async function askStore(question) {
	try {
		return { reply: await question() };
	} catch (error) {
		return { obstacle: obstacleOf(error) };
	}
}
function obstacleOf(error) {
	const code = codeOf(error);
	const says = code === "internal" ? "the request failed in an unexpected way" : sentenceOf(error);
	return {
		check: code === "http-tls" ? "certificate" : "connection",
		result: "failed",
		...parted(says)
	};
}
function transportOf(url) {
	if (/^https:/i.test(url)) return {
		check: "certificate",
		result: "fine",
		says: "the store has a certificate that this machine trusts"
	};
	return {
		check: "certificate",
		result: "warning",
		says: "it is on this machine, over plain HTTP: whoever takes its port gets records and credentials",
		mend: "give an https url where others use this machine too"
	};
}
function parted(reason) {
	const text = reason.replace(/\.$/, "");
	const at = text.indexOf("; ");
	return at < 0 ? { says: text } : {
		says: text.slice(0, at),
		mend: text.slice(at + 2)
	};
}

export { parted as n, transportOf as r, askStore as t };