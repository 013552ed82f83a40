// src/handover/entry-lines.ts
/** Name of the file with the entries, before what it is encrypted with is added. */
const LINES_FILE = "undelivered.jsonl";
/**
* Entries as a spool keeps them, one a line, each with what is known of its way: `keys` by the names of sinks, and `done`
* with the names of those that have it. Where else a sink keeps it is left out: that may be nobody’s business.
*/
function linesOf(entries) {
	return entries.map(({ entry, keys, done }) => ({
		spoolVersion: 1,
		...entry,
		keys: Object.fromEntries(keys),
		done: done.map(({ sink }) => sink)
	})).map((line) => `${JSON.stringify(line)}\n`).join("");
}

export { linesOf as n, LINES_FILE as t };