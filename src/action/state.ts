import { digestOf } from '../core/canonical.ts';
import { DoorlogError } from '../errors.ts';
import { jsonOrNothing } from '../json.ts';
import { HookState } from '../model/state.ts';
import { STATE_NAME } from './state-text.ts';

type Environment = Readonly<Record<string, string | undefined>>;

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
