import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newIssue, readMark, seenAgain, settled } from '../../src/report/issue-text.ts';
import { baseRecord } from '../support/base-record.ts';

const record = baseRecord();
const FINGERPRINT = 'ab'.repeat(32);
const about = { rule: 'a-rule', subject: '1001', person: ['/people/initiator'], scope: { ref: 'refs/heads/main' } };

function issue(message: string, subject = '1001') {
  return newIssue({
    mark: { fingerprint: FINGERPRINT, about: { ...about, subject } },
    finding: {
      rule: 'a-rule',
      result: 'fail',
      severity: 'high',
      message,
      mend: message,
      evidence: [],
      locations: [{ file: '.github/workflows/deploy.yml', line: 7 }],
    },
    record,
  });
}

describe('the text of an issue', () => {
  it('holds the mark, the place and the run when it is new', () => {
    const { title, body } = issue('Something.');
    expect(title).toBe('Doorlog: a-rule');
    expect(body).toContain(`<!-- doorlog:${FINGERPRINT} -->`);
    expect(body).toContain('deploy.yml#L7');
    expect(body).toContain('Last seen in [run');
  });

  it('tells its alert again, mentions nobody and begins no markup when the words in it are any', () => {
    const words = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.constantFrom(
        '@octocat',
        '<!-- doorlog-seen -->',
        '-->',
        `<!-- doorlog:${'0'.repeat(64)} -->`,
        '# x',
        '![a](b)',
      ),
    );
    fc.assert(
      fc.property(words, words, (message, subject) => {
        const { body } = issue(message, subject);
        expect(readMark(body)).toEqual({ fingerprint: FINGERPRINT, about: { ...about, subject: subject } });
        const shown = body.replace(/<!-- \/?doorlog[\w:-]* -->/g, '');
        expect(shown).not.toMatch(/[<>]|@/);
        expect(readMark(seenAgain(body, record))?.fingerprint).toBe(FINGERPRINT);
        expect(seenAgain(body, record)).toBe(body);
      }),
    );
  });

  it('keeps what people wrote when it is updated or closed', () => {
    const body = `${issue('Something.').body}\n\nAsked $& HR.`;
    const later = baseRecord({ set: { '/pipeline/runNumber': '999' } });
    expect(seenAgain(body, later)).toContain('Last seen in [run 999]');
    expect(seenAgain(body, later)).toContain('Asked $& HR.');
    expect(settled(body, later)).toContain('The rule passed in [run 999]');
    expect(settled(body, later)).not.toContain('Last seen');
    expect(seenAgain('emptied by hand', later)).toMatch(/^emptied by hand\n\n<!-- doorlog-seen -->/);
  });

  it.each([
    ['is none of ours', 'A bug.'],
    ['has a mark without what it is about', `<!-- doorlog:${FINGERPRINT} -->`],
    ['has something else in its mark', `<!-- doorlog:${FINGERPRINT} --><!-- doorlog-about:e30 -->`],
    ['has no JSON in its mark', `<!-- doorlog:${FINGERPRINT} --><!-- doorlog-about:abcd -->`],
  ])('is not taken for an alert’s when it %s', (_name, body) => {
    expect(readMark(body)).toBeUndefined();
  });
});
