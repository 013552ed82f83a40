// src/nearest.ts
/** The known word that a mistyped one most likely meant, or undefined where none is close. */
function nearest(word, known) {
	let best;
	let distance = Math.max(2, Math.floor(word.length / 3)) + 1;
	for (const candidate of known) {
		const found = editDistance(word.toLowerCase(), candidate.toLowerCase());
		if (found < distance) {
			best = candidate;
			distance = found;
		}
	}
	return best;
}
/** A sentence part: ` Did you mean “x”?`, or nothing. */
function didYouMean(word, known) {
	const guess = nearest(word, known);
	return guess ? ` Did you mean “${guess}”?` : "";
}
function editDistance(a, b) {
	let row = Array.from({ length: b.length + 1 }, (_, index) => index);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let j = 1; j <= b.length; j++) {
			const substitution = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
			next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, substitution));
		}
		row = next;
	}
	return row[b.length] ?? 0;
}

export { nearest as n, didYouMean as t };