import type { Check } from '../core/verification/check.ts';
import type { RecordLink } from '../model/access-record.ts';
import type { CopyAnswer, StoredAnswer } from './verify-stored.ts';

const OWN_PHASES = ['start', 'checkpoint', 'end'] as const;

/** The records of a job's own that the stores hold, each once, and how each is proven; a start by the proven end that names it. */
export function recordsIn({ copies, proven }: StoredAnswer): RecordLink[] {
  const ends = proven.filter(({ record }) => record.phase === 'end');
  const bound = new Set(
    ends.flatMap(({ record: { links } }) => [
      ...(links.startEvent ? [links.startEvent.digest] : []),
      ...(links.checkpoints ?? []).map(({ digest }) => digest),
    ]),
  );
  const provenEnds = new Set(ends.map(({ digest }) => digest));
  const found = new Map<string, RecordLink>();
  for (const copy of copies) {
    const phase = OWN_PHASES.find((each) => each === copy.phase);
    if (phase === undefined) continue;
    const proof = proofOf(copy, phase === 'end' ? provenEnds : bound);
    const key = `${phase} ${copy.digest}`;
    const other = found.get(key);
    // One altered copy does not make another one wrong, but it is told.
    if (!other || proof === 'refused') found.set(key, { phase, digest: copy.digest, proof });
  }
  return [...found.values()].sort((a, b) => rankOf(a) - rankOf(b) || (a.digest < b.digest ? -1 : 1));
}

function proofOf({ checks, digest, phase }: CopyAnswer, proven: ReadonlySet<string>): RecordLink['proof'] {
  if (checks.some(({ status }) => status === 'failed')) return 'refused';
  if (proven.has(digest)) return 'verified';
  return phase === 'end' && !checks.some(isUnsigned) ? 'incomplete' : 'unsigned';
}

function isUnsigned({ id, status }: Check): boolean {
  return id === 'signature' && status === 'not-checked';
}

function rankOf({ phase }: RecordLink): number {
  return OWN_PHASES.indexOf(phase);
}
