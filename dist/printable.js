// src/cli/printable.ts
function printable(text, longest = Number.POSITIVE_INFINITY) {
	const clean = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "�");
	return clean.length > longest ? `${clean.slice(0, longest).toWellFormed()}…` : clean;
}

export { printable as t };