import { observed } from '../ci/github/observed.ts';
import type { RunnerVariables } from '../ci/github/variables.ts';
import type { Configuration } from '../model/configuration.ts';
import { OidcClaims } from '../model/oidc-claims.ts';
import type { Http, Observed } from '../ports.ts';

/** The job's identity token, fetched once in a hook: it lives for minutes, a hook for seconds; and anew for a collector. */
export type Identity = () => Promise<string>;

/** GitHub's live about five minutes; in milliseconds. */
const YOUNG = 150_000;

/** The way to the identity token, or undefined where the job may not ask for one. */
export function identityFrom(
  variables: RunnerVariables,
  { oidcAudience: audience }: Pick<Configuration, 'oidcAudience'>,
  http: Http,
): Identity | undefined {
  if (!variables.idTokenRequestUrl || !variables.idTokenRequestToken) return undefined;
  let token: { readonly text: Promise<string>; readonly until: number } | undefined;
  return () => {
    const now = Date.now();
    if (!token || now > token.until) token = { text: identityToken(variables, audience, http), until: now + YOUNG };
    return token.text;
  };
}

/** A new identity token of the job, for an audience of its own. Raises `oidc-unavailable`. */
export async function identityToken(
  { idTokenRequestUrl: requestUrl = '', idTokenRequestToken: requestToken = '' }: RunnerVariables,
  audience: string,
  http: Http,
): Promise<string> {
  const { fetchIdToken } = await import('../signing/oidc.ts');
  return fetchIdToken({ requestUrl, requestToken, audience, http });
}

/** The claims of the identity token. */
export async function claimsOf(identity: Identity | undefined): Promise<Observed<OidcClaims>> {
  const needed = 'permissions: id-token: write';
  if (!identity) return { ok: false, reason: 'not-available', needed };
  return observed(needed, async () => {
    const { decodeClaims } = await import('../signing/oidc.ts');
    return OidcClaims.parse(decodeClaims(await identity()));
  });
}
