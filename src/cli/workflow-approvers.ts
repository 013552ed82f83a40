import type { ExplainedJob } from '../core/workflow/explanation.ts';
import { DoorlogError } from '../errors.ts';
import type { AccessReader } from '../ports.ts';
import type { CliIo } from './io.ts';

/** Who may approve the deployments of an environment, or why that can't be seen. */
export type Approvers =
  | {
      readonly required: boolean;
      readonly people: readonly string[];
      readonly teams: readonly string[];
      readonly preventSelfReview?: boolean;
      readonly adminsCanBypass?: boolean;
    }
  | { readonly unknown: string; readonly needed: string };

/**
 * Asks GitHub about every environment that the jobs name, once each; an expression names none.
 * Raises `usage` without a token in GITHUB_TOKEN or GH_TOKEN, or for a repository that isn't OWNER/NAME.
 */
export async function approversOf(
  jobs: readonly ExplainedJob[],
  repository: string,
  io: CliIo,
): Promise<ReadonlyMap<string, Approvers>> {
  const reader = await createReader(repository, io);
  const found = new Map<string, Approvers>();
  for (const { environment } of jobs) {
    if (environment === null || environment.includes('${{') || found.has(environment)) continue;
    found.set(environment, approversFrom(await reader.environment(environment)));
  }
  return found;
}

async function createReader(repository: string, { env, http }: CliIo): Promise<AccessReader> {
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository)) {
    throw new DoorlogError('usage', 'Option --repo must be OWNER/NAME, as in octo-org/octo-repo.');
  }
  const token = env.GITHUB_TOKEN || env.GH_TOKEN;
  if (!token) throw new DoorlogError('usage', 'Option --repo takes a token; put one in GITHUB_TOKEN or GH_TOKEN.');
  const apiUrl = (env.GITHUB_API_URL || 'https://api.github.com').replace(/\/+$/, '');
  const graphqlUrl = env.GITHUB_GRAPHQL_URL || `${apiUrl}/graphql`;
  const { createGitHubClient } = await import('../ci/github/client.ts');
  const { createAccessReader } = await import('../ci/github/access-reader.ts');
  return createAccessReader(createGitHubClient({ http, apiUrl, graphqlUrl, token }), repository);
}

function approversFrom(seen: Awaited<ReturnType<AccessReader['environment']>>): Approvers {
  if (!seen.ok) return { unknown: seen.reason, needed: seen.needed };
  const { reviewersRequired, reviewers, reviewerTeams, preventSelfReview, adminsCanBypass } = seen.value;
  return {
    required: reviewersRequired ?? false,
    people: (reviewers ?? []).map(({ login }) => login),
    teams: (reviewerTeams ?? []).map(({ slug }) => slug),
    ...(preventSelfReview !== undefined && { preventSelfReview }),
    ...(adminsCanBypass !== undefined && { adminsCanBypass }),
  };
}
