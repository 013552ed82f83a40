import { awsSuffix } from '../../cloud/aws-region.ts';
import type { S3SinkConfig } from './type.ts';

type Place = Pick<S3SinkConfig, 'bucket' | 'region' | 'url'>;

/** Where a region is signed for and none is named, as MinIO wants it. */
export const NO_REGION = 'us-east-1';

/**
 * Address of an object, or of the bucket, with the query in the order given. The bucket is part of the host on AWS, and of
 * the path elsewhere and where its dots would not fit AWS's certificate:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 */
export function addressOf(
  { bucket, region = NO_REGION, url }: Place,
  key = '',
  query: readonly (readonly [string, string])[] = [],
): string {
  const host = `s3.${region}.${awsSuffix(region)}`;
  const own = url?.replace(/\/+$/, '');
  const start =
    own !== undefined
      ? `${own}/${bucket}`
      : bucket.includes('.')
        ? `https://${host}/${bucket}`
        : `https://${bucket}.${host}`;
  const path = key.split('/').map(encoded).join('/');
  const search = query.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&');
  return `${start}/${path}${search && `?${search}`}`;
}

/** As signature version 4 wants it (RFC 3986): everything but letters, digits and `-._~`. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
