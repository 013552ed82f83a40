import { describe, expect, it } from '@jest/globals';
import { checkSigner, GITHUB_ISSUER } from '../../../src/core/verification/signer.ts';
import type { AccessRecord } from '../../../src/model/access-record.ts';
import { IDENTITY, sampleClaims, sampleRecord } from './sample.ts';

function gateRecord(own: string | undefined, destination = 'production'): AccessRecord {
  const record = sampleRecord();
  return {
    ...record,
    recorder: { ...record.recorder, kind: 'gate', ...(own && { environment: own }) },
    pipeline: { ...record.pipeline, environment: destination },
  };
}

function failures(record: AccessRecord, environment: string | undefined): string[] {
  const claims = sampleClaims({ 23: environment });
  const signer = { kind: 'certificate', identity: IDENTITY, issuer: GITHUB_ISSUER, claims } as const;
  return checkSigner(signer, record, { issuer: GITHUB_ISSUER })
    .filter(({ status }) => status === 'failed')
    .map(({ id }) => id);
}

describe('the environment of a gate’s certificate', () => {
  it('is that of the gate’s own job when the run is going to another', () => {
    expect(failures(gateRecord('doorlog-gate'), 'doorlog-gate')).toEqual([]);
  });

  it('is a failure when the record names another or none', () => {
    expect(failures(gateRecord('doorlog-gate'), 'production')).toEqual(['claim-recorder-environment']);
    expect(failures(gateRecord(undefined), 'doorlog-gate')).toEqual(['claim-recorder-environment']);
  });

  it('is compared with nothing when the certificate claims none', () => {
    expect(failures(gateRecord(undefined), undefined)).toEqual([]);
  });

  it('is the job’s own when no gate made the record', () => {
    const record = sampleRecord();
    const claimed = { ...record, recorder: { ...record.recorder, environment: 'staging' } };
    expect(failures(claimed, 'staging')).toEqual(['claim-environment']);
  });
});
