// src/cli/aligned-rows.ts
/** Narrower than this a column is not worth having. */
const LEAST = 24;
const INDENT = 4;
/**
* Rows with their cells under each other, a text for each row. Where `width` characters are given, as a terminal has
* them, a last cell that does not fit is broken between its words: in its own column, or below where that is too narrow.
*/
function alignedRows(rows, width = Number.POSITIVE_INFINITY) {
	const last = Math.max(...rows.map((row) => row.length)) - 1;
	const widths = Array.from({ length: last }, (_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
	const offset = widths.reduce((sum, each) => sum + each + 2, 0);
	return rows.map((row) => {
		const start = row.slice(0, last).map((cell, column) => `${cell.padEnd(widths[column] ?? 0)}  `);
		const cell = row[last] ?? "";
		const isBelow = offset + cell.length > width && width - offset < LEAST;
		const lines = wrapped(cell, width - (isBelow ? INDENT : offset));
		const inner = " ".repeat(isBelow ? INDENT : offset);
		return isBelow ? [start.join("").trimEnd(), ...lines.map((line) => inner + line)].join("\n") : `${start.join("")}${lines.join(`\n${inner}`)}`.trimEnd();
	});
}
/** A text as lines of at most so many characters, broken between words; a longer word keeps a line of its own. */
function wrapped(text, width) {
	const lines = [];
	let line = "";
	for (const word of text.split(" ")) if (line !== "" && line.length + 1 + word.length > width) {
		lines.push(line);
		line = word;
	} else line = line === "" ? word : `${line} ${word}`;
	return [...lines, line];
}

export { wrapped as n, alignedRows as t };