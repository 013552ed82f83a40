import type { Random } from './random.ts';

/** Damages the text of a file, somewhere. */
export function damagedText(text: string, random: Random): string {
  const bytes = Buffer.from(text);
  const at = random.below(bytes.length);
  const length = random.below(200);
  switch (random.below(9)) {
    case 0:
      return flipped(bytes, random).toString('utf8');
    case 1:
      return bytes.subarray(0, at).toString('utf8');
    case 2:
      return cut(bytes, at, length).toString('utf8');
    case 3:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at, at + length), bytes.subarray(at)]).toString();
    case 4:
      return `\uFEFF${text}`;
    case 5:
      return `${text}\n${text.slice(0, at)}`;
    case 6:
      return text.slice(at) + text.slice(0, at);
    case 7:
      return withKeyTwice(text, random);
    default:
      return text.replace(/"([A-Za-z]+)":"/, (_, key) => `"${key}":${random.pick(NUMBERS)},"x":"`);
  }
}

const NUMBERS = ['1e400', '-0', '1E+2', '0.1e-9999', '123456789012345678901234567890'] as const;

/** A member of some object stands twice, with another value the first time. */
function withKeyTwice(text: string, random: Random): string {
  const keys = [...text.matchAll(/"([A-Za-z]+)":/g)];
  const chosen = keys[random.below(keys.length)];
  if (!chosen) return text;
  return `${text.slice(0, chosen.index)}"${chosen[1]}":${random.pick(['null', '"x"', '{}'])},${text.slice(chosen.index)}`;
}

/** One to three bits are turned. */
export function flipped(bytes: Uint8Array, random: Random): Buffer {
  const copy = Buffer.from(bytes);
  for (let left = 1 + random.below(3); left > 0 && copy.length > 0; left -= 1) {
    const at = random.below(copy.length);
    copy[at] = (copy[at] ?? 0) ^ (1 << random.below(8));
  }
  return copy;
}

export function cut(bytes: Uint8Array, at: number, length: number): Buffer {
  return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
}
