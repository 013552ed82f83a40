import { findCheckpoints } from '../compose/checkpoints-left.ts';
import { composeHook } from '../compose.ts';
import { isRefused } from '../core/judge.ts';
import { type Problem, problemOf } from '../core/problem.ts';
import { AccessRecord } from '../model/access-record.ts';
import type { Configuration } from '../model/configuration.ts';
import type { HookState } from '../model/state.ts';
import { type Beginning, end } from '../pipeline/end.ts';
import type { Interruption, Spool } from '../ports.ts';
import { actionConsole } from './console.ts';
import { readInputs } from './inputs.ts';
import { runnerFiles } from './runner-files.ts';
import { readState } from './state.ts';
import { withoutSwapped } from './swapped-addresses.ts';
import { tellRecord } from './tell-record.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The end of a job: snapshot, record, verdict, signature, delivery, summary. Answers the exit code of the step. */
export async function endStage(env: Environment, interruption?: Interruption): Promise<number> {
  const console = actionConsole();
  const files = runnerFiles(env);
  const problems: Problem[] = [];
  const state = stateOrProblem(env, problems);
  const read = readInputs(env);
  // What was wrong with the inputs was said by the start, which read the same ones. A nested action's end is not given
  // all that its start was given.
  const inputs = state ? { ...read, claims: { ...state.claims, ...read.claims }, problems: [] } : read;
  const first = state && withoutSwapped(state.configuration, read.configuration);
  problems.push(...(first?.problems ?? []));
  const configuration = first ? withSubjects(first.configuration, read.configuration) : read.configuration;
  const hook = composeHook({ env, inputs, configuration, saved: state, logger: console, interruption });
  const beginning = state && (await beginningFrom(state, hook.ports.spool, problems));
  if (state && state.recordId !== hook.head.recordId) {
    problems.push({
      kind: 'mistake',
      code: 'state-invalid',
      message:
        'The start of this job was recorded under another id than its end: something changed the runner’s variables in between.',
    });
  }

  const checkpoints = await findCheckpoints(
    {
      env,
      folder: hook.folder,
      recordId: hook.head.recordId,
      spool: hook.ports.spool,
      redact: hook.ports.redact,
      observedAt: hook.ports.clock.now().toISOString(),
    },
    problems,
  );

  const status = read.claims.jobStatus;
  const environment = beginning?.start.pipeline.environment;
  const result = await end(hook.ports, {
    head: hook.head,
    configuration,
    beginning,
    checkpoints,
    wereSinksRefused: state !== undefined && configuration.sinks === '' && read.configuration.sinks.trim() !== '',
    outcome: status && { status },
    problems: [...problems, ...hook.problems],
    query: {
      ...hook.query,
      policyAtStart: policyOf(beginning?.start),
      organization: { ...hook.query.organization, expected: organizationPoliciesOf(beginning?.start) },
      permissionsAtStart: permissionsOf(beginning?.start),
      // The attestation is uploaded last.
      reserved: 1,
      since: beginning?.start.observedAt.start,
      requestsLeft: state?.requestsLeft,
      expected:
        environment === undefined ? undefined : { environment, approvals: beginning?.start.approvals !== undefined },
    },
  });

  const refused = await tellRecord(
    {
      files,
      console,
      ports: hook.ports,
      configuration,
      recordId: hook.head.recordId,
      folder: hook.folder,
      earlier: beginning?.start.policy,
    },
    result,
  );
  console.info(
    `record ${hook.head.recordId} ended; the policy says ${result.verdict.verdict}; sha256:${result.recordDigest}${result.paths ? ` is in ${result.paths.record}` : ''}.`,
  );
  if (!refused) return 0;
  console.error(
    isRefused(result.verdict)
      ? 'This job is refused; its record was completed first.'
      : 'This job fails for the errors above; its record was completed first.',
  );
  return 1;
}

/** Files may be named by the outputs of steps, which only the end knows. */
function withSubjects(first: Configuration, { subjects }: Configuration): Configuration {
  return subjects === undefined ? first : { ...first, subjects };
}

function policyOf(start: AccessRecord | undefined): { commit: string; digest: string } | undefined {
  const { commit, digest } = start?.policy?.policy ?? {};
  return commit !== undefined && digest !== undefined ? { commit, digest } : undefined;
}

/** What the start read of an organisation's policies, so that it is read again at once; a hint. */
function organizationPoliciesOf(start: AccessRecord | undefined): string[] {
  return [start?.policy?.organizationPolicy, start?.policy?.extendedPolicy].flatMap((place) =>
    place ? [`${place.repository}/${place.path}@${place.commit}`] : [],
  );
}

function permissionsOf(start: AccessRecord | undefined): Record<string, 'read' | 'write'> | undefined {
  const permissions = start?.access.token?.permissions;
  if (!permissions || start?.sources['/access/token'] !== 'worker-log') return undefined;
  const levels: Record<string, 'read' | 'write'> = {};
  for (const [scope, { observed }] of Object.entries(permissions)) {
    if (observed === 'read' || observed === 'write') levels[scope] = observed;
  }
  return levels;
}

function stateOrProblem(env: Environment, problems: Problem[]): HookState | undefined {
  try {
    return readState(env);
  } catch (error) {
    problems.push(problemOf(error));
    return undefined;
  }
}

/** The start event from the state, or from the spool where it was too long for that. */
async function beginningFrom(state: HookState, spool: Spool, problems: Problem[]): Promise<Beginning | undefined> {
  const { announcedTo, alerted = [] } = state;
  if (state.start) return { start: state.start, announcedTo, alerted };
  const parsed = AccessRecord.safeParse(await spooledDocument(spool, state.startDigest));
  if (parsed.success) return { start: parsed.data, announcedTo, alerted };
  problems.push({
    kind: 'mistake',
    code: 'state-invalid',
    message:
      'The start event of this job is no longer in the runner’s temporary folder, so the end is recorded without it; let no step empty that folder.',
  });
  return undefined;
}

/** A spool that can't be read has nothing: what is wrong with it is told where it is written to. */
async function spooledDocument(spool: Spool, digest: string): Promise<unknown> {
  try {
    return (await spool.list()).entries.find(({ entry }) => entry.digest === digest)?.entry.document;
  } catch {
    return undefined;
  }
}
