import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatOrganizationRef, isSameRef, parseOrganizationRef } from '../../src/core/organization-ref.ts';
import { codeOf, sentenceOf } from '../../src/errors.ts';

const COMMIT = '0123456789abcdef0123456789abcdef01234567';

function fault(text: string): unknown {
  try {
    return parseOrganizationRef(text, 'The input “organization-policy”');
  } catch (error) {
    return error;
  }
}

describe('a reference to an organisation’s policy', () => {
  it('is taken apart when repository, path and commit are given', () => {
    expect(parseOrganizationRef(`octo-org/.github/ci/door log.yml@${COMMIT}`, 'It')).toEqual({
      repository: 'octo-org/.github',
      path: 'ci/door log.yml',
      commit: COMMIT,
    });
  });

  it('has its commit in lower case when that was written in capitals', () => {
    expect(parseOrganizationRef(`o/r/p.yml@${COMMIT.toUpperCase()}`, 'It').commit).toBe(COMMIT);
  });

  it.each(['main', 'v1', COMMIT.slice(0, 39), `${COMMIT}0`, COMMIT.replace('0', 'g'), `${COMMIT}@${COMMIT}`])(
    'is refused with a sentence about moving when its end is %s',
    (end) => {
      const error = fault(`octo-org/policies/doorlog.yml@${end}`);
      expect(codeOf(error)).toBe('policy-invalid');
      expect(sentenceOf(error)).toBe(
        'The input “organization-policy” must end in a full commit (40 hex digits): a branch or a tag can be moved.',
      );
    },
  );

  it.each([
    '',
    'strict',
    `doorlog.yml@${COMMIT}`,
    `octo-org/policies@${COMMIT}`,
    `octo-org/policies/@${COMMIT}`,
    `octo-org/policies/a//b@${COMMIT}`,
    `octo-org/policies/../other/p.yml@${COMMIT}`,
    `octo-org/../p.yml@${COMMIT}`,
    `octo-org/../policies/p.yml@${COMMIT}`,
    `octo-org/./p.yml@${COMMIT}`,
    `octo-org/policies/a\nb@${COMMIT}`,
    `octo org/policies/p.yml@${COMMIT}`,
    'octo-org/policies/p.yml',
    `https://github.com/octo-org/policies/p.yml@${COMMIT}`,
    `octo-org/policies/${'p'.repeat(600)}@${COMMIT}`,
  ])('is refused without being repeated when it is %j', (text) => {
    expect(sentenceOf(fault(text))).toBe(
      'The input “organization-policy” must name an organisation’s policy as OWNER/REPO/PATH@COMMIT.',
    );
  });

  it('is the same when it was written down and read again', () => {
    const part = fc.stringMatching(/^[a-z][a-z0-9._-]{0,8}[a-z]$/);
    const commit = fc.stringMatching(/^[0-9a-f]{40}$/);
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/),
        part,
        fc.array(part, { minLength: 1, maxLength: 8 }),
        commit,
        (owner, name, path, sha) => {
          const ref = { repository: `${owner}/${name}`, path: path.join('/'), commit: sha };
          expect(parseOrganizationRef(formatOrganizationRef(ref), 'It')).toEqual(ref);
        },
      ),
    );
  });

  it('never raises anything but a sentence of its own when it is any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const result = fault(text);
        if (result instanceof Error) expect(codeOf(result)).toBe('policy-invalid');
      }),
    );
  });

  it('is the same file when only the case of the repository differs', () => {
    const ref = { repository: 'Octo/Policies', path: 'p.yml', commit: COMMIT };
    expect(isSameRef(ref, { ...ref, repository: 'octo/policies' })).toBe(true);
    expect(isSameRef(ref, { ...ref, path: 'P.yml' })).toBe(false);
    expect(isSameRef(ref, { ...ref, commit: COMMIT.replace('0', '1') })).toBe(false);
  });
});
