import { digestOf } from '../../src/core/canonical.ts';
import { commit } from '../../src/core/commitment.ts';
import type { LogEntry } from '../../src/ports.ts';
import { baseRecord } from '../support/base-record.ts';

/** A realistic entry, dated as told: the end record of a deployment with both of its views. */
export function faultEntry(time: Date): LogEntry {
  const recordId = digestOf({ job: time.toISOString() });
  const record = baseRecord({ set: { '/recordId': recordId, '/observedAt/end': time.toISOString() } });
  const { log, attested } = commit(record, 'a salt of this test');
  return {
    recordId,
    phase: 'end',
    time: time.toISOString(),
    digest: digestOf(log),
    document: log,
    attested,
    subjectDigest: digestOf(attested),
  };
}
