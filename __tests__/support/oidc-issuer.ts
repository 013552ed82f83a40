import { createHash, generateKeyPairSync, type KeyObject, randomBytes, randomUUID, sign, verify } from 'node:crypto';
import type { Fault } from './faults.ts';
import {
  json,
  type LocalReply,
  type LocalRequest,
  type LocalServer,
  type LocalServerOptions,
  serve,
} from './local-server.ts';
import type { Claims } from './oidc-claims.ts';

export { type Claims, claimsOf } from './oidc-claims.ts';

/** Path of ACTIONS_ID_TOKEN_REQUEST_URL. */
const REQUEST_PATH = '/idtoken/request';

/** Seconds that a token lives. */
const LIFETIME = 300;

export interface OidcIssuerOptions extends LocalServerOptions {
  claims: Claims;
}

/** What a relying party needs to check a token. */
export interface TokenAuthority {
  readonly issuer: string;
  readonly publicKey: KeyObject;
}

/** A running issuer that also plays the runner's token endpoint. */
export interface OidcIssuer extends LocalServer, TokenAuthority {
  /** For ACTIONS_ID_TOKEN_REQUEST_URL. */
  readonly requestUrl: string;
  /** For ACTIONS_ID_TOKEN_REQUEST_TOKEN. */
  readonly requestToken: string;
  /** Every identity token so far. */
  readonly minted: string[];
  readonly setClaims: (claims: Claims) => void;
  /** The token endpoint fails like this, `times` times (default: for ever); `undefined` heals it. */
  readonly setFault: (fault: Fault | undefined, times?: number) => void;
}

/** Starts an issuer with discovery, key set and the reply to ACTIONS_ID_TOKEN_REQUEST_URL (RS256, five minutes). */
export async function startOidcIssuer(options: OidcIssuerOptions): Promise<OidcIssuer> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = publicKey.export({ format: 'jwk' });
  const kid = createHash('sha256').update(JSON.stringify(jwk)).digest('hex').slice(0, 40).toUpperCase();
  const requestToken = randomBytes(24).toString('base64url');
  const minted: string[] = [];
  let claims = options.claims;
  let issuer = '';
  let heal = () => {};

  function tokenReply(request: LocalRequest): LocalReply {
    if (request.headers.authorization !== `Bearer ${requestToken}`) return json(401, { message: 'Unauthorized' });
    const audience = request.url.searchParams.get('audience') ?? `https://github.com/${claims.repository_owner ?? ''}`;
    const now = Math.floor(Date.now() / 1000);
    const times = { iat: now, nbf: now - 600, exp: now + LIFETIME };
    const value = jwtOf({ kid, privateKey }, { jti: randomUUID(), aud: audience, iss: issuer, ...times, ...claims });
    minted.push(value);
    return json(200, { value });
  }

  const server = await serve({
    ...options,
    handle(request) {
      const { pathname } = request.url;
      if (pathname === '/.well-known/openid-configuration') return json(200, discovery(issuer));
      if (pathname === '/.well-known/jwks') {
        return json(200, { keys: [{ ...jwk, kid, use: 'sig', alg: 'RS256' }] });
      }
      return pathname === REQUEST_PATH ? tokenReply(request) : json(404, { message: 'Not Found' });
    },
  });
  issuer = server.url;
  return {
    ...server,
    issuer,
    publicKey,
    requestUrl: `${issuer}${REQUEST_PATH}?api-version=2.0`,
    requestToken,
    minted,
    setClaims(next) {
      claims = next;
    },
    setFault(fault, times = Number.POSITIVE_INFINITY) {
      heal();
      heal = fault === undefined ? () => {} : server.addFault({ path: /^\/idtoken/, times }, fault);
    },
  };
}

/** The claims of a token that this authority signed for this audience and that is still alive; throws otherwise. */
export function verifiedClaims(token: string, authority: TokenAuthority, audience: string): Claims {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const signed = Buffer.from(`${header}.${payload}`);
  if (!verify('sha256', signed, authority.publicKey, Buffer.from(signature, 'base64url'))) {
    throw new Error('the token’s signature does not hold');
  }
  const claims = decodedClaims(token);
  if (claims.iss !== authority.issuer) throw new Error(`the token is from ${claims.iss}`);
  if (claims.aud !== audience) throw new Error(`the token is for ${claims.aud}`);
  if (Number(claims.exp) * 1000 <= Date.now()) throw new Error('the token has expired');
  return claims;
}

/** The claims of a token, whoever signed it. */
export function decodedClaims(token: string): Claims {
  const payload: Record<string, unknown> = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  return Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, String(value)]));
}

function jwtOf({ kid, privateKey }: { kid: string; privateKey: KeyObject }, payload: Record<string, unknown>): string {
  const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const signed = `${encode({ typ: 'JWT', alg: 'RS256', kid })}.${encode(payload)}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`;
}

function discovery(issuer: string): Record<string, unknown> {
  return {
    issuer,
    jwks_uri: `${issuer}/.well-known/jwks`,
    subject_types_supported: ['public', 'pairwise'],
    response_types_supported: ['id_token'],
    claims_supported: ['sub', 'aud', 'exp', 'iat', 'iss', 'jti', 'nbf'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid'],
  };
}
