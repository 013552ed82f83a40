import { n as quantity, t as counted } from "./quantity.js";
import { gr as entryKey } from "./hook.js";
import { t as printable } from "./printable.js";

// src/cli/seal-text.ts
const SHOWN = 20;
function sealLines(answer, isWhole) {
	const { checkpoint, added, removed, unreadable, strange } = answer;
	const lines = [...removedLines(removed, isWhole), ...faultLines(answer, isWhole)];
	if (unreadable > 0) lines.push(`${quantity(unreadable, "entry is not sealed, because its", "entries are not sealed, because their")} log view is not there.`);
	if (strange > 0) lines.push(`${quantity(strange, "document bears", "documents bear")} no name that can be sealed.`);
	if (!checkpoint) lines.push("There is nothing to seal.");
	else if (checkpoint.isNew) {
		lines.push(`sealed ${quantity(checkpoint.size, "entry", "entries")}, ${counted(added)} of them new, root ${checkpoint.rootHash}`);
		if (checkpoint.files) lines.push(printable(`checkpoint  ${checkpoint.files.checkpoint}`));
		if (checkpoint.vkey) lines.push(printable(`key         ${checkpoint.vkey}`));
	} else lines.push(`nothing new; the checkpoint over ${quantity(checkpoint.size, "entry", "entries")} stands, root ${checkpoint.rootHash}`);
	return `${lines.join("\n")}\n`;
}
function removedLines(removed, isWhole) {
	return cut(removed.map((leaf) => `REMOVED  ${entryKey(leaf)}${leaf.time === void 0 ? "" : `, of ${leaf.time}`}`), isWhole);
}
function faultLines({ altered, conflicts, faulty }, isWhole) {
	const lineOf = ({ sink, location, leaf, why }, mark, note = "") => `${mark}  ${entryKey(leaf)}${note} in ${sink}, ${location}: ${why}`;
	return [
		...cut(altered.map((copy) => lineOf(copy, "ALTERED")), isWhole),
		...cut(conflicts.map((copy) => lineOf(copy, "CONFLICT", " (beside a sound copy)")), isWhole),
		...cut(faulty.map((copy) => lineOf(copy, "AT FAULT", " (not sealed)")), isWhole)
	];
}
function cut(lines, isWhole) {
	const shown = isWhole ? lines : lines.slice(0, SHOWN);
	const left = lines.length - shown.length;
	return [...shown.map((line) => printable(line)), ...left > 0 ? [`… and ${quantity(left, "more; --all names it.", "more; --all names them.")}`] : []];
}

export { removedLines as n, sealLines as r, faultLines as t };