import { readFileSync } from 'node:fs';
import { digestOf } from '../src/core/canonical.ts';
import { stageJob } from '../src/core/simulation/staged-job.ts';
import { AccessRecord } from '../src/model/access-record.ts';

const BASES = [
  'deploy',
  'ci',
  'fork-ci',
  'pull-request-target',
  'workflow-run',
  'scheduled',
  'release',
  'tag',
  'dispatch',
  'comment',
];
const PEOPLE = 50;
const WORKFLOWS = 30;
const ENVIRONMENTS = ['production', 'staging', 'preview', 'test'];
const BEGINNING = Date.parse('2026-06-01T00:00:00.000Z');
/** A busy repository: 50,000 jobs in a hundred days. */
const APART = 170_000;

/**
 * Start and end records of many jobs in order of time, `count` in all, always the same ones. What does not differ between
 * two of them they share, so that making them costs little beside judging them.
 */
export function* variedRecords(count: number): Generator<AccessRecord> {
  const templates = BASES.map(readBase).map((base) => stageJob(base, { base: 'here' }, { without: [] }));
  const next = numbers();
  const runs = Array.from({ length: WORKFLOWS }, () => 0);
  for (let job = 0; job < count / 2; job++) {
    const template = templates[next(templates.length)] ?? templates[0];
    if (!template) return;
    const traits = traitsOf(job, next, runs);
    yield varied(template.start, traits, 0);
    yield varied(template.end, traits, 60_000 + next(100_000));
  }
}

function readBase(name: string): AccessRecord {
  return AccessRecord.parse(
    JSON.parse(readFileSync(new URL(`../scenarios/bases/${name}.json`, import.meta.url), 'utf8')),
  );
}

/** What one job has that another has not. */
interface Traits {
  readonly recordId: string;
  readonly job: number;
  readonly person: { readonly login: string; readonly id: string; readonly type: 'user' };
  readonly permission: 'admin' | 'write';
  readonly workflow: number;
  readonly runNumber: number;
  readonly environment: string;
  readonly branch: string;
  readonly status: 'success' | 'failure';
  readonly forced: boolean;
  readonly runner: number;
  readonly action: { readonly commit: string };
  readonly weakened: boolean;
}

function traitsOf(job: number, next: (below: number) => number, runs: number[]): Traits {
  const workflow = next(WORKFLOWS);
  const runNumber = (runs[workflow] ?? 0) + 1;
  runs[workflow] = runNumber;
  // A few people start most jobs.
  const number = Math.floor((next(1_000) / 1_000) ** 2 * PEOPLE);
  return {
    recordId: digestOf(job),
    job,
    person: { login: `person-${number}`, id: String(1_000 + number), type: 'user' },
    permission: next(500) === 0 ? 'admin' : 'write',
    workflow,
    runNumber,
    environment: ENVIRONMENTS[next(ENVIRONMENTS.length)] ?? 'production',
    branch: next(4) === 0 ? `refs/heads/topic-${next(200)}` : 'refs/heads/main',
    status: next(12) === 0 ? 'failure' : 'success',
    forced: next(40) === 0,
    runner: next(20),
    action: { commit: (job < 40_000 ? 'a' : 'b').repeat(40) },
    weakened: next(1_000) === 0,
  };
}

function varied(record: AccessRecord, traits: Traits, after: number): AccessRecord {
  const { recordId, job, person, workflow, environment } = traits;
  const at = BEGINNING + job * APART;
  const start = new Date(at).toISOString();
  const path = `octo-org/payments/.github/workflows/workflow-${workflow}.yml`;
  const { pipeline, people, source, runner, enforcement } = record;
  return {
    ...record,
    recordId,
    observedAt: record.phase === 'start' ? { start } : { start, end: new Date(at + after).toISOString() },
    pipeline: {
      ...pipeline,
      workflowRef: `${path}@refs/heads/main`,
      runId: String(10_000_000 + job),
      runNumber: String(traits.runNumber),
      ...(pipeline.environment !== undefined && { environment }),
      ...(isForTag(record) ? { ref: `refs/tags/v1.${job}.0` } : pipeline.event === 'push' && { ref: traits.branch }),
    },
    people: {
      ...people,
      initiator: { ...person, permission: traits.permission, sharedAccount: false },
      ...(people.pusher && { pusher: person }),
    },
    source: { ...source, ...(source.forced !== undefined && { forced: traits.forced }) },
    runner:
      traits.runner === 0
        ? { ...runner, environment: 'self-hosted', name: `own-${job % 7}` }
        : { ...runner, name: `GitHub Actions ${job}` },
    actions: [
      ...(record.actions ?? []),
      { uses: 'octo-org/scan@v2', kind: 'repository', line: 20, pinned: false, ...traits.action },
      ...(job % 40 === 0 ? [{ uses: 'actions/cache@v4', kind: 'repository' as const, line: 21, pinned: false }] : []),
    ],
    ...(record.approvals && { approvals: record.approvals.map((approval) => ({ ...approval, environment })) }),
    ...(record.outcome && { outcome: { status: traits.status } }),
    ...(enforcement && { enforcement: { ...enforcement, continueOnError: traits.weakened ? 'yes' : 'no' } }),
  };
}

function isForTag({ pipeline }: AccessRecord): boolean {
  return pipeline.ref?.startsWith('refs/tags/') === true;
}

/** Numbers that look random and are the same in every run. */
function numbers(): (below: number) => number {
  let state = 12_345;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
