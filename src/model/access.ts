import * as z from 'zod/mini';
import { AccessLevel } from './access-level.ts';
import { forMembers, logOnly, shown, words } from './field.ts';
import { OidcClaims } from './oidc-claims.ts';
import { Account } from './person.ts';
import { id, text } from './primitives.ts';

/** One scope of the job's token, as the workflow file declares it and as the runner was told. */
export const ScopePermission = z.strictObject({
  declared: z.optional(shown(AccessLevel, 'Level that the workflow file gives')),
  observed: z.optional(shown(AccessLevel, 'Level that the token was seen to have')),
  source: shown(z.enum(['workflow-file', 'worker-log', 'env', 'job-log']), 'Where the strongest statement came from'),
});
export type ScopePermission = z.infer<typeof ScopePermission>;

/** What the job's own token may do. */
export const TokenAccess = z.strictObject({
  permissions: z.optional(z.record(z.string(), ScopePermission)),
  declaredIn: z.optional(
    z.strictObject({
      file: shown(text(), 'Workflow file with the permissions'),
      line: shown(z.number(), 'Line of the block that grants them'),
      level: shown(z.enum(['job', 'workflow']), 'Whether the job or the workflow declares them'),
    }),
  ),
  shorthand: z.optional(shown(z.enum(['read-all', 'write-all']), 'Where the file grants all at once')),
});
export type TokenAccess = z.infer<typeof TokenAccess>;

/** Whether the job could prove its identity, and as whom. */
const Oidc = z.strictObject({
  available: shown(z.boolean(), 'Whether the job could ask for an identity token'),
  claims: z.optional(OidcClaims),
});

/** The rights of the job. */
export const Access = z.strictObject({
  token: z.optional(TokenAccess),
  oidc: z.optional(Oidc),
});
export type Access = z.infer<typeof Access>;

/** One answer to a request for deployment. */
export const Approval = z.strictObject({
  environment: shown(text(300), 'Environment that was asked for'),
  state: shown(text(100), 'Answer: approved, rejected, pending'),
  user: Account,
  comment: z.optional(words(text(4_000), 'Comment of the reviewer')),
});
export type Approval = z.infer<typeof Approval>;

/** What guards the environment. */
export const EnvironmentProtection = z.strictObject({
  name: shown(text(300), 'Name of the environment'),
  id: z.optional(shown(id(), 'Immutable id of the environment')),
  reviewersRequired: z.optional(forMembers(z.boolean(), 'Whether somebody has to approve')),
  reviewers: z.optional(forMembers(z.array(Account), 'People who may approve')),
  reviewerTeams: z.optional(
    logOnly(z.array(z.strictObject({ slug: text(300), id: z.optional(id()) })), 'Teams whose members may approve'),
  ),
  preventSelfReview: z.optional(forMembers(z.boolean(), 'Whether the initiator is kept from approving')),
  waitMinutes: z.optional(forMembers(z.number(), 'Wait timer in minutes')),
  branchPolicy: z.optional(forMembers(z.enum(['protected-branches', 'custom', 'none']), 'Which branches may deploy')),
  adminsCanBypass: z.optional(logOnly(z.boolean(), 'Whether administrators may pass without an approval')),
});
export type EnvironmentProtection = z.infer<typeof EnvironmentProtection>;

/** The guards in force. */
export const Protections = z.strictObject({
  environment: z.optional(EnvironmentProtection),
});
export type Protections = z.infer<typeof Protections>;
