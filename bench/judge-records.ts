import { createHistory } from '../src/core/history.ts';
import { judge, type Strictness } from '../src/core/judge.ts';
import type { PolicyInForce } from '../src/core/policy/in-force.ts';
import { catalogue } from '../src/core/rules/catalogue.ts';
import type { AccessRecord } from '../src/model/access-record.ts';
import type { Roster } from '../src/model/roster.ts';
import { variedRecords } from './varied-records.ts';

/**
 * Run by itself with a number: judges so many records by every rule of the catalogue, each with the ones before it as its
 * history, and prints processor time and findings as JSON. Making the records is not counted.
 */

/** Rules that say nothing without lists are given some. */
const PARAMS: Readonly<Record<string, unknown>> = {
  'account-is-not-shared': { accounts: ['deploy', 'ops'] },
  'approver-is-allowed': { people: ['carol', 'dave', '1003'] },
  'deployment-is-in-hours': {
    'time-zone': 'Europe/Berlin',
    days: ['mon', 'tue', 'wed', 'thu', 'fri'],
    from: '07:00',
    until: '19:00',
  },
  'deployment-is-not-frozen': { freezes: [{ from: '2026-07-01', until: '2026-07-07', reason: 'Half-year accounts' }] },
  'token-is-least-privilege': {
    allow: {
      contents: 'write',
      actions: 'read',
      attestations: 'write',
      'id-token': 'write',
      issues: 'write',
      'pull-requests': 'write',
    },
  },
  'exposed-secrets-are-rotated': {
    exposures: [{ uses: 'octo-org/upload@*', from: '2026-06-03', until: '2026-06-04' }],
  },
  'self-hosted-runner-is-listed': { names: ['own-*'] },
  'actions-are-pinned': { trusted: ['actions/**', 'octo-org/*'] },
  'actions-are-allowed': { allow: ['actions/**', 'doorlog/*', 'octo-org/*'], deny: ['octo-org/bad@*'] },
  'records-are-complete': { 'run-numbers': true },
};

const STRICTNESS: Strictness = { mode: 'enforce', onViolation: 'warn', onUnknown: 'warn', onError: 'fail' };

const ROSTER: Roster = {
  version: 1,
  people: Array.from({ length: 60 }, (_, index) => ({ login: `person-${index}`, id: String(1_000 + index) })),
};

function allRules(): PolicyInForce {
  const rules = catalogue().map((rule) => ({
    rule,
    severity: rule.severity,
    params: rule.params.parse(PARAMS[rule.id] ?? {}),
  }));
  return { origin: { origin: 'file' }, rules, strictness: {} };
}

/** Asking for processor time costs as much as judging a few records. */
const CHUNK = 1_000;

function* inChunks(records: Iterable<AccessRecord>): Generator<AccessRecord[]> {
  let chunk: AccessRecord[] = [];
  for (const record of records) {
    chunk.push(record);
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

function main(count: number, only: string | undefined): void {
  const all = allRules();
  const rules = all.rules.filter(({ rule }) => only === undefined || rule.id === only);
  const policy = { ...all, rules };
  const history = createHistory();
  const found = { fail: 0, unknown: 0 };
  let spent = 0;
  for (const records of inChunks(variedRecords(count))) {
    const before = process.cpuUsage();
    for (const record of records) {
      const verdict = judge(record, policy, STRICTNESS, { history, roster: ROSTER });
      // As the log keeps it, but for what was not found: that would take a gigabyte.
      const failed = verdict.results.filter(({ result }) => result === 'fail');
      record.policy = { ...verdict, results: failed };
      history.add(record);
      found.fail += failed.length;
      found.unknown += verdict.verdict === 'unknown' ? 1 : 0;
    }
    const { user, system } = process.cpuUsage(before);
    spent += user + system;
  }
  process.stdout.write(`${JSON.stringify({ records: count, rules: rules.length, cpuSeconds: spent / 1e6, found })}\n`);
}

main(Number(process.argv[2] ?? 100_000), process.argv[3]);
