import { join } from 'node:path';
import type { CollectInputs } from '../action/collect-inputs.ts';
import { createAccessReader } from '../ci/github/access-reader.ts';
import { createJobLooks } from '../ci/github/job-looks.ts';
import { createRepositoryReader } from '../ci/github/overview.ts';
import { createPersonTracer } from '../ci/github/person-tracer.ts';
import { createRunArtifacts } from '../ci/github/run-artifacts.ts';
import { createRunHistory } from '../ci/github/run-history.ts';
import { refusalToCollect } from '../core/collector/standing.ts';
import { workflowPlace } from '../core/snapshot/workflow-change.ts';
import { GITHUB_ISSUER } from '../core/verification/signer.ts';
import { DoorlogError } from '../errors.ts';
import type { OidcClaims } from '../model/oidc-claims.ts';
import type { Pipeline } from '../model/pipeline.ts';
import { POLICY_PATH } from '../model/policy.ts';
import type { CollectInput, CollectPorts } from '../pipeline/collect.ts';
import type { Wanted } from '../pipeline/collected-attempts.ts';
import type { Interruption, Logger } from '../ports.ts';
import { readKnowledge } from './knowledge.ts';
import { keepFiles, outputFolder } from './record-files.ts';
import { composeTrustedJob, type TrustedJob } from './trusted-job.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What a collector is composed from. */
export interface CollectOptions {
  readonly env: Environment;
  readonly inputs: CollectInputs;
  readonly logger: Logger;
  /** Left out where nobody cancels. */
  readonly interruption?: Interruption | undefined;
}

/** A collector ready to run. */
export interface ComposedCollector {
  readonly ports: CollectPorts;
  /** Where the records' files are. */
  readonly folder: string;
  /** What is to be collected. Raises `environment-invalid` where this job is not to be trusted with it, `event-invalid`. */
  readonly input: () => Promise<CollectInput>;
}

/** Wires a collector together: what a trusted job has, and what sees other jobs from outside. */
export function composeCollector({ env, inputs, logger, interruption }: CollectOptions): ComposedCollector {
  const job = composeTrustedJob({ env, inputs, logger, interruption });
  const { configuration } = inputs;
  const { auditLogToken } = inputs.secrets;
  const { repository } = job;
  const client = job.client();
  const auditLog = auditLogToken ? job.client(auditLogToken) : undefined;
  const folder = outputFolder(configuration, env, join(job.folder, 'collected'));
  const runLooks = {
    repository: createRepositoryReader(client, repository),
    access: createAccessReader(client, repository),
    tracer: auditLog && createPersonTracer(auditLog, repository),
  };
  const ports: CollectPorts = {
    ...job.ports,
    observers: { ...job.ports.observers, requestsLeft: () => client.rateLimit() },
    history: createRunHistory(client, repository),
    jobLooks: createJobLooks(client, job.http, repository),
    runArtifacts: createRunArtifacts(client, job.http, repository),
    runLooks,
    stores: job.stores,
    verifier: job.verifier,
    keep: async (recordId, files) => keepFiles(join(folder, recordId.slice(0, 16)), files),
    knowledge: (now) =>
      readKnowledge({ env, roster: inputs.roster, auditLog, repository, days: inputs.auditLogDays }, now),
  };
  return { ports, folder, input: () => inputFor(job, ports, inputs) };
}

async function inputFor(job: TrustedJob, ports: CollectPorts, inputs: CollectInputs): Promise<CollectInput> {
  const { facts, action } = job.query;
  const { pipeline } = facts;
  const [claims, overview] = await Promise.all([
    job.ports.observers.claims(),
    ports.runLooks.repository.overview({ sha: pipeline.sha ?? '', policyPath: POLICY_PATH }),
  ]);
  const known = overview.repository.ok ? overview.repository.value : undefined;
  const own = claims.ok ? claims.value : undefined;
  const refusal = refusalToCollect({ pipeline, claims: own, defaultBranch: known?.defaultBranch });
  if (refusal) throw refusal;
  const repositoryId = pipeline.repositoryId ?? known?.id;
  if (repositoryId === undefined) {
    throw new DoorlogError(
      'environment-invalid',
      'The runner does not tell the id of the repository; collect on a runner that does.',
    );
  }
  const { repositoryOwnerId } = pipeline;
  return {
    place: { server: job.server, repository: job.repository, repositoryId, repositoryOwnerId },
    recorder: job.head.recorder,
    action,
    configuration: inputs.configuration,
    wanted: wantedBy(pipeline, inputs.hours),
    own: ownWorkflow(pipeline, known?.defaultBranch),
    expected: {
      issuer: own?.iss ?? issuerOf(job.server),
      repository: job.repository,
      collectors: collectorsOf(job, own),
    },
    // Where the service of tokens is down, an unsigned record is no more to be believed than at other times.
    isSigning: inputs.configuration.attest === 'all' && (claims.ok || isOffered(job.variables)),
    historyDays: inputs.historyDays,
    problems: job.problems,
  };
}

function isOffered({ idTokenRequestUrl, idTokenRequestToken }: TrustedJob['variables']): boolean {
  return idTokenRequestUrl !== undefined && idTokenRequestToken !== undefined;
}

function ownWorkflow({ workflowRef, workflowSha }: Pipeline, branch: string | undefined): CollectInput['own'] {
  const path = workflowPlace({ workflowRef, workflowSha })?.path;
  return path === undefined || branch === undefined ? undefined : { path, branch };
}

/** The run that the event names, or all of the last hours. */
function wantedBy({ event, workflowRun }: Pipeline, hours: number): Wanted {
  if (event !== 'workflow_run') return { kind: 'since', hours };
  const { id: runId, headSha } = workflowRun ?? {};
  if (runId !== undefined && headSha !== undefined) return { kind: 'run', runId, headSha };
  throw new DoorlogError('event-invalid', 'The event does not tell which run has ended, so nothing was collected.');
}

/** This very workflow file on this branch, and the one that was started, where that called it. */
function collectorsOf({ server, query }: TrustedJob, claims: OidcClaims | undefined): string[] {
  const { pipeline } = query.facts;
  const started = claims?.workflow_ref ?? pipeline.workflowRef;
  const holder = claims?.job_workflow_ref ?? pipeline.jobWorkflowRef ?? started;
  return [...new Set([holder, started])].flatMap((ref) => (ref === undefined ? [] : [`${server}/${ref}`]));
}

/** docs.github.com, OpenID Connect reference; a server of one's own is its own issuer. */
function issuerOf(server: string): string {
  return server === 'https://github.com' ? GITHUB_ISSUER : `${server}/_services/token`;
}
