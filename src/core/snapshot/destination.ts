import { DoorlogError } from '../../errors.ts';
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

/**
 * What is wrong with the word that a gate was given: jobs of its workflow file go to environments by name, and to none of
 * that name. All that was judged would then have been judged for nobody.
 */
export function wrongDestination(
  given: string | undefined,
  declaration: Observed<Declaration>,
): DoorlogError | undefined {
  const { destinations = [] } = declaration.ok ? declaration.value : {};
  const isAmong = destinations.some((name) => name.toLowerCase() === given?.toLowerCase());
  if (given === undefined || destinations.length === 0 || isAmong) return undefined;
  const names = destinations.slice(0, 5).map((name) => `“${name}”`);
  return new DoorlogError(
    'input-invalid',
    `No job of the workflow file goes to the environment that the input “environment” names; they go to ${names.join(', ')}: give the gate one of these.`,
  );
}
