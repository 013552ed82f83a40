import * as z from 'zod/mini';
import { forMembers, from, logOnly, shown } from './field.ts';
import { Account } from './person.ts';
import { id, text, time } from './primitives.ts';

const ENVIRONMENT = 'permissions: actions: read';

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

/** One rule in force on the ref. */
export const RefRule = z.strictObject({
  type: shown(text(100), 'Kind of rule, in GitHub’s words: pull_request, non_fast_forward …'),
  rulesetId: z.optional(shown(id(), 'Ruleset that it belongs to')),
  requiredApprovals: from(
    { applies: { when: 'a rule that requires a pull request' }, needs: 'a rule of that kind' },
    z.optional(shown(z.number(), 'How many approvals it takes')),
  ),
  codeOwnerReview: from(
    { applies: { when: 'a rule that requires a pull request' }, needs: 'a rule of that kind' },
    z.optional(shown(z.boolean(), 'Whether a code owner has to approve')),
  ),
  lastPushApproval: from(
    { applies: { when: 'a rule that requires a pull request' }, needs: 'a rule of that kind' },
    z.optional(shown(z.boolean(), 'Whether somebody else than the last pusher has to approve')),
  ),
  dismissStaleReviews: from(
    { applies: { when: 'a rule that requires a pull request' }, needs: 'a rule of that kind' },
    z.optional(shown(z.boolean(), 'Whether a new push takes approvals away')),
  ),
});
export type RefRule = z.infer<typeof RefRule>;

/** A ruleset that has a rule in force on the ref. */
export const Ruleset = z.strictObject({
  id: z.optional(shown(id(), 'Immutable id of the ruleset')),
  name: shown(text(300), 'Name of the ruleset'),
  enforcement: shown(z.enum(['active', 'evaluate', 'disabled']), 'Whether it holds'),
  owner: z.optional(shown(z.enum(['repository', 'organization', 'enterprise']), 'Whose ruleset it is')),
  updatedAt: z.optional(shown(time(), 'When it was last changed')),
  bypassActors: from(
    { needs: 'a token that may change the ruleset, or the collector' },
    z.optional(
      logOnly(
        z.array(
          z.strictObject({
            kind: z.enum([
              'role',
              'team',
              'app',
              'user',
              'organization-admin',
              'enterprise-owner',
              'deploy-key',
              'unknown',
            ]),
            name: z.optional(text(300)),
            mode: z.enum(['always', 'pull-request', 'exempt', 'unknown']),
          }),
        ),
        'Who may pass it by',
      ),
    ),
  ),
});
export type Ruleset = z.infer<typeof Ruleset>;

/** What protects the ref that the run is for, branch protection and rulesets together, as far as a reader may see it. */
export const RefProtection = z.strictObject({
  ref: shown(text(), 'Full ref'),
  requiredApprovals: z.optional(forMembers(z.number(), 'Approvals that branch protection takes')),
  codeOwnerReview: z.optional(forMembers(z.boolean(), 'Whether branch protection takes a code owner’s review')),
  signatures: z.optional(forMembers(z.boolean(), 'Whether commits must be signed')),
  linearHistory: z.optional(forMembers(z.boolean(), 'Whether merge commits are kept out')),
  forcePushes: z.optional(forMembers(z.boolean(), 'Whether commits may be replaced')),
  deletions: z.optional(forMembers(z.boolean(), 'Whether the ref may be deleted')),
  statusChecks: z.optional(forMembers(z.array(text(300)), 'Checks that must pass')),
  rules: z.optional(z.array(RefRule)),
});
export type RefProtection = z.infer<typeof RefProtection>;

/** The guards in force. */
export const Protections = from(
  {
    controls: [
      'OWASP CICD-SEC-1',
      'OWASP CICD-SEC-7',
      'CIS 1.1.14',
      'CIS 1.1.19',
      'CIS 1.1.20',
      'SOC 2 CC8.1',
      'SOC 2 CC7.2',
      'ISO 27001 A.8.9',
      'ISO 27001 A.8.32',
      'NIST CM-3',
      'NIST CM-5',
    ],
  },
  z.strictObject({
    environment: from(
      { from: ['api'], needs: ENVIRONMENT, applies: { when: 'a deployment environment' } },
      z.optional(EnvironmentProtection),
    ),
    ref: from({ from: ['api'], needs: 'permissions: contents: read' }, z.optional(RefProtection)),
    rulesets: from({ from: ['api'], needs: 'permissions: contents: read' }, z.optional(z.array(Ruleset))),
  }),
);
export type Protections = z.infer<typeof Protections>;
