import { beforeAll, describe, expect, it } from '@jest/globals';
import type { AccessRecord } from '../../src/model/access-record.ts';
import type { VerifyAnswer } from '../../src/pipeline/verify.ts';
import { IDENTITY, sampleRecord } from '../core/verification/sample.ts';
import { createMockSigstore, type MockSigstore } from '../signing/mock-sigstore.ts';
import { type Case, changed, failures, verifyCase, withSubject } from './verify-cases.ts';

let sigstore: MockSigstore;

beforeAll(async () => {
  sigstore = await createMockSigstore();
});

function open({ checks }: VerifyAnswer): string[] {
  return checks.filter(({ status }) => status === 'not-checked').map(({ id }) => id);
}

describe('verifyRecord', () => {
  it('verifies every check when record, bundle and certificate agree', async () => {
    const answer = await verifyCase(sigstore, { repository: 'octo-org/octo-repo', identity: IDENTITY });

    expect(failures(answer)).toEqual({});
    expect(answer.verdict).toBe('verified');
    expect(open(answer)).toEqual(['record-id']);
    expect(answer.checks.map(({ id }) => id)).toEqual(expect.arrayContaining(['signature', 'subject', 'claim-run']));
  });

  it('verifies what the job made when statement and record name it, and refuses another file', async () => {
    const made = { name: 'app.tgz', sha256: 'd'.repeat(64) };
    const given: Case = {
      record: { ...sampleRecord(), resources: { artifacts: [{ ...made, from: 'runner' }] } },
      statement: withSubject({ name: made.name, digest: { sha256: made.sha256 } }),
      repository: 'octo-org/octo-repo',
    };
    const answer = await verifyCase(sigstore, { ...given, artifacts: [made] });
    expect(answer.verdict).toBe('verified');
    expect(answer.checks.filter(({ id }) => id === 'artifact')).toMatchObject([{ status: 'ok' }]);

    const other = { name: 'other.tgz', sha256: 'e'.repeat(64) };
    const refused = await verifyCase(sigstore, { ...given, artifacts: [made, other] });
    expect(refused.verdict).toBe('refused');
    expect(Object.keys(failures(refused))).toEqual(['artifact']);
  });

  it('says that nobody was expected when neither repository nor identity is given', async () => {
    const answer = await verifyCase(sigstore, {});

    expect(answer.verdict).toBe('verified');
    expect(open(answer)).toEqual(['identity', 'repository', 'record-id']);
  });

  it('refuses with one failure each when one field of the record differs from the certificate', async () => {
    const answer = await verifyCase(sigstore, {
      record: changed(({ pipeline }) => {
        pipeline.ref = 'refs/heads/other';
      }),
    });

    expect(Object.keys(failures(answer))).toEqual(['claim-ref']);
  });

  it('refuses when the trust root is of another Sigstore', async () => {
    const other = await createMockSigstore();
    const answer = await verifyCase(sigstore, { root: other.trustedRoot });

    expect(answer.verdict).toBe('refused');
    expect(failures(answer).signature).toMatch(/trust root|vouched for/);
  });

  it('takes the root that fits when the file holds several', async () => {
    const other = await createMockSigstore();
    const answer = await verifyCase(sigstore, { root: `${other.trustedRoot}\n${sigstore.trustedRoot}\n` });

    expect(answer.verdict).toBe('verified');
  });

  it('takes the newer root when the file holds an older one of the same Sigstore too', async () => {
    const older = JSON.stringify({ ...JSON.parse(sigstore.trustedRoot), timestampAuthorities: [] });
    const answer = await verifyCase(sigstore, { root: `${older}\n${sigstore.trustedRoot}\n` });

    expect(answer.verdict).toBe('verified');
    expect(failures(await verifyCase(sigstore, { root: older })).signature).toMatch(/No trusted timestamp/);
  });

  it('does not compare what the record owns up to not having seen', async () => {
    const record = changed((it) => {
      delete it.pipeline.visibility;
      it.gaps.push({ pointer: '/pipeline/visibility', reason: 'not-available', needed: 'a token that sees it' });
    });
    const answer = await verifyCase(sigstore, { record });

    expect(answer.verdict).toBe('verified');
    expect(answer.checks.find(({ id }) => id === 'claim-visibility')?.status).toBe('not-checked');
  });

  it('refuses for everything that it keeps silent about when a forged record owns up to gaps at all of it', async () => {
    const { runUrl = '' } = sampleRecord().pipeline;
    const record: AccessRecord = {
      ...sampleRecord(),
      pipeline: { provider: 'github-actions', runUrl, job: 'deploy' },
      runner: {},
      gaps: ['/pipeline', '/runner'].map((pointer) => ({ pointer, reason: 'not-available', needed: 'nothing' })),
    };
    const answer = await verifyCase(sigstore, { record, repository: 'octo-org/octo-repo' });

    expect(answer.verdict).toBe('refused');
    expect(Object.keys(failures(answer))).toEqual(
      expect.arrayContaining(['claim-repository', 'claim-run', 'claim-commit', 'claim-environment', 'claim-runner']),
    );
  });

  it('says that it could not compare when the certificate claims no environment', async () => {
    const answer = await verifyCase(sigstore, { claims: { 23: undefined } });

    expect(answer.verdict).toBe('verified');
    expect(answer.checks.find(({ id }) => id === 'claim-environment')?.status).toBe('not-checked');
  });

  it.each([14, 15, 17, 18, 20])('is incomplete when the certificate does not claim extension %i', async (oid) => {
    const answer = await verifyCase(sigstore, { claims: { [oid]: undefined } });

    expect(failures(answer)).toEqual({});
    expect(answer.verdict).toBe('incomplete');
  });
});
