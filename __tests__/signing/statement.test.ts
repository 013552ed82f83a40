import { describe, expect, it } from '@jest/globals';
import { createStatement } from '../../src/signing/statement.ts';

const digest = 'a'.repeat(64);

describe('createStatement', () => {
  it('gives the exact bytes of a statement when there is a subject', () => {
    const bytes = createStatement({ subjects: [{ name: 'f', sha256: digest }], predicate: { ä: 1 } });

    expect(Buffer.from(bytes).toString('utf8')).toBe(
      `{"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"f","digest":{"sha256":"${digest}"}}],` +
        '"predicateType":"https://doorlog.github.io/doorlog/access-record/v1","predicate":{"ä":1}}',
    );
  });

  it.each([
    ['there is none', []],
    ['one is named twice', [digest, digest]],
    ['one is no digest', ['A'.repeat(64)]],
    ['there are too many', Array.from({ length: 1_025 }, (_, index) => index.toString(16).padStart(64, '0'))],
  ])('raises signing-failed for the subjects when %s', (_, digests) => {
    const subjects = digests.map((sha256) => ({ name: 'f', sha256 }));

    expect(() => createStatement({ subjects, predicate: {} })).toThrow(
      expect.objectContaining({ code: 'signing-failed' }),
    );
  });

  it('raises signing-failed when the predicate is too large for GitHub’s store', () => {
    const predicate = { text: 'x'.repeat(16 * 1024 * 1024) };

    expect(() => createStatement({ subjects: [{ name: 'f', sha256: digest }], predicate })).toThrow(/larger than/);
  });
});
