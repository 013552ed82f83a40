import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createRedactor } from '../../src/core/redaction.ts';

/** Secrets as people have them: words, lines, JSON, quotes, percent signs, other scripts. The mask itself is none. */
const secret = fc
  .oneof(
    fc.string({ minLength: 4, maxLength: 20 }),
    fc.string({ unit: 'grapheme', minLength: 4, maxLength: 12 }),
    fc.stringMatching(/^[ -~]{5,20}\n[ -~]{5,20}\r?\n[ -~]{5,20}$/),
    fc.record({ user: fc.string(), key: fc.string({ minLength: 6 }) }).map((value) => JSON.stringify(value)),
    fc.stringMatching(/^[a-z%"\\]{5,12}$/),
  )
  .filter((text) => !text.includes('*') && text.trim().length >= 4);

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => [key, ...textsIn(member)]);
}

function formsOf(text: string): string[] {
  const inJson = JSON.stringify(text).slice(1, -1);
  const base64 = Buffer.from(text).toString('base64').replace(/=+$/, '');
  return [text, text.trim(), inJson, encodeURIComponent(text.toWellFormed()), base64];
}

describe('createRedactor', () => {
  it('leaves no secret in any text or key when it stood there in any of its forms', () => {
    const host = fc.tuple(fc.array(secret, { minLength: 1, maxLength: 4 }), fc.string(), fc.string(), fc.nat());
    fc.assert(
      fc.property(host, ([secrets, before, after, pick]) => {
        const wrap = (text: string) => `${before}${text}${after}`;
        const texts = secrets.flatMap(formsOf).map(wrap);
        const whole = { list: texts, keys: Object.fromEntries(texts.map((text) => [text, { deep: [text] }])), pick };
        const clean = createRedactor(secrets).value(whole);
        for (const text of textsIn(clean)) {
          for (const each of secrets) expect([text, text.includes(each)]).toEqual([text, false]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('leaves no long line of a secret when the secret has several', () => {
    const key = '-----BEGIN KEY-----\nMIIEvQIBADANBg\r\n  kqhkiG9w0BAQEF\n-----END KEY-----\n';
    const { text } = createRedactor([key]);
    expect(text(`x ${key} y`)).toBe('x *** y');
    expect(text('a MIIEvQIBADANBg b')).toBe('a *** b');
    expect(text('a kqhkiG9w0BAQEF b')).toBe('a *** b');
  });

  it('changes nothing when nothing of it is a secret', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(createRedactor(['\u0001never\u0002']).value(value)).toEqual(value);
      }),
    );
  });

  it.each([['abc'], [''], [undefined]])(
    'changes nothing when the secret %p is too short to be told from a word',
    (short) => {
      expect(createRedactor([short]).text('abc abc')).toBe('abc abc');
    },
  );

  it('leaves times and digests as they are when a short password looks like a part of one', () => {
    const times = { at: '2026-11-20T10:24:40.000Z', sha: `abcd${'0'.repeat(36)}`, digest: 'abcd'.repeat(16) };
    expect(createRedactor(['2026', 'abcd']).value(times)).toEqual(times);
    expect(createRedactor(['2026', 'abcd']).value(['in 2026', 'abcd', 'abcde'])).toEqual(['in ***', '***', '***e']);
  });

  it('masks a digest when it is itself the secret', () => {
    const key = 'abcd'.repeat(16);
    expect(createRedactor([key]).value({ key, text: `x${key}` })).toEqual({ key: '***', text: 'x***' });
  });

  it('takes the longest secret first when one is part of another', () => {
    expect(createRedactor(['pass', 'password']).text('password pass')).toBe('*** ***');
  });

  it('makes text well formed when half a character is in it', () => {
    expect(createRedactor([]).value({ a: 'x\ud800y' })).toEqual({ a: 'x\ufffdy' });
    expect(createRedactor([]).value({ 'x\ud800': 1 })).toEqual({ 'x\ufffd': 1 });
  });
});
