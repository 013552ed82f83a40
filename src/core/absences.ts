import type { AccessRecord, Gap, GapReason } from '../model/access-record.ts';
import { OPTIONAL_FACTS } from './optional-facts.ts';

/** A fact that a record may lack. */
export interface OptionalFact {
  /** Keys from the top, separated by slashes; `*` for the items of a list, `{}` for the values of a map. */
  readonly at: string;
  /** How many of the keys name the part whose gap speaks for it; left out, it has a gap of its own. */
  readonly group?: number;
  /** What it takes to see it. */
  readonly needs: string;
  readonly provider?: 'github-actions' | 'local';
  /** Events that bring it, separated by spaces. */
  readonly events?: string;
  /** Phases that see it, separated by spaces. */
  readonly phases?: string;
  /** What only some jobs have, `true` for what it takes: whoever looks for it in vain says so, and else it is not there. */
  readonly when?: string | true;
}

interface Absence {
  reason: GapReason;
  readonly needed: Set<string>;
}

const LONGEST_NEED = 500;

/**
 * A gap for each optional fact that a record neither holds nor explains by a gap at or above its place, so that none is
 * missing in silence. What is missing in items of a list is told by one gap at the list.
 */
export function absencesIn(record: Omit<AccessRecord, 'policy'>): Gap[] {
  const found = new Map<string, Absence>();
  const explained = new Set(record.gaps.map(({ pointer }) => pointer));
  for (const fact of OPTIONAL_FACTS) {
    const keys = fact.at.split('/');
    for (const pointer of missing(record, keys, 0, '', explained)) {
      const at = fact.group === undefined ? pointer : pointer.split('/', fact.group + 1).join('/');
      const why = reasonFor(fact, record);
      const part = fact.group === undefined ? '' : `${keys.slice(fact.group).join('/').replaceAll('{}', '*')}: `;
      note(found, at, why.reason, part + why.needed);
    }
  }
  return [...found].map(([pointer, { reason, needed }]) => ({
    pointer,
    reason,
    needed: [...needed].join('; ').slice(0, LONGEST_NEED).toWellFormed(),
  }));
}

function note(found: Map<string, Absence>, pointer: string, reason: GapReason, needed: string): void {
  const known = found.get(pointer);
  if (!known) {
    found.set(pointer, { reason, needed: new Set([needed]) });
    return;
  }
  known.needed.add(needed);
  if (known.reason === 'not-applicable') known.reason = reason;
}

/** Where the fact would stand and does not; below what is itself missing there is nothing to tell. */
function missing(
  value: unknown,
  keys: readonly string[],
  index: number,
  pointer: string,
  explained: ReadonlySet<string>,
): string[] {
  if (explained.has(pointer) || typeof value !== 'object' || value === null) return [];
  const [key] = keys.slice(index, index + 1);
  if (key === undefined) return [];
  if (key === '*' || key === '{}') {
    return Object.entries(value).flatMap(([each, item]) =>
      missing(item, keys, index + 1, `${pointer}/${escapeKey(each)}`, explained),
    );
  }
  const at = `${pointer}/${key}`;
  const member = Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
  if (index < keys.length - 1) return missing(member, keys, index + 1, at, explained);
  return member === undefined && !explained.has(at) ? [at] : [];
}

function reasonFor(
  { needs, provider, events, phases, when }: OptionalFact,
  { pipeline, phase }: Omit<AccessRecord, 'policy'>,
): Pick<Gap, 'reason' | 'needed'> {
  if (provider && provider !== pipeline.provider) {
    return { reason: 'not-applicable', needed: provider === 'local' ? 'a local record' : 'a job of a pipeline' };
  }
  if (events && pipeline.event !== undefined && !events.split(' ').includes(pipeline.event)) {
    return { reason: 'not-applicable', needed: `a run started by ${events.replaceAll(' ', ' or ')}` };
  }
  if (phases && !phases.split(' ').includes(phase)) {
    return phase === 'end' || phase === 'collector' || phases === 'collector'
      ? { reason: 'not-applicable', needed: needs }
      : { reason: 'not-yet', needed: 'the end of the job' };
  }
  if (when !== undefined) return { reason: 'not-applicable', needed: when === true ? needs : when };
  return { reason: phase === 'checkpoint' ? 'not-asked' : 'not-available', needed: needs };
}

function escapeKey(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
