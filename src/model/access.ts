import * as z from 'zod/mini';
import { AccessLevel } from './access-level.ts';
import { CloudIdentity } from './cloud-identity.ts';
import { forMembers, from, shown, words } from './field.ts';
import { OidcClaims } from './oidc-claims.ts';
import { Account } from './person.ts';
import { text } from './primitives.ts';

/** One scope of the job's token, as the workflow file declares it and as the runner was told. */
export const ScopePermission = z.strictObject({
  declared: from(
    { from: ['workflow-file'], needs: 'a permissions block in the workflow file' },
    shown(z.optional(AccessLevel), 'Level that the workflow file gives'),
  ),
  observed: from(
    { from: ['worker-log', 'env', 'job-log'], needs: 'a runner whose own log can be read, or the collector' },
    shown(z.optional(AccessLevel), 'Level that the token was seen to have'),
  ),
  source: shown(z.enum(['workflow-file', 'worker-log', 'env', 'job-log']), 'Where the strongest statement came from'),
});
export type ScopePermission = z.infer<typeof ScopePermission>;

/** What the job's own token may do. */
export const TokenAccess = z.strictObject({
  permissions: from(
    { needs: 'a permissions block in the workflow file, or a runner whose own log can be read' },
    z.optional(z.record(z.string(), ScopePermission)),
  ),
  declaredIn: from(
    { from: ['workflow-file'], needs: 'a permissions block in the workflow file' },
    z.optional(
      z.strictObject({
        file: shown(text(), 'Workflow file with the permissions'),
        line: shown(z.number(), 'Line of the block that grants them'),
        level: shown(
          z.enum(['job', 'workflow', 'caller']),
          'Whether the job, the workflow or its caller declares them',
        ),
      }),
    ),
  ),
  shorthand: from(
    { applies: { when: 'a file that grants all at once' }, needs: 'a file that grants all at once' },
    z.optional(shown(z.enum(['read-all', 'write-all']), 'Where the file grants all at once')),
  ),
});
export type TokenAccess = z.infer<typeof TokenAccess>;

/** Whether the job could prove its identity, and as whom. */
const Oidc = z.strictObject({
  available: shown(z.boolean(), 'Whether the job could ask for an identity token'),
  claims: from({ from: ['oidc'], needs: 'permissions: id-token: write' }, z.optional(OidcClaims)),
});

/** The rights of the job. */
export const Access = from(
  { controls: ['OWASP CICD-SEC-5', 'OWASP CICD-SEC-6', 'CIS 2.1.7', 'SOC 2 CC6.1', 'ISO 27001 A.8.2', 'NIST AC-6'] },
  z.strictObject({
    secrets: from(
      { from: ['workflow-file'], needs: 'permissions: contents: read' },
      z.optional(
        z.array(shown(text(300), 'Name of a secret that the job’s part of the workflow file refers to, `*` for all')),
      ),
    ),
    token: from(
      {
        from: ['workflow-file', 'worker-log'],
        needs: 'a permissions block in the workflow file, or a runner whose own log can be read',
      },
      z.optional(TokenAccess),
    ),
    oidc: from({ from: ['oidc'], needs: 'permissions: id-token: write' }, z.optional(Oidc)),
    cloud: from(
      {
        from: ['cloud', 'env'],
        needs: 'a checkpoint step after the login step',
        applies: { phases: ['checkpoint', 'end', 'collector'] },
      },
      z.optional(forMembers(z.array(CloudIdentity), 'Identities in clouds that the job took on')),
    ),
  }),
);
export type Access = z.infer<typeof Access>;

/** One answer to a request for deployment. */
export const Approval = z.strictObject({
  environment: shown(text(300), 'Environment that was asked for'),
  state: shown(text(100), 'Answer: approved, rejected, pending'),
  user: Account,
  selfApproval: from(
    { needs: 'the ids of the initiator and of the approver' },
    z.optional(shown(z.boolean(), 'Whether the initiator or the re-runner answered')),
  ),
  comment: from(
    { needs: 'a comment', applies: { when: 'a comment' } },
    z.optional(words(text(4_000), 'Comment of the reviewer')),
  ),
});
export type Approval = z.infer<typeof Approval>;
