import { createHash, createHmac } from 'node:crypto';
import { type LocalReply, type LocalRequest, type LocalServer, serve } from '../support/local-server.ts';

/** Whom a key belongs to, as STS says it. */
export interface KnownKey {
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly arn: string;
  readonly userId: string;
}

/**
 * An STS that knows some keys: it checks the signature over what really arrived, by the rules of
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html, and answers as STS does.
 */
export function startSts(keys: Readonly<Record<string, KnownKey>>): Promise<LocalServer> {
  return serve({ handle: (request) => answerTo(request, keys) });
}

/** The reply to GetCallerIdentity. */
export function callerReply(arn: string, userId: string, account = arn.split(':')[4]): string {
  return `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <GetCallerIdentityResult>
    <Arn>${arn}</Arn>
    <UserId>${userId}</UserId>
    <Account>${account}</Account>
  </GetCallerIdentityResult>
  <ResponseMetadata>
    <RequestId>01234567-89ab-cdef-0123-456789abcdef</RequestId>
  </ResponseMetadata>
</GetCallerIdentityResponse>`;
}

function refusal(status: number, code: string): LocalReply {
  const body = `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <Error><Type>Sender</Type><Code>${code}</Code><Message>No.</Message></Error>
</ErrorResponse>`;
  return { status, headers: { 'content-type': 'text/xml' }, body };
}

function answerTo(request: LocalRequest, keys: Readonly<Record<string, KnownKey>>): LocalReply {
  const [, id = '', date, region, scope, names = '', signature] =
    /^AWS4-HMAC-SHA256 Credential=(\w+)\/(\d{8})\/([\w-]+)\/(sts\/aws4_request), SignedHeaders=([\w;-]+), Signature=([0-9a-f]{64})$/.exec(
      request.headers.authorization ?? '',
    ) ?? [];
  const key = keys[id];
  if (!key || !date || !region || !scope) return refusal(403, 'InvalidClientTokenId');
  if (request.headers['x-amz-security-token'] !== key.sessionToken) return refusal(403, 'ExpiredToken');
  const canonical = [
    request.method,
    request.url.pathname,
    request.url.search,
    ...names.split(';').map((name) => `${name}:${request.headers[name]?.trim()}`),
    '',
    names,
    createHash('sha256').update(request.body).digest('hex'),
  ].join('\n');
  const toSign = [
    'AWS4-HMAC-SHA256',
    request.headers['x-amz-date'],
    `${date}/${region}/${scope}`,
    createHash('sha256').update(canonical).digest('hex'),
  ].join('\n');
  const signer = [date, region, 'sts', 'aws4_request'].reduce(
    (from: string | Buffer, part) => createHmac('sha256', from).update(part).digest(),
    `AWS4${key.secretAccessKey}`,
  );
  const expected = createHmac('sha256', signer).update(toSign).digest('hex');
  if (signature !== expected || !names.split(';').includes('host')) return refusal(403, 'SignatureDoesNotMatch');
  if (request.body.toString() !== 'Action=GetCallerIdentity&Version=2011-06-15') return refusal(400, 'InvalidAction');
  return { status: 200, headers: { 'content-type': 'text/xml' }, body: callerReply(key.arn, key.userId) };
}
