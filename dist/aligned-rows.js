// src/cli/aligned-rows.ts
const LEAST = 24;
const INDENT = 4;
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