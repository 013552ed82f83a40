import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Marked, type Token, type Tokens } from 'marked';
import type { AccessRecord } from '../../src/model/access-record.ts';
import type { RuleResult } from '../../src/model/verdict.ts';
import { type SummaryInput, summarize } from '../../src/report/summary.ts';
import { arbitraryRecord, recordOfSeed } from '../support/arbitrary-record.ts';

const gfm = new Marked({ gfm: true });

const HOSTILE = fc.constantFrom(
  '</td></tr></table><script>alert(1)</script>',
  '| x | y |\n| --- | --- |',
  '\n\n# Heading\n\n',
  '[click](https://evil.example)',
  '![](https://evil.example/x.png)',
  '@octocat #1 octo/repo#1 https://evil.example www.evil.example a@evil.example',
  '``` \n</details>',
  '<!--',
  '**bold** ~~gone~~ `code`',
);

const RUN = 'https://github.com/octo/repo/actions/runs/1';

/** A record whose every free text is hostile, as far as an attacker may choose it. */
function hostileRecord(base: AccessRecord, evil: string): AccessRecord {
  const account = { login: evil, id: '1' };
  return {
    ...base,
    pipeline: { ...base.pipeline, ref: evil, job: evil, environment: evil, runUrl: RUN, runAttempt: evil },
    people: { initiator: { ...account, role: evil }, rerunner: { login: `${evil}2` }, author: { account } },
    source: { commit: 'a'.repeat(40), verification: { verified: false, reason: evil } },
    access: { token: { permissions: { [evil]: { declared: 'write', source: 'workflow-file' } } } },
    approvals: [{ environment: evil, state: evil, user: account, comment: evil }],
    drift: [{ pointer: `/access/${evil.replaceAll('/', '~1')}`, from: 'start', to: 'end' }],
    gaps: [{ pointer: `/x/${evil.replaceAll('/', '~1')}`, reason: 'not-found', needed: evil }],
    policy: {
      policy: { origin: 'repository' },
      mode: 'enforce',
      onViolation: 'fail',
      onUnknown: 'warn',
      onError: 'warn',
      verdict: 'fail',
      results: [{ rule: evil, result: 'fail', severity: 'high', message: evil, mend: evil, evidence: [] }],
    },
  };
}

function inputOf(record: AccessRecord, evil: string): SummaryInput {
  return {
    record,
    recordDigest: 'd'.repeat(64),
    refused: 'policy',
    deliveries: [{ sink: evil, status: 'delivered', location: evil }],
    problems: [
      { message: evil, fatal: true },
      { message: evil, fatal: false },
    ],
    alerts: [{ channel: evil, status: 'sent' }],
    attestationUrl: 'https://github.com/octo/repo/attestations/1',
    signed: true,
  };
}

function flat(tokens: readonly Token[]): Token[] {
  return tokens.flatMap((token) => {
    const cells =
      token.type === 'table' ? [...(token as Tokens.Table).header, ...(token as Tokens.Table).rows.flat()] : [];
    const items = token.type === 'list' ? (token as Tokens.List).items : [];
    const inner = 'tokens' in token && token.tokens ? token.tokens : [];
    return [token, ...flat(inner), ...flat(cells.flatMap((cell) => cell.tokens)), ...flat(items)];
  });
}

/** The blocks of a summary with the size of each table; what a hostile text must not change. */
function shapeOf(summary: string): string[] {
  return gfm
    .lexer(summary)
    .filter(({ type }) => type !== 'space')
    .map((token) => {
      if (token.type === 'table') {
        const { header, rows } = token as Tokens.Table;
        return `table ${header.length}×${rows.length}`;
      }
      return token.type === 'html' ? `html ${token.raw.trim()}` : token.type;
    });
}

describe('summarize', () => {
  it('has the same blocks, tables and links when every name and message in it is hostile', () => {
    fc.assert(
      fc.property(HOSTILE, (evil) => {
        const base = recordOfSeed(21);
        const calm = summarize(inputOf(hostileRecord(base, 'calm'), 'calm'));
        const summary = summarize(inputOf(hostileRecord(base, evil), evil));
        expect([evil, shapeOf(summary)]).toEqual([evil, shapeOf(calm)]);
        const tokens = flat(gfm.lexer(summary));
        const links = tokens.filter(({ type }) => type === 'link').map((token) => (token as Tokens.Link).href);
        const calmLinks = flat(gfm.lexer(calm)).filter(({ type }) => type === 'link');
        expect(links).toHaveLength(calmLinks.length);
        expect(links.filter((href) => href.includes('evil'))).toEqual([]);
        expect(tokens.filter(({ type }) => type === 'image' || type === 'del')).toEqual([]);
      }),
    );
  });

  it('has one table of who, right, approval, source, change, proof and alerts when the record is any', () => {
    fc.assert(
      fc.property(arbitraryRecord(), (record) => {
        const blocks = shapeOf(summarize(inputOf(record, 'x')));
        expect(blocks[0]).toBe('heading');
        expect(blocks).toContain('table 2×7');
        expect(blocks.filter((block) => block.startsWith('table')).length).toBeLessThanOrEqual(3);
        expect(
          blocks.every((block) =>
            /^(heading|table|list|paragraph|html (<details>.*<\/summary>|<\/details>))/.test(block),
          ),
        ).toBe(true);
      }),
    );
  });

  const calm = hostileRecord(recordOfSeed(21), 'calm');

  it.each<[string, Partial<AccessRecord>, string]>([
    ['nobody approved', { approvals: [] }, 'nobody, for calm'],
    ['approvals were not seen', { approvals: undefined } as never, 'unknown for calm'],
    ['the role is an admin’s', { people: { initiator: { login: 'alice', role: 'admin' } } }, '**alice**, admin'],
    ['a bot started it', { people: { initiator: { login: 'robot', type: 'bot' } } }, '**robot** (bot)'],
    [
      'somebody else re-ran it',
      { people: { initiator: { login: 'alice' }, rerunner: { login: 'bob' } } },
      '**alice**, re-run by **bob**',
    ],
    [
      'the initiator re-ran it',
      { people: { initiator: { login: 'alice' }, rerunner: { login: 'alice' } } },
      '| **alice** |',
    ],
    ['the file grants write-all', { access: { token: { shorthand: 'write-all' } } }, '**write-all**'],
    ['nothing changed', { drift: [] }, 'no change seen'],
    [
      'reviewers are asked later',
      { approvals: undefined, gaps: [{ pointer: '/approvals', reason: 'not-yet', needed: 'the job' }] } as never,
      'not asked yet for calm',
    ],
    ['a gate refuses', { recorder: { ...calm.recorder, kind: 'gate' } }, '### ⛔ Doorlog refuses this run'],
    ['a job is refused', {}, '### ⛔ Doorlog refuses this job'],
  ])('says so when %s', (_name, change, expected) => {
    expect(summarize(inputOf({ ...calm, ...change }, 'calm'))).toContain(expected);
  });

  it('says that something went wrong, and what, before everything else when no rule refuses the job', () => {
    const summary = summarize({
      ...inputOf(calm, 'calm'),
      refused: 'trouble',
      problems: [
        { message: 'A store is slow.', fatal: false },
        { message: 'A store is gone.', fatal: true },
      ],
    });
    expect(summary.split('\n\n').slice(0, 2)).toEqual([
      '### ⛔ Doorlog fails this job, because something went wrong',
      '- ⛔ A store is gone.',
    ]);
    expect(summary.indexOf('- ⚠️ A store is slow.')).toBeGreaterThan(summary.indexOf('| **Who** |'));
  });

  it('ends with the whole record id, by which a log store is asked, when there is one', () => {
    expect(summarize(inputOf(calm, 'calm')).trimEnd()).toMatch(/\nRecord id: `[0-9a-f]{64}`$/);
  });

  it('has failures before what could not be told, and the worst first, when there are both', () => {
    const result = (rule: string, said: 'fail' | 'unknown', severity: 'low' | 'high'): RuleResult => ({
      rule,
      result: said,
      severity,
      message: 'm',
      evidence: [],
    });
    const results = [
      result('c-rule', 'unknown', 'high'),
      result('b-rule', 'fail', 'low'),
      result('d-rule', 'unknown', 'low'),
      result('a-rule', 'fail', 'high'),
    ];
    const policy = { ...calm.policy, results } as AccessRecord['policy'];
    expect(summarize(inputOf({ ...calm, policy }, 'calm')).match(/[a-d]-rule/g)).toEqual([
      'a-rule',
      'b-rule',
      'c-rule',
      'd-rule',
    ]);
  });

  it('does not say that nothing changed when the start is not known', () => {
    const gaps: AccessRecord['gaps'] = [{ pointer: '/observedAt/start', reason: 'state-invalid', needed: 'the state' }];
    expect(summarize(inputOf({ ...calm, drift: [], gaps }, 'calm'))).toContain('unknown: the start is not known');
  });

  it('does not say that it is signed when it is not', () => {
    const { attestationUrl: _, ...input } = inputOf(calm, 'calm');
    expect(summarize({ ...input, signed: false })).toContain('**not signed**');
    expect(summarize({ ...input, signed: true })).toContain('signed, not uploaded');
  });

  it('tells which waivers were used, expired or found nothing when the policy has some', () => {
    const one = { rule: 'a-rule', layer: 'repository', expires: '2027-01-01T00:00:00.000Z' } as const;
    const policy = calm.policy && {
      ...calm.policy,
      waivers: [
        { ...one, state: 'applied' as const },
        { ...one, state: 'expired' as const },
        { ...one, state: 'unused' as const },
      ],
    };
    const text = summarize(inputOf({ ...calm, ...(policy && { policy }) }, 'calm'));
    expect(text).toContain('- Waiver of a-rule: waived until 2027-01-01 00:00 UTC');
    expect(text).toContain('**expired**');
    expect(text).toContain('found nothing to waive');
  });

  it('counts by channel who was told, in this run or job, and what was not told', () => {
    const statuses = ['sent', 'known', 'elsewhere', 'pending', 'failed'];
    const alerts = [
      ...statuses.map((status) => ({ channel: 'slack', status })),
      { channel: 'webhook', status: 'sent' },
      { channel: 'issues', status: 'failed' },
    ];
    const text = summarize({ ...inputOf(recordOfSeed(1), 'x'), alerts });
    expect(text).toContain('| **Alerts** | slack: 3 told, **2 not told**; webhook: 1 told; issues: **1 not told** |');
    expect(summarize({ ...inputOf(recordOfSeed(1), 'x'), alerts: [] })).not.toContain('**Alerts**');
  });
});
