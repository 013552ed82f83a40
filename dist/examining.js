import { Fr as codeOf, Ir as sentenceOf } from "./hook.js";

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
		says: "records and credentials go over the network unencrypted",
		mend: "give an https url"
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