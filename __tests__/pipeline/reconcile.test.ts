import { describe, expect, it } from '@jest/globals';
import { digestOf } from '../../src/core/canonical.ts';
import type { Finding } from '../../src/core/reconciliation/finding.ts';
import { expectedRecordId } from '../../src/core/reconciliation/job-fact.ts';
import { type ReconcileQuestion, type ReconcileSummary, reconcile } from '../../src/pipeline/reconcile.ts';
import type { LogReader, RunHistory, SeenJob, SeenRun, StoredEntry, WorkflowList } from '../../src/ports.ts';

const DAY = 86_400_000;
const START = Date.UTC(2026, 8, 1);
const repository = { name: 'octo-org/payments', id: '42', server: 'https://github.com' };

/** Ten days, three runs a day, two jobs each; the second job of every run ends after midnight where the run is the day’s last. */
function month() {
  const runs: SeenRun[] = [];
  const jobs = new Map<string, SeenJob[]>();
  for (let index = 0; index < 30; index++) {
    const at = START + index * 8 * 3_600_000 + 7 * 3_600_000;
    const id = String(100 + index);
    runs.push(seenRun(id, at));
    jobs.set(id, [seenJob(`${id}1`, id, at + 60_000), seenJob(`${id}2`, id, at + 2 * 3_600_000)]);
  }
  return { runs, jobs };
}

function seenRun(id: string, at: number): SeenRun {
  const time = new Date(at).toISOString();
  return {
    id,
    attempt: '1',
    event: 'push',
    status: 'completed',
    headSha: 'a'.repeat(40),
    path: '.github/workflows/ci.yml',
    calledWorkflows: [],
    createdAt: time,
    updatedAt: time,
    url: '',
  };
}

function seenJob(id: string, runId: string, at: number): SeenJob {
  const time = new Date(at).toISOString();
  return {
    id,
    runId,
    attempt: '1',
    name: 'build',
    status: 'completed',
    conclusion: 'success',
    headSha: 'a'.repeat(40),
    startedAt: time,
    completedAt: time,
    runnerName: 'one',
    labels: [],
    steps: [],
    url: '',
  };
}

function endOf(job: SeenJob): StoredEntry {
  const fact = { id: job.id, runId: job.runId, attempt: '1', name: '', workflow: '', state: 'ran' as const };
  const recordId = expectedRecordId(fact, repository);
  const document = {
    recordId,
    phase: 'end',
    observedAt: { end: job.completedAt },
    pipeline: {
      provider: 'github-actions',
      server: repository.server,
      repositoryId: repository.id,
      runId: job.runId,
      runAttempt: '1',
      checkRunId: job.id,
    },
  };
  return { location: `at ${job.id}`, recordId, phase: 'end', digest: digestOf(document), document };
}

function listing(entries: readonly StoredEntry[]) {
  const spans: string[] = [];
  const reader: LogReader = {
    async *read() {},
    async *list({ from, until }) {
      spans.push(`${from.toISOString()} ${until.toISOString()}`);
      for (const entry of entries) {
        const time = Date.parse((entry.document as { observedAt: { end: string } }).observedAt.end);
        if (time >= from.getTime() && time < until.getTime()) yield entry;
      }
    },
  };
  return { reader, spans };
}

function historyOf({ runs, jobs }: ReturnType<typeof month>): RunHistory {
  return {
    async run(id) {
      const found = runs.find((run) => run.id === id);
      if (!found) throw new Error(`asked for ${id}`);
      return found;
    },
    async *runs({ created }) {
      for (const run of runs) {
        const at = Date.parse(run.createdAt);
        if (created && at >= created.from.getTime() && at < created.until.getTime()) yield run;
      }
    },
    async *jobs(runId) {
      yield* jobs.get(runId) ?? [];
    },
  };
}

const workflows: WorkflowList = {
  repository: async () => repository,
  async *workflows() {},
  file: async () => undefined,
};

async function play(
  world: ReturnType<typeof month>,
  entries: readonly StoredEntry[],
  more: Partial<ReconcileQuestion> = {},
) {
  const { reader, spans } = listing(entries);
  const question: ReconcileQuestion = {
    repository,
    from: new Date(START),
    until: new Date(START + 10 * DAY),
    grace: 0,
    stores: [{ sink: 'log', reader, isPartial: false }],
    isExpected: () => true,
    bundles: [],
    parallel: 3,
    mostJobs: 1_000,
    ...more,
  };
  const ports = {
    history: historyOf(world),
    workflows,
    notes: { open: async () => undefined, close: async () => {} },
    clock: { now: () => new Date(START + 400 * DAY) },
    onProgress: () => {},
  };
  const findings: Finding[] = [];
  const playing = reconcile(question, ports, new AbortController().signal);
  for (;;) {
    const next = await playing.next();
    if (next.done) return { findings, summary: next.value satisfies ReconcileSummary, spans };
    findings.push(next.value);
  }
}

describe('Reconciling in parts', () => {
  it('finds the same as in one when there are more jobs than are held at once', async () => {
    const world = month();
    const all = [...world.jobs.values()].flat();
    const entries = all.filter((_, index) => index % 7 !== 3).map(endOf);

    const whole = await play(world, entries);
    const parts = await play(world, entries, { mostJobs: 8 });

    expect(whole.spans).toHaveLength(1);
    expect(parts.spans.length).toBeGreaterThan(3);
    expect(whole.findings).toHaveLength(all.length - entries.length);
    expect(parts.findings).toEqual(whole.findings);
    // What came after the midnight between two parts is seen by both.
    expect({ ...parts.summary, copies: whole.summary.copies }).toEqual(whole.summary);
  });

  it('looks for records until long after the runs were created', async () => {
    const { spans } = await play(month(), []);

    expect(spans).toEqual([`${new Date(START - 3_600_000).toISOString()} ${new Date(START + 76 * DAY).toISOString()}`]);
  });

  it('looks at a part of a day when that is what is asked for', async () => {
    const world = month();
    const from = new Date(START + 10 * 3_600_000);

    const { summary, findings } = await play(world, [...world.jobs.values()].flat().map(endOf), { from });

    expect(findings).toEqual([]);
    expect(summary.jobs).toBe(58);
  });
});
