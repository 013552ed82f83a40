import { createHash, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { startLoopbackServer } from './loopback-server.ts';

/** An OIDC issuer that says of a job whatever its claims are set to. */
export interface Issuer {
  readonly url: string;
  /** For `ACTIONS_ID_TOKEN_REQUEST_URL`; a query string stands in it already, as with GitHub's. */
  readonly requestUrl: string;
  /** For `ACTIONS_ID_TOKEN_REQUEST_TOKEN`. */
  readonly requestToken: string;
  /** The claims of the next token, over those that every token has. */
  claims: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Starts an issuer with discovery, its keys, and the runner's endpoint that exchanges a request token for an identity. */
export async function startIssuer(claims: Readonly<Record<string, string>>): Promise<Issuer> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const keyId = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex');
  const requestToken = randomUUID();
  const server = await startLoopbackServer((request) => {
    const url = new URL(request.url ?? '/', issuer.url);
    switch (url.pathname) {
      case '/.well-known/openid-configuration':
        return { status: 200, json: discovery(issuer.url) };
      case '/keys':
        return {
          status: 200,
          json: { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: keyId, use: 'sig', alg: 'RS256' }] },
        };
      case '/token': {
        if (request.headers.authorization?.toLowerCase() !== `bearer ${requestToken}`) {
          return { status: 401, json: { message: 'the request token is wrong' } };
        }
        const audience = url.searchParams.get('audience') ?? 'none';
        return { status: 200, json: { value: token(issuer, audience, { privateKey, keyId }) } };
      }
      default:
        return { status: 404, json: {} };
    }
  });
  const issuer: Issuer = {
    url: server.url,
    requestUrl: `${server.url}/token?api-version=2.0`,
    requestToken,
    claims,
    stop: server.stop,
  };
  return issuer;
}

function discovery(url: string): unknown {
  return {
    issuer: url,
    jwks_uri: `${url}/keys`,
    response_types_supported: ['id_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
  };
}

function token(issuer: Issuer, audience: string, key: { privateKey: KeyObject; keyId: string }): string {
  const now = Math.floor(Date.now() / 1000);
  const times = { iat: now, nbf: now - 10, exp: now + 300 };
  const payload = { iss: issuer.url, aud: audience, jti: randomUUID(), ...times, ...issuer.claims };
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${encode({ alg: 'RS256', typ: 'JWT', kid: key.keyId })}.${encode(payload)}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), key.privateKey).toString('base64url')}`;
}
