import type { ASN1Obj } from '@sigstore/core';

const LONGEST_SHORT = 0x7f;
/** How far before its value an object begins, by the length of the value: tag, and length in its shortest form. */
const HEADERS: readonly (readonly [below: number, bytes: number])[] = [
  [LONGEST_SHORT + 1, 2],
  [0x100, 3],
  [0x1_0000, 4],
  [0x100_0000, 5],
];
const LONGEST_HEADER = 6;

/** The bytes of an object as they stand in what it was read from, which has to have been strict DER. */
export function bytesOf({ value }: ASN1Obj): Buffer {
  const [, header = LONGEST_HEADER] = HEADERS.find(([below]) => value.length < below) ?? [];
  return Buffer.from(value.buffer, value.byteOffset - header, header + value.length);
}

/** Writes an object of this tag with this value. */
export function derOf(tag: number, value: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([tag, ...lengthOf(value.length)]), value]);
}

function lengthOf(length: number): number[] {
  if (length <= LONGEST_SHORT) return [length];
  const digits: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) digits.unshift(rest % 256);
  return [0x80 | digits.length, ...digits];
}
