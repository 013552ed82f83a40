import { utf8String } from './der.ts';
import type { Claims } from './oidc-claims.ts';
import { Extension } from './x509.ts';

const FULCIO = '1.3.6.1.4.1.57264.1';
const SITE = 'https://github.com';

/**
 * The extensions that Fulcio makes of GitHub's claims; the first six are bare text, all others DER.
 * https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md
 */
export function fulcioExtensions(claims: Claims): Extension[] {
  const { repository, run_id, run_attempt, repository_owner } = claims;
  const site = (path: string | undefined) => (path === undefined ? undefined : `${SITE}/${path}`);
  const values: Record<number, string | undefined> = {
    1: claims.iss,
    2: claims.event_name,
    3: claims.sha,
    4: claims.workflow,
    5: repository,
    6: claims.ref,
    8: claims.iss,
    9: site(claims.job_workflow_ref),
    10: claims.job_workflow_sha,
    11: claims.runner_environment,
    12: site(repository),
    13: claims.sha,
    14: claims.ref,
    15: claims.repository_id,
    16: site(repository_owner),
    17: claims.repository_owner_id,
    18: site(claims.workflow_ref),
    19: claims.workflow_sha,
    20: claims.event_name,
    21: run_id === undefined ? undefined : site(`${repository}/actions/runs/${run_id}/attempts/${run_attempt}`),
    22: claims.repository_visibility,
    23: claims.environment,
    24: claims.sub,
  };
  return Object.entries(values).flatMap(([number, value]) => {
    if (value === undefined) return [];
    const bytes = Number(number) < 7 ? Buffer.from(value, 'utf8') : utf8String(value);
    return [new Extension(`${FULCIO}.${number}`, false, bytes)];
  });
}

/** The name that a certificate for these claims goes by. */
export function identityOf(claims: Claims): string {
  const workflow = claims.job_workflow_ref;
  return workflow === undefined ? (claims.sub ?? '') : `${SITE}/${workflow}`;
}
