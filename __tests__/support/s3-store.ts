import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import {
  type LocalReply,
  type LocalRequest,
  type LocalServer,
  type LocalServerOptions,
  serve,
} from './local-server.ts';

/** An object as the bucket holds it. */
export interface S3Object {
  readonly body: Buffer;
  readonly lock?: { readonly mode: string; readonly until: string };
  readonly legalHold: boolean;
}

/** A running bucket with object lock. */
export interface S3Store extends LocalServer {
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** By key; whoever adds to it goes behind the API's back. */
  readonly objects: Map<string, S3Object>;
}

/** How far off a signature's time may be, in milliseconds (S3, RequestTimeTooSkewed). */
const MOST_SKEW = 15 * 60 * 1000;
const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([a-z0-9-]+)\/s3\/aws4_request, SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})$/;
/** What must be signed besides the host (signature version 4: all x-amz headers that are there). */
const AMZ = /^x-amz-/;

/** Plays PutObject of S3 as strictly as the real one: signature, its time, checksums, conditions and lock headers. */
export async function startS3Store(options: LocalServerOptions = {}): Promise<S3Store> {
  const bucket = 'doorlog-records';
  const accessKeyId = `AKIA${randomBytes(8).toString('hex').toUpperCase()}`;
  const secretAccessKey = randomBytes(20).toString('hex');
  const objects = new Map<string, S3Object>();

  function handle(request: LocalRequest): LocalReply {
    const reply = refusal(request) ?? put(request);
    return { ...reply, headers: { 'content-type': 'application/xml', ...reply.headers } };
  }

  function refusal(request: LocalRequest): LocalReply | undefined {
    const { headers, body } = request;
    if (headers.authorization === undefined) return fault(403, 'AccessDenied');
    const [, id, day, region, signed = '', signature = ''] = AUTHORIZATION.exec(headers.authorization) ?? [];
    if (day === undefined || region === undefined) return fault(400, 'AuthorizationHeaderMalformed');
    if (id !== accessKeyId) return fault(403, 'InvalidAccessKeyId');
    const time = headers['x-amz-date'] ?? '';
    const moment = Date.parse(time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
    if (!time.startsWith(day) || Number.isNaN(moment)) return fault(403, 'AccessDenied');
    if (Math.abs(moment - Date.now()) > MOST_SKEW) return fault(403, 'RequestTimeTooSkewed');
    const names = signed.split(';');
    const isUnsigned = (name: string) => (name === 'host' || AMZ.test(name)) && !names.includes(name);
    if (Object.keys(headers).some(isUnsigned)) return fault(403, 'AccessDenied');
    const key = [day, region, 's3', 'aws4_request'].reduce(
      (last: string | Buffer, part) => createHmac('sha256', last).update(part).digest(),
      `AWS4${secretAccessKey}`,
    );
    const text = ['AWS4-HMAC-SHA256', time, `${day}/${region}/s3/aws4_request`, sha256(canonical(request, names))];
    const expected = createHmac('sha256', key).update(text.join('\n')).digest();
    if (!timingSafeEqual(expected, Buffer.from(signature, 'hex'))) return fault(403, 'SignatureDoesNotMatch');
    return headers['x-amz-content-sha256'] === sha256(body) ? undefined : fault(400, 'XAmzContentSHA256Mismatch');
  }

  function put({ method, url, headers, body }: LocalRequest): LocalReply {
    const path = decodeURIComponent(url.pathname);
    if (!path.startsWith(`/${bucket}/`)) return fault(404, 'NoSuchBucket');
    const key = path.slice(bucket.length + 2);
    if (method !== 'PUT' || key === '' || url.search !== '') return fault(405, 'MethodNotAllowed');
    const checksum = createHash('sha256').update(body).digest('base64');
    const given = headers['x-amz-checksum-sha256'];
    if (given !== undefined && given !== checksum) return fault(400, 'BadDigest');
    const mode = headers['x-amz-object-lock-mode'];
    const until = headers['x-amz-object-lock-retain-until-date'];
    if ((mode === undefined) !== (until === undefined)) return fault(400, 'InvalidArgument');
    if (mode !== undefined && !['COMPLIANCE', 'GOVERNANCE'].includes(mode)) return fault(400, 'InvalidArgument');
    if (until !== undefined && !(Date.parse(until) > Date.now())) return fault(400, 'InvalidArgument');
    if (mode !== undefined && given === undefined && headers['content-md5'] === undefined) {
      return fault(400, 'InvalidRequest');
    }
    if (objects.has(key) && headers['if-none-match'] === '*') return fault(412, 'PreconditionFailed');
    const legalHold = headers['x-amz-object-lock-legal-hold'] === 'ON';
    objects.set(key, { body, legalHold, ...(mode !== undefined && until !== undefined && { lock: { mode, until } }) });
    const etag = `"${createHash('md5').update(body).digest('hex')}"`;
    return { status: 200, headers: { etag, ...(given !== undefined && { 'x-amz-checksum-sha256': given }) } };
  }

  const server = await serve({ ...options, handle });
  return { ...server, bucket, accessKeyId, secretAccessKey, objects };
}

/** An error as S3 words it. */
export function fault(status: number, code: string): LocalReply {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>As told by a test.</Message></Error>`;
  return { status, headers: { 'content-type': 'application/xml' }, body };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html, task 1. */
function canonical({ method, url, headers }: LocalRequest, names: readonly string[]): string {
  const query = [...url.searchParams].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).sort();
  const lines = names.map((name) => `${name}:${(headers[name] ?? '').trim().replace(/ +/g, ' ')}`);
  const hash = headers['x-amz-content-sha256'] ?? '';
  return [method, url.pathname, query.join('&'), ...lines, '', names.join(';'), hash].join('\n');
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}
