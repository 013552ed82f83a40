import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Examination } from '../../src/ports.ts';
import { parseSinks } from '../../src/sinks/config.ts';
import type { SinkSurroundings } from '../../src/sinks/sink-type.ts';
import { replies } from '../support/faults.ts';
import { fault } from '../support/s3-store.ts';
import { sinkSurroundings } from '../support/sink-surroundings.ts';
import { type Bucket, startBucket } from './s3-bucket.ts';

const SECRETS = { awsAccessKeyId: 'AKIAX', awsSecretAccessKey: 'canary-secret' };
const LOCK = { mode: 'COMPLIANCE', days: 400 };
const GOOD = {
  versioning: '<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>',
  'object-lock': '<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled></ObjectLockConfiguration>',
  lifecycle: lifecycle(
    'doorlog/erasable/',
    '<NoncurrentVersionExpiration><NoncurrentDays>1</NoncurrentDays></NoncurrentVersionExpiration>',
  ),
  publicAccessBlock: publicAccess('true'),
};
let bucket: Bucket;

beforeEach(async () => {
  bucket = await startBucket();
  for (const [name, body] of Object.entries(GOOD)) bucket.settings.set(name, { status: 200, body });
});

afterEach(async () => {
  await bucket.close();
});

function lifecycle(prefix: string, action: string): string {
  return `<LifecycleConfiguration><Rule><ID>x</ID><Filter><Prefix>${prefix}</Prefix></Filter><Status>Enabled</Status>${action}</Rule></LifecycleConfiguration>`;
}

function publicAccess(last: string): string {
  return `<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls><IgnorePublicAcls>true</IgnorePublicAcls><BlockPublicPolicy>true</BlockPublicPolicy><RestrictPublicBuckets>${last}</RestrictPublicBuckets></PublicAccessBlockConfiguration>`;
}

function retention(mode: string): string {
  return `<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule><DefaultRetention><Mode>${mode}</Mode><Days>30</Days></DefaultRetention></Rule></ObjectLockConfiguration>`;
}

async function examine(
  changes: Record<string, unknown> = {},
  more: Partial<SinkSurroundings> = {},
): Promise<Examination[]> {
  const item = { type: 's3', url: bucket.url, bucket: 'acme', lock: LOCK, ...changes };
  const [sink] = await parseSinks(JSON.stringify([item]));
  return (await sink?.examine(sinkSurroundings({ secrets: SECRETS, ...more }), AbortSignal.timeout(30_000))) ?? [];
}

function verdict(examinations: readonly Examination[], check: string): Examination | undefined {
  return examinations.find((each) => each.check === check);
}

describe('examining a bucket', () => {
  it('finds all that can be seen fine when setup was run, and stores nothing', async () => {
    const found = await examine();
    expect(found.map(({ check, result }) => `${check}: ${result}`)).toEqual([
      'bucket and credentials: fine',
      'versioning: fine',
      'object lock: fine',
      'lifecycle: fine',
      'public access: fine',
      'may create: unknown',
      'may not delete: unknown',
    ]);
    expect(new Set(bucket.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
  });

  it('tells the permission that each look takes when it may see nothing', async () => {
    bucket.settings.clear();
    const found = await examine();
    expect(verdict(found, 'bucket and credentials')).toMatchObject({ result: 'fine' });
    expect(
      found.filter(({ mend }) => mend?.startsWith('examine with')).map(({ mend }) => /s3:\w+/.exec(mend ?? '')?.[0]),
    ).toEqual([
      's3:GetBucketVersioning',
      's3:GetBucketObjectLockConfiguration',
      's3:GetLifecycleConfiguration',
      's3:GetBucketPublicAccessBlock',
    ]);
  });

  it.each([
    ['versioning', 'versioning', '<VersioningConfiguration/>', 'failed', 'keeps no versions'],
    ['object lock', 'object-lock', retention('COMPLIANCE'), 'failed', 'also those that must stay erasable'],
    ['object lock', 'object-lock', retention('GOVERNANCE'), 'fine', 'in GOVERNANCE mode for 30 days'],
    [
      'lifecycle',
      'lifecycle',
      lifecycle('', '<Expiration><Days>90</Days></Expiration>'),
      'warning',
      'before their time',
    ],
    [
      'lifecycle',
      'lifecycle',
      lifecycle('logs/', '<Expiration><Days>90</Days></Expiration>'),
      'warning',
      'only hides them',
    ],
    ['public access', 'publicAccessBlock', publicAccess('false'), 'warning', 'not blocked in all four ways'],
    ['public access', 'publicAccessBlock', '<html></html>', 'unknown', 'a form that Doorlog does not know'],
  ])('judges %s when %s is answered with %s', async (check, setting, body, result, says) => {
    bucket.settings.set(setting, { status: 200, body });
    expect(verdict(await examine(), check)).toMatchObject({ result, says: expect.stringContaining(says) });
  });

  it.each([
    ['object lock', 'object-lock', 'ObjectLockConfigurationNotFoundError', 'failed'],
    ['lifecycle', 'lifecycle', 'NoSuchLifecycleConfiguration', 'warning'],
    ['public access', 'publicAccessBlock', 'NoSuchPublicAccessBlockConfiguration', 'warning'],
  ])('judges %s when there is none', async (check, setting, code, result) => {
    bucket.settings.set(setting, fault(404, code));
    expect(verdict(await examine(), check)).toMatchObject({
      result,
      mend: expect.stringContaining('doorlog setup s3'),
    });
  });

  it('warns when nothing is locked, or what is personal is locked for good', async () => {
    expect(verdict(await examine({ lock: undefined }), 'lock')).toMatchObject({ result: 'warning' });
    expect(verdict(await examine({ apart: false }), 'erasure')).toMatchObject({ result: 'warning' });
  });

  it('counts the lock of the bucket when the sink has none', async () => {
    bucket.settings.set('object-lock', { status: 200, body: retention('GOVERNANCE') });
    const governed = await examine({ lock: undefined });
    expect(verdict(governed, 'lock')).toBeUndefined();
    expect(verdict(governed, 'erasure')).toBeUndefined();
    bucket.settings.set('object-lock', { status: 200, body: retention('COMPLIANCE') });
    const locked = await examine({ lock: undefined });
    expect(verdict(locked, 'lock')).toBeUndefined();
    expect(verdict(locked, 'erasure')).toMatchObject({
      result: 'warning',
      mend: expect.stringContaining('a lock of its own'),
    });
  });

  it.each([
    [fault(404, 'NoSuchBucket'), 'there is no such bucket: run doorlog setup s3'],
    [fault(403, 'InvalidAccessKeyId'), 'check the access key'],
    [{ status: 301, headers: { 'x-amz-bucket-region': 'eu-west-1' }, body: '' }, 'set region to eu-west-1'],
  ])('fails at once and with a mend when the bucket answers with %j', async (reply, mend) => {
    bucket.settings.set('versioning', reply);
    expect(await examine()).toEqual([
      expect.objectContaining({
        check: 'bucket and credentials',
        result: 'failed',
        mend: expect.stringContaining(mend),
      }),
    ]);
  });

  it('signs by the store’s clock and warns when this machine’s is off', async () => {
    bucket.addFault({}, replies(403, String(fault(403, 'RequestTimeTooSkewed').body)));
    const found = await examine({}, { clock: { now: () => new Date(Date.now() + 2 * 86_400_000) } });
    expect(verdict(found, 'clock')).toMatchObject({ result: 'warning', says: expect.stringContaining('2880 minutes') });
    expect(verdict(found, 'versioning')).toMatchObject({ result: 'fine' });
  });

  it('never raises and tells no secret when there are none, or the store is not there', async () => {
    const { url } = bucket;
    await bucket.close();
    const unreachable = await examine({ url });
    const bare = await examine({}, { secrets: {} });
    const role = await examine({ role: 'arn:aws:iam::123456789012:role/x' }, { secrets: {} });
    bucket = await startBucket();
    expect(unreachable).toEqual([expect.objectContaining({ check: 'address', result: 'failed' })]);
    expect(bare).toEqual([expect.objectContaining({ check: 'credentials', result: 'failed' })]);
    expect(role).toEqual([
      expect.objectContaining({ check: 'credentials', says: expect.stringContaining('id-token: write') }),
    ]);
    expect(JSON.stringify([unreachable, bare, role])).not.toContain('canary');
  });
});
