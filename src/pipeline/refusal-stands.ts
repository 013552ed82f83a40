import { isRefused } from '../core/judge.ts';
import { DoorlogError, sentenceOf } from '../errors.ts';
import type { Verdict } from '../model/verdict.ts';

/**
 * Does what is left to do once a verdict is there; what goes wrong with it makes no refusal undone, whatever `on-error`
 * says. Raises `refused` where the verdict refuses, else what the work raises.
 */
export async function refusalStands<T>(verdict: Verdict, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!isRefused(verdict)) throw cause;
    const message = `The policy refuses this job, and its record could not be finished: ${sentenceOf(cause)}`;
    throw new DoorlogError('refused', message, { cause });
  }
}
