import { digestOf } from '../core/canonical.ts';
import { DoorlogError } from '../errors.ts';
import { HookState } from '../model/state.ts';

/** Name of the one value that the hooks keep. */
export const STATE_NAME = 'doorlog';

type Environment = Readonly<Record<string, string | undefined>>;

/** The text of a state, for the runner to keep. */
export function stateText(state: HookState): string {
  return JSON.stringify(state);
}

/**
 * The state that an earlier hook left, or undefined where there is none.
 * Raises `state-invalid` where it is not what was left: other steps can reach it, so nothing of it is believed then.
 */
export function readState(env: Environment): HookState | undefined {
  const text = env[`STATE_${STATE_NAME}`];
  if (!text) return undefined;
  const parsed = HookState.safeParse(jsonOrNothing(text));
  if (!parsed.success || digestOf(parsed.data.start) !== parsed.data.startDigest) {
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
