import type * as z from 'zod/mini';
import { DoorlogError } from '../../errors.ts';
import type { EnvironmentProtection } from '../../model/protections.ts';
import { Visibility } from '../../model/visibility.ts';
import type { FileAt, Observed, Overview, OverviewQuery, RepositoryReader } from '../../ports.ts';
import type { GitHubClient } from './client.ts';
import { commitFrom } from './commit.ts';
import { notSeen } from './observed.ts';
import { overviewQuery } from './overview-query.ts';
import { type Blob, type Environment, OverviewReply, type PolicyCommit } from './overview-reply.ts';

const NEEDED = 'permissions: contents: read';

/** Reads the overview by one GraphQL query. */
export function createRepositoryReader(client: GitHubClient, repository: string): RepositoryReader {
  return {
    async overview(query) {
      try {
        const { query: text, variables } = overviewQuery(repository, query);
        const parsed = OverviewReply.safeParse(await client.graphql(text, variables));
        if (!parsed.success) {
          throw new DoorlogError(
            'http-reply-invalid',
            'GitHub’s GraphQL API answered with something else than it documents.',
            { cause: parsed.error },
          );
        }
        return overviewFrom(parsed.data, query);
      } catch (error) {
        return nothingSeen(notSeen(error, NEEDED), query);
      }
    },
  };
}

function nothingSeen(gap: Observed<never>, query: OverviewQuery): Overview {
  return {
    repository: gap,
    policy: gap,
    commit: gap,
    workflowFile: gap,
    ...(query.before && { policyBefore: gap }),
    ...(query.environment !== undefined && { environment: gap }),
  };
}

function overviewFrom(reply: OverviewReply, query: OverviewQuery): Overview {
  const repository = reply.data?.repository;
  if (!repository) return nothingSeen(refused(reply, ['repository']), query);
  const visibility = Visibility.safeParse(repository.visibility?.toLowerCase());
  const branch = repository.defaultBranchRef;
  const workflow = reply.data?.elsewhere ? reply.data.elsewhere.workflow : repository.workflow;
  return {
    repository:
      visibility.success && repository.databaseId && branch
        ? {
            ok: true,
            value: { id: String(repository.databaseId), visibility: visibility.data, defaultBranch: branch.name },
          }
        : refused(reply, ['repository']),
    policy: policyFrom(reply, branch?.target, ['repository', 'defaultBranchRef']),
    ...(query.before && { policyBefore: policyFrom(reply, repository.before, ['repository', 'before']) }),
    commit: repository.commit?.oid
      ? { ok: true, value: commitFrom(repository.commit) }
      : refused(reply, ['repository', 'commit']),
    workflowFile: textOf(workflow) ?? refused(reply, ['repository', 'workflow']),
    ...(query.environment !== undefined && {
      environment: repository.environment
        ? { ok: true, value: protectionFrom(repository.environment) }
        : refused(reply, ['repository', 'environment']),
    }),
  };
}

/** No commit or no text of a file that is there is a failure, so that no weaker policy takes its place unseen. */
function policyFrom(reply: OverviewReply, commit: PolicyCommit, path: readonly string[]): Observed<FileAt> {
  if (!commit?.oid) return refused(reply, path);
  if (hasError(reply, path)) return refused(reply, path);
  if (!commit.file) return { ok: true, value: { commit: commit.oid, text: null } };
  const text = textOf(commit.file.object);
  if (text === undefined) return refused(reply, path);
  return text.ok ? { ok: true, value: { commit: commit.oid, text: text.value } } : text;
}

function textOf(blob: z.infer<typeof Blob>): Observed<string> | undefined {
  if (blob?.__typename !== 'Blob') return undefined;
  if (typeof blob.text === 'string' && !blob.isTruncated) return { ok: true, value: blob.text };
  const detail = `The file has ${blob.byteSize ?? 'too many'} bytes; GitHub gives at most 512,000 of text.`;
  return { ok: false, reason: 'input-invalid', needed: 'a text file of less than 500 KB', detail };
}

function hasError(reply: OverviewReply, path: readonly string[]): boolean {
  return errorAt(reply, path) !== undefined;
}

function errorAt(reply: OverviewReply, path: readonly string[]) {
  return reply.errors?.find((error) =>
    path.every((part, index) => error.path?.[index] === undefined || error.path[index] === part),
  );
}

/** Why a part is missing: GitHub's error for it, or that it is hidden or gone. */
function refused(reply: OverviewReply, path: readonly string[]): Observed<never> {
  const error = errorAt(reply, path) ?? reply.errors?.[0];
  const detail = error && `GitHub’s GraphQL API: ${error.message.slice(0, 300)}`;
  switch (error?.type) {
    case 'FORBIDDEN':
      return { ok: false, reason: 'not-permitted', needed: NEEDED, ...(detail && { detail }) };
    case 'RATE_LIMITED':
      return {
        ok: false,
        reason: 'rate-limited',
        needed: 'a rate limit that is not used up',
        ...(detail && { detail }),
      };
    case 'NOT_FOUND':
    case undefined:
      return { ok: false, reason: 'not-found', needed: NEEDED, ...(detail && { detail }) };
    default:
      return { ok: false, reason: 'service-failed', needed: NEEDED, ...(detail && { detail }) };
  }
}

function protectionFrom(environment: NonNullable<Environment>): EnvironmentProtection {
  const rules = (environment.protectionRules.nodes ?? []).flatMap((rule) => (rule ? [rule] : []));
  const review = rules.find((rule) => rule.type === 'REQUIRED_REVIEWERS');
  const wait = rules.find((rule) => rule.type === 'WAIT_TIMER');
  const reviewers = (review?.reviewers.nodes ?? [])
    .flatMap((reviewer) => (reviewer ? [reviewer] : []))
    .sort((a, b) => (a.databaseId ?? 0) - (b.databaseId ?? 0));
  return {
    name: environment.name,
    ...(environment.databaseId && { id: String(environment.databaseId) }),
    reviewersRequired: review !== undefined,
    reviewers: reviewers.flatMap(({ login, databaseId }) =>
      login ? [{ login, ...(databaseId && { id: String(databaseId) }), type: 'user' as const }] : [],
    ),
    reviewerTeams: reviewers.flatMap(({ slug, databaseId }) =>
      slug ? [{ slug, ...(databaseId && { id: String(databaseId) }) }] : [],
    ),
    preventSelfReview: review?.preventSelfReview ?? false,
    waitMinutes: wait?.timeout ?? 0,
  };
}
