import type { HttpResponse } from '../../ports.ts';
import type { Attempt } from '../http-attempts.ts';
import { type Fault, faultOf, isPassing, mayBeStored, wordsOf } from './fault.ts';

/** What S3 says of one attempt to create one object. */
export type PutAnswer = 'created' | 'taken';

const REGION = /^[a-z]{2,4}(-[a-z]{1,12}){1,3}-\d{1,2}$/;

/** What was asked for. */
export interface Put {
  /** Base64 of the body's SHA-256. */
  readonly checksum: string;
  readonly isLocked: boolean;
}

/**
 * Reads the reply to a PutObject with `If-None-Match: *`
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html). A 200 without an entity tag, with a body, or for
 * other bytes is not S3's.
 */
export function readPutReply(response: HttpResponse, put: Put): Attempt<PutAnswer> {
  const { status, headers, body } = response;
  if (status === 200) {
    const echoed = headers['x-amz-checksum-sha256'] ?? put.checksum;
    if (headers.etag && body.length === 0 && echoed === put.checksum) return { kind: 'answered', answer: 'created' };
    const reason = 'its reply is not that of S3 to a new object; check that the url is a store’s';
    return { kind: 'refused', reason, mayBeStored: true };
  }
  const fault = faultOf(response);
  if (status === 412 && fault.code === 'PreconditionFailed') return { kind: 'answered', answer: 'taken' };
  return {
    kind: isPassing(fault) ? 'busy' : 'refused',
    reason: `${wordsOf(fault)}${mendOf(fault, response, put)}`,
    mayBeStored: mayBeStored(fault),
  };
}

/** Whether the store refused the time of the signature. */
export function isSkewed(response: HttpResponse): boolean {
  return response.status === 403 && faultOf(response).code === 'RequestTimeTooSkewed';
}

/** What a person can do about a fault, for the end of a sentence. */
export function mendOf(fault: Fault, { headers }: Pick<HttpResponse, 'headers'>, put?: Pick<Put, 'isLocked'>): string {
  const region = headers['x-amz-bucket-region'];
  if (fault.status >= 300 && fault.status < 400) {
    return region !== undefined && REGION.test(region)
      ? `; the bucket is in another region: set region to ${region}`
      : '; the bucket is elsewhere: give its region, or the final url';
  }
  switch (fault.code) {
    case 'AccessDenied':
      return put?.isLocked
        ? '; the writer needs s3:PutObject, and s3:PutObjectRetention for a lock (doorlog setup s3 prints its policy)'
        : '; the writer needs s3:PutObject (doorlog setup s3 prints its policy)';
    case 'InvalidAccessKeyId':
    case 'SignatureDoesNotMatch':
    case 'InvalidToken':
      return '; check the access key, its secret and, for temporary keys, the session token';
    case 'ExpiredToken':
      return '; the keys have expired: give fresh ones';
    case 'NoSuchBucket':
      return '; there is no such bucket: run doorlog setup s3';
    case 'AuthorizationHeaderMalformed':
      return '; check the region';
    case 'InvalidRequest':
      return put?.isLocked
        ? '; a lock takes a bucket that was made with object lock: check the bucket’s name, or run doorlog setup s3'
        : '';
    case 'RequestTimeTooSkewed':
      return '; its clock and this machine’s are apart, and its replies do not say by how much: set this machine’s';
    case 'NotImplemented':
      return '; this store can’t create objects on condition that there are none, or can’t lock them';
    default:
      return '';
  }
}
