import { savableHandoverKey } from '../compose/handover.ts';
import { savableAlerts } from '../compose/savable-alerts.ts';
import { savableSinks } from '../compose/sinks.ts';
import { composeHook } from '../compose.ts';
import type { ToldAlert } from '../core/alert-choice.ts';
import { isRefused } from '../core/judge.ts';
import { sentenceOf } from '../errors.ts';
import type { Configuration, StageClaims } from '../model/configuration.ts';
import { MOST_ALERTED } from '../model/most-alerted.ts';
import type { HookState } from '../model/state.ts';
import { saveSurroundings } from '../net/saved-surroundings.ts';
import type { HookPorts } from '../pipeline/hook.ts';
import { start } from '../pipeline/start.ts';
import type { Interruption } from '../ports.ts';
import { actionConsole } from './console.ts';
import { readInputs } from './inputs.ts';
import { reportFindings, reportProblems, reportWaivers } from './report-problems.ts';
import { runnerFiles } from './runner-files.ts';
import { isTooLong, STATE_NAME, stateText } from './state-text.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The start of a job: snapshot, verdict, announcement, state. Answers the exit code of the step. */
export async function startStage(
  env: Environment,
  stage: 'pre' | 'main',
  interruption?: Interruption,
): Promise<number> {
  const console = actionConsole();
  const files = runnerFiles(env);
  const inputs = readInputs(env);
  const { configuration } = inputs;
  const hook = composeHook({ env, inputs, configuration, saved: undefined, logger: console, interruption });
  const idTokenOffered = stage === 'pre' ? Boolean(env.ACTIONS_ID_TOKEN_REQUEST_URL) : undefined;
  const result = await start(hook.ports, {
    head: hook.head,
    configuration,
    problems: hook.problems,
    query: { ...hook.query, reserved: 0, idTokenOffered },
  });

  const requestsLeft = hook.ports.observers.requestsLeft();
  const state: HookState = {
    version: 1,
    configuration: await savable(configuration),
    surroundings: saveSurroundings(env),
    start: result.record,
    recordId: hook.head.recordId,
    startDigest: result.entry.digest,
    idTokenOffered: Boolean(env.ACTIONS_ID_TOKEN_REQUEST_URL),
    claims: withoutSecrets(inputs.claims, hook.ports),
    ...(requestsLeft && { requestsLeft: { remaining: requestsLeft.remaining, limit: requestsLeft.limit } }),
    announcedTo: [],
  };
  const save = async (whole: HookState) => {
    if (isTooLong(whole)) {
      await hook.ports.spool
        .put(result.entry)
        .catch((error: unknown) => console.warn(hook.ports.redact(sentenceOf(error))));
    }
    files.saveState(STATE_NAME, stateText(whole));
  };
  const withAlerts = (alerted: readonly ToldAlert[]) =>
    alerted.length === 0 ? state : { ...state, alerted: alerted.slice(0, MOST_ALERTED) };
  await save(withAlerts(result.alerting));
  files.setOutput('record-id', hook.head.recordId);
  files.setOutput('start-digest', `sha256:${result.entry.digest}`);
  files.setOutput('verdict', result.verdict.verdict);

  reportFindings(console, result.verdict, undefined);
  reportWaivers(console, result.verdict, undefined);
  reportProblems(console, result.problems, result.verdict);

  const { announcedTo, alerted, problems: late } = await result.announced();
  // Of two values of one name the runner keeps the later one; the first is there in case that this one never is.
  if (announcedTo.length + result.alerting.length > 0) {
    await save({ ...withAlerts(alerted), announcedTo: [...announcedTo] });
  }
  reportProblems(console, late, result.verdict);
  console.info(`record ${hook.head.recordId} begun; the policy says ${result.verdict.verdict}.`);
  if (!result.refused) return 0;
  console.error(
    isRefused(result.verdict)
      ? 'The start of this job is refused.'
      : 'The start of this job fails for the errors above.',
  );
  return 1;
}

/** What may be kept of a configuration: nothing that was refused, because it may hold anything, a secret too. */
async function savable(configuration: Configuration): Promise<Configuration> {
  const { handoverKey, alerts, ...rest } = configuration;
  const key = await savableHandoverKey(handoverKey);
  const channels = alerts === undefined ? undefined : await savableAlerts(alerts);
  return {
    ...rest,
    sinks: await savableSinks(configuration.sinks),
    ...(channels !== undefined && { alerts: channels }),
    ...(key !== undefined && { handoverKey: key }),
  };
}

/** A claim that holds a secret is not kept: the end is given it anew. */
function withoutSecrets(claims: StageClaims, { redact }: Pick<HookPorts, 'redact'>): StageClaims {
  const clean = Object.entries(claims).filter(([, claim]) => JSON.stringify(redact(claim)) === JSON.stringify(claim));
  return Object.fromEntries(clean);
}
