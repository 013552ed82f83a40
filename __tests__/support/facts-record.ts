import { canonicalize } from '../../src/core/canonical.ts';
import { startRecord } from '../../src/core/record.ts';
import { draftSnapshot } from '../../src/core/snapshot/draft.ts';
import { AccessRecord } from '../../src/model/access-record.ts';
import type { JobFacts } from '../../src/ports.ts';

const HEAD = { recordId: '0'.repeat(64), recorder: { kind: 'job', version: '0' } } as const;

/** The start record of a job of which nothing but these facts is known; fails where that is no valid record. */
export function recordOfFacts(facts: JobFacts): AccessRecord {
  const record = startRecord(HEAD, draftSnapshot(facts, new Date(0)).finish());
  const parsed = AccessRecord.safeParse(JSON.parse(canonicalize(record)));
  if (!parsed.success) throw parsed.error;
  return parsed.data;
}
