import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { TEMPLATES } from '../../src/core/policy/template-policies.ts';
import { inheritedFrom, type Templates } from '../../src/core/policy/templates.ts';
import { type CheckCustomRules, type PolicyInForce, parsePolicy } from '../../src/core/policy.ts';
import { catalogue, findRule } from '../../src/core/rules/catalogue.ts';
import { Policy } from '../../src/model/policy.ts';
import { readProject } from '../docs/markdown.ts';

const ORIGIN = { origin: 'repository', path: '.github/doorlog.yml' } as const;
const parsed = (text: string, check?: CheckCustomRules) => parsePolicy(text, ORIGIN, check);

const demandsOf = ({ rules }: PolicyInForce) =>
  rules.map(({ rule, severity, isSeverityFixed, params, when }) => [rule.id, severity, isSeverityFixed, params, when]);

describe('templates', () => {
  const FRAMEWORKS = ['owasp-cicd-sec', 'cis-software-supply-chain', 'soc-2', 'iso-27001', 'nist-800-53'];
  const FILES = [
    ...['baseline', 'production', 'strict'].map((name) => [name, `policies/${name}.yml`] as const),
    ...FRAMEWORKS.map((name) => [name, `policies/frameworks/${name}.yml`] as const),
  ];

  it('are the files under policies when they are counted', () => {
    expect(Object.keys(TEMPLATES)).toEqual(FILES.map(([name]) => name));
  });

  it.each(FILES)('name only rules that exist, with parameters that they take, when it is %s', async (name, path) => {
    const text = readProject(path);
    const asFile = await parsed(text);
    const extended = await parsed(`version: 1\nextends: ${name}\n`);
    expect(demandsOf(extended)).toEqual(demandsOf(asFile));
    expect(extended.strictness).toEqual(asFile.strictness);
    expect(extended.failFrom).toBe(asFile.failFrom);
    expect(extended.productionEnvironments).toEqual(asFile.productionEnvironments);
    expect(extended.origin).toEqual({ ...ORIGIN, templates: [name] });
  });

  it('hold every rule of the catalogue when they are strict', async () => {
    const strict = await parsed('version: 1\nextends: strict\n');
    const ids = strict.rules.map(({ rule }) => rule.id);
    expect([...ids].sort()).toEqual(
      catalogue()
        .map(({ id }) => id)
        .sort(),
    );
    expect(strict.strictness).toEqual({ onViolation: 'fail', onUnknown: 'fail', onError: 'fail' });
    expect(strict.failFrom).toBe('low');
  });

  it('need no more than a job when they are the baseline', async () => {
    const { rules } = await parsed('version: 1\nextends: baseline\n');
    const beyond = rules.filter(({ rule }) =>
      rule.evidence.some((each) => ['history', 'roster', 'audit-log'].includes(each)),
    );
    expect(beyond.map(({ rule }) => rule.id)).toEqual([]);
  });

  it.each([
    ['owasp-cicd-sec', 'OWASP '],
    ['cis-software-supply-chain', 'CIS '],
    ['soc-2', 'SOC 2 '],
    ['iso-27001', 'ISO 27001 '],
    ['nist-800-53', 'NIST '],
  ])('hold every rule that supports evidence for one of its controls when it is %s', async (name, prefix) => {
    const policy = await parsed(`version: 1\nextends: ${name}\n`);
    const inForce = new Set(policy.rules.map(({ rule }) => rule.id));
    const wanted = catalogue().filter(({ controls }) => controls.some((control) => control.startsWith(prefix)));
    expect(wanted.length).toBeGreaterThan(3);
    expect(wanted.filter(({ id }) => !inForce.has(id))).toEqual([]);
  });

  it('leave no control of a rule without a framework when the catalogue is read', () => {
    const prefixes = ['OWASP ', 'CIS ', 'SOC 2 ', 'ISO 27001 ', 'NIST '];
    const strange = catalogue()
      .flatMap(({ controls }) => controls)
      .filter((control) => !prefixes.some((prefix) => control.startsWith(prefix)));
    expect(strange).toEqual([]);
  });
});

const OURS: Templates = {
  a: Policy.parse({
    version: 1,
    'on-violation': 'warn',
    'fail-from': 'high',
    'production-environments': ['live'],
    rules: [{ id: 'audit-is-first', params: { 'allow-after-refusal': true } }, { id: 'commit-is-verified' }],
  }),
  b: Policy.parse({
    version: 1,
    'on-violation': 'fail',
    'on-unknown': 'fail',
    'fail-from': 'medium',
    'production-environments': ['live', 'prd'],
    rules: [{ id: 'commit-is-verified' }, { id: 'audit-is-first', severity: 'low' }],
  }),
  c: Policy.parse({ version: 1, extends: 'a', rules: [{ id: 'commit-is-verified', enabled: false }] }),
  any: Policy.parse({ version: 1, rules: [] }),
};

describe('inheritedFrom', () => {
  const brief = (names: readonly string[]) =>
    inheritedFrom(names, OURS).rules.map(({ rule, severity, params }) => [rule.id, severity, params]);

  it('adds up rules, the same one once, when several are extended', () => {
    expect(brief(['a', 'b'])).toEqual([
      ['audit-is-first', findRule('audit-is-first')?.severity, { 'allow-after-refusal': true }],
      ['commit-is-verified', 'high', {}],
      ['audit-is-first', 'low', {}],
    ]);
  });

  it('takes the stricter of each setting when several are extended', () => {
    const { rules: _, ...settings } = inheritedFrom(['a', 'b'], OURS);
    expect(settings).toEqual({
      'on-violation': 'fail',
      'on-unknown': 'fail',
      'fail-from': 'medium',
      'production-environments': ['live', 'prd'],
    });
  });

  it('counts any severity when one of several names none', () => {
    expect(inheritedFrom(['a', 'any'], OURS)['fail-from']).toBeUndefined();
  });

  it('lets a template take away what it inherits when it says so', () => {
    expect(brief(['c']).map(([id]) => id)).toEqual(['audit-is-first']);
    expect(inheritedFrom(['c'], OURS)['fail-from']).toBe('high');
  });

  it('brings nothing when nothing is extended', () => {
    expect(inheritedFrom([], OURS)).toEqual({ rules: [] });
  });

  it('brings the same when the order is another one', () => {
    const names = Object.keys(OURS);
    fc.assert(
      fc.property(fc.shuffledSubarray(names, { minLength: 2 }), (some) => {
        const sorted = (order: readonly string[]) => ({
          ...inheritedFrom(order, OURS),
          'production-environments': [...(inheritedFrom(order, OURS)['production-environments'] ?? [])].sort(),
          rules: brief(order)
            .map((entry) => JSON.stringify(entry))
            .sort(),
        });
        expect(sorted(some)).toEqual(sorted([...some].reverse()));
      }),
    );
  });

  it.each([
    ['a rule that does not exist', [{ id: 'no-such-rule' }]],
    ['parameters that the rule does not take', [{ id: 'commit-is-verified', params: { x: 1 } }]],
  ])('breaks down when a template asks for %s', (_name, rules) => {
    expect(() => inheritedFrom(['x'], { x: Policy.parse({ version: 1, rules }) })).toThrow(/The template x asks for/);
  });

  it('breaks down when a template does not exist', () => {
    expect(() => inheritedFrom(['y'], {})).toThrow('There is no template y.');
  });
});

describe('a policy that extends', () => {
  it('replaces all that its templates say of a rule when it names the rule', async () => {
    const policy = await parsed(
      'version: 1\nextends: baseline\nrules:\n  - id: audit-is-first\n  - id: audit-is-enforced\n    enabled: false\n',
    );
    const first = policy.rules.filter(({ rule }) => rule.id === 'audit-is-first');
    expect(first.map(({ params }) => params)).toEqual([{}]);
    expect(policy.rules.some(({ rule }) => rule.id === 'audit-is-enforced')).toBe(false);
  });

  it('replaces its templates’ settings, laxer or stricter, when it has its own', async () => {
    const policy = await parsed('version: 1\nextends: strict\non-unknown: warn\nfail-from: high\n');
    expect(policy.strictness).toEqual({ onViolation: 'fail', onUnknown: 'warn', onError: 'fail' });
    expect(policy.failFrom).toBe('high');
  });

  it('names the organisation’s policy, which it does not fetch, when it extends one', async () => {
    const commit = '5F2C7D1B8E9A4036C1D2E3F4A5B6C7D8E9F00112';
    const policy = await parsed(`version: 1\nextends:\n  - octo-org/.github/policies/x.yml@${commit}\n  - baseline\n`);
    expect(policy.organizationRef).toEqual({
      repository: 'octo-org/.github',
      path: 'policies/x.yml',
      commit: commit.toLowerCase(),
    });
    expect(policy.origin.templates).toEqual(['baseline']);
    expect(policy.organization).toBeUndefined();
  });

  it('keeps one rule several times when each is for other jobs', async () => {
    const policy = await parsed(
      'version: 1\nrules:\n  - id: audit-is-first\n  - id: audit-is-first\n    when: { events: [push] }\n    severity: low\n',
    );
    expect(policy.rules.map(({ when, severity, isSeverityFixed }) => [when, severity, isSeverityFixed])).toEqual([
      [undefined, findRule('audit-is-first')?.severity, undefined],
      [{ events: ['push'] }, 'low', true],
    ]);
  });
});

describe('custom rules', () => {
  const text = (expression: string) =>
    `version: 1\ncustom:\n  - id: our-own\n    title: Ours\n    expression: ${expression}\n`;
  const at =
    (line: number, column: number): CheckCustomRules =>
    () =>
      Promise.resolve([{ index: 0, line, column, message: 'no such field' }]);

  it('are handed to whoever checks them when there are any', async () => {
    const seen: string[][] = [];
    const check: CheckCustomRules = (rules) => {
      seen.push(rules.map(({ id }) => id));
      return Promise.resolve([]);
    };
    const policy = await parsed(text('record.x'), check);
    await parsed('version: 1\n', check);
    expect(seen).toEqual([['our-own']]);
    expect(policy.custom?.map(({ definition, layer }) => [definition.expression, layer])).toEqual([
      ['record.x', 'repository'],
    ]);
  });

  it.each([
    ['plainly', 'record.x', 1, 8, 5, 24],
    ['in quotes', "'record.x'", 1, 8, 5, 25],
    ['in double quotes', '"record.x"', 1, 8, 5, 25],
    ['in double quotes with an escape', '"record\\u002ex"', 1, 8, 5, 17],
    ['as a block', '|\n      record.y &&\n      record.x', 2, 8, 7, 14],
    ['as a block after an empty line', '|\n\n      record.y &&\n      record.x', 3, 8, 8, 14],
    ['folded', '>\n      record.y &&\n      record.x', 1, 20, 5, 17],
    ['as a block, the finding beyond it', '|\n      record.x', 40, 1, 5, 17],
  ])(
    'are refused at the place of the finding when one is written %s',
    async (_name, written, line, column, fileLine, fileColumn) => {
      await expect(parsed(text(written), at(line, column))).rejects.toMatchObject({
        code: 'policy-invalid',
        message: `.github/doorlog.yml, line ${fileLine}, column ${fileColumn}: the expression of “our-own” can’t be used: no such field.`,
      });
    },
  );
});
