import { beforeAll, describe, expect, it } from '@jest/globals';
import { canonicalize } from '../../src/core/canonical.ts';
import { recordIdOf } from '../../src/core/record-id.ts';
import { GITHUB_ISSUER } from '../../src/core/verification/signer.ts';
import { evidenceOfRun, type JobEvidence } from '../../src/pipeline/job-evidence.ts';
import type { AskedStore } from '../../src/pipeline/verify-stored.ts';
import type { BundleVerifier, SeenJob, SeenRun, StoredEntry } from '../../src/ports.ts';
import { parseTrustRoots } from '../../src/signing/trust-root.ts';
import { createBundleVerifier } from '../../src/signing/verifier.ts';
import { sampleRecord } from '../core/verification/sample.ts';
import { createMockSigstore, type MockSigstore } from '../signing/mock-sigstore.ts';
import { copyOf, signedCopy, storeOf } from '../support/signed-copies.ts';

let sigstore: MockSigstore;
let verifier: BundleVerifier;

beforeAll(async () => {
  sigstore = await createMockSigstore();
  const roots = parseTrustRoots(sigstore.trustedRoot, 'roots.json');
  verifier = createBundleVerifier({ roots: async () => roots });
});

const RUN: SeenRun = {
  id: '3003',
  attempt: '2',
  event: 'push',
  status: 'completed',
  conclusion: 'success',
  headSha: 'a'.repeat(40),
  path: '.github/workflows/deploy.yml',
  calledWorkflows: [],
  createdAt: '2026-08-01T10:00:00Z',
  startedAt: '2026-08-01T11:00:00Z',
  updatedAt: '2026-08-01T12:00:00Z',
  url: 'https://github.com/octo-org/octo-repo/actions/runs/3003',
};

function job(changes: Partial<SeenJob> = {}): SeenJob {
  return {
    id: '4004',
    runId: '3003',
    attempt: '2',
    name: 'deploy',
    status: 'completed',
    conclusion: 'success',
    headSha: 'a'.repeat(40),
    startedAt: '2026-08-01T11:10:00Z',
    completedAt: '2026-08-01T11:20:00Z',
    runnerName: 'runner-1',
    labels: [],
    steps: [],
    url: 'https://github.com/octo-org/octo-repo/actions/runs/3003/job/4004',
    ...changes,
  };
}

function idOf(checkRunId: string): string {
  return recordIdOf({
    server: 'https://github.com',
    repositoryId: '1001',
    runId: '3003',
    runAttempt: '2',
    checkRunId,
  });
}

/** The end record of the job with this check run. */
function endOf(checkRunId = '4004') {
  const record = sampleRecord();
  return {
    ...record,
    recordId: idOf(checkRunId),
    pipeline: { ...record.pipeline, checkRunId },
    sources: { '/pipeline/checkRunId': 'input' as const },
  };
}

async function evidence(copies: readonly StoredEntry[], jobs = [job()]): Promise<JobEvidence[]> {
  async function* listed() {
    yield* jobs;
  }
  const found: JobEvidence[] = [];
  for await (const each of evidenceOfRun(
    { run: RUN, server: 'https://github.com', repositoryId: '1001' },
    {
      history: { jobs: listed },
      stores: [storeOf(copies), storeOf(copies, 'copy of it')],
      verifier,
      expected: { issuer: GITHUB_ISSUER, repository: 'octo-org/octo-repo' },
    },
    AbortSignal.timeout(60_000),
  )) {
    found.push(each);
  }
  return found;
}

async function only(copies: readonly StoredEntry[], jobs = [job()]): Promise<JobEvidence> {
  const [first, ...others] = await evidence(copies, jobs);
  if (!first || others.length > 0) throw new Error('one job was expected');
  return first;
}

describe('evidenceOfRun', () => {
  it('answers the proven record with its bundle when the end is signed', async () => {
    const copy = await signedCopy(sigstore, endOf());
    const answer = await only([copy]);
    expect(answer.verdict).toBe('verified');
    expect(answer.recordId).toBe(idOf('4004'));
    expect(answer.proven?.record.pipeline.checkRunId).toBe('4004');
    expect(answer.proven?.text).toBe(canonicalize(answer.proven?.record));
    expect(answer.proven?.bundle).toBe(copy.bundle);
    expect(answer.proven?.digest).toBe(copy.digest);
    expect(answer.stored.proven).toHaveLength(1);
  });

  it('says missing, when no store has anything of a job that ran', async () => {
    expect(await only([])).toMatchObject({ verdict: 'missing', stored: { verdict: 'absent' } });
  });

  it('says unfinished when there is a start alone', async () => {
    const answer = await only([copyOf({ recordId: idOf('4004'), phase: 'start' })]);
    expect(answer.verdict).toBe('unfinished');
    expect(answer.proven).toBeUndefined();
  });

  it('says incomplete when the end was not signed', async () => {
    expect((await only([copyOf(JSON.parse(canonicalize(endOf())))])).verdict).toBe('incomplete');
  });

  it('says refused when the log view was altered', async () => {
    const copy = await signedCopy(sigstore, endOf());
    const altered = { ...(copy.document as object), runner: { environment: 'self-hosted' } };
    const answer = await only([{ ...copy, document: altered }]);
    expect(answer.verdict).toBe('refused');
    expect(answer.proven).toBeUndefined();
  });

  it('says refused when another repository signed', async () => {
    const fork = 'https://github.com/mallory/octo-repo';
    const claims = { '1.3.6.1.4.1.57264.1.12': fork };
    const copy = await signedCopy(sigstore, endOf(), { claims });
    expect((await only([copy])).verdict).toBe('refused');
  });

  it('says conflict, and believes none, when two signed ends contradict each other', async () => {
    const first = await signedCopy(sigstore, endOf());
    const second = await signedCopy(sigstore, { ...endOf(), people: { initiator: { login: 'mallory' } } });
    const answer = await only([first, second]);
    expect(answer.verdict).toBe('conflict');
    expect(answer.stored.proven).toHaveLength(2);
    expect(answer.proven).toBeUndefined();
  });

  it('tells jobs that no runner had from those that lack a record', async () => {
    const { runnerName: _, ...waiting } = job({ id: '2', conclusion: 'cancelled' });
    const answers = await evidence(
      [],
      [
        job({ id: '1', conclusion: 'skipped' }),
        waiting,
        job({ id: '3', startedAt: '2026-08-01T10:10:00Z', completedAt: '2026-08-01T10:20:00Z' }),
        job({ id: '4', conclusion: 'cancelled' }),
        job({ id: '5', status: 'in_progress' }),
      ],
    );
    expect(answers.map(({ job: { id }, verdict }) => `${id} ${verdict}`)).toEqual([
      '1 not-run',
      '2 not-run',
      '3 not-run',
      '4 missing',
      '5 missing',
    ]);
  });
});

describe('the stores', () => {
  it('are asked side by side, about several jobs, and answer in the order of the jobs when there are many', async () => {
    let running = 0;
    let highest = 0;
    const slow = (sink: string): AskedStore => {
      async function* nothing(): AsyncGenerator<StoredEntry> {
        running += 1;
        highest = Math.max(highest, running);
        for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
        running -= 1;
        const none: StoredEntry[] = [];
        yield* none;
      }
      return { sink, reader: { read: nothing, list: nothing } };
    };
    const ids = Array.from({ length: 12 }, (_, index) => String(5000 + index));
    async function* listed() {
      yield* ids.map((id) => job({ id }));
    }
    const question = { run: RUN, server: 'https://github.com', repositoryId: '1001' };
    const ports = {
      history: { jobs: listed },
      stores: [slow('one'), slow('two')],
      verifier,
      expected: { issuer: GITHUB_ISSUER },
    };
    const answers: string[] = [];
    for await (const each of evidenceOfRun(question, ports, AbortSignal.timeout(20_000))) answers.push(each.job.id);

    expect(answers).toEqual(ids);
    expect(highest).toBe(16);
  });
});
