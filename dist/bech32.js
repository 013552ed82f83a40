// src/handover/bech32.ts
const ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const GENERATOR = [
	996825010,
	642813549,
	513874426,
	1027748829,
	705979059
];
const CHECKSUM = 6;
function bytesFromBech32(text, prefix) {
	if (text !== text.toLowerCase() && text !== text.toUpperCase()) return void 0;
	const lower = text.toLowerCase();
	if (!lower.startsWith(`${prefix}1`)) return void 0;
	const values = Array.from(lower.slice(prefix.length + 1), (character) => ALPHABET.indexOf(character));
	if (values.length < CHECKSUM || values.includes(-1)) return void 0;
	if (remainderOf([...expanded(prefix), ...values]) !== 1) return void 0;
	return eightBits(values.slice(0, -6));
}
function expanded(prefix) {
	const codes = Array.from(prefix, (character) => character.charCodeAt(0));
	return [
		...codes.map((code) => code >> 5),
		0,
		...codes.map((code) => code & 31)
	];
}
function remainderOf(values) {
	let remainder = 1;
	for (const value of values) {
		const top = remainder >>> 25;
		remainder = (remainder & 33554431) << 5 ^ value;
		for (const [bit, term] of GENERATOR.entries()) if (top >> bit & 1) remainder ^= term;
	}
	return remainder;
}
function eightBits(values) {
	const bytes = [];
	let held = 0;
	let bits = 0;
	for (const value of values) {
		held = (held << 5 | value) & 4095;
		bits += 5;
		if (bits < 8) continue;
		bits -= 8;
		bytes.push(held >> bits & 255);
	}
	return bits < 5 && (held & (1 << bits) - 1) === 0 ? Uint8Array.from(bytes) : void 0;
}

export { bytesFromBech32 as t };