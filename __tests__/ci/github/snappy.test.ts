import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { snappyCompress } from 'hysnappy';
import { expandSnappy } from '../../../src/ci/github/snappy.ts';
import { type CopyWidth, meaningOf, type SnappyElement, snappyOf } from '../../support/snappy-elements.ts';

const LIMIT = 1_000_000;

const literal = (text: string): SnappyElement => ({ literal: Buffer.from(text) });

/** Element lists whose copies reach back into what is there already. */
const elements = fc
  .array(fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 300 }), fc.nat(), fc.integer({ min: 1, max: 64 })), {
    minLength: 1,
    maxLength: 12,
  })
  .map((parts) => {
    let written = 0;
    return parts.flatMap(([bytes, back, length]): SnappyElement[] => {
      written += bytes.length;
      const offset = 1 + (back % written);
      written += length;
      return [{ literal: bytes }, { offset, length }];
    });
  });

describe('expandSnappy', () => {
  it('gives back what another program compressed, whatever it was, when it expands it', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('ab', 'abc', '{"x":', '\0', 'ÿ'), { maxLength: 2000 }), (words) => {
        const bytes = Buffer.from(words.join(''));
        expect(Buffer.from(expandSnappy(snappyCompress(bytes), LIMIT)).equals(bytes)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('gives what the elements stand for when they are written in each of the three ways', () => {
    fc.assert(
      fc.property(elements, fc.constantFrom<CopyWidth>(1, 2, 4), (list, width) => {
        const meant = meaningOf(list);
        expect(Buffer.from(expandSnappy(snappyOf(meant.length, list, width), LIMIT)).equals(meant)).toBe(true);
      }),
    );
  });

  it.each([
    ['nothing', Uint8Array.of(0), ''],
    ['a literal', Uint8Array.of(3, 2 << 2, 0x61, 0x62, 0x63), 'abc'],
    ['a copy that repeats what it has just written', Uint8Array.of(9, 0, 0x61, (7 << 2) | 2, 1, 0), 'aaaaaaaaa'],
    ['a copy with the offset in the tag', Uint8Array.of(6, 1 << 2, 0x61, 0x62, 1, 2), 'ababab'],
    ['a literal whose length follows', Uint8Array.of(2, 60 << 2, 1, 0x61, 0x62), 'ab'],
  ])('reads %s when it is written by hand', (_, bytes, text) => {
    expect(Buffer.from(expandSnappy(bytes, LIMIT)).toString()).toBe(text);
  });

  it.each([
    ['no bytes at all', Uint8Array.of()],
    ['a length without end', Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0xff, 0x01)],
    ['a length of more than 32 bits', Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0x7f)],
    ['less than it declares', snappyOf(4, [literal('abc')])],
    ['more than it declares', snappyOf(2, [literal('abc')])],
    ['a copy beyond what it declares', snappyOf(5, [literal('abc'), { offset: 1, length: 9 }])],
    ['a copy from before the beginning', snappyOf(8, [literal('abc'), { offset: 4, length: 5 }])],
    ['a copy of nothing behind', snappyOf(8, [literal('abc'), { offset: 0, length: 5 }])],
    ['a copy first', snappyOf(5, [{ offset: 1, length: 5 }])],
    ['a literal cut off', Uint8Array.of(3, 2 << 2, 0x61)],
    ['a literal’s length cut off', Uint8Array.of(3, 61 << 2, 1)],
    ['an offset cut off', Uint8Array.of(6, 1 << 2, 0x61, 0x62, (3 << 2) | 2, 1)],
    ['a literal of four gigabytes', Uint8Array.of(3, 63 << 2, 0xff, 0xff, 0xff, 0xff, 0x61)],
  ])('raises http-reply-invalid when there is %s', (_, bytes) => {
    expect(() => expandSnappy(bytes, 2 ** 32)).toThrow(expect.objectContaining({ code: 'http-reply-invalid' }));
  });

  it('raises http-too-large before it reserves memory when more is declared than is allowed', () => {
    expect(() => expandSnappy(snappyOf(2 ** 32 - 1, [literal('a')]), LIMIT)).toThrow(
      expect.objectContaining({ code: 'http-too-large' }),
    );
  });

  it('raises one of two codes or gives the declared length when the bytes are any', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 0, max: 5000 }), (bytes, limit) => {
        try {
          expect(expandSnappy(bytes, limit).length).toBeLessThanOrEqual(limit);
        } catch (error) {
          expect(error).toMatchObject({ code: expect.stringMatching(/^http-(reply-invalid|too-large)$/) });
        }
      }),
      { numRuns: 2000 },
    );
  });
});
