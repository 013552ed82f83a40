import { savableSinks } from '../compose/sinks.ts';
import { composeHook } from '../compose.ts';
import { sentenceOf } from '../errors.ts';
import type { StageClaims } from '../model/configuration.ts';
import type { HookState } from '../model/state.ts';
import { saveSurroundings } from '../net/saved-surroundings.ts';
import type { HookPorts } from '../pipeline/hook.ts';
import { start } from '../pipeline/start.ts';
import { actionConsole } from './console.ts';
import { readInputs } from './inputs.ts';
import { reportFindings, reportProblems, reportWaivers } from './report-problems.ts';
import { runnerFiles } from './runner-files.ts';
import { isTooLong, STATE_NAME, stateText } from './state-text.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The start of a job: snapshot, verdict, announcement, state. Answers the exit code of the step. */
export async function startStage(env: Environment, stage: 'pre' | 'main'): Promise<number> {
  const console = actionConsole();
  const files = runnerFiles(env);
  const inputs = readInputs(env);
  const { configuration } = inputs;
  const hook = composeHook({ env, inputs, configuration, saved: undefined, logger: console });
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
    configuration: { ...configuration, sinks: await savableSinks(configuration.sinks) },
    surroundings: saveSurroundings(env),
    start: result.record,
    recordId: hook.head.recordId,
    startDigest: result.entry.digest,
    idTokenOffered: Boolean(env.ACTIONS_ID_TOKEN_REQUEST_URL),
    claims: withoutSecrets(inputs.claims, hook.ports),
    ...(requestsLeft && { requestsLeft: { remaining: requestsLeft.remaining, limit: requestsLeft.limit } }),
    announcedTo: [...result.announcedTo],
  };
  if (isTooLong(state)) {
    await hook.ports.spool
      .put(result.entry)
      .catch((error: unknown) => console.warn(hook.ports.redact(sentenceOf(error))));
  }
  files.saveState(STATE_NAME, stateText(state));
  files.setOutput('record-id', hook.head.recordId);
  files.setOutput('start-digest', `sha256:${result.entry.digest}`);
  files.setOutput('verdict', result.verdict.verdict);

  reportFindings(console, result.verdict, undefined);
  reportWaivers(console, result.verdict, undefined);
  reportProblems(console, result.problems, result.verdict);
  console.info(`record ${hook.head.recordId.slice(0, 16)} begun; the policy says ${result.verdict.verdict}.`);
  if (!result.refused) return 0;
  console.error('The start of this job is refused.');
  return 1;
}

/** A claim that holds a secret is not kept: the end is given it anew. */
function withoutSecrets(claims: StageClaims, { redact }: Pick<HookPorts, 'redact'>): StageClaims {
  const clean = Object.entries(claims).filter(([, claim]) => JSON.stringify(redact(claim)) === JSON.stringify(claim));
  return Object.fromEntries(clean);
}
