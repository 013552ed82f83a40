import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { builtInPolicy, parsePolicy } from '../../src/core/policy.ts';
import { DoorlogError, sentenceOf } from '../../src/errors.ts';

const ORIGIN = { origin: 'repository', path: '.github/doorlog.yml' } as const;

async function refusal(text: string): Promise<DoorlogError> {
  try {
    await parsePolicy(text, ORIGIN);
  } catch (error) {
    if (error instanceof DoorlogError) return error;
    throw error;
  }
  throw new Error('the policy was accepted');
}

const lines = (...text: string[]) => `${text.join('\n')}\n`;

describe('parsePolicy', () => {
  it('reads rules, severities, parameters and strictness when the file is right', async () => {
    const policy = await parsePolicy(
      lines(
        'version: 1',
        'on-violation: fail',
        'on-unknown: fail',
        'on-error: warn',
        'rules:',
        '  - id: commit-is-verified',
        '  - id: token-is-least-privilege',
        '    severity: critical',
        '    params:',
        '      allow: { contents: read }',
      ),
      ORIGIN,
    );
    expect(policy.strictness).toEqual({ onViolation: 'fail', onUnknown: 'fail', onError: 'warn' });
    expect(policy.rules.map(({ rule, severity, params }) => [rule.id, severity, params])).toEqual([
      ['commit-is-verified', 'high', {}],
      ['token-is-least-privilege', 'critical', { allow: { contents: 'read' } }],
    ]);
  });

  it.each([
    [
      'a rule stands there twice',
      lines('version: 1', 'rules:', '  - id: audit-is-first', '  - id: audit-is-first'),
      4,
      9,
      'the rule “audit-is-first” stands there twice; keep one of them, or give each a `when` of its own.',
    ],
    [
      'a rule is not known',
      lines('version: 1', 'rules:', '  - id: audit-is-frist'),
      3,
      9,
      'there is no rule “audit-is-frist”. Did you mean “audit-is-first”?',
    ],
    [
      'a rule is like no other',
      lines('version: 1', 'rules:', '  - id: 🦄'),
      3,
      9,
      'there is no rule “🦄”. `doorlog rules` lists them.',
    ],
    [
      'a key is mistyped',
      lines('version: 1', 'on-voilation: warn', 'rules: []'),
      2,
      undefined,
      'the key “on-voilation” is not known here. Did you mean “on-violation”?',
    ],
    [
      'a key is far off',
      lines('version: 1', 'rules:', '  - id: audit-is-first', '    zzzzzzzzzzzz: 1'),
      4,
      undefined,
      'the key “zzzzzzzzzzzz” is not known here. Remove it.',
    ],
    [
      'a parameter is not known',
      lines('version: 1', 'rules:', '  - id: token-is-least-privilege', '    params:', '      alow: {}'),
      5,
      undefined,
      'the key “alow” is not known here. Did you mean “allow”?',
    ],
    [
      'a level does not exist',
      lines('version: 1', 'rules:', '  - id: token-is-least-privilege', '    params: { allow: { contents: admin } }'),
      4,
      34,
      '“rules.0.params.allow.contents” must be `none` or `read` or `write`.',
    ],
    ['rules are no list', lines('version: 1', 'rules: yes please'), 2, 8, '“rules” must be a list.'],
    ['a rule is no mapping', lines('version: 1', 'rules: [audit-is-first]'), 2, 9, '“rules.0” must be a mapping.'],
    ['the version is another one', lines('version: 2', 'rules: []'), 1, 10, '“version” must be `1`.'],
    ['the version is text', lines('version: "1"', 'rules: []'), 1, 10, '“version” must be `1`.'],
    [
      'a setting does not exist',
      lines('version: 1', 'on-error: ignore', 'rules: []'),
      2,
      11,
      '“on-error” must be `fail` or `warn`.',
    ],
    ['the file is empty', '', 1, 1, 'the file must be a mapping that begins with `version: 1`.'],
    ['the file is a list', '- a\n', 1, 1, 'the file must be a mapping that begins with `version: 1`.'],
    ['rules are no list', 'version: 1\nrules: {}\n', 2, undefined, '“rules” must be a list.'],
  ])('says where and how to mend it when %s', async (_name, text, line, column, what) => {
    const { code, message } = await refusal(text);
    expect(code).toBe('policy-invalid');
    const place = column === undefined ? `line ${line}, column \\d+` : `line ${line}, column ${column}`;
    expect(message).toMatch(new RegExp(`^\\.github/doorlog\\.yml, ${place}: `));
    expect(message.replace(/^.*?column \d+: /, '')).toBe(what);
  });

  const bomb = lines(
    'a: &a [x, x, x, x, x, x, x, x, x]',
    ...['b', 'c', 'd', 'e', 'f', 'g'].map(
      (name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdef'[index]}`).join(', ')}]`,
    ),
    'version: 1',
    'rules: []',
  );

  it.each([
    ['it is no YAML', 'version: [1\nrules: }'],
    ['a tab indents', 'version: 1\nrules:\n\t- id: x\n'],
    ['a key stands there twice', 'version: 1\nversion: 1\nrules: []\n'],
    ['there are two documents', 'version: 1\nrules: []\n---\nversion: 1\nrules: []\n'],
    ['it merges', 'base: &b { version: 1 }\n<<: *b\nrules: []\n'],
    ['an alias has no anchor', 'version: 1\nrules: *nothing\n'],
    ['aliases are a bomb', bomb],
    ['a list is nested too deep', `version: 1\nrules: ${'['.repeat(20_000)}${']'.repeat(20_000)}\n`],
    ['a mapping is nested too deep', `version: 1\nrules: ${'{a: '.repeat(20_000)}1${'}'.repeat(20_000)}\n`],
    ['it is larger than 1 MiB', `version: 1\nrules: [] #${'x'.repeat(1024 * 1024)}\n`],
    ['a tag is of somebody’s own', 'version: !!js/function "x"\nrules: []\n'],
    ['a tag is of somebody’s own, on a good value', 'version: 1\nrules: !mine []\n'],
    ['it is binary', '\u0000\u0001\u0002'],
  ])('refuses the file in one sentence when %s', async (_name, text) => {
    const { code, message } = await refusal(text);
    expect(code).toBe('policy-invalid');
    expect(message).toMatch(/^\.github\/doorlog\.yml(, line \d+, column \d+:| is larger than 1 MiB)/);
    expect(message).not.toMatch(/\n/);
    expect(message.length).toBeLessThan(400);
    expect(message).toMatch(/[.?]$/);
  });

  it('reads a policy or refuses it in one sentence when the file is anything at all', async () => {
    const words = fc.constantFrom(
      'version: 1',
      'rules:',
      '  - id: ',
      'audit-is-first',
      '\n',
      '&a',
      '*a',
      '[',
      '}',
      ':',
      '"',
      '#',
      '!!x',
      '- ',
      '\t',
      '? ',
      '|',
      '>',
    );
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(words).map((parts) => parts.join(' ')),
      fc.array(words).map((parts) => parts.join('\n')),
    );
    await fc.assert(
      fc.asyncProperty(anything, async (text) => {
        try {
          await parsePolicy(text, ORIGIN);
        } catch (error) {
          expect([text, error]).toEqual([text, expect.objectContaining({ code: 'policy-invalid' })]);
          expect(sentenceOf(error)).toBe((error as Error).message.trim());
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('builtInPolicy', () => {
  it('has every rule but the one that most repositories would fail, and no strictness of its own, when nobody wrote one', () => {
    const { origin, rules, strictness } = builtInPolicy();
    expect(origin).toEqual({ origin: 'built-in' });
    expect(rules.map(({ rule }) => rule.id)).toEqual([
      'approver-is-not-initiator',
      'token-is-least-privilege',
      'audit-is-enforced',
      'audit-is-first',
    ]);
    expect(strictness).toEqual({});
  });
});
