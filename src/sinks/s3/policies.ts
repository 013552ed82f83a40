import { isApart } from './lock.ts';
import type { S3SinkConfig } from './type.ts';

type PolicyConfig = Pick<
  S3SinkConfig,
  'bucket' | 'prefix' | 'region' | 'url' | 'lock' | 'apart' | 'erasable' | 'audience'
>;

/** Who may assume the writer's role. */
export interface TrustQuestion {
  /** Twelve digits. */
  readonly account: string;
  /** `owner/name`, or `owner/*` for all of an owner. */
  readonly repositories: readonly string[];
  /** Deployment environments that a job must have one of; left out, any job of the repositories. */
  readonly environments?: readonly string[];
  /** Host of the tokens' issuer; another one on GitHub Enterprise. */
  readonly issuer?: string;
}

function document(...statements: readonly object[]) {
  return { Version: '2012-10-17', Statement: statements };
}

/** `arn:aws`, `arn:aws-cn` …, after the region. */
function partitionOf({ region = '' }: Pick<PolicyConfig, 'region'>): string {
  return region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

function bucketArn(config: PolicyConfig): string {
  return `arn:${partitionOf(config)}:s3:::${config.bucket}`;
}

/**
 * IAM policy of the writer: new objects and nothing else. `s3:if-none-match` makes the condition of creating a duty
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html), the lock's keys make the lock one
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html): without the longest, whoever holds the
 * writer's credential could lock for a century.
 */
export function writerPolicy(config: PolicyConfig) {
  const { prefix, lock, erasable } = config;
  const bucket = bucketArn(config);
  // Other stores refuse a policy with a key that they do not know.
  const isNew = config.url === undefined ? { Null: { 's3:if-none-match': 'false' } } : {};
  const records = `${bucket}/${prefix}records/*`;
  const beside = `${bucket}/${prefix}erasable/*`;
  const all = [lock?.days ?? 0, ...(lock?.retention ?? []).map((each) => each.days)];
  const inMode = lock && { StringEquals: { 's3:object-lock-mode': lock.mode } };
  const days = 's3:object-lock-remaining-retention-days';
  // S3 counts what remains in whole days; MinIO does not tell a policy how many an upload asks for.
  const forDays = config.url === undefined && {
    NumericGreaterThanEquals: { [days]: String(Math.max(0, Math.min(...all) - 1)) },
    NumericLessThanEquals: { [days]: String(Math.max(...all) + 1) },
  };
  const holds = lock?.['legal-hold'] === true || lock?.retention?.some((each) => each['legal-hold']) === true;
  const statement = (Sid: string, Action: string, Resource: string, Condition?: object) => ({
    Sid,
    Effect: 'Allow',
    Action,
    Resource,
    ...(Condition && Object.keys(Condition).length > 0 && { Condition }),
  });
  return document(
    statement('CreateRecords', 's3:PutObject', records, { ...isNew, ...inMode }),
    ...(lock ? [statement('LockRecords', 's3:PutObjectRetention', records, { ...inMode, ...forDays })] : []),
    ...(holds ? [statement('HoldRecords', 's3:PutObjectLegalHold', records, onlyOn())] : []),
    ...(isApart(config) ? [statement('CreateErasable', 's3:PutObject', beside, isNew)] : []),
    ...(isApart(config) && erasable?.days !== undefined
      ? [
          statement('LockErasable', 's3:PutObjectRetention', beside, {
            StringEquals: { 's3:object-lock-mode': 'GOVERNANCE' },
          }),
        ]
      : []),
    ...(isApart(config) && erasable?.['legal-hold']
      ? [statement('HoldErasable', 's3:PutObjectLegalHold', beside, onlyOn())]
      : []),
  );
}

/** A hold may be put on, not taken off. */
function onlyOn() {
  return { StringEquals: { 's3:object-lock-legal-hold': 'ON' } };
}

/** IAM policy of those who read records and examine the bucket. */
export function readerPolicy(config: PolicyConfig) {
  const bucket = bucketArn(config);
  return document(
    {
      Sid: 'ReadRecords',
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:GetObjectVersion', 's3:GetObjectRetention', 's3:GetObjectLegalHold'],
      Resource: [`${bucket}/${config.prefix}records/*`, `${bucket}/${config.prefix}erasable/*`],
    },
    {
      Sid: 'ListAndExamine',
      Effect: 'Allow',
      Action: [
        's3:ListBucket',
        's3:ListBucketVersions',
        's3:GetBucketVersioning',
        's3:GetBucketObjectLockConfiguration',
        's3:GetLifecycleConfiguration',
        's3:GetBucketPublicAccessBlock',
      ],
      Resource: bucket,
    },
  );
}

/** IAM policy of the person who erases: the erasable objects, in all versions, and no record. */
export function eraserPolicy(config: PolicyConfig) {
  const bucket = bucketArn(config);
  return document(
    {
      Sid: 'Erase',
      Effect: 'Allow',
      Action: ['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:BypassGovernanceRetention', 's3:PutObjectLegalHold'],
      Resource: `${bucket}/${config.prefix}erasable/*`,
    },
    { Sid: 'FindWhatToErase', Effect: 'Allow', Action: 's3:ListBucketVersions', Resource: bucket },
  );
}

/**
 * Trust policy of the writer's role: jobs of these repositories, by GitHub's identity provider
 * (https://docs.github.com/actions/security-for-github-actions/security-hardening-your-deployments/configuring-openid-connect-in-amazon-web-services).
 * The subject of a job with an environment names that and nothing else, so every job is meant by `repo:OWNER/NAME:*`.
 */
export function trustPolicy(config: PolicyConfig, question: TrustQuestion) {
  const { account, repositories, environments, issuer = 'token.actions.githubusercontent.com' } = question;
  const subjects = repositories.flatMap((repository) =>
    environments === undefined
      ? [`repo:${repository}:*`]
      : environments.map((environment) => `repo:${repository}:environment:${environment}`),
  );
  return document({
    Sid: 'JobsOfTheseRepositories',
    Effect: 'Allow',
    Principal: { Federated: `arn:${partitionOf(config)}:iam::${account}:oidc-provider/${issuer}` },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: {
      StringEquals: { [`${issuer}:aud`]: config.audience },
      StringLike: { [`${issuer}:sub`]: subjects },
    },
  });
}
