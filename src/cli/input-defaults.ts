import type { Strictness } from '../core/judge.ts';

/** As the action's inputs are when nobody sets them. */
export const INPUT_DEFAULTS = {
  mode: 'enforce',
  onViolation: 'fail',
  onUnknown: 'warn',
  onError: 'warn',
} as const satisfies Strictness;
