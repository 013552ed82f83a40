import { createHash } from 'node:crypto';
import { sentenceOf } from '../../errors.ts';
import type { HttpResponse } from '../../ports.ts';
import type { createS3Client } from './client.ts';
import { faultOf, wordsOf } from './fault.ts';
import { ask } from './listing.ts';
import { isApart } from './lock.ts';
import { eraserPolicy, readerPolicy, type TrustQuestion, trustPolicy, writerPolicy } from './policies.ts';
import { mendOf } from './reply.ts';
import type { S3SinkConfig } from './type.ts';
import { escapeXml } from './xml.ts';

/** One request that prepares a bucket, with what it is for in words. */
export interface S3SetupStep {
  readonly what: string;
  readonly name: string;
  /** Query of the request to the bucket, without its question mark; empty for the bucket itself. */
  readonly path: string;
  /** Beside those of a signature. */
  readonly headers: Readonly<Record<string, string>>;
  /** XML, or nothing. */
  readonly body: string;
}

/** One policy for an administrator to put in place. */
export interface S3Policy {
  readonly what: string;
  readonly name: string;
  readonly policy: object;
}

/** What is prepared. */
export type S3SetupConfig = Pick<
  S3SinkConfig,
  'bucket' | 'region' | 'url' | 'prefix' | 'lock' | 'apart' | 'erasable' | 'audience'
> & {
  /** Days after which the log views that are kept apart are removed; left out, never. */
  readonly personalDays?: number;
};

/** What became of one step. */
export interface S3StepReport {
  readonly what: string;
  readonly name: string;
  readonly status: 'installed' | 'present' | 'unsupported' | 'failed';
  readonly reason?: string;
}

const XMLNS = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';

/**
 * What a bucket needs to hold records, in the order in which it is installed; each may be installed any number of times.
 * After S3's documentation of CreateBucket, PutBucketVersioning, PutObjectLockConfiguration, PutPublicAccessBlock and
 * PutBucketLifecycleConfiguration.
 */
export function setupSteps(config: S3SetupConfig): S3SetupStep[] {
  const { bucket } = config;
  return [
    {
      what: 'bucket with object lock',
      name: bucket,
      path: '',
      headers: { 'x-amz-bucket-object-lock-enabled': 'true' },
      body: locationXml(config),
    },
    {
      what: 'versions of every object',
      name: bucket,
      path: 'versioning',
      headers: {},
      body: `<VersioningConfiguration ${XMLNS}><Status>Enabled</Status></VersioningConfiguration>`,
    },
    {
      what: defaultRetention(config) === '' ? 'object lock without a default retention' : 'default retention',
      name: bucket,
      path: 'object-lock',
      headers: {},
      body: `<ObjectLockConfiguration ${XMLNS}><ObjectLockEnabled>Enabled</ObjectLockEnabled>${defaultRetention(config)}</ObjectLockConfiguration>`,
    },
    {
      what: 'block of all public access',
      name: bucket,
      path: 'publicAccessBlock',
      headers: {},
      body: publicAccessXml(),
    },
    ...lifecycleSteps(config),
  ];
}

/** The policies that go with it: a writer who may create and nothing else, readers, the one who erases, and who is trusted. */
export function setupPolicies(config: S3SetupConfig, trust?: TrustQuestion): S3Policy[] {
  return [
    {
      what: 'policy of the writer, who may create objects and nothing else',
      name: 'doorlog-writer',
      policy: writerPolicy(config),
    },
    { what: 'policy of readers', name: 'doorlog-reader', policy: readerPolicy(config) },
    ...(isApart(config)
      ? [{ what: 'policy of whoever erases log views', name: 'doorlog-eraser', policy: eraserPolicy(config) }]
      : []),
    ...(trust
      ? [{ what: 'trust policy of the writer’s role', name: 'doorlog-writer', policy: trustPolicy(config, trust) }]
      : []),
  ];
}

/**
 * Sends one step with an administrator's keys; what a store other than AWS does not know is passed over where records are
 * safe without it. Never raises.
 */
export async function installS3Step(
  client: Awaited<ReturnType<typeof createS3Client>>,
  { what, name, path, headers, body }: S3SetupStep,
  signal: AbortSignal,
): Promise<S3StepReport> {
  const request = {
    method: 'PUT' as const,
    query: path === '' ? [] : [[path, ''] as const],
    headers: { ...headers, ...bodyHeaders(body) },
    body,
  };
  const outcome = await ask(client, request, signal).then(
    (response) => outcomeOf(path, response),
    (error) => ({ status: 'failed' as const, reason: sentenceOf(error).replace(/\.$/, '') }),
  );
  return { what, name, ...outcome };
}

/** S3 wants a digest beside the settings of a bucket. */
export function bodyHeaders(body: string): Record<string, string> {
  if (body === '') return {};
  return { 'content-md5': createHash('md5').update(body).digest('base64'), 'content-type': 'application/xml' };
}

function outcomeOf(path: string, response: HttpResponse): Pick<S3StepReport, 'status' | 'reason'> {
  if (response.status === 200 || response.status === 204) return { status: 'installed' };
  const fault = faultOf(response);
  if (path === '' && fault.code === 'BucketAlreadyOwnedByYou') return { status: 'present' };
  if (
    path === 'publicAccessBlock' &&
    (response.status === 501 || fault.code === 'NotImplemented' || fault.code === 'MalformedXML')
  ) {
    return { status: 'unsupported', reason: 'this store has no such setting; see that no policy lets everybody in' };
  }
  const mend =
    fault.code === 'AccessDenied'
      ? '; it takes an administrator of the bucket'
      : mendOf(fault, response, { isLocked: true });
  return { status: 'failed', reason: `${wordsOf(fault)}${mend}` };
}

function locationXml({ region, url }: S3SetupConfig): string {
  if (url !== undefined || region === undefined || region === 'us-east-1') return '';
  return `<CreateBucketConfiguration ${XMLNS}><LocationConstraint>${escapeXml(region)}</LocationConstraint></CreateBucketConfiguration>`;
}

/** A bucket’s own retention would lock the objects that must stay erasable too. */
function defaultRetention(config: S3SetupConfig): string {
  const { lock } = config;
  if (lock === undefined || isApart(config)) return '';
  const shortest = Math.min(lock.days, ...(lock.retention ?? []).map(({ days }) => days));
  return `<Rule><DefaultRetention><Mode>${lock.mode}</Mode><Days>${shortest}</Days></DefaultRetention></Rule>`;
}

function publicAccessXml(): string {
  const names = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'];
  const all = names.map((name) => `<${name}>true</${name}>`).join('');
  return `<PublicAccessBlockConfiguration ${XMLNS}>${all}</PublicAccessBlockConfiguration>`;
}

/** A deletion only hides; what is hidden goes for good after a day. */
function lifecycleSteps(config: S3SetupConfig): S3SetupStep[] {
  if (!isApart(config)) return [];
  const { prefix, personalDays, bucket } = config;
  const filter = `<Filter><Prefix>${escapeXml(`${prefix}erasable/`)}</Prefix></Filter>`;
  const ends = `<NoncurrentVersionExpiration><NoncurrentDays>1</NoncurrentDays></NoncurrentVersionExpiration>`;
  const hidden = personalDays === undefined ? '' : `<Expiration><Days>${personalDays}</Days></Expiration>`;
  return [
    {
      what: 'rule that removes log views for good once they are erased',
      name: `${bucket}/${prefix}erasable/`,
      path: 'lifecycle',
      headers: {},
      body: `<LifecycleConfiguration ${XMLNS}><Rule><ID>doorlog-erasable</ID>${filter}<Status>Enabled</Status>${hidden}${ends}</Rule></LifecycleConfiguration>`,
    },
  ];
}
