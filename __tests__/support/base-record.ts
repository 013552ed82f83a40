import { withChanges } from '../../src/core/simulation/changes.ts';
import { AccessRecord } from '../../src/model/access-record.ts';
import type { Changes } from '../../src/model/scenario.ts';
import { readProject } from '../docs/markdown.ts';

const known = new Map<string, AccessRecord>();

/** A job of the scenarios’ bases as its end record, with facts changed by JSON Pointer; fails where that is no valid record. */
export function baseRecord(changes: Changes = {}, base = 'deploy'): AccessRecord {
  const clean = known.get(base) ?? AccessRecord.parse(JSON.parse(readProject(`scenarios/bases/${base}.json`)));
  known.set(base, clean);
  const changed = withChanges(clean, changes);
  const parsed = AccessRecord.safeParse(changed);
  if (!parsed.success) throw parsed.error;
  return parsed.data;
}
