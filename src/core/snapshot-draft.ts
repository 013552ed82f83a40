import type { Gap, ObservationSource, Snapshot } from '../model/access-record.ts';
import type { JobFacts, Observed } from '../ports.ts';

type Draft = { -readonly [K in keyof Snapshot]: Snapshot[K] };

/** A snapshot while it is being put together: every look ends as a fact with its source or as a gap. */
export interface SnapshotDraft {
  readonly snapshot: Draft;
  /** Hands the value on, or notes the gap at the pointer. */
  take<T>(pointer: string, source: ObservationSource, look: Observed<T>, keep: (value: T) => void): void;
  gap(gap: Gap): void;
}

/** Begins a snapshot with what was known before anything was asked. */
export function draftSnapshot(facts: JobFacts, observedAt: Date): SnapshotDraft {
  const snapshot: Draft = {
    observedAt: observedAt.toISOString(),
    pipeline: { ...facts.pipeline },
    runner: facts.runner,
    people: { ...facts.people },
    source: { ...(facts.sha && { commit: facts.sha }) },
    access: {},
    protections: {},
    gaps: [...facts.gaps],
    sources: { ...facts.sources },
  };

  function gap(found: Gap): void {
    if (!snapshot.gaps.some(({ pointer }) => pointer === found.pointer)) snapshot.gaps.push(found);
  }

  return {
    snapshot,
    gap,
    take(pointer, source, look, keep) {
      if (look.ok) {
        keep(look.value);
        snapshot.sources[pointer] = source;
      } else {
        const { reason, needed, detail } = look;
        gap({ pointer, reason, needed, ...(detail && { detail }) });
      }
    },
  };
}
