import { observed } from '../ci/github/observed.ts';
import type { RunnerVariables } from '../ci/github/variables.ts';
import type { Configuration } from '../model/configuration.ts';
import { OidcClaims } from '../model/oidc-claims.ts';
import type { Http, Observed } from '../ports.ts';

/** The job's identity token, fetched once in a hook: it lives for minutes, a hook for seconds. */
export type Identity = () => Promise<string>;

/** The way to the identity token, or undefined where the job may not ask for one. */
export function identityFrom(
  variables: RunnerVariables,
  { oidcAudience: audience }: Configuration,
  http: Http,
): Identity | undefined {
  const { idTokenRequestUrl: requestUrl, idTokenRequestToken: requestToken } = variables;
  if (!requestUrl || !requestToken) return undefined;
  let token: Promise<string> | undefined;
  return () => {
    token ??= import('../signing/oidc.ts').then(({ fetchIdToken }) =>
      fetchIdToken({ requestUrl, requestToken, audience, http }),
    );
    return token;
  };
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
