import { ri as DoorlogError } from "./hook.js";

// src/ci/github/snappy.ts
function expandSnappy(input, maxBytes) {
	const { value: length, next } = readLength(input);
	if (length > maxBytes) throw new DoorlogError("http-too-large", `Compressed data that claims ${length} bytes was dropped: it may be ${maxBytes}.`);
	const output = new Uint8Array(length);
	let at = next;
	let written = 0;
	while (at < input.length) {
		const element = readElement(input, at);
		at = element.next;
		if (element.length > length - written) throw malformed("holds more than it declares");
		if (element.offset === void 0) {
			if (element.length > input.length - at) throw malformed("ends too early");
			output.set(input.subarray(at, at + element.length), written);
			at += element.length;
		} else copyBack(output, written, element.offset, element.length);
		written += element.length;
	}
	if (written < length) throw malformed("holds less than it declares");
	return output;
}
function readElement(input, at) {
	const tag = input[at] ?? 0;
	const upper = tag >>> 2;
	switch (tag & 3) {
		case 0: {
			if (upper < 60) return {
				length: upper + 1,
				next: at + 1
			};
			const width = upper - 59;
			return {
				length: littleEndian(input, at + 1, width) + 1,
				next: at + 1 + width
			};
		}
		case 1: return {
			length: (upper & 7) + 4,
			offset: tag >>> 5 << 8 | littleEndian(input, at + 1, 1),
			next: at + 2
		};
		case 2: return {
			length: upper + 1,
			offset: littleEndian(input, at + 1, 2),
			next: at + 3
		};
		default: return {
			length: upper + 1,
			offset: littleEndian(input, at + 1, 4),
			next: at + 5
		};
	}
}
function copyBack(output, written, offset, length) {
	if (offset === 0 || offset > written) throw malformed("copies from before its beginning");
	for (let index = written; index < written + length; index++) output[index] = output[index - offset] ?? 0;
}
function readLength(input) {
	let value = 0;
	for (let index = 0; index < 5; index++) {
		const byte = input[index];
		if (byte === void 0) throw malformed("ends too early");
		value += (byte & 127) * 2 ** (7 * index);
		if (byte < 128) {
			if (value > 4294967295) break;
			return {
				value,
				next: index + 1
			};
		}
	}
	throw malformed("declares no length of 32 bits");
}
function littleEndian(input, at, width) {
	let value = 0;
	for (let index = 0; index < width; index++) {
		const byte = input[at + index];
		if (byte === void 0) throw malformed("ends too early");
		value += byte * 2 ** (8 * index);
	}
	return value;
}
function malformed(how) {
	return new DoorlogError("http-reply-invalid", `Compressed data is not as Snappy makes it: it ${how}.`);
}

export { expandSnappy };