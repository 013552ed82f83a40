import type { Problem } from '../core/problem.ts';
import type { Configuration } from '../model/configuration.ts';

/**
 * The configuration that the job’s state holds, without log stores and hand-over key where the inputs of this very stage
 * name others: one of the two was planted, secrets go where the first says and records to whom the second names, and
 * nobody here can tell which. A stage of a nested action may be given no inputs, which says nothing.
 */
export function withoutSwapped(
  state: Configuration,
  own: Configuration,
): { readonly configuration: Configuration; readonly problems: readonly Problem[] } {
  const isSwapped = (saved: string | undefined, given: string | undefined) =>
    Boolean(saved?.trim()) && Boolean(given?.trim()) && saved?.trim() !== given?.trim();
  const { handoverKey, ...rest } = state;
  const hasOtherSinks = isSwapped(state.sinks, own.sinks);
  const hasOtherKey = isSwapped(handoverKey, own.handoverKey);
  if (!hasOtherSinks && !hasOtherKey) return { configuration: state, problems: [] };
  const what = [hasOtherSinks ? 'other log stores' : '', hasOtherKey ? 'another hand-over key' : ''];
  const message = `The state of this job names ${what.filter(Boolean).join(' and ')} than its inputs do, so neither is used; find the step that sets the variable STATE_doorlog, or one that the inputs are made from.`;
  return {
    configuration: {
      ...rest,
      sinks: hasOtherSinks ? '' : state.sinks,
      ...(handoverKey !== undefined && !hasOtherKey && { handoverKey }),
    },
    problems: [{ kind: 'mistake', code: 'state-invalid', message }],
  };
}
