import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseRoster } from '../../src/core/roster.ts';
import { DoorlogError } from '../../src/errors.ts';

describe('parseRoster', () => {
  it('reads the same people when they are written in YAML or JSON', async () => {
    const people = [
      { login: 'alice', id: '1001' },
      { login: 'bob', until: '2026-12-31' },
    ];
    const yaml = "version: 1\npeople:\n  - login: alice\n    id: '1001'\n  - login: bob\n    until: 2026-12-31\n";
    expect(await parseRoster(yaml, 'r.yml')).toEqual({ version: 1, people });
    expect(await parseRoster(JSON.stringify({ version: 1, people }), 'r.json')).toEqual({ version: 1, people });
  });

  it.each([
    ['is empty', '', /^r\.yml, line 1, column 1: the roster must be a mapping/],
    ['has another version', 'version: 2\npeople: []\n', /line 1, column 10: “version” must be `1`/],
    ['has no people', 'version: 1\n', /“people” must be a list/],
    [
      'has a person with a key too many',
      'version: 1\npeople:\n  - login: a\n    mail: x\n',
      /line 4, column \d+: this key/,
    ],
    [
      'has an id that is a number',
      'version: 1\npeople:\n  - login: a\n    id: 12\n',
      /line 4, column 9: “id” must be text/,
    ],
    [
      'has a day that is none',
      'version: 1\npeople:\n  - login: a\n    until: soon\n',
      /line 4, column 12: “until” must be a day/,
    ],
    ['has a login that is too long', `version: 1\npeople:\n  - login: ${'a'.repeat(101)}\n`, /“login” is too long/],
    ['is no YAML', 'version: [1\n', /^r\.yml, line \d+, column \d+: /],
  ])('says where when it %s', async (_name, text, sentence) => {
    await expect(parseRoster(text, 'r.yml')).rejects.toMatchObject({
      code: 'file-invalid',
      message: expect.stringMatching(sentence),
    });
  });

  it('reads or refuses with a place when the text is any', async () => {
    const near = fc
      .array(fc.constantFrom('version', ': ', '1', 'people', '\n', '  - ', 'login', 'id', '"', '{', '}', '[', ']', ','))
      .map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string({ unit: 'binary' }), near), async (text) => {
        try {
          expect((await parseRoster(text, 'r.yml')).version).toBe(1);
        } catch (error) {
          expect(error).toBeInstanceOf(DoorlogError);
          expect((error as DoorlogError).message).toMatch(/^r\.yml, line \d+, column \d+: [\s\S]*\.$|\?$/);
        }
      }),
    );
  });
});
