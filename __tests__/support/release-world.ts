import { recordIdOf } from '../../src/core/record-id.ts';
import { AccessRecord } from '../../src/model/access-record.ts';
import type { StoredEntry } from '../../src/ports.ts';
import type { StatementSubject } from '../../src/signing/statement.ts';
import { sampleClaims, sampleRecord } from '../core/verification/sample.ts';
import type { MockSigner, MockSigstore } from '../signing/mock-sigstore.ts';
import { deploymentWorld, type WorldChanges } from './deployment-world.ts';
import { signedCopy } from './signed-copies.ts';
import type { World, WorldHistoryJob, WorldHistoryRun } from './world-types.ts';

export const TAG = 'v1.2.3';
export const BUILD_RUN = '20';
/** Jobs of the build, and those of the releasing run that ended before the one that makes the report. */
export const BUILD = '201';
export const TEST = '202';
export const PACK = '301';

/** What is released. */
export const APP = Buffer.from('the app');

/**
 * `alice` pushed to main, which built and tested; then `v1.2.3` was pushed, whose run packed the app, made a draft of the
 * release and is at the job that makes the report.
 */
export function releaseWorld(changes: WorldChanges = {}): World {
  return deploymentWorld((world) => {
    const { sha } = world.context;
    const ref = `refs/tags/${TAG}`;
    world.tags[TAG] = sha;
    world.tokenPermissions.contents = 'write';
    world.run = { ...world.run, runAttempt: 1, triggeringActor: 'alice', triggeringActors: ['alice'] };
    const workflowRef = `octo-org/payments/.github/workflows/release.yml@${ref}`;
    world.context = {
      ...world.context,
      ref,
      refName: TAG,
      refType: 'tag',
      environment: null,
      jobKey: 'publish',
      workflowRef,
      jobWorkflowRef: workflowRef,
    };
    world.jobs = [];
    world.releases = [
      {
        id: '9001',
        nodeId: 'RE_9001',
        tag: TAG,
        name: null,
        author: 'alice',
        draft: true,
        prerelease: false,
        assets: [{ id: '90011', name: 'app.tgz', content: APP }],
        createdAt: '2026-11-20T11:00:00Z',
        publishedAt: null,
        updatedAt: '2026-11-20T11:00:00Z',
      },
    ];
    world.history = {
      runs: [
        runOf({ id: BUILD_RUN, headSha: sha, path: '.github/workflows/build.yml', status: 'completed' }),
        runOf({ id: world.run.id, headSha: sha, path: '.github/workflows/release.yml', status: 'in_progress' }),
      ],
      jobs: [
        jobOf({ id: BUILD, runId: BUILD_RUN, name: 'build' }),
        jobOf({ id: TEST, runId: BUILD_RUN, name: 'test (22)' }),
        jobOf({ id: PACK, runId: world.run.id, name: 'pack' }),
        jobOf({
          id: world.context.jobId,
          runId: world.run.id,
          name: 'publish',
          status: 'in_progress',
          completedAt: null,
        }),
      ],
    };
    // Nobody’s policy: what a policy does is for tests of their own.
    for (const commit of Object.values(world.commits)) delete commit.files['.github/doorlog.yml'];
    if (typeof changes === 'function') changes(world);
    else Object.assign(world, changes);
  });
}

/** The history of a world that has one. */
export function historyOf(world: World) {
  if (!world.history) throw new Error('The world has no history');
  return world.history;
}

/** A run that was pushed. */
export function runOf(
  run: Partial<WorldHistoryRun> & Pick<WorldHistoryRun, 'id' | 'headSha' | 'path'>,
): WorldHistoryRun {
  return { attempt: 1, createdAt: '2026-11-20T10:00:00Z', conclusion: 'success', event: 'push', ...run };
}

/** A job that ended well. */
export function jobOf(job: Partial<WorldHistoryJob> & Pick<WorldHistoryJob, 'id' | 'runId' | 'name'>): WorldHistoryJob {
  return { attempt: 1, startedAt: '2026-11-20T10:01:00Z', completedAt: '2026-11-20T10:05:00Z', ...job };
}

/** The record that a job of the world’s history makes of itself. */
export function recordOfJob(
  world: World,
  jobId: string,
  change: (record: AccessRecord) => void = () => {},
): AccessRecord {
  const job = historyOf(world).jobs.find(({ id }) => id === jobId);
  if (!job) throw new Error(`The history has no job ${jobId}`);
  const { repository, users } = world;
  const name = `${repository.owner}/${repository.name}`;
  const run = {
    server: 'https://github.com',
    repositoryId: repository.id,
    runId: job.runId,
    runAttempt: String(job.attempt),
  };
  const sample = sampleRecord();
  const { environment: _, ...pipeline } = sample.pipeline;
  const workflowRef = workflowOf(world, job);
  const record: AccessRecord = {
    ...sample,
    recordId: recordIdOf({ ...run, checkRunId: jobId }),
    recorder: { ...sample.recorder, repository: name, workflowRef, ...numbers(run) },
    pipeline: {
      ...pipeline,
      ...numbers(run),
      repository: name,
      repositoryOwnerId: users[repository.owner]?.id ?? '',
      visibility: repository.visibility,
      workflowRef,
      jobWorkflowRef: workflowRef,
      runUrl: `https://github.com/${name}/actions/runs/${job.runId}/attempts/${job.attempt}`,
      checkRunId: jobId,
      sha: world.context.sha,
    },
    people: { initiator: { login: 'alice', id: '1001', type: 'user', role: 'write' } },
    source: { commit: world.context.sha },
    access: { token: { permissions: { contents: { declared: 'read', observed: 'write', source: 'worker-log' } } } },
    sources: { '/pipeline/checkRunId': 'input' },
  };
  change(record);
  return AccessRecord.parse(record);
}

function numbers({ repositoryId, runId, runAttempt }: { repositoryId: string; runId: string; runAttempt: string }) {
  return { repositoryId, runId, runAttempt };
}

function workflowOf(world: World, job: WorldHistoryJob): string {
  const path = historyOf(world).runs.find(({ id }) => id === job.runId)?.path;
  return `${world.repository.owner}/${world.repository.name}/${path}@refs/heads/main`;
}

/** A record as a store holds it, signed by a certificate that agrees with it. */
export function signedRecord(
  sigstore: Pick<MockSigstore, 'sign'>,
  record: AccessRecord,
  signer: Partial<MockSigner> = {},
  artifacts: readonly StatementSubject[] = [],
): Promise<StoredEntry & { readonly bundle: string }> {
  const { pipeline } = record;
  const at = (path: string | undefined) => `https://github.com/${path}`;
  const claims = sampleClaims({
    9: at(pipeline.jobWorkflowRef),
    12: at(pipeline.repository),
    13: pipeline.sha,
    15: pipeline.repositoryId,
    16: at(pipeline.repository?.split('/')[0]),
    17: pipeline.repositoryOwnerId,
    18: at(pipeline.workflowRef),
    21: pipeline.runUrl,
    22: pipeline.visibility,
    23: pipeline.environment,
  });
  return signedCopy(sigstore, record, { identity: at(pipeline.jobWorkflowRef), claims, ...signer }, artifacts);
}
