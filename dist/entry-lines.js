// src/handover/entry-lines.ts
const LINES_FILE = "undelivered.jsonl";
function linesOf(entries) {
	return entries.map(({ entry, keys, done }) => ({
		spoolVersion: 1,
		...entry,
		keys: Object.fromEntries(keys),
		done: done.map(({ sink }) => sink)
	})).map((line) => `${JSON.stringify(line)}\n`).join("");
}

export { linesOf as n, LINES_FILE as t };