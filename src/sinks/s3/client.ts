import { createHash } from 'node:crypto';
import type { Clock, Http, HttpRequest, HttpResponse } from '../../ports.ts';
import type { SinkSurroundings } from '../sink-type.ts';
import { addressOf, NO_REGION } from './address.ts';
import type { Keys } from './assume-role.ts';
import { type Credentials, credentialsOf } from './credentials.ts';
import type { S3SinkConfig } from './type.ts';

/** How many requests to a bucket are under way at once. */
export const SIDE_BY_SIDE = 12;

/** One request to a bucket. */
export interface S3Request {
  readonly method: HttpRequest['method'];
  /** Empty for the bucket itself. */
  readonly key?: string;
  readonly query?: readonly (readonly [string, string])[];
  /** In lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Speaks to one bucket. */
export interface S3Client {
  /** In words, for sentences. */
  readonly service: string;
  readonly http: Http;
  readonly credentials: Credentials;
  /** The time, by the store's clock as far as that is known. */
  now(): Date;
  /** Sets `now` by a reply; whether it could be told. */
  setClock(response: HttpResponse): boolean;
  /** A request with its signature, good for some minutes. */
  signed(keys: Keys, request: S3Request): Pick<HttpRequest, 'service' | 'method' | 'url' | 'headers' | 'body'>;
}

/** S3 refuses a request with it where the bucket belongs to somebody else, who may have taken over its name. */
const OWNER = 'x-amz-expected-bucket-owner';

/** Makes the client of a sink. Raises `input-invalid` for secrets that don't fit. */
export async function createS3Client(
  config: S3SinkConfig,
  surroundings: Pick<SinkSurroundings, 'http' | 'clock' | 'secrets' | 'secretNames' | 'identityToken'>,
): Promise<S3Client> {
  const service = config.name === 's3' ? 'S3' : `S3 (sink ${config.name})`;
  const credentials = credentialsOf(config, surroundings);
  const { default: aws4 } = await import('aws4');
  const clock = createStoreClock(surroundings.clock);
  return {
    service,
    http: surroundings.http,
    credentials,
    ...clock,
    signed(keys, { method, key, query, headers = {}, body }) {
      const address = new URL(addressOf(config, key, query));
      const { headers: all } = aws4.sign(
        {
          host: address.host,
          path: `${address.pathname}${address.search}`,
          method,
          service: 's3',
          region: config.region ?? NO_REGION,
          headers: {
            ...headers,
            // A bucket that is to be made has no owner yet.
            ...(config.owner !== undefined &&
              !(method === 'PUT' && !key && !query?.length) && { [OWNER]: config.owner }),
            'x-amz-content-sha256': sha256(body ?? '').toString('hex'),
            'x-amz-date': clock
              .now()
              .toISOString()
              .replace(/[:-]|\.\d{3}/g, ''),
          },
        },
        keys,
      );
      const entries = Object.entries(all ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)] as const);
      return {
        service,
        method,
        url: address.href,
        headers: Object.fromEntries(entries),
        ...(body !== undefined && { body }),
      };
    },
  };
}

/** A clock that a store can set right: S3 refuses signatures that are more than 15 minutes off its own. */
function createStoreClock(clock: Clock): Pick<S3Client, 'now' | 'setClock'> {
  let offset = 0;
  return {
    now: () => new Date(clock.now().getTime() + offset),
    setClock({ headers }) {
      const stores = Date.parse(headers.date ?? '');
      if (Number.isNaN(stores)) return false;
      offset = stores - clock.now().getTime();
      return true;
    },
  };
}

/** SHA-256 of text as UTF-8. */
export function sha256(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}
