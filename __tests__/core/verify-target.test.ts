import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mistakeIn, parseVerifyTarget, type VerifyTarget } from '../../src/core/verify-target.ts';

function formatVerifyTarget(target: VerifyTarget): string {
  switch (target.kind) {
    case 'digest':
      return `sha256:${target.sha256}`;
    case 'commit':
      return target.sha;
    case 'release':
      return target.server === undefined
        ? `${target.repository}@${target.tag}`
        : `${target.server}/${target.repository}/releases/tag/${encodeURIComponent(target.tag)}`;
    case 'path':
      return target.path;
  }
}

const HEX = 'ab'.repeat(32);

describe('a target of doorlog verify', () => {
  it.each<[string, string, VerifyTarget]>([
    ['a digest', `sha256:${HEX}`, { kind: 'digest', sha256: HEX }],
    ['a digest in capitals', `SHA256:${HEX.toUpperCase()}`, { kind: 'digest', sha256: HEX }],
    ['a commit', 'A'.repeat(40), { kind: 'commit', sha: 'a'.repeat(40) }],
    ['a release', 'octo-org/app@v1.2.3', { kind: 'release', repository: 'octo-org/app', tag: 'v1.2.3' }],
    ['a tag with a slash', 'o/r@web/v1', { kind: 'release', repository: 'o/r', tag: 'web/v1' }],
    ['a tag with an @', 'o/r@pkg@1.0.0', { kind: 'release', repository: 'o/r', tag: 'pkg@1.0.0' }],
    [
      'an address',
      'https://github.com/octo-org/app/releases/tag/v1.2.3',
      { kind: 'release', repository: 'octo-org/app', tag: 'v1.2.3', server: 'https://github.com' },
    ],
    [
      'an address with an encoded tag',
      'https://ghe.example.org/o/r/releases/tag/web%2Fv1/',
      { kind: 'release', repository: 'o/r', tag: 'web/v1', server: 'https://ghe.example.org' },
    ],
    ['a path', './dist/app.tgz', { kind: 'path', path: './dist/app.tgz' }],
    ['an absolute path', '/tmp/app@2.tgz', { kind: 'path', path: '/tmp/app@2.tgz' }],
    ['a short digest', 'sha256:abcd', { kind: 'path', path: 'sha256:abcd' }],
  ])('is read when it is %s', (_name, text, target) => {
    expect(parseVerifyTarget(text)).toEqual(target);
  });

  it.each([
    ['goes over the network in the clear', 'http://github.com/o/r/releases/tag/v1'],
    ['carries a password', 'https://user:secret@github.com/o/r/releases/tag/v1'],
    ['is no release', 'https://github.com/o/r'],
    ['has a tag that git refuses', 'https://github.com/o/r/releases/tag/a..b'],
    ['has an encoding that is none', 'https://github.com/o/r/releases/tag/%E0%A4%A'],
  ])('is no release when the address %s', (_name, text) => {
    expect(parseVerifyTarget(text)).toEqual({ kind: 'path', path: text });
  });

  it.each([
    ['a digest that is too short', 'sha256:abc', /has 3 hex digits after sha256:, and a SHA-256 has 64/],
    ['a digest with one digit', 'sha256:a', /has 1 hex digit after/],
    ['a digest that is too long', `SHA256:${HEX}0`, /has 65 hex digits after sha256:/],
    ['a digest with strange letters', `sha256:${HEX.slice(1)}g`, /has something else than hex digits after sha256:/],
    ['a digest that was left out', 'sha256:', /has 0 hex digits after/],
    ['a shortened commit', 'AbC1234', /may be a shortened commit: .*git rev-parse abc1234/],
    ['a commit that lacks a digit', 'a'.repeat(39), /may be a shortened commit/],
  ])('has a sentence of its own when it is %s', (_name, text, sentence) => {
    expect(mistakeIn(text)).toMatch(sentence);
  });

  it.each(['./abc1234', 'abc', 'record.json', `sha256:${HEX}`, 'a'.repeat(40), 'sha256.txt', 'a'.repeat(41)])(
    'has no such sentence when it is %s',
    (text) => {
      expect(mistakeIn(text)).toBeUndefined();
    },
  );

  it('is read back the same when it was written in its one form', () => {
    const name = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9]{0,20}$/);
    const repository = fc.tuple(name, name).map(([owner, repo]) => `${owner}/${repo}`);
    const tag = fc.stringMatching(/^[A-Za-z0-9_+%#&][A-Za-z0-9_+%#&@-]{0,20}$/);
    const target: fc.Arbitrary<VerifyTarget> = fc.oneof(
      fc.record({ kind: fc.constant('digest' as const), sha256: fc.stringMatching(/^[0-9a-f]{64}$/) }),
      fc.record({ kind: fc.constant('commit' as const), sha: fc.stringMatching(/^[0-9a-f]{40}$/) }),
      fc.record({ kind: fc.constant('release' as const), repository, tag }),
      fc.record({
        kind: fc.constant('release' as const),
        repository,
        tag,
        server: fc.constantFrom('https://github.com', 'https://ghe.example.org:8443', 'http://127.0.0.1:8080'),
      }),
    );
    fc.assert(fc.property(target, (each) => expect(parseVerifyTarget(formatVerifyTarget(each))).toEqual(each)));
  });

  it('is always read as something that says the same when it is any text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        const target = parseVerifyTarget(text);
        expect(parseVerifyTarget(formatVerifyTarget(target))).toEqual(target);
      }),
    );
  });
});
