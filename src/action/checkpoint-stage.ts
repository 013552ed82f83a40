import { composeCheckpoint } from '../compose/checkpoint.ts';
import { problemsFail } from '../core/problem.ts';
import type { HookState } from '../model/state.ts';
import { checkpoint } from '../pipeline/checkpoint.ts';
import { actionConsole } from './console.ts';
import { readInputs } from './inputs.ts';
import { reportProblems } from './report-problems.ts';
import { runnerFiles } from './runner-files.ts';
import { withoutSwapped } from './swapped-addresses.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * A checkpoint of a job: the cloud identities that it can use at this moment, recorded, announced and left to the end.
 * `state` is what the start left, for a step that knows of it. Answers the exit code of the step, which is 0 unless
 * `on-error: fail`: what holds a job back are its start and its end.
 */
export async function checkpointStage(env: Environment, state: HookState | undefined): Promise<number> {
  const console = actionConsole();
  const read = readInputs(env);
  const inputs = state ? { ...read, claims: { ...state.claims, ...read.claims }, problems: [] } : read;
  // What is wrong with it is told by the end.
  const configuration = state
    ? withoutSwapped(state.configuration, read.configuration).configuration
    : read.configuration;
  const { head, facts, ports, problems } = await composeCheckpoint({
    env,
    inputs,
    configuration,
    saved: state,
    logger: console,
  });
  const result = await checkpoint(ports, { head, facts, announceWait: configuration.announceWait, problems });

  const files = runnerFiles(env);
  files.setOutput('record-id', head.recordId);
  files.setOutput('checkpoint-digest', `sha256:${result.entry.digest}`);
  const strictness = { mode: configuration.mode, onError: configuration.onError };
  const told = configuration.onError === 'fail' ? result.problems : result.problems.map(asService);
  reportProblems(console, told, strictness);
  const { cloud = [] } = result.record.access;
  const kinds = cloud.map(({ provider, kind }) => `${provider} ${kind}`).join(', ');
  console.info(`record ${head.recordId.slice(0, 16)}: checkpoint with ${kinds || 'no cloud identity'} in use.`);
  return problemsFail(told, strictness) ? 1 : 0;
}

/** A mistake in the inputs fails the start or the end, not the step between them. */
function asService<T extends { kind: string }>(problem: T): T & { kind: 'service' } {
  return { ...problem, kind: 'service' };
}
