import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FREE_TEXT } from '../../src/core/free-text.ts';
import { createRedactor } from '../../src/core/redaction.ts';
import { AccessRecord } from '../../src/model/access-record.ts';
import { arbitraryRecord } from '../support/arbitrary-record.ts';
import { placesOf } from '../support/schema-walk.ts';

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

const redactorFor = (known: (string | undefined)[]) => createRedactor({ known, guessed: [] });

describe('createRedactor', () => {
  it('leaves no secret in any text or key when it stood there in any of its forms', () => {
    const host = fc.tuple(fc.array(secret, { minLength: 1, maxLength: 4 }), fc.string(), fc.string(), fc.nat());
    fc.assert(
      fc.property(host, ([secrets, before, after, pick]) => {
        const wrap = (text: string) => `${before}${text}${after}`;
        const texts = secrets.flatMap(formsOf).map(wrap);
        const whole = { list: texts, keys: Object.fromEntries(texts.map((text) => [text, { deep: [text] }])), pick };
        const clean = redactorFor(secrets).value(whole);
        for (const text of textsIn(clean)) {
          for (const each of secrets) expect([text, text.includes(each)]).toEqual([text, false]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('leaves no long line of a secret when the secret has several', () => {
    const key = '-----BEGIN KEY-----\nMIIEvQIBADANBg\r\n  kqhkiG9w0BAQEF\n-----END KEY-----\n';
    const { text } = redactorFor([key]);
    expect(text(`x ${key} y`)).toBe('x *** y');
    expect(text('a MIIEvQIBADANBg b')).toBe('a *** b');
    expect(text('a kqhkiG9w0BAQEF b')).toBe('a *** b');
  });

  it('changes nothing when nothing of it is a secret', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(redactorFor(['\u0001never\u0002']).value(value)).toEqual(value);
      }),
    );
  });

  it.each([['abc'], [''], [undefined]])(
    'changes nothing when the secret %p is too short to be told from a word',
    (short) => {
      expect(redactorFor([short]).text('abc abc')).toBe('abc abc');
    },
  );

  it('leaves times and digests as they are when a short password looks like a part of one', () => {
    const times = { at: '2026-11-20T10:24:40.000Z', sha: `abcd${'0'.repeat(36)}`, digest: 'abcd'.repeat(16) };
    expect(redactorFor(['2026', 'abcd']).value(times)).toEqual(times);
    expect(redactorFor(['2026', 'abcd']).value(['in 2026', 'abcd', 'abcde'])).toEqual(['in ***', '***', '***e']);
  });

  it('masks a digest when it is itself the secret', () => {
    const key = 'abcd'.repeat(16);
    expect(redactorFor([key]).value({ key, text: `x${key}` })).toEqual({ key: '***', text: 'x***' });
  });

  it('takes the longest secret first when one is part of another', () => {
    expect(redactorFor(['pass', 'password']).text('password pass')).toBe('*** ***');
  });

  it('makes text well formed when half a character is in it', () => {
    expect(redactorFor([]).value({ a: 'x\ud800y' })).toEqual({ a: 'x\ufffdy' });
    expect(redactorFor([]).value({ 'x\ud800': 1 })).toEqual({ 'x\ufffd': 1 });
  });
});

const GUESS = 'guess-4f1c9a';

/** A record whose every text, key and item is said to be a secret by the name of some variable. */
const guessedAll = {
  recorder: { repository: GUESS, version: `v ${GUESS}` },
  pipeline: {
    repository: `${GUESS}/payments`,
    ref: `refs/heads/${GUESS}`,
    workflow: `Deploy ${GUESS}`,
    matrix: { [`key ${GUESS}`]: [`to ${GUESS}`] },
  },
  people: { initiator: { login: `x${GUESS}` }, author: { name: `A. ${GUESS}`, email: `${GUESS}@example.com` } },
  access: { token: { permissions: { [`${GUESS}-scope`]: { observed: 'read' } } } },
  approvals: [{ environment: `to-${GUESS}`, comment: `because ${GUESS}` }],
  gaps: [{ pointer: `/x/${GUESS}`, detail: `said ${GUESS}` }],
};

describe('a guess', () => {
  it('is taken out of free text and of nothing else when it stands everywhere', () => {
    const facts = { ...guessedAll, recorder: { version: `v ${GUESS}` } };
    expect(createRedactor({ known: [], guessed: [GUESS] }).value(facts)).toEqual({
      ...facts,
      pipeline: { ...facts.pipeline, workflow: 'Deploy ***', matrix: { [`key ${GUESS}`]: ['to ***'] } },
      people: { ...facts.people, author: { name: 'A. ***', email: `${GUESS}@example.com` } },
      approvals: [{ environment: `to-${GUESS}`, comment: 'because ***' }],
      gaps: [{ pointer: `/x/${GUESS}`, detail: 'said ***' }],
    });
  });

  it('is taken out of nothing when a fact of the record is the very same', () => {
    expect(createRedactor({ known: [], guessed: [GUESS] }).value(guessedAll)).toEqual(guessedAll);
  });

  it('is taken out of everything, keys too, when it is known to be a secret', () => {
    const clean = JSON.stringify(createRedactor({ known: [GUESS], guessed: [GUESS] }).value(guessedAll));
    expect(clean).not.toContain(GUESS);
  });

  it('is taken out of a sentence when the sentence stands alone', () => {
    const redactor = createRedactor({ known: ['known-1'], guessed: [GUESS] });
    expect(redactor.value(`a ${GUESS} b known-1`)).toBe('a *** b ***');
    expect(redactor.text(`a ${GUESS} b known-1`)).toBe('a *** b ***');
  });

  it('changes no field outside free text when every word of the record is one', () => {
    const free = new RegExp(`^(${FREE_TEXT.map((path) => path.replaceAll('*', '\\d+')).join('|')})(/|$)`);
    fc.assert(
      fc.property(arbitraryRecord(), (record) => {
        const guessed = leavesIn(record).flatMap(([, text]) => [text, text.slice(1), text.slice(0, 8)]);
        const clean = createRedactor({ known: [], guessed }).value(record);
        const kept = (value: unknown) => leavesIn(value).filter(([path]) => !free.test(path));
        expect(kept(clean)).toEqual(kept(record));
        expect(AccessRecord.safeParse(clean).success).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});

function leavesIn(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value.toWellFormed()]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => leavesIn(member, `${path}/${key}`));
}

describe('FREE_TEXT', () => {
  it('lists exactly the fields that the schema marks when both are compared', () => {
    const marked = placesOf(AccessRecord).filter(({ freeText }) => freeText);
    expect(marked.map(({ path }) => path).sort()).toEqual([...FREE_TEXT].sort());
    expect(new Set(marked.map(({ view }) => view))).toEqual(new Set(['log']));
  });
});
