import { digestOf } from '../core/canonical.ts';
import { DoorlogError } from '../errors.ts';
import { HookState } from '../model/state.ts';

/** Name of the one value that the hooks keep. */
export const STATE_NAME = 'doorlog';

type Environment = Readonly<Record<string, string | undefined>>;

/** A state becomes an environment variable of the next hook, and Windows takes 32,767 characters for all of them. */
const LONGEST_STATE = 20_000;

/** The text of a state, for the runner to keep; without the start event where that would be too long. */
export function stateText(state: HookState): string {
  const text = JSON.stringify(state);
  if (text.length <= LONGEST_STATE) return text;
  const { start: _, ...rest } = state;
  return JSON.stringify(rest);
}

function isUnaltered({ start, startDigest, recordId }: HookState): boolean {
  return start === undefined || (digestOf(start) === startDigest && start.recordId === recordId);
}

/**
 * The state that an earlier hook left, or undefined where there is none.
 * Raises `state-invalid` where it is not what was left: other steps can reach it, so nothing of it is believed then.
 */
export function readState(env: Environment): HookState | undefined {
  const text = env[`STATE_${STATE_NAME}`];
  if (!text) return undefined;
  const parsed = HookState.safeParse(jsonOrNothing(text));
  if (!parsed.success || !isUnaltered(parsed.data)) {
    throw new DoorlogError(
      'state-invalid',
      'The state that the start of this job left was altered, so the end is recorded without it; find the step that writes to the runner’s files.',
      {
        cause: parsed.error,
      },
    );
  }
  return parsed.data;
}

function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
