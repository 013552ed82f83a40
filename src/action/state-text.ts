import type { HookState } from '../model/state.ts';

/** Name of the one value that the hooks keep. */
export const STATE_NAME = 'doorlog';

/** A state becomes an environment variable of the next hook, and Windows takes 32,767 characters for all of them. */
const LONGEST_STATE = 20_000;

/** Whether the start event doesn't fit into the state and has to be found in the spool. */
export function isTooLong(state: HookState): boolean {
  return JSON.stringify(state).length > LONGEST_STATE;
}

/** The text of a state, for the runner to keep; without the start event where that would be too long. */
export function stateText(state: HookState): string {
  if (!isTooLong(state)) return JSON.stringify(state);
  const { start: _, ...rest } = state;
  return JSON.stringify(rest);
}
