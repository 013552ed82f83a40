import type { FileAt, Observed, Overview, OverviewQuery, RepositoryReader } from '../../ports.ts';
import type { GitHubClient } from './client.ts';
import { readDeployments } from './deployments.ts';
import { readEnvironment, readEnvironments } from './environment-protection.ts';
import {
  type GraphQLReply,
  isRefusedWhole,
  openReply,
  type ReadPart,
  readPart,
  refusedWhole,
} from './graphql-reply.ts';
import { notSeen } from './observed.ts';
import { isElsewhere, isTag, overviewQuery, peopleOf, pullsAsked } from './overview-query.ts';
import { readCommit, readFileAt, readRepository, readText } from './overview-reply.ts';
import { readPullRequests } from './pull-requests.ts';
import { readRefProtection, readRulesets } from './ref-protection.ts';
import { readReleases } from './releases.ts';
import { readGrants } from './role-grants.ts';
import { readTag } from './tag.ts';

const NEEDED = {
  contents: 'permissions: contents: read',
  before: 'permissions: contents: read, and the commit from before the push still there',
  drafts: 'permissions: contents: write',
  environment: 'permissions: actions: read',
  pullRequests: 'permissions: pull-requests: read',
  grants: 'a token that may administer the repository, or the collector',
  deployments: 'permissions: deployments: read',
} as const;

/** Reads the overview by one GraphQL query, or by two where a server does not know all fields of the first. */
export function createRepositoryReader(client: GitHubClient, repository: string): RepositoryReader {
  async function ask(query: OverviewQuery, core: boolean): Promise<GraphQLReply> {
    const { query: text, variables } = overviewQuery(repository, query, core);
    return openReply(await client.graphql(text, variables));
  }

  function partsBy(query: OverviewQuery, core: Look, more: Look): Overview {
    return { ...coreParts(repository, query, core), ...moreParts(query, more) };
  }

  return {
    async overview(query) {
      try {
        const reply = await ask(query, false);
        if (!isRefusedWhole(reply)) return partsBy(query, lookAt(reply), lookAt(reply));
        const core = await ask(query, true);
        const more = blind((needed) => refusedWhole(reply, needed));
        return { ...partsBy(query, lookAt(core), more), requests: 2 };
      } catch (error) {
        const look = blind((needed) => notSeen(error, needed));
        return partsBy(query, look, look);
      }
    },
  };
}

/** Looks at one part of a reply. */
type Look = <T>(path: readonly string[], needed: string, read: ReadPart<T>) => Observed<T>;

function lookAt(reply: GraphQLReply): Look {
  return (path, needed, read) => readPart(reply, path, needed, read);
}

function blind(gap: (needed: string) => Observed<never>): Look {
  return (_path, needed) => gap(needed);
}

type Core = Pick<Overview, 'repository' | 'policy' | 'policyBefore' | 'commit' | 'workflowFile'>;

function coreParts(repository: string, query: OverviewQuery, look: Look): Core {
  const place = isElsewhere(repository, query) ? 'elsewhere' : 'repository';
  return {
    repository: look(['repository'], NEEDED.contents, readRepository),
    policy: fileAt(['repository', 'defaultBranchRef', 'target'], look),
    ...(query.before && { policyBefore: fileAt(['repository', 'before'], look) }),
    commit: look(['repository', 'commit'], NEEDED.contents, readCommit),
    workflowFile: flat(look([place, 'workflow'], NEEDED.contents, readText)),
  };
}

/** An error beside the file may hide it: that must not look like a repository without one. */
function fileAt(path: readonly string[], look: Look, needed: string = NEEDED.contents): Observed<FileAt> {
  return flat(look(path, needed, (part, isRefused) => (isRefused() ? undefined : readFileAt(part))));
}

function flat<T>(look: Observed<Observed<T>>): Observed<T> {
  return look.ok ? look.value : look;
}

function moreParts(query: OverviewQuery, look: Look): Omit<Overview, keyof Core> {
  const { ref, since } = query;
  const pulls = pullsAsked(query);
  const people = peopleOf(query);
  return {
    ...(query.workflowBefore && {
      workflowAtDefault: fileAt(['workflowAtDefault', 'defaultBranchRef', 'target'], look),
    }),
    ...(query.workflowBefore?.commit && {
      workflowAtBefore: fileAt(['workflowAtBefore', 'before'], look, NEEDED.before),
    }),
    ...(query.environment !== undefined && {
      environment: look(['environment', 'environment'], NEEDED.environment, readEnvironment),
    }),
    ...(query.environments && {
      environments: look(['environments', 'environments'], NEEDED.environment, readEnvironments),
    }),
    ...((pulls.ofCommit || pulls.triggering) && {
      pullRequests: look(['pullRequests'], NEEDED.pullRequests, (part) => readPullRequests(part, pulls)),
    }),
    ...(ref !== undefined && protectionParts(ref, look)),
    ...(people.length > 0 && {
      grants: new Map(
        people.map(({ login, alias }) => [
          login,
          look([alias, 'collaborators'], NEEDED.grants, (part) => readGrants(part, login)),
        ]),
      ),
    }),
    ...(since !== undefined && resourceParts(since, look)),
  };
}

function protectionParts(ref: string, look: Look): Pick<Overview, 'refProtection' | 'rulesets' | 'tag'> {
  const path = ['protection', 'ref'];
  return {
    refProtection: look(path, NEEDED.contents, (part, isRefused) =>
      readRefProtection(part, ref, !isRefused('refUpdateRule')),
    ),
    rulesets: look(path, NEEDED.contents, readRulesets),
    ...(isTag(ref) && { tag: look(['tag', 'ref'], NEEDED.contents, readTag) }),
  };
}

function resourceParts(since: string, look: Look): Pick<Overview, 'deployments' | 'releases' | 'draftReleases'> {
  const read = (part: unknown) => readReleases(part, since);
  const published = look(['releases'], NEEDED.contents, (part) => read(part)?.published);
  const drafts = look(['releases'], NEEDED.drafts, (part) => read(part)?.drafts);
  return {
    deployments: look(['deployments', 'deployments'], NEEDED.deployments, (part) => readDeployments(part, since)),
    releases: published,
    draftReleases: published.ok && !drafts.ok ? { ...drafts, reason: 'not-permitted' } : drafts,
  };
}
