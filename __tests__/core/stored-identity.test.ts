import { describe, expect, it } from '@jest/globals';
import { commit } from '../../src/core/commitment.ts';
import { recordIdOf } from '../../src/core/record-id.ts';
import { checkIdentity } from '../../src/core/stored-identity.ts';
import type { AccessRecord } from '../../src/model/access-record.ts';
import { baseRecord } from '../support/base-record.ts';

const views = (record: AccessRecord) => commit(record, 'ab'.repeat(32));
const { log, attested } = views(baseRecord());
const filed = { recordId: log.recordId, phase: log.phase };

/** What a job of another run may sign: everything about it is true but the id. */
function fromAnotherRun(remove: readonly string[] = []): AccessRecord {
  return baseRecord({ set: { '/pipeline/runId': '999', '/recorder/runId': '999' }, remove: [...remove] });
}

describe('the record id of what was signed', () => {
  it('is the one of its job when nothing was touched, with and without the log view', () => {
    expect(checkIdentity(attested, { ...filed, document: log }).status).toBe('ok');
    expect(checkIdentity(attested, filed).status).toBe('ok');
  });

  it('is not proven by the signature when another record lies under its key', () => {
    const other = { ...filed, recordId: 'f'.repeat(64) };
    expect(checkIdentity(attested, other)).toMatchObject({
      status: 'failed',
      detail: expect.stringMatching(/another record/),
    });
    expect(checkIdentity(attested, { ...filed, phase: 'start' }).status).toBe('failed');
    expect(checkIdentity(undefined, filed).status).toBe('failed');
  });

  it('is refused when another run of the repository signed it under this one’s id', () => {
    const forged = views(fromAnotherRun());
    expect(checkIdentity(forged.attested, { ...filed, document: forged.log })).toMatchObject({
      status: 'failed',
      detail: expect.stringMatching(/another job’s/),
    });
  });

  it('is never taken for proven when such a run keeps back what the id is made from', () => {
    for (const hidden of ['/sources/~1pipeline~1checkRunId', '/pipeline/checkRunId', '/pipeline/repositoryId']) {
      const forged = views(fromAnotherRun([hidden]));
      for (const document of [undefined, forged.log]) {
        expect(checkIdentity(forged.attested, { ...filed, document }).status).not.toBe('ok');
      }
    }
  });

  it('is made from the place of the job when the runner names no check run', () => {
    const bare = baseRecord({ remove: ['/pipeline/checkRunId', '/sources/~1pipeline~1checkRunId'] });
    const { server = '', repositoryId = '', runId = '', runAttempt = '', job, matrix } = bare.pipeline;
    const { name: runnerName, trackingId } = bare.runner;
    const recordId = recordIdOf({ server, repositoryId, runId, runAttempt, job, matrix, runnerName, trackingId });
    const own = views({ ...bare, recordId });
    const place = { recordId, phase: own.log.phase };
    expect(checkIdentity(own.attested, { ...place, document: own.log }).status).toBe('ok');
    expect(checkIdentity(own.attested, place).status).toBe('not-checked');
  });
});
