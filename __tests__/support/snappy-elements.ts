/** A part of Snappy's block format: bytes as they are, or a copy of what lies `offset` bytes back. */
export type SnappyElement = { readonly literal: Uint8Array } | { readonly offset: number; readonly length: number };

/** How the offset of a copy is written: by one byte and three bits, two or four bytes. */
export type CopyWidth = 1 | 2 | 4;

/** Puts elements together under a declared length, by google/snappy's format_description.txt; checks nothing. */
export function snappyOf(declared: number, elements: readonly SnappyElement[], width: CopyWidth = 2): Uint8Array {
  return Buffer.concat([varint(declared), ...elements.map((element) => bytesOf(element, width))]);
}

/** What elements stand for, said in the plainest way. */
export function meaningOf(elements: readonly SnappyElement[]): Uint8Array {
  const bytes: number[] = [];
  for (const element of elements) {
    if ('literal' in element) bytes.push(...element.literal);
    else for (let count = 0; count < element.length; count++) bytes.push(bytes[bytes.length - element.offset] ?? 0);
  }
  return Uint8Array.from(bytes);
}

function bytesOf(element: SnappyElement, width: CopyWidth): Uint8Array {
  if ('literal' in element) return literalOf(element.literal);
  const { offset, length } = element;
  if (width === 1 && length >= 4 && length <= 11 && offset < 2048) {
    return Uint8Array.of(1 | ((length - 4) << 2) | ((offset >> 8) << 5), offset & 0xff);
  }
  return Buffer.concat([
    Uint8Array.of((width === 4 ? 3 : 2) | ((length - 1) << 2)),
    number(offset, width === 4 ? 4 : 2),
  ]);
}

function literalOf(literal: Uint8Array): Uint8Array {
  const last = literal.length - 1;
  if (last < 60) return Buffer.concat([Uint8Array.of(last << 2), literal]);
  const width = last < 0x100 ? 1 : last < 0x1_0000 ? 2 : 3;
  return Buffer.concat([Uint8Array.of((59 + width) << 2), number(last, width), literal]);
}

function number(value: number, width: number): Uint8Array {
  return Uint8Array.from({ length: width }, (_, index) => Math.floor(value / 2 ** (8 * index)) & 0xff);
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  return Uint8Array.from([...bytes, rest]);
}
