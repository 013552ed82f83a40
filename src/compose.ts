import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Inputs } from './action/inputs.ts';
import { secretValues } from './action/secret-values.ts';
import { createAccessReader } from './ci/github/access-reader.ts';
import { createAttestationStore } from './ci/github/attestation-store.ts';
import { createGitHubClient } from './ci/github/client.ts';
import { parseEvent, type TriggerEvent } from './ci/github/event.ts';
import { jobFacts } from './ci/github/job-facts.ts';
import { observed } from './ci/github/observed.ts';
import { createRepositoryReader } from './ci/github/overview.ts';
import { type RunnerVariables, readVariables } from './ci/github/variables.ts';
import { digestOf } from './core/canonical.ts';
import { type Problem, problemOf } from './core/problem.ts';
import type { RecordHead } from './core/record.ts';
import { recordIdOf } from './core/record-id.ts';
import { createRedactor } from './core/redaction.ts';
import { DoorlogError } from './errors.ts';
import { OidcClaims } from './model/access.ts';
import type { GapReason } from './model/access-record.ts';
import type { Configuration } from './model/configuration.ts';
import type { Visibility } from './model/pipeline.ts';
import type { SavedSurroundings } from './model/state.ts';
import { createHttp } from './net/http.ts';
import { describeSurroundings, restoreSurroundings } from './net/saved-surroundings.ts';
import type { EndPorts } from './pipeline/end.ts';
import type { ObservationQuery } from './pipeline/observe.ts';
import type { Http, JobFacts, Logger, Observed, Sink } from './ports.ts';
import { chooseInstance } from './signing/instance.ts';
import { createSpool } from './sinks/spool.ts';
import { VERSION } from './version.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What a hook is composed from. */
export interface HookOptions {
  readonly env: Environment;
  readonly inputs: Inputs;
  /** The configuration in force: that of the first stage, where there was one. */
  readonly configuration: Configuration;
  /** How the outside was reached in the first stage. */
  readonly savedSurroundings: SavedSurroundings | undefined;
  readonly logger: Logger;
}

/** A hook ready to run. */
export interface ComposedHook {
  readonly head: RecordHead;
  readonly query: Omit<ObservationQuery, 'roles'>;
  readonly ports: EndPorts;
  readonly problems: readonly Problem[];
}

/** Wires one hook together; nothing is sent yet, and what is heavy is loaded when it is needed. */
export function composeHook({ env, inputs, configuration, savedSurroundings, logger }: HookOptions): ComposedHook {
  const { variables, problems: variableProblems } = readVariables(env);
  const problems: Problem[] = [...inputs.problems, ...variableProblems].map(problemOf);
  const event = readEvent(variables, problems);
  const facts = withSurroundings(jobFacts(variables, event, inputs.claims), env);
  const head = headFrom(facts, variables);
  const http = createHttp(restoreSurroundings(savedSurroundings, env));
  const redactor = createRedactor(secretValues(env, inputs.secrets));
  const folder = join(variables.runnerTemp ?? tmpdir(), 'doorlog', head.recordId.slice(0, 16));

  const repository = variables.repository ?? '';
  const server = variables.server ?? 'https://github.com';
  const apiUrl = variables.apiUrl ?? 'https://api.github.com';
  const graphqlUrl = variables.graphqlUrl ?? `${apiUrl.replace(/\/v3$/, '')}/graphql`;
  const client = createGitHubClient({ http, apiUrl, graphqlUrl, token: inputs.secrets.token ?? '' });
  const identity = identityFrom(variables, configuration, http);
  const instance = instanceFor(configuration, server, undefined);
  if (instance instanceof DoorlogError) problems.push(problemOf(instance));

  return {
    head,
    problems,
    query: {
      facts,
      action: {
        ...(variables.actionRepository && { actionRepository: variables.actionRepository }),
        ...(variables.actionId && { actionId: variables.actionId }),
      },
      environment: configuration.environment,
    },
    ports: {
      clock: { now: () => new Date() },
      logger,
      observers: {
        clock: { now: () => new Date() },
        repository: createRepositoryReader(client, repository),
        access: createAccessReader(client, repository),
        claims: () => claimsOf(identity),
        tokenPermissions: () => tokenPermissions(facts, variables),
      },
      sinks: () => createSinks(configuration, inputs, http, identity !== undefined, logger),
      spool: createSpool({ folder: join(folder, 'spool'), digestOf }),
      salt: () => randomBytes(32).toString('hex'),
      redact: (record) => redactor.value(record),
      attestations: createAttestationStore(client, server, repository),
      artifacts:
        variables.runtimeToken && variables.resultsUrl
          ? artifactStore(variables.runtimeToken, variables.resultsUrl, http)
          : undefined,
      signer: ({ visibility, environment }) =>
        chooseSigner({ configuration, identity, http, server, visibility, environment }),
      keep: async (files) => keepFiles(outputFolder(configuration, env, folder), files),
    },
  };
}

function readEvent({ eventPath }: RunnerVariables, problems: Problem[]): TriggerEvent | undefined {
  try {
    if (!eventPath)
      throw new DoorlogError(
        'event-invalid',
        'GITHUB_EVENT_PATH names no event file; do not overwrite what the runner sets.',
      );
    return parseEvent(readText(eventPath), eventPath);
  } catch (error) {
    problems.push(problemOf(error));
    return undefined;
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new DoorlogError('event-invalid', `The event file ${file} could not be read; let no step remove it.`, {
      cause: error,
    });
  }
}

function withSurroundings(facts: JobFacts, env: Environment): JobFacts {
  return { ...facts, runner: { ...facts.runner, ...describeSurroundings(env) } };
}

function headFrom({ pipeline, runner }: JobFacts, variables: RunnerVariables): RecordHead {
  const { server, repository, repositoryId, runId, runAttempt } = pipeline;
  const workflowRef = pipeline.jobWorkflowRef ?? pipeline.workflowRef;
  return {
    recordId: recordIdOf({
      server: server ?? '',
      repositoryId: variables.repositoryId ?? repository ?? '',
      runId: runId ?? '',
      runAttempt: runAttempt ?? '1',
      checkRunId: pipeline.checkRunId,
      job: pipeline.job,
      matrix: pipeline.matrix,
      runnerName: runner.name,
      trackingId: runner.trackingId,
    }),
    recorder: {
      kind: 'job',
      version: VERSION,
      ...(variables.actionRepository && { action: variables.actionRepository }),
      ...(variables.actionRef && { actionRef: variables.actionRef }),
      ...(server && { server }),
      ...(repository && { repository }),
      ...(repositoryId && { repositoryId }),
      ...(workflowRef && { workflowRef }),
      ...(runId && { runId }),
      ...(runAttempt && { runAttempt }),
    },
  };
}

/** The job's identity token, fetched once in a hook: it lives for minutes, a hook for seconds. */
type Identity = () => Promise<string>;

function identityFrom(
  variables: RunnerVariables,
  { oidcAudience: audience }: Configuration,
  http: Http,
): Identity | undefined {
  const { idTokenRequestUrl: requestUrl, idTokenRequestToken: requestToken } = variables;
  if (!requestUrl || !requestToken) return undefined;
  let token: Promise<string> | undefined;
  return () => {
    token ??= import('./signing/oidc.ts').then(({ fetchIdToken }) =>
      fetchIdToken({ requestUrl, requestToken, audience, http }),
    );
    return token;
  };
}

async function claimsOf(identity: Identity | undefined): Promise<Observed<OidcClaims>> {
  const needed = 'permissions: id-token: write';
  if (!identity) return { ok: false, reason: 'not-available', needed };
  return observed(needed, async () => {
    const { decodeClaims } = await import('./signing/oidc.ts');
    return OidcClaims.parse(decodeClaims(await identity()));
  });
}

async function tokenPermissions(
  { pipeline }: JobFacts,
  variables: RunnerVariables,
): Promise<Observed<Readonly<Record<string, 'read' | 'write'>>>> {
  const { readWorkerLogPermissions } = await import('./ci/github/worker-log.ts');
  const found = await readWorkerLogPermissions({
    execPath: process.execPath,
    runId: pipeline.runId ?? '',
    jobKey: pipeline.job ?? '',
    ...(variables.runAttempt && { runAttempt: variables.runAttempt }),
    ...(pipeline.checkRunId && { checkRunId: pipeline.checkRunId }),
  });
  return 'permissions' in found
    ? { ok: true, value: found.permissions }
    : { ok: false, reason: 'not-available', needed: 'a runner whose own log can be read', detail: found.reason };
}

async function createSinks(
  configuration: Configuration,
  { secrets }: Inputs,
  http: Http,
  trusted: boolean,
  logger: Logger,
) {
  const sinks: Sink[] = [];
  const problems: Problem[] = [];
  if (configuration.sinks.trim() === '') return { sinks, problems };
  try {
    const [{ parseSinks }, { createSink }] = await Promise.all([
      import('./sinks/config.ts'),
      import('./sinks/registry.ts'),
    ]);
    const hasSecret = secrets.elasticsearchApiKey !== undefined || secrets.elasticsearchPassword !== undefined;
    for (const config of await parseSinks(configuration.sinks)) {
      if (config.type === 'elasticsearch' && !hasSecret && !trusted) {
        logger.info(`The sink “${config.name}” is left out: this job, like every fork’s, was given no secret for it.`);
      } else {
        sinks.push(await createSink(config, { http, secrets }));
      }
    }
  } catch (error) {
    problems.push(problemOf(error));
  }
  return { sinks, problems };
}

function artifactStore(token: string, resultsUrl: string, http: Http): EndPorts['artifacts'] {
  return {
    async upload(name, files) {
      const { createArtifactStore } = await import('./ci/github/artifact-store.ts');
      await createArtifactStore({ token, resultsUrl, http }).upload(name, files);
    },
  };
}

interface SignerChoice {
  readonly configuration: Configuration;
  readonly identity: Identity | undefined;
  readonly http: Http;
  readonly server: string;
  readonly visibility: Visibility | undefined;
  readonly environment: string | undefined;
}

function chooseSigner({
  configuration,
  identity,
  http,
  server,
  visibility,
  environment,
}: SignerChoice): ReturnType<EndPorts['signer']> {
  const gap = (reason: GapReason, needed: string) => ({
    gap: { pointer: '/signing', reason, needed },
  });
  if (configuration.attest === 'none') return gap('not-asked', 'the input attest: all');
  if (configuration.attest === 'deployments' && environment === undefined)
    return gap('not-asked', 'the input attest: all, or a job with an environment');
  if (!identity) return gap('not-permitted', 'permissions: id-token: write, which no fork’s job is given');
  const instance = instanceFor(configuration, server, visibility);
  if (instance instanceof DoorlogError) return gap('input-invalid', 'inputs that name a Sigstore');
  if (instance.name === 'none') return gap('not-available', 'the input sigstore: custom with an instance of your own');
  return {
    instance: instance.name,
    async sign(attested, text) {
      const { signRecord } = await import('./signing/sign-record.ts');
      return signRecord({ attested, text, instance, idToken: identity, http });
    },
  };
}

/** The instance, or what is wrong with the inputs that name it. */
function instanceFor(
  { sigstore, fulcioUrl, tsaUrl, rekorUrl, rekorVersion }: Configuration,
  serverUrl: string,
  visibility: Visibility | undefined,
): ReturnType<typeof chooseInstance> | DoorlogError {
  try {
    const version = rekorVersion === '2' ? 2 : 1;
    const urls = { fulcioUrl, tsaUrl, rekorUrl, rekorVersion: version } as const;
    return chooseInstance({ sigstore, visibility, serverUrl, urls });
  } catch (error) {
    if (error instanceof DoorlogError) return error;
    throw error;
  }
}

function outputFolder({ outputDirectory }: Configuration, env: Environment, fallback: string): string {
  return outputDirectory ? resolve(env.GITHUB_WORKSPACE ?? '.', outputDirectory) : fallback;
}

function keepFiles(folder: string, { record, bundle }: { record: string; bundle?: string }) {
  try {
    return writeFiles(folder, record, bundle);
  } catch (error) {
    const message = `The record’s files could not be written to ${folder}; give the input output-directory a folder that can be.`;
    throw new DoorlogError('file-unreadable', message, { cause: error });
  }
}

function writeFiles(folder: string, record: string, bundle: string | undefined) {
  mkdirSync(folder, { recursive: true });
  const paths = { record: join(folder, 'access-record.json'), bundle: join(folder, 'bundle.sigstore.json') };
  writeFileSync(paths.record, record);
  if (bundle === undefined) return { record: paths.record };
  writeFileSync(paths.bundle, bundle);
  return paths;
}
