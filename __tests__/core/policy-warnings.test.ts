import { describe, expect, it } from '@jest/globals';
import { builtInPolicy, parsePolicy, policyWarnings, withOrganization } from '../../src/core/policy.ts';

const ORIGIN = { origin: 'repository', path: '.github/doorlog.yml' } as const;
const NOW = Date.parse('2026-11-21T12:00:00.000Z');

async function warnings(text: string): Promise<string[]> {
  const policy = await parsePolicy(text, ORIGIN);
  return policyWarnings(policy, NOW).map(({ line, column, message }) => `${line}:${column} ${message}`);
}

const waiver = (parts: string) => `version: 1
rules: [{ id: audit-is-first }]
waivers:
  - { rule: audit-is-first, owner: alice, reason: x, approver: bob, expires: 2027-01-31${parts} }
`;

describe('policyWarnings', () => {
  it('says nothing when nothing is odd', async () => {
    expect(await warnings(waiver(', scope: { branches: [main], events: [push], jobs: [deploy-*] }'))).toEqual([]);
    expect(policyWarnings(builtInPolicy(), NOW)).toEqual([]);
  });

  it.each([
    [
      'a waiver has expired',
      waiver('').replace('2027-01-31', '2026-11-20'),
      '4:78 The waiver of “audit-is-first” expired on 2026-11-20; mend what it excused, or remove it.',
    ],
    [
      'a waiver has hardly an end',
      waiver('').replace('2027-01-31', '9999-12-31'),
      '4:78 The waiver of “audit-is-first” holds for more than a year; end an exception sooner, or change the rule.',
    ],
    [
      'whoever owns a waiver approved it',
      waiver('').replace('bob', "' @Alice'"),
      '4:64 alice owns the waiver of “audit-is-first” and approved it; let somebody else approve.',
    ],
    [
      'a waiver’s rule is not in force',
      waiver('').replace('rule: audit-is-first', 'rule: audit-is-enforced'),
      '4:13 The rule “audit-is-enforced” is not in force, so there is nothing to waive; remove the waiver.',
    ],
    [
      'a rule is switched off that nobody brings',
      'version: 1\nrules:\n  - id: audit-is-first\n    enabled: false\n',
      '4:14 The rule “audit-is-first” is switched off, but no template brings it; remove the entry.',
    ],
    [
      'a rule is switched off that its template does not bring',
      'version: 1\nextends: baseline\nrules:\n  - id: commit-is-verified\n    enabled: false\n',
      '5:14 The rule “commit-is-verified” is switched off, but no template brings it; remove the entry.',
    ],
    [
      'a branch is written as a ref',
      waiver(', scope: { branches: [refs/heads/main] }'),
      '4:110 “refs/heads/main” matches no branch: write its short name, as `main`.',
    ],
    [
      'an event is mistyped',
      waiver(', scope: { events: [push, pull_requests] }'),
      '4:114 “pull_requests” matches no event of GitHub’s. Did you mean “pull_request”?',
    ],
    [
      'a workflow is no path',
      waiver(', scope: { workflows: [deploy.yml] }'),
      '4:111 “deploy.yml” matches no workflow: write its path, as `.github/workflows/deploy.yml`.',
    ],
    [
      'a job is written by its name',
      waiver(', scope: { jobs: [Deploy it] }'),
      '4:106 “Deploy it” matches no job: write the key that it has in the workflow file.',
    ],
    [
      'nobody from outside can cause the events',
      'version: 1\nrules:\n  - id: audit-is-first\n    when: { events: [push, schedule], outsider: true }\n',
      '4:49 Nobody from outside can cause a job by push or schedule, so the entry is for none.',
    ],
  ])('says where and how to mend it when %s', async (_name, text, expected) => {
    expect(await warnings(text)).toEqual([expected]);
  });

  it('says nothing of a rule that is switched off when its template brings it', async () => {
    const text = 'version: 1\nextends: baseline\nrules:\n  - id: audit-is-first\n    enabled: false\n';
    expect(await warnings(text)).toEqual([]);
  });

  it('says what does not reach the organisation when its policy stands beside', async () => {
    const organization = await parsePolicy(
      'version: 1\nrules: [{ id: audit-is-first }]\ncustom: [{ id: our-own, title: x, expression: y }]\n',
      ORIGIN,
    );
    const text = `version: 1
rules:
  - id: audit-is-first
    enabled: false
waivers:
  - { rule: audit-is-first, owner: a, reason: x, approver: b, expires: 2027-01-31 }
`;
    const policy = withOrganization(await parsePolicy(text, ORIGIN), organization);
    expect(policyWarnings(policy, NOW)).toEqual([
      {
        line: 4,
        column: 14,
        message: 'The rule “audit-is-first” is switched off here, but the organisation keeps it: it still judges.',
      },
      {
        line: 6,
        column: 13,
        message:
          'The organisation keeps the rule “audit-is-first”, which a repository’s waiver does not reach; ask for one there.',
      },
    ]);
  });
});
