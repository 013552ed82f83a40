import type { Observed } from '../../ports.ts';
import type { Declaration } from '../workflow/declaration.ts';
import type { SnapshotDraft } from './draft.ts';

/** Approvals are given when the deploying job waits, and that waits for the gate. */
export const AFTER_THE_GATE: Observed<never> = {
  ok: false,
  reason: 'not-yet',
  needed: 'the deploying job, whose approvals are given after the gate',
};

/**
 * The environment that the run is going to, of which a gate has only the user’s word: null where no other job of the
 * workflow file can have one, undefined where nobody said.
 */
export function keepDestination(
  draft: SnapshotDraft,
  given: string | undefined,
  declaration: Observed<Declaration>,
): string | null | undefined {
  const { snapshot } = draft;
  if (given !== undefined) {
    snapshot.pipeline = { ...snapshot.pipeline, environment: given };
    snapshot.sources['/pipeline/environment'] = 'input';
    return given;
  }
  if (declaration.ok && declaration.value.deploysElsewhere === false) return null;
  for (const pointer of ['/pipeline/environment', '/protections/environment', '/approvals']) {
    draft.gap({ pointer, reason: 'not-asked', needed: 'the input `environment` of the gate' });
  }
  return undefined;
}
