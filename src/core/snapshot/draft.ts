import type { Gap, Snapshot } from '../../model/access-record.ts';
import type { ObservationSource } from '../../model/observation-source.ts';
import type { JobFacts, Observed } from '../../ports.ts';

type Draft = { -readonly [K in keyof Snapshot]: Snapshot[K] };

/** A snapshot while it is being put together: every look ends as a fact with its source or as a gap. */
export interface SnapshotDraft {
  readonly snapshot: Draft;
  /** Hands the value on, or notes the gap at the pointer. */
  take<T>(pointer: string, source: ObservationSource, look: Observed<T>, keep: (value: T) => void): void;
  /** As `take`, for facts that one look brings together. */
  takeAll<T>(pointers: readonly string[], source: ObservationSource, look: Observed<T>, keep: (value: T) => void): void;
  /** Notes the gap that a look in vain leaves at another fact. */
  miss(pointer: string, look: Extract<Observed<unknown>, { ok: false }>): void;
  gap(gap: Gap): void;
  /** The snapshot, without a gap for a fact that is held after all. */
  finish(): Snapshot;
}

/** Begins a snapshot with what was known before anything was asked. */
export function draftSnapshot(facts: JobFacts, observedAt: Date): SnapshotDraft {
  const snapshot: Draft = {
    observedAt: observedAt.toISOString(),
    pipeline: { ...facts.pipeline },
    runner: facts.runner,
    people: { ...facts.people },
    source: { ...facts.source, ...(facts.sha && { commit: facts.sha }) },
    access: {},
    protections: {},
    gaps: [...facts.gaps],
    sources: { ...facts.sources },
  };

  function gap(found: Gap): void {
    if (!snapshot.gaps.some(({ pointer }) => pointer === found.pointer)) snapshot.gaps.push(found);
  }

  function finish(): Snapshot {
    // A gap of a whole section stands beside what little of it is held.
    const isFilled = (pointer: string) => /^\/(pipeline|runner)\//.test(pointer) && isHeld(snapshot, pointer);
    return { ...snapshot, gaps: snapshot.gaps.filter(({ pointer }) => !isFilled(pointer)) };
  }

  function miss(pointer: string, { reason, needed, detail }: Extract<Observed<unknown>, { ok: false }>): void {
    gap({ pointer, reason, needed, ...(detail && { detail }) });
  }

  function takeAll<T>(
    pointers: readonly string[],
    source: ObservationSource,
    look: Observed<T>,
    keep: (value: T) => void,
  ): void {
    if (look.ok) keep(look.value);
    for (const pointer of pointers) {
      if (look.ok) snapshot.sources[pointer] = source;
      else miss(pointer, look);
    }
  }

  return {
    snapshot,
    gap,
    miss,
    finish,
    takeAll,
    take: (pointer, source, look, keep) => takeAll([pointer], source, look, keep),
  };
}

function isHeld(snapshot: Draft, pointer: string): boolean {
  let at: unknown = snapshot;
  for (const key of pointer.split('/').slice(1)) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return false;
    at = (at as Record<string, unknown>)[key];
  }
  return at !== undefined;
}
