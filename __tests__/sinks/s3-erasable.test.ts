import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { digestOf } from '../../src/core/canonical.ts';
import { commit, commitmentHolds } from '../../src/core/commitment.ts';
import { attestedView } from '../../src/core/views.ts';
import { AccessRecord } from '../../src/model/access-record.ts';
import { replayable, withAttested } from '../../src/pipeline/attested-entry.ts';
import type { LogEntry } from '../../src/ports.ts';
import { objectsOf } from '../../src/sinks/s3/objects.ts';
import type { S3SinkConfig } from '../../src/sinks/s3/type.ts';
import { arbitraryRecord } from '../support/arbitrary-record.ts';
import { leavesOf } from '../support/schema-walk.ts';

const CONFIG: S3SinkConfig = {
  type: 's3',
  name: 's3',
  required: false,
  bucket: 'acme',
  region: 'eu-central-1',
  prefix: 'doorlog/',
  shape: 'native',
  audience: 'sts.amazonaws.com',
  lock: { mode: 'COMPLIANCE', days: 400 },
};
const NAMES = ['key', 'recordId', 'phase', 'digest', 'time', 'erasable', 'subjectDigest'];
const SALT = 'ab'.repeat(32);

function objectsFor(record: AccessRecord) {
  const { log, attested } = commit(record, SALT);
  const entry: LogEntry = {
    recordId: log.recordId,
    phase: log.phase,
    digest: digestOf(log),
    time: '2026-03-31T23:59:59.000Z',
    document: log,
    attested,
    subjectDigest: digestOf(attested),
  };
  const [locked, erasable] = objectsOf(CONFIG, entry, 'id', new Date());
  if (locked === undefined || erasable === undefined) throw new Error('there are not two objects');
  return { log, attested, locked, erasable };
}

describe('what goes under a lock that nobody can lift', () => {
  it('holds the attested view, names and digests, and nothing of the log alone, whatever the record is', () => {
    fc.assert(
      fc.property(arbitraryRecord(), (record) => {
        const { attested, log, locked, erasable } = objectsFor(record);
        const { attested: kept, ...rest } = JSON.parse(locked.text);
        expect(Object.keys(rest).filter((name) => !NAMES.includes(name))).toEqual([]);
        const members = ['private', 'internal'].includes(record.pipeline.visibility ?? '');
        const allowed = members ? ['public', 'members'] : ['public'];
        const leaves = leavesOf(AccessRecord, { ...kept, drift: [] });
        expect(leaves.filter(({ view }) => !allowed.includes(view ?? 'none'))).toEqual([]);
        expect(digestOf(kept)).toBe(digestOf(attested));
        expect(locked.text).not.toContain(SALT);
        expect(locked.lock).toEqual({ mode: 'COMPLIANCE', days: 400, legalHold: false });
        expect(digestOf(JSON.parse(erasable.text).record)).toBe(digestOf(log));
        expect(erasable.lock).toEqual({ legalHold: false });
      }),
      { numRuns: 50 },
    );
  });

  it('still proves the log view for as long as that is there', () => {
    fc.assert(
      fc.property(arbitraryRecord(), (record) => {
        const { locked, erasable } = objectsFor(record);
        const { attested, digest } = JSON.parse(locked.text);
        const { record: log } = JSON.parse(erasable.text);
        expect(commitmentHolds(attested, log)).toBe(true);
        expect(digestOf(log)).toBe(digest);
      }),
      { numRuns: 20 },
    );
  });
});

describe('an entry with its attested view', () => {
  it('gets the view that its own record commits to, whatever stood there, when a sink keeps that apart', async () => {
    const record = AccessRecord.parse(
      JSON.parse(JSON.stringify(fc.sample(arbitraryRecord(), { numRuns: 1, seed: 7 })[0])),
    );
    const { log, attested } = commit(record, SALT);
    const entry: LogEntry = {
      recordId: log.recordId,
      phase: log.phase,
      digest: digestOf(log),
      time: '',
      document: log,
      attested: { planted: true },
    };
    expect(digestOf((await withAttested(entry, [{ needsAttested: true }])).attested)).toBe(digestOf(attested));
    expect(await withAttested(entry, [{}])).not.toHaveProperty('attested');
    const unsalted: LogEntry = { ...entry, document: attestedView(record) };
    expect(await withAttested(unsalted, [{ needsAttested: true }])).not.toHaveProperty('attested');
  });

  it('is replayed as an attested view only when it is one, whatever the record is', async () => {
    const asking = [{ needsAttested: true }];
    await fc.assert(
      fc.asyncProperty(arbitraryRecord(), async (record) => {
        const { log, attested } = commit(record, SALT);
        const { recordId, phase } = log;
        const claimed = (document: AccessRecord): LogEntry => {
          return { recordId, phase, digest: digestOf(document), time: '', view: 'attested', document };
        };
        expect(await replayable(claimed(attested), asking)).toEqual(claimed(attested));
        expect(await replayable({ ...claimed(attested), attested: { planted: true } }, asking)).toEqual(
          claimed(attested),
        );
        expect(await replayable(claimed(log), asking)).toBeUndefined();
        expect(await replayable(claimed(log), [{}])).toEqual(claimed(log));
      }),
      { numRuns: 30 },
    );
  });
});
