import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as yaml from 'yaml';
import { patternOf } from '../../src/core/patterns.ts';
import { parsePolicy } from '../../src/core/policy.ts';
import { DoorlogError, sentenceOf } from '../../src/errors.ts';
import { readProject } from '../docs/markdown.ts';

const ORIGIN = { origin: 'repository', path: '.github/doorlog.yml' } as const;

interface Broken {
  readonly when: string;
  readonly text: string;
  readonly line?: number;
  readonly column?: number;
  readonly says: string;
}

const BROKEN: readonly Broken[] = yaml.parse(readProject('__tests__/core/broken-policies/policies.yml'));

async function refusal(text: string): Promise<DoorlogError | undefined> {
  try {
    await parsePolicy(text, ORIGIN, () => Promise.resolve([]));
    return undefined;
  } catch (error) {
    if (error instanceof DoorlogError) return error;
    throw error;
  }
}

describe('broken policies', () => {
  it('are at least sixty when they are counted', () => {
    expect(BROKEN.length).toBeGreaterThanOrEqual(60);
  });

  it.each(BROKEN)('are refused with place and mend when $when', async ({ text, line, column, says }) => {
    const error = await refusal(text);
    expect(error?.code).toBe('policy-invalid');
    const [, at, col, what] =
      /^\.github\/doorlog\.yml, line (\d+), column (\d+): (.+)$/.exec(error?.message ?? '') ?? [];
    expect([Number(at), Number(col)]).toEqual([line ?? Number(at), column ?? Number(col)]);
    if (says.includes('*')) expect(patternOf(says.replaceAll('*', '**'))(what ?? '')).toBe(true);
    else expect(what).toBe(says);
    expect(error?.message).toMatch(/[.?]$/);
  });
});

const GOOD = [
  readProject('policies/baseline.yml'),
  readProject('policies/production.yml'),
  readProject('policies/strict.yml'),
  'version: 1\nextends: [baseline, soc-2]\non-unknown: fail\nfail-from: medium\n',
  `version: 1
extends: octo-org/policies/doorlog.yml@5f2c7d1b8e9a4036c1d2e3f4a5b6c7d8e9f00112
rules:
  - id: audit-is-first
    when: { environments: [production], outsider: false }
    params:
      allow-after-refusal: true
  - id: commit-is-verified
    enabled: false
custom:
  - id: no-friday
    title: No deployment on a Friday
    expression: |
      record.pipeline.environment != 'production'
    severity: high
waivers:
  - rule: no-friday
    scope: { people: [alice], subjects: ['*'] }
    owner: alice
    reason: The move takes until then.
    approver: bob
    expires: 2027-01-31
`,
];

const PIECES = [
  '\n',
  '  ',
  ': ',
  '- ',
  '[',
  ']',
  '{',
  '}',
  '"',
  "'",
  '|',
  '>',
  '&a ',
  '*a',
  '#',
  '!!str ',
  '\t',
  '0',
  'null',
  '@',
  '\u0000',
  '🦄',
  '---\n',
  '? ',
  'rules',
  'when',
  '<<: ',
];

/** A good policy with parts cut out, doubled, swapped or put in. */
const mutated = fc
  .record({
    text: fc.constantFrom(...GOOD),
    steps: fc.array(
      fc.record({
        kind: fc.constantFrom('cut', 'double', 'insert', 'swap'),
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        length: fc.integer({ min: 1, max: 40 }),
        piece: fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 10 })),
      }),
      { minLength: 1, maxLength: 6 },
    ),
  })
  .map(({ text, steps }) =>
    steps.reduce((changed, { kind, at, length, piece }) => {
      const from = Math.floor(at * changed.length);
      const [head, part, tail] = [
        changed.slice(0, from),
        changed.slice(from, from + length),
        changed.slice(from + length),
      ];
      if (kind === 'cut') return head + tail;
      if (kind === 'double') return head + part + part + tail;
      return kind === 'insert' ? head + piece + part + tail : head + piece + tail;
    }, text),
  );

describe('hostile policies', () => {
  const many = (count: number, line: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => line(index));

  it.each([
    ['a key of a megabyte', `version: 1\n${'x'.repeat(1_000_000)}: 1\n`],
    ['a rule id of a megabyte', `version: 1\nrules: [{ id: ${'x'.repeat(1_000_000)} }]\n`],
    ['a template of a megabyte', `version: 1\nextends: ${'x'.repeat(1_000_000)}\n`],
    ['ten thousand keys', `version: 1\n${many(10_000, (index) => `k${index}: 1`).join('\n')}\n`],
    [
      'ten thousand entries of one rule and a mistake at the end',
      `version: 1\nrules:\n${many(10_000, (index) => `  - { id: audit-is-first, when: { jobs: [j${index}] } }`).join('\n')}\n  - id: x\n`,
    ],
    [
      'more rules than anybody reads',
      `version: 1\nrules:\n${many(1_001, (index) => `  - { id: audit-is-first, when: { jobs: [j${index}] } }`).join('\n')}\n`,
    ],
    ['ten thousand waivers', `version: 1\nwaivers:\n${many(10_000, () => '  - { rule: x }').join('\n')}\n`],
    ['too many parts extended', `version: 1\nextends: [${many(11, () => 'baseline').join(', ')}]\n`],
  ])('are refused in one short sentence when one holds %s', async (_name, text) => {
    const error = await refusal(text);
    expect(error?.code).toBe('policy-invalid');
    expect(error?.message.length).toBeLessThan(600);
    expect(error?.message).not.toMatch(/\n/);
  });
});

describe('fuzzed policies', () => {
  it('are read or refused in one sentence when good ones are mutated', async () => {
    await fc.assert(
      fc.asyncProperty(mutated, async (text) => {
        const error = await refusal(text);
        if (!error) return;
        expect([text, error.code]).toEqual([text, 'policy-invalid']);
        expect(error.message).toMatch(/^\.github\/doorlog\.yml, line \d+, column \d+: /);
        expect(sentenceOf(error)).toBe(error.message.trim());
      }),
      { numRuns: 1_000 },
    );
  });

  it('are read or refused in one sentence when they are any value at all', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.object({
          key: fc.constantFrom(
            'version',
            'extends',
            'rules',
            'custom',
            'waivers',
            'id',
            'params',
            '__proto__',
            'constructor',
            'x',
          ),
        }),
        async (value) => {
          const error = await refusal(JSON.stringify({ ...value, version: 1 }));
          expect(error?.code ?? 'policy-invalid').toBe('policy-invalid');
        },
      ),
      { numRuns: 300 },
    );
  });
});
