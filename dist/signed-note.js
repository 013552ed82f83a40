import { ri as DoorlogError } from "./hook.js";

// src/core/checkpoint-note/base64.ts
function bytesOfBase64(text) {
	const bytes = Buffer.from(text, "base64");
	return bytes.toString("base64") === text ? bytes : void 0;
}

// src/core/checkpoint-note/signed-note.ts
const LONGEST = 1e5;
const MOST_SIGNATURES = 100;
const SIGNATURE = /^— (?<name>\S+) (?<base64>\S+)$/u;
function isKeyName(name) {
	return /^[^\s+\u0085]+$/u.test(name) && isNoteText(`${name}\n`);
}
function parseSignedNote(note, what) {
	const invalid = (why) => new DoorlogError("file-invalid", `${what} is no signed note: ${why}; name the file as it was written.`);
	if (note.length > LONGEST) throw invalid("it is longer than 100,000 characters");
	if (!isNoteText(note)) throw invalid("it holds characters that none may hold, or does not end with a line’s end");
	const gap = note.lastIndexOf("\n\n");
	if (gap < 0) throw invalid("no empty line parts its text from its signatures");
	const lines = note.slice(gap + 2).split("\n").slice(0, -1);
	if (lines.length === 0 || lines.length > MOST_SIGNATURES) throw invalid("it has no signatures, or too many");
	const signatures = lines.map((line) => {
		const { name, base64 } = SIGNATURE.exec(line)?.groups ?? {};
		const bytes = bytesOfBase64(base64 ?? "");
		if (name === void 0 || !isKeyName(name) || bytes === void 0 || bytes.length < 5) throw invalid("one of the lines below its text is no signature");
		return {
			name,
			keyId: bytes.subarray(0, 4).toString("hex"),
			signature: bytes.subarray(4)
		};
	});
	return {
		text: note.slice(0, gap + 1),
		signatures
	};
}
function formatSignedNote({ text, signatures }) {
	if (!isNoteText(text)) throw new DoorlogError("internal", "Text that can be no note was to be signed.");
	return `${text}\n${signatures.map(({ name, keyId, signature }) => {
		return `— ${name} ${Buffer.concat([Buffer.from(keyId, "hex"), signature]).toString("base64")}\n`;
	}).join("")}`;
}
const CONTROL = /[^\P{Cc}\n\u007f-\u009f]/u;
function isNoteText(text) {
	return text.endsWith("\n") && text.isWellFormed() && !text.includes("�") && !CONTROL.test(text);
}

export { bytesOfBase64 as i, isKeyName as n, parseSignedNote as r, formatSignedNote as t };