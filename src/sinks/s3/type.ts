import * as z from 'zod/mini';
import { SinkFilter } from '../../model/sink-filter.ts';
import { commonConfig, ServerUrl, Shape } from '../common-config.ts';
import { defineSinkType } from '../sink-type.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const BUCKET = /^(?!\d+\.\d+\.\d+\.\d+$)[a-z0-9]([a-z0-9-]|\.(?=[a-z0-9])){1,61}[a-z0-9]$/;
const REGION = /^[a-z0-9][a-z0-9-]{1,40}$/;
const PREFIX = /^([A-Za-z0-9][A-Za-z0-9._-]{0,99}\/){0,8}$/;
/** The account is empty for MinIO. */
const ROLE = /^arn:[a-z-]{1,20}:iam::(\d{12})?:role\/[\w+=,.@/-]{1,600}$/;
/** What S3 takes (PutObjectRetention). */
const MOST_DAYS = 36_500;
const ELSEWHERE = 'give the keys by the inputs aws-access-key-id and aws-secret-access-key, or a role';

function days() {
  return z
    .int('must be a whole number of days')
    .check(z.minimum(1, 'must be at least 1'), z.maximum(MOST_DAYS, `must be at most ${MOST_DAYS}, a hundred years`));
}

const legalHold = () => z.optional(z.boolean('must be true or false'));

/** How long records of a class are locked: those that fit every member of the filter. */
const RetentionClass = z.strictObject({ ...SinkFilter.shape, days: days(), 'legal-hold': legalHold() });

/** How the objects that hold records are locked (S3 object lock); the first class that fits decides, else `days`. */
const Lock = z.strictObject({
  mode: z.enum(['COMPLIANCE', 'GOVERNANCE'], 'must be COMPLIANCE or GOVERNANCE'),
  days: days(),
  retention: z.optional(
    z.array(RetentionClass, 'must be a list of classes').check(z.maxLength(50, 'has more than 50 classes')),
  ),
  'legal-hold': legalHold(),
});

/** How the objects that must stay erasable are locked, if at all: always in GOVERNANCE mode. */
const Erasable = z.strictObject({ days: z.optional(days()), 'legal-hold': legalHold() });

/** Objects in a bucket of S3, or of what speaks it. */
export const S3SinkConfig = z
  .strictObject({
    ...commonConfig('s3'),
    bucket: z.string('must be text').check(z.regex(BUCKET, 'must be the name of a bucket')),
    region: z.optional(z.string('must be text').check(z.regex(REGION, 'must be a region such as eu-central-1'))),
    url: z.optional(ServerUrl(ELSEWHERE)),
    prefix: z._default(
      z.string('must be text').check(z.regex(PREFIX, 'must be empty, or names that each end with a slash')),
      'doorlog/',
    ),
    /** Account that the bucket must belong to. */
    owner: z.optional(
      z.string('must be text').check(z.regex(/^\d{12}$/, 'must be the twelve digits of an AWS account')),
    ),
    shape: z._default(Shape, 'native'),
    role: z.optional(z.string('must be text').check(z.regex(ROLE, 'must be the ARN of an IAM role'))),
    audience: z._default(
      z.string('must be text').check(z.regex(/^[\w.:/@-]{1,200}$/, 'must be 1 to 200 letters, digits and ._:/@-')),
      'sts.amazonaws.com',
    ),
    'sts-url': z.optional(ServerUrl(ELSEWHERE)),
    lock: z.optional(Lock),
    apart: z.optional(z.boolean('must be true or false')),
    erasable: z.optional(Erasable),
  })
  .check(
    z.refine(
      ({ region, url }) => region !== undefined || url !== undefined,
      'must name the region of the bucket, for instance region: eu-central-1',
    ),
  );
export type S3SinkConfig = z.infer<typeof S3SinkConfig>;
export type S3Lock = z.infer<typeof Lock>;

export const s3Type = defineSinkType({
  schema: S3SinkConfig,
  needs: ({ role }) => (role === undefined ? ['awsAccessKeyId', 'awsSecretAccessKey'] : []),
  needsIdentity: ({ role }) => role !== undefined,
  create: async (config, surroundings) => (await import('./sink.ts')).createS3Sink(config, surroundings),
  examine: async (config, surroundings, signal) =>
    (await import('./examine.ts')).examineS3(config, surroundings, signal),
  reader: async (config, surroundings) => (await import('./reader.ts')).createS3Reader(config, surroundings),
});
