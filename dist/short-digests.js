// src/cli/short-digests.ts
function shortDigests(text) {
	return text.replace(/\b([0-9a-f]{12})[0-9a-f]{52}\b/g, "$1…");
}

export { shortDigests as t };