import * as z from 'zod/mini';
import type { Approval } from '../../model/access.ts';
import type { Person } from '../../model/person.ts';
import type { EnvironmentProtection } from '../../model/protections.ts';
import type { AccessReader, RunFacts } from '../../ports.ts';
import { accountFrom } from './account.ts';
import type { GitHubClient } from './client.ts';
import { observed } from './observed.ts';

// Made once each: a hook makes these schemas before it does anything.
const OBJECT_ID = /^[0-9a-f]{40}([0-9a-f]{24})?$/;
const text = z.string();
const number = z.number();
const flag = z.boolean();
const optionalText = z.optional(text);
const optionalNumber = z.optional(number);
const optionalFlag = z.optional(flag);

const User = z.nullish(z.object({ login: z.string().check(z.maxLength(100)), id: number, type: optionalText }));

const CollaboratorPermission = z.object({ permission: text, role_name: optionalText, user: User });

const ReviewsOfRun = z.array(
  z.object({
    state: text,
    comment: z.nullish(text),
    environments: z.array(z.object({ name: optionalText })),
    user: User,
  }),
);

const Environment = z.object({
  id: number,
  name: text,
  protection_rules: z.optional(
    z.array(
      z.object({
        type: text,
        wait_timer: optionalNumber,
        prevent_self_review: optionalFlag,
        reviewers: z.optional(
          z.array(
            z.object({
              type: optionalText,
              reviewer: z.optional(
                z.object({
                  id: number,
                  login: optionalText,
                  slug: optionalText,
                  type: optionalText,
                }),
              ),
            }),
          ),
        ),
      }),
    ),
  ),
  deployment_branch_policy: z.nullish(z.object({ protected_branches: flag, custom_branch_policies: flag })),
  can_admins_bypass: optionalFlag,
});

/** The record holds no more called workflows than this; GitHub allows 50 in a file. */
const MOST_CALLED = 200;

const Run = z.object({
  id: number,
  actor: User,
  triggering_actor: User,
  referenced_workflows: z.nullish(
    z.array(z.object({ path: text, sha: z.nullish(text) })).check(z.maxLength(MOST_CALLED)),
  ),
  head_repository: z.nullish(z.object({ id: number, full_name: text })),
});

/** Reads runs, roles, environments and approvals by GitHub's REST API, one request each. */
export function createAccessReader(client: GitHubClient, repository: string): AccessReader {
  const [owner = '', repo = ''] = repository.split('/');
  return {
    run: (runId, attempt) =>
      observed('permissions: actions: read', async () =>
        runFrom(
          await client.rest(
            'GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}',
            { owner, repo, run_id: runId, attempt_number: attempt },
            Run,
          ),
        ),
      ),
    person: (login) =>
      observed('a user of the repository and a token with metadata: read', async () =>
        personFrom(
          await client.rest(
            'GET /repos/{owner}/{repo}/collaborators/{username}/permission',
            { owner, repo, username: login },
            CollaboratorPermission,
          ),
          login,
        ),
      ),
    environment: (name) =>
      observed('permissions: actions: read', async () =>
        protectionFrom(
          await client.rest(
            'GET /repos/{owner}/{repo}/environments/{environment_name}',
            { owner, repo, environment_name: name },
            Environment,
          ),
        ),
      ),
    approvals: (runId) =>
      observed('permissions: actions: read', async () =>
        approvalsFrom(
          await client.rest(
            'GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals',
            { owner, repo, run_id: runId },
            ReviewsOfRun,
          ),
        ),
      ),
  };
}

function runFrom(reply: z.infer<typeof Run>): RunFacts {
  const { actor, triggering_actor: triggeringActor, head_repository: head } = reply;
  return {
    ...(actor && { actor: accountFrom(actor) }),
    ...(triggeringActor && { triggeringActor: accountFrom(triggeringActor) }),
    calledWorkflows: (reply.referenced_workflows ?? []).map(({ path, sha }) => ({
      path: path.slice(0, 1_000),
      ...(sha && OBJECT_ID.test(sha) && { sha }),
    })),
    ...(head && { headRepository: { name: head.full_name.slice(0, 300), id: String(head.id) } }),
  };
}

const PERMISSIONS = ['admin', 'write', 'read', 'none'] as const;

function personFrom(reply: z.infer<typeof CollaboratorPermission>, login: string): Person {
  const permission = PERMISSIONS.find((known) => known === reply.permission);
  return {
    ...(reply.user ? accountFrom(reply.user) : { login }),
    ...(permission && { permission }),
    role: (reply.role_name ?? reply.permission).slice(0, 100),
  };
}

function approvalsFrom(reviews: z.infer<typeof ReviewsOfRun>): Approval[] {
  return reviews.flatMap((review) =>
    review.environments.map((environment) => ({
      environment: (environment.name ?? '').slice(0, 300),
      state: review.state.slice(0, 100),
      user: review.user ? accountFrom(review.user) : { login: 'ghost' },
      ...(review.comment && { comment: review.comment.slice(0, 4_000) }),
    })),
  );
}

function protectionFrom(reply: z.infer<typeof Environment>): EnvironmentProtection {
  const rules = reply.protection_rules;
  const review = rules?.find((rule) => rule.type === 'required_reviewers');
  const wait = rules?.find((rule) => rule.type === 'wait_timer');
  const reviewers = (review?.reviewers ?? [])
    .flatMap(({ reviewer }) => (reviewer ? [reviewer] : []))
    .sort((a, b) => a.id - b.id);
  return {
    name: reply.name,
    id: String(reply.id),
    ...(rules && {
      reviewersRequired: review !== undefined,
      reviewers: reviewers.flatMap(({ id, login, type }) => (login ? [accountFrom({ id, login, type })] : [])),
      reviewerTeams: reviewers.flatMap(({ id, slug }) => (slug ? [{ slug, id: String(id) }] : [])),
      preventSelfReview: review?.prevent_self_review ?? false,
      waitMinutes: wait?.wait_timer ?? 0,
    }),
    branchPolicy: branchPolicyFrom(reply.deployment_branch_policy),
    ...(reply.can_admins_bypass !== undefined && { adminsCanBypass: reply.can_admins_bypass }),
  };
}

function branchPolicyFrom(
  policy: z.infer<typeof Environment>['deployment_branch_policy'],
): 'protected-branches' | 'custom' | 'none' {
  if (!policy) return 'none';
  return policy.protected_branches ? 'protected-branches' : 'custom';
}
