import { digestOf } from '../../src/core/canonical.ts';
import type { AccessRecord } from '../../src/model/access-record.ts';
import type { Changes } from '../../src/model/scenario.ts';
import { baseRecord } from './base-record.ts';

const MINUTE = 60_000;

const times = new Map<string, AccessRecord['observedAt']>();
let runs = 0;

/** The end record of another run of a base’s job that ended some minutes before it, with facts changed. */
export function earlierRecord(minutes: number, { set = {}, remove = [] }: Changes = {}, base = 'deploy'): AccessRecord {
  const observedAt = times.get(base) ?? baseRecord({}, base).observedAt;
  times.set(base, observedAt);
  const moved = (time = '') => new Date(Date.parse(time) - minutes * MINUTE).toISOString();
  runs++;
  return baseRecord(
    {
      set: {
        '/recordId': digestOf([base, runs]),
        '/pipeline/runId': String(10_000 + runs),
        '/observedAt/start': moved(observedAt.start),
        '/observedAt/end': moved(observedAt.end),
        ...set,
      },
      remove,
    },
    base,
  );
}
