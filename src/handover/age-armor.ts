const BEGIN = '-----BEGIN AGE ENCRYPTED FILE-----';
const END = '-----END AGE ENCRYPTED FILE-----';

/** Bytes as text that any tool hands on unharmed: strict PEM (RFC 7468), as age-encryption.org/v1 has it. */
export function armored(bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return [BEGIN, ...lines, END, ''].join('\n');
}

/** The bytes of a file of age, whether it has armor or not. */
export function unarmored(file: Buffer): Buffer {
  if (!file.subarray(0, 200).toString('latin1').trimStart().startsWith(BEGIN)) return file;
  const lines = file.toString('latin1').trim().split(/\r?\n/);
  if (lines.at(-1) !== END) throw new Error('the armor has no end');
  return Buffer.from(lines.slice(1, -1).join(''), 'base64');
}

/** Base64 without padding, as headers of age have it. */
export function base64Of(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replace(/=+$/, '');
}

/** The bytes of such Base64; anything that has another spelling is refused, because a header is told by its letters. */
export function bytesOf(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  if (base64Of(bytes) !== text) throw new Error('it is not Base64 without padding');
  return bytes;
}
