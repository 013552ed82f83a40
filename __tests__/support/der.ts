const UTF8_STRING = 0x0c;

/** A DER UTF8String of at most 65,535 bytes. */
export function utf8String(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  return Buffer.concat([Buffer.from([UTF8_STRING, ...lengthOf(bytes.length)]), bytes]);
}

/** The text of a DER UTF8String of at most 65,535 bytes. */
export function textOf(der: Uint8Array): string {
  const bytes = Buffer.from(der);
  if (bytes[0] !== UTF8_STRING) throw new Error('no UTF8String');
  const first = bytes[1] ?? 0;
  return bytes.subarray(first < 0x80 ? 2 : 2 + (first & 0x7f)).toString('utf8');
}

function lengthOf(length: number): number[] {
  if (length < 0x80) return [length];
  return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
}
