import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { digestOf } from '../../src/core/canonical.ts';
import { commitmentHolds } from '../../src/core/commitment.ts';
import { AccessRecord } from '../../src/model/access-record.ts';
import { type PlayedJob, playJob } from '../support/in-process-job.ts';
import { type LocalServer, serve } from '../support/local-server.ts';
import { type S3Store, startS3Store } from '../support/s3-store.ts';
import { deploymentWorld } from '../support/world.ts';

const SESSION = 'canary-session-token-of-the-role';
const LOCK = { mode: 'COMPLIANCE', days: 400 };
let store: S3Store;
let sts: LocalServer;

beforeEach(async () => {
  store = await startS3Store();
  sts = await serve({
    handle: () => ({
      status: 200,
      body: `<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>${store.accessKeyId}</AccessKeyId><SecretAccessKey>${store.secretAccessKey}</SecretAccessKey><SessionToken>${SESSION}</SessionToken><Expiration>${new Date(Date.now() + 900_000).toISOString()}</Expiration></Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`,
    }),
  });
});

afterEach(async () => {
  await Promise.all([store.close(), sts.close()]);
});

function objectOf(phase: string, kind: string) {
  const [key, object] =
    [...store.objects].find(([each]) => each.includes(`/${kind}/`) && each.includes(`-${phase}-`)) ?? [];
  if (key === undefined || object === undefined) throw new Error(`there is no ${kind} of the ${phase}`);
  return { lock: object.lock, stored: JSON.parse(object.body.toString('utf8')) };
}

/** Everything that a job leaves behind but what its store was sent. */
function traces({ output, state, summary, files }: PlayedJob): string {
  return [output, JSON.stringify(state), summary, ...files.values()].join('\n');
}

describe('a job with a bucket under a lock', () => {
  it('leaves start and end as attested views that are locked and log views that are not, when its keys come by a role', async () => {
    const sink = { type: 's3', url: store.url, bucket: store.bucket, lock: LOCK };
    const role = { role: 'arn:aws:iam::123456789012:role/writer', 'sts-url': sts.url };
    const job = await playJob(deploymentWorld(), {
      inputs: { 'announce-wait': '10000' },
      moreSinks: [{ ...sink, ...role, required: true }],
    });
    expect(job.codes).toEqual({ start: 0, end: 0 });
    expect(store.objects.size).toBe(4);
    for (const [phase, record] of [
      ['start', job.start],
      ['end', job.end],
    ] as const) {
      const { stored, lock } = objectOf(phase, 'records');
      const { stored: beside, lock: none } = objectOf(phase, 'erasable');
      expect(lock?.mode).toBe('COMPLIANCE');
      expect(none).toBeUndefined();
      expect(stored.digest).toBe(digestOf(record));
      expect(digestOf(beside.record)).toBe(stored.digest);
      const attested = AccessRecord.parse(stored.attested);
      expect(attested.commitment).not.toHaveProperty('salt');
      expect(commitmentHolds(attested, AccessRecord.parse(beside.record))).toBe(true);
    }
    expect(job.end.links?.startEvent).toEqual({ digest: digestOf(job.start), announced: 'announced' });
    for (const secret of [SESSION, store.secretAccessKey, store.accessKeyId]) expect(traces(job)).not.toContain(secret);
  });

  it('delivers the start by the end when the store was down at the start', async () => {
    const secrets = { 'aws-access-key-id': store.accessKeyId, 'aws-secret-access-key': store.secretAccessKey };
    const disarm = store.addFault({ times: Number.POSITIVE_INFINITY }, { kind: 'drop' });
    const job = await playJob(deploymentWorld(), {
      inputs: { 'announce-wait': '50', ...secrets },
      moreSinks: [{ type: 's3', url: store.url, bucket: store.bucket, lock: LOCK }],
      meanwhile: disarm,
    });
    expect(job.end.links?.startEvent?.announced).toBe('late');
    for (const phase of ['start', 'end']) {
      const { stored } = objectOf(phase, 'records');
      expect(commitmentHolds(stored.attested, objectOf(phase, 'erasable').stored.record)).toBe(true);
    }
    for (const secret of Object.values(secrets)) expect(traces(job)).not.toContain(secret);
  });

  it('leaves start and end without commitments of their own when no sink keeps attested views', async () => {
    const job = await playJob(deploymentWorld());
    expect(job.start.commitment).toBeUndefined();
    expect(job.end.commitment).toBeDefined();
  });
});
