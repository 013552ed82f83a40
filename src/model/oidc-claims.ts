import * as z from 'zod/mini';
import { forMembers, from, shown } from './field.ts';
import { text } from './primitives.ts';

const claim = () => shown(text(), 'Claim of the identity token');
const memberClaim = () => forMembers(text(), 'Claim of the identity token');

/** Claims of GitHub's identity token that are kept; the rest is dropped. */
export const OidcClaims = from(
  { from: ['oidc'], needs: 'an issuer that puts it into the token', together: true },
  z.object({
    iss: z.optional(claim()),
    sub: z.optional(memberClaim()),
    aud: z.optional(claim()),
    actor: z.optional(claim()),
    actor_id: z.optional(claim()),
    repository: z.optional(claim()),
    repository_id: z.optional(claim()),
    repository_owner: z.optional(claim()),
    repository_owner_id: z.optional(claim()),
    repository_visibility: z.optional(claim()),
    ref: z.optional(claim()),
    ref_type: z.optional(claim()),
    ref_protected: z.optional(claim()),
    sha: z.optional(claim()),
    base_ref: z.optional(claim()),
    head_ref: z.optional(claim()),
    event_name: z.optional(claim()),
    workflow_ref: z.optional(claim()),
    workflow_sha: z.optional(claim()),
    job_workflow_ref: z.optional(claim()),
    job_workflow_sha: z.optional(claim()),
    run_id: z.optional(claim()),
    run_number: z.optional(claim()),
    run_attempt: z.optional(claim()),
    check_run_id: z.optional(claim()),
    runner_environment: z.optional(claim()),
    environment: z.optional(claim()),
    enterprise: z.optional(memberClaim()),
    enterprise_id: z.optional(memberClaim()),
  }),
);
export type OidcClaims = z.infer<typeof OidcClaims>;
