import * as z from 'zod/mini';
import { AccessLevel } from './access-level.ts';
import { from, shown, words } from './field.ts';
import { OidcClaims } from './oidc-claims.ts';
import { Account } from './person.ts';
import { text } from './primitives.ts';

/** One scope of the job's token, as the workflow file declares it and as the runner was told. */
export const ScopePermission = z.strictObject({
  declared: z.optional(
    from(
      { from: ['workflow-file'], needs: 'a permissions block in the workflow file' },
      shown(AccessLevel, 'Level that the workflow file gives'),
    ),
  ),
  observed: z.optional(
    from(
      { from: ['worker-log', 'env', 'job-log'], needs: 'a runner whose own log can be read, or the collector' },
      shown(AccessLevel, 'Level that the token was seen to have'),
    ),
  ),
  source: shown(z.enum(['workflow-file', 'worker-log', 'env', 'job-log']), 'Where the strongest statement came from'),
});
export type ScopePermission = z.infer<typeof ScopePermission>;

/** What the job's own token may do. */
export const TokenAccess = z.strictObject({
  permissions: z.optional(z.record(z.string(), ScopePermission)),
  declaredIn: z.optional(
    from(
      { from: ['workflow-file'], needs: 'a permissions block in the workflow file' },
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
  shorthand: z.optional(
    from(
      { applies: { when: 'the file grants all at once' }, needs: 'a file that grants all at once' },
      shown(z.enum(['read-all', 'write-all']), 'Where the file grants all at once'),
    ),
  ),
});
export type TokenAccess = z.infer<typeof TokenAccess>;

/** Whether the job could prove its identity, and as whom. */
const Oidc = z.strictObject({
  available: shown(z.boolean(), 'Whether the job could ask for an identity token'),
  claims: z.optional(OidcClaims),
});

/** The rights of the job. */
export const Access = z.strictObject({
  secrets: z.optional(
    from(
      { from: ['workflow-file'], needs: 'permissions: contents: read' },
      z.array(shown(text(300), 'Name of a secret that the job’s part of the workflow file refers to, `*` for all')),
    ),
  ),
  token: z.optional(TokenAccess),
  oidc: z.optional(Oidc),
});
export type Access = z.infer<typeof Access>;

/** One answer to a request for deployment. */
export const Approval = z.strictObject({
  environment: shown(text(300), 'Environment that was asked for'),
  state: shown(text(100), 'Answer: approved, rejected, pending'),
  user: Account,
  selfApproval: z.optional(
    from(
      { needs: 'the ids of the initiator and of the approver' },
      shown(z.boolean(), 'Whether the initiator or the re-runner answered'),
    ),
  ),
  comment: z.optional(
    from(
      { needs: 'a comment', applies: { when: 'the reviewer wrote one' } },
      words(text(4_000), 'Comment of the reviewer'),
    ),
  ),
});
export type Approval = z.infer<typeof Approval>;
