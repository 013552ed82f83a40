// src/core/verification/nesting.ts
const DEEPEST = 64;
function isTooDeep(text) {
	let depth = 0;
	let isInString = false;
	for (let at = 0; at < text.length; at += 1) {
		const character = text.charCodeAt(at);
		if (isInString) {
			if (character === BACKSLASH) at += 1;
			else if (character === QUOTE) isInString = false;
		} else if (character === QUOTE) isInString = true;
		else if (character === BRACE || character === BRACKET) {
			depth += 1;
			if (depth > DEEPEST) return true;
		} else if (character === BRACE_END || character === BRACKET_END) depth -= 1;
	}
	return false;
}
const [QUOTE, BACKSLASH, BRACKET, BRACKET_END, BRACE, BRACE_END] = [
	34,
	92,
	91,
	93,
	123,
	125
];

export { isTooDeep as t };