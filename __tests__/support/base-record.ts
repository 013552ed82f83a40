import { withChanges } from '../../src/core/simulation/changes.ts';
import { AccessRecord } from '../../src/model/access-record.ts';
import type { Changes } from '../../src/model/scenario.ts';
import { readProject } from '../docs/markdown.ts';

const known = new Map<string, string>();

/** A job of the scenarios’ bases as its end record, with facts changed by JSON Pointer; fails where that is no valid record. */
export function baseRecord(changes: Changes = {}, base = 'deploy'): AccessRecord {
  const text = known.get(base) ?? readProject(`scenarios/bases/${base}.json`);
  known.set(base, text);
  const changed = withChanges(AccessRecord.parse(JSON.parse(text)), changes);
  const parsed = AccessRecord.safeParse(changed);
  if (!parsed.success) throw parsed.error;
  return parsed.data;
}
