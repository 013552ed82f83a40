import * as z from 'zod/mini';
import { Account } from './person.ts';
import { id, text, time } from './primitives.ts';

/**
 * One event of the organisation's audit log, as far as rules ask for it; names of actions are GitHub's own:
 * https://docs.github.com/en/organizations/keeping-your-organization-secure/managing-security-settings-for-your-organization/audit-log-events-for-your-organization
 */
export const AuditEvent = z.strictObject({
  id: id(),
  action: text(200),
  at: time(),
  actor: z.optional(Account),
  /** Whom it was done to. */
  user: z.optional(Account),
  repository: z.optional(text(300)),
  runId: z.optional(id()),
  environment: z.optional(text(300)),
  permissionBefore: z.optional(text(100)),
  permissionAfter: z.optional(text(100)),
});
export type AuditEvent = z.infer<typeof AuditEvent>;
