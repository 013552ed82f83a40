import * as z from 'zod/mini';
import { DoorlogError } from '../errors.ts';
import { jsonOrNothing } from '../json.ts';
import type { Http, HttpResponse } from '../ports.ts';

/** What the runner gives a job that may ask for its identity token. */
export interface IdTokenRequest {
  /** `ACTIONS_ID_TOKEN_REQUEST_URL`. */
  readonly requestUrl: string;
  /** `ACTIONS_ID_TOKEN_REQUEST_TOKEN`; never repeated in an error. */
  readonly requestToken: string;
  readonly audience: string;
  readonly http: Http;
  /** Milliseconds for all attempts; default 10,000. */
  readonly timeout?: number;
}

/**
 * Asks the runner's identity provider for a fresh identity token (a JWT), which lives about 5 minutes.
 * Only this request is believed: SIGSTORE_ID_TOKEN and other variables that any step can set are never looked at.
 * Raises `oidc-unavailable`.
 */
export async function fetchIdToken(request: IdTokenRequest): Promise<string> {
  const reply = await ask(request);
  if (reply.status !== 200) {
    throw unavailable(
      `answered with status ${reply.status}; give the job the permission id-token: write, or set attest: none`,
    );
  }
  const token = tokenIn(reply.body.toString('utf8'));
  if (token === undefined) throw unavailable('answered with something that holds no token');
  decodeClaims(token);
  return token;
}

/** The claims of an identity token, by name, numbers and truth values as text; anything else is left out. */
export type IdTokenClaims = Readonly<Record<string, string>>;

/**
 * Reads the claims of an identity token. The token's signature is NOT verified: they are what the provider is said to
 * have said. Raises `oidc-unavailable` for what is not a JWT with a subject.
 */
export function decodeClaims(jwt: string): IdTokenClaims {
  const [, payload] = jwt.split('.');
  const parsed = Claims.safeParse(jsonOrNothing(Buffer.from(payload ?? '', 'base64url').toString('utf8')));
  if (!/^[\w-]+\.[\w-]+\.[\w-]*$/.test(jwt) || !parsed.success) {
    throw unavailable('gave a token that is not a JWT with a subject');
  }
  const claims = Object.entries(parsed.data).flatMap(([name, value]) => {
    return ['string', 'number', 'boolean'].includes(typeof value) ? [[name, String(value)]] : [];
  });
  return Object.fromEntries(claims);
}

/**
 * The claim that Fulcio wants signed as a proof that the key is ours: the e-mail address where the token has one, else
 * the subject (github.com/sigstore/fulcio, docs/certificate-issuing.md). Raises `oidc-unavailable`.
 */
export function subjectOf(jwt: string): string {
  const { email, sub = '' } = decodeClaims(jwt);
  return email ?? sub;
}

const Claims = z.looseObject({ sub: z.string().check(z.minLength(1)) });
const TokenReply = z.object({ value: z.string().check(z.minLength(1)) });

async function ask({ requestUrl, requestToken, audience, http, timeout }: IdTokenRequest): Promise<HttpResponse> {
  if (!URL.canParse(requestUrl)) {
    throw unavailable('has no usable address; ACTIONS_ID_TOKEN_REQUEST_URL must be as the runner set it');
  }
  const url = new URL(requestUrl);
  url.searchParams.set('audience', audience);
  try {
    return await http({
      service: "The runner's identity provider",
      method: 'GET',
      url: url.href,
      headers: { authorization: `Bearer ${requestToken}`, accept: 'application/json' },
      maxBytes: 1024 * 1024,
      ...(timeout !== undefined && { timeout }),
    });
  } catch (cause) {
    throw new DoorlogError('oidc-unavailable', 'The runner’s identity provider did not answer, so nothing is signed.', {
      cause,
    });
  }
}

function tokenIn(body: string): string | undefined {
  const parsed = TokenReply.safeParse(jsonOrNothing(body));
  return parsed.success ? parsed.data.value : undefined;
}

function unavailable(what: string): DoorlogError {
  return new DoorlogError('oidc-unavailable', `The runner’s identity provider ${what}.`);
}
