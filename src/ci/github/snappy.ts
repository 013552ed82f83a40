import { DoorlogError } from '../../errors.ts';

/**
 * Expands Snappy’s block format (google/snappy, format_description.txt): the length of what comes out, then literals
 * and copies of what has come out already. Every length and offset is checked before it is used, and exactly the
 * declared length has to come out. Raises `http-too-large` for more than `maxBytes`, `http-reply-invalid` for anything
 * else that is not of that format.
 */
export function expandSnappy(input: Uint8Array, maxBytes: number): Uint8Array {
  const { value: length, next } = readLength(input);
  if (length > maxBytes) {
    throw new DoorlogError(
      'http-too-large',
      `Compressed data that claims ${length} bytes was dropped: it may be ${maxBytes}.`,
    );
  }
  const output = new Uint8Array(length);
  let at = next;
  let written = 0;
  while (at < input.length) {
    const element = readElement(input, at);
    at = element.next;
    if (element.length > length - written) throw malformed('holds more than it declares');
    if (element.offset === undefined) {
      if (element.length > input.length - at) throw malformed('ends too early');
      output.set(input.subarray(at, at + element.length), written);
      at += element.length;
    } else {
      copyBack(output, written, element.offset, element.length);
    }
    written += element.length;
  }
  if (written < length) throw malformed('holds less than it declares');
  return output;
}

interface Element {
  readonly length: number;
  /** How far back a copy begins; left out for a literal, whose bytes follow. */
  readonly offset?: number;
  readonly next: number;
}

/**
 * The two low bits of a tag tell a literal and copies with offsets of one (and three bits), two and four bytes apart.
 */
function readElement(input: Uint8Array, at: number): Element {
  const tag = input[at] ?? 0;
  const upper = tag >>> 2;
  switch (tag & 3) {
    case 0: {
      if (upper < 60) return { length: upper + 1, next: at + 1 };
      const width = upper - 59;
      return { length: littleEndian(input, at + 1, width) + 1, next: at + 1 + width };
    }
    case 1:
      return { length: (upper & 7) + 4, offset: ((tag >>> 5) << 8) | littleEndian(input, at + 1, 1), next: at + 2 };
    case 2:
      return { length: upper + 1, offset: littleEndian(input, at + 1, 2), next: at + 3 };
    default:
      return { length: upper + 1, offset: littleEndian(input, at + 1, 4), next: at + 5 };
  }
}

/** Byte by byte, because a copy may begin nearer than it is long: it then repeats what it has just written. */
function copyBack(output: Uint8Array, written: number, offset: number, length: number): void {
  if (offset === 0 || offset > written) throw malformed('copies from before its beginning');
  for (let index = written; index < written + length; index++) output[index] = output[index - offset] ?? 0;
}

/** A base-128 number of at most 32 bits, low bits first. */
function readLength(input: Uint8Array): { readonly value: number; readonly next: number } {
  let value = 0;
  for (let index = 0; index < 5; index++) {
    const byte = input[index];
    if (byte === undefined) throw malformed('ends too early');
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) {
      if (value > 0xffff_ffff) break;
      return { value, next: index + 1 };
    }
  }
  throw malformed('declares no length of 32 bits');
}

function littleEndian(input: Uint8Array, at: number, width: number): number {
  let value = 0;
  for (let index = 0; index < width; index++) {
    const byte = input[at + index];
    if (byte === undefined) throw malformed('ends too early');
    value += byte * 2 ** (8 * index);
  }
  return value;
}

function malformed(how: string): DoorlogError {
  return new DoorlogError('http-reply-invalid', `Compressed data is not as Snappy makes it: it ${how}.`);
}
