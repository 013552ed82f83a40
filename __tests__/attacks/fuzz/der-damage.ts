import type { Random } from './random.ts';
import { cut, flipped } from './text-damage.ts';

const LENGTHS = [
  [0x80],
  [0x00],
  [0x7f],
  [0x81, 0x00],
  [0x84, 0xff, 0xff, 0xff, 0xff],
  [0x88, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
  [0xff],
] as const;

const NESTED = Buffer.concat([...Array.from({ length: 3_000 }, () => Buffer.from([0x30, 0x80])), Buffer.alloc(6_000)]);

/** Damages DER: bits, lengths, tags, elements gone or twice, deep nesting. */
export function damagedDer(der: Uint8Array, random: Random): Buffer {
  const heads = headsOf(der);
  const { at, head, length } = heads[random.below(heads.length)] ?? { at: 0, head: 2, length: 0 };
  const element = der.subarray(at, at + head + length);
  switch (random.below(8)) {
    case 0:
      return flipped(der, random);
    case 1:
      return Buffer.from(der.subarray(0, random.below(der.length)));
    case 2:
      return Buffer.concat([
        der.subarray(0, at + 1),
        Buffer.from(LENGTHS[random.below(LENGTHS.length)] ?? []),
        der.subarray(at + head),
      ]);
    case 3: {
      const copy = Buffer.from(der);
      copy[at] = random.below(256);
      return copy;
    }
    case 4:
      return cut(der, at, head + length);
    case 5:
      return Buffer.concat([der.subarray(0, at), element, der.subarray(at)]);
    case 6:
      return Buffer.concat([der.subarray(0, at), NESTED, der.subarray(at + head + length)]);
    default:
      return Buffer.concat([der, Buffer.from(der.subarray(0, random.below(40)))]);
  }
}

/** Where elements begin, with the length of their heads and contents; what is no DER has one. */
function headsOf(der: Uint8Array): { at: number; head: number; length: number }[] {
  const found: { at: number; head: number; length: number }[] = [];
  const walk = (from: number, to: number) => {
    for (let at = from; at + 2 <= to; ) {
      const first = der[at + 1] ?? 0;
      const more = first < 0x80 ? 0 : first & 0x7f;
      let length = first < 0x80 ? first : 0;
      for (let index = 0; index < more && index < 4; index += 1) length = length * 256 + (der[at + 2 + index] ?? 0);
      const head = 2 + more;
      if (more > 4 || at + head + length > to) return;
      found.push({ at, head, length });
      const isConstructed = ((der[at] ?? 0) & 0x20) !== 0 || der[at] === 0x04;
      if (isConstructed) walk(at + head, at + head + length);
      at += head + length;
    }
  };
  walk(0, der.length);
  return found.length === 0 ? [{ at: 0, head: 2, length: 0 }] : found;
}
