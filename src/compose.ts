import { randomBytes } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Inputs } from './action/inputs.ts';
import { createAccessReader } from './ci/github/access-reader.ts';
import { createAttestationStore } from './ci/github/attestation-store.ts';
import { createGitHubClient } from './ci/github/client.ts';
import { parseEvent, type TriggerEvent } from './ci/github/event.ts';
import { jobFacts } from './ci/github/job-facts.ts';
import { createRepositoryReader } from './ci/github/overview.ts';
import { type RunnerVariables, readVariables } from './ci/github/variables.ts';
import type { JobAlertOptions } from './compose/alerts.ts';
import { checkExpressions, evaluateCustomRules } from './compose/custom-rules.ts';
import { handoverTo } from './compose/handover.ts';
import { claimsOf, identityFrom, identityToken } from './compose/identity.ts';
import { withMachine } from './compose/machine.ts';
import { keepFiles, outputFolder } from './compose/record-files.ts';
import { chooseSigner, instanceFor } from './compose/signer.ts';
import { createSinks } from './compose/sinks.ts';
import { withAskedFacts } from './core/asked-facts.ts';
import { digestOf } from './core/canonical.ts';
import { type Problem, problemOf } from './core/problem.ts';
import { pseudonymizer } from './core/pseudonyms.ts';
import type { RecordHead } from './core/record.ts';
import { recordIdOf } from './core/record-id.ts';
import { createRedactor } from './core/redaction.ts';
import { secretValues } from './core/secret-values.ts';
import { DoorlogError } from './errors.ts';
import type { Configuration } from './model/configuration.ts';
import type { Workspace } from './model/source.ts';
import type { HookState } from './model/state.ts';
import { givenUpAt } from './net/give-up.ts';
import { createHttp } from './net/http.ts';
import { describeSurroundings, restoreSurroundings } from './net/saved-surroundings.ts';
import type { EndPorts } from './pipeline/end.ts';
import type { HookPorts } from './pipeline/hook.ts';
import type { ObservationQuery } from './pipeline/observe.ts';
import { UNTIL } from './pipeline/until.ts';
import type { Http, Interruption, JobFacts, Logger, Observed } from './ports.ts';
import { createSpool } from './sinks/spool.ts';
import { VERSION } from './version.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What a hook is composed from. */
export interface HookOptions {
  readonly env: Environment;
  readonly inputs: Inputs;
  /** The configuration in force: that of the first stage, where there was one. */
  readonly configuration: Configuration;
  /** What the first stage knew: how the outside was reached, and whether an identity token was offered. */
  readonly saved: Pick<HookState, 'surroundings' | 'idTokenOffered'> | undefined;
  readonly logger: Logger;
  /** Left out where nobody cancels. */
  readonly interruption?: Interruption | undefined;
  /** Token that writes issues, where it is another one than the job’s. */
  readonly issuesToken?: string | undefined;
}

/** A hook ready to run. */
export interface ComposedHook {
  readonly head: RecordHead;
  readonly query: Omit<ObservationQuery, 'reserved'>;
  readonly ports: EndPorts;
  readonly problems: readonly Problem[];
  /** The job's own folder below the runner's temporary one. */
  readonly folder: string;
  /** For looking at things. */
  readonly http: Http;
  /** For doing things, which get more time when the run is cancelled. */
  readonly deedHttp: Http;
}

/** Wires one hook together; nothing is sent yet, and what is heavy is loaded when it is needed. */
export function composeHook(options: HookOptions): ComposedHook {
  const { env, inputs, configuration, saved, logger, interruption } = options;
  const { variables, problems: variableProblems } = readVariables(env);
  const problems: Problem[] = [...inputs.problems, ...variableProblems].map(problemOf);
  const event = readEvent(variables, problems);
  const redactor = createRedactor(secretValues(env, { ...inputs.secrets }));
  const seen = withSurroundings(jobFacts(variables, event, inputs.claims), env);
  const facts = withAskedFacts(seen, configuration, env, redactor.text);
  const head = headFrom(facts, variables);
  const surroundings = restoreSurroundings(saved?.surroundings, env);
  const unhurried = createHttp(surroundings);
  const httpUntil = (milliseconds: number) =>
    interruption ? givenUpAt(unhurried, interruption.after(milliseconds)) : unhurried;
  const http = httpUntil(UNTIL.observing);
  const deedHttp = httpUntil(UNTIL.delivering);
  // What became of a delivery is told with the other problems, once: here it is only a line of the log.
  const tell = (sentence: string) => logger.info(redactor.text(sentence));
  const quiet: Logger = { info: tell, warn: tell };
  const folder = join(variables.runnerTemp ?? tmpdir(), 'doorlog', head.recordId.slice(0, 16));

  const repository = variables.repository ?? '';
  const server = variables.server ?? 'https://github.com';
  const apiUrl = variables.apiUrl ?? 'https://api.github.com';
  const graphqlUrl = variables.graphqlUrl ?? `${apiUrl.replace(/\/v3$/, '')}/graphql`;
  const token = inputs.secrets.token ?? '';
  const client = createGitHubClient({ http, apiUrl, graphqlUrl, token });
  const uploader = createGitHubClient({ http: deedHttp, apiUrl, graphqlUrl, token });
  const signing = httpUntil(UNTIL.signing);
  const offered = identityFrom(variables, configuration, signing);
  if (offered && saved?.idTokenOffered === false) problems.push(problemOf(plantedOffer()));
  const identity = saved?.idTokenOffered === false ? undefined : offered;
  const instance = instanceFor(configuration, server, undefined);
  // An address that can't be used is missing then, which was said already.
  if (instance instanceof DoorlogError && inputs.problems.length === 0) problems.push(problemOf(instance));

  return {
    head,
    problems,
    folder,
    http,
    deedHttp,
    query: {
      facts,
      action: {
        ...(variables.actionRepository && { actionRepository: variables.actionRepository }),
        ...(variables.actionId && { actionId: variables.actionId }),
      },
      environment: configuration.environment,
      organization: { demanded: configuration.organizationPolicy },
    },
    ports: {
      clock: { now: () => new Date() },
      logger: quiet,
      observers: {
        clock: { now: () => new Date() },
        repository: createRepositoryReader(client, repository),
        access: createAccessReader(client, repository),
        claims: () => claimsOf(identity),
        tokenPermissions: () => tokenPermissions(facts, variables),
        workspace: () => workspace(env, facts),
        organizationPolicy: {
          async read(file, mayAskAgain) {
            const { createPinnedFileReader } = await import('./ci/github/organization-policy.ts');
            const allowed = inputs.secrets.organizationPolicyToken ?? token;
            return createPinnedFileReader({ http, apiUrl, token: allowed }).read(file, mayAskAgain);
          },
        },
        checkExpressions,
        requestsLeft: () => client.rateLimit(),
      },
      sinks: () =>
        createSinks(
          configuration,
          {
            http: deedHttp,
            clock: { now: () => new Date() },
            secrets: inputs.secrets,
            folder: variables.workspace ?? '.',
            ...(identity && { identityToken: (audience: string) => identityToken(variables, audience, signing) }),
            ...(surroundings.ca && { ca: surroundings.ca }),
          },
          { facts, hasIdentity: identity !== undefined },
          quiet,
        ),
      ...(configuration.alerts && {
        alerts: alertsFrom(configuration.alerts, {
          surroundings: { http: deedHttp, clock: { now: () => new Date() }, secrets: inputs.secrets },
          issues: {
            client: { http: deedHttp, apiUrl, graphqlUrl, token: options.issuesToken ?? token },
            repository,
          },
          artifacts:
            variables.runtimeToken && variables.resultsUrl
              ? { token: variables.runtimeToken, resultsUrl: variables.resultsUrl, http: deedHttp }
              : undefined,
          job: { facts, hasIdentity: identity !== undefined },
          logger: quiet,
        }),
      }),
      spool: createSpool({ folder: join(folder, 'spool'), digestOf }),
      handover: () => handoverTo(configuration.handoverKey),
      ...(interruption && { interruption }),
      salt: () => randomBytes(32).toString('hex'),
      redact: (value) => redactor.value(value),
      custom: evaluateCustomRules,
      pseudonyms: pseudonymizer(inputs.secrets.pseudonymKey, () => randomBytes(32).toString('hex')),
      made: async () => {
        const { observeArtifacts } = await import('./compose/artifacts.ts');
        const { artifactsList: list, workspace } = variables;
        const signal = interruption?.after(UNTIL.observing);
        return observeArtifacts({ list, workspace, subjects: configuration.subjects, signal });
      },
      attestations: createAttestationStore(uploader, server, repository),
      artifacts:
        variables.runtimeToken && variables.resultsUrl
          ? artifactStore(variables.runtimeToken, variables.resultsUrl, httpUntil(UNTIL.handingOver))
          : undefined,
      signer: ({ visibility, environment }) =>
        chooseSigner({ configuration, identity, http: signing, server, visibility, environment }),
      keep: async (files) => keepFiles(outputFolder(configuration, env, folder), files),
    },
  };
}

/** GitHub's events have at most 25 MB (Webhook events and payloads). */
const LONGEST_EVENT = 32 * 1024 * 1024;

/** The runner offers a token to a whole job or not at all. */
function plantedOffer(): DoorlogError {
  return new DoorlogError(
    'environment-invalid',
    'An identity token is offered that was not offered when the job began, so it is not believed; find the step that sets ACTIONS_ID_TOKEN_REQUEST_URL.',
  );
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
  let opened: number | undefined;
  try {
    // Another step may have put a pipe or a device there, at which a hook would wait for ever.
    opened = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const about = fstatSync(opened);
    if (!about.isFile() || about.size > LONGEST_EVENT) throw new Error('It is no ordinary file, or too long.');
    return readFileSync(opened, 'utf8');
  } catch (error) {
    throw new DoorlogError('event-invalid', `The event file ${file} could not be read; let no step remove it.`, {
      cause: error,
    });
  } finally {
    if (opened !== undefined) closeSync(opened);
  }
}

function withSurroundings(facts: JobFacts, env: Environment): JobFacts {
  return withMachine({ ...facts, runner: { ...facts.runner, ...describeSurroundings(env) } }, { env });
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

async function workspace(env: Environment, { pipeline, sha }: JobFacts): Promise<Observed<Workspace>> {
  const { observeWorkspace } = await import('./ci/github/workspace.ts');
  return observeWorkspace(env.GITHUB_WORKSPACE, [pipeline.sha, sha]);
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

function alertsFrom(text: string, options: JobAlertOptions): NonNullable<HookPorts['alerts']> {
  return async () => (await import('./compose/alerts.ts')).createAlerts(text, options);
}

function artifactStore(token: string, resultsUrl: string, http: Http): EndPorts['artifacts'] {
  return {
    async upload(name, files, signal) {
      const { createArtifactStore } = await import('./ci/github/artifact-store.ts');
      await createArtifactStore({ token, resultsUrl, http }).upload(name, files, signal);
    },
  };
}
