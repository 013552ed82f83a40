import type { OverviewQuery } from '../../ports.ts';
import { commitSelection } from './commit.ts';
import { DEPLOYMENTS_SELECTION } from './deployments.ts';
import { ENVIRONMENT_SELECTION, ENVIRONMENTS_SELECTION } from './environment-protection.ts';
import { pullRequestsSelection } from './pull-requests.ts';
import { refProtectionSelection } from './ref-protection.ts';
import { RELEASES_SELECTION } from './releases.ts';
import { grantsSelection } from './role-grants.ts';
import { TAG_SELECTION } from './tag.ts';

const BLOB = '{ __typename ... on Blob { text byteSize isTruncated isBinary } }';

/** Logins whose grants are asked for in one look. */
const MOST_PEOPLE = 5;

/** Who is asked about, each with the name of its part. */
export function peopleOf(query: OverviewQuery): { readonly login: string; readonly alias: string }[] {
  const logins = [...new Set(query.people ?? [])].slice(0, MOST_PEOPLE);
  return logins.map((login, index) => ({ login, alias: `person${index}` }));
}

/** What is asked of the pull requests. */
export function pullsAsked({ pullRequests, pullRequest, teams }: OverviewQuery) {
  const triggering = pullRequest !== undefined && /^[1-9]\d{0,8}$/.test(pullRequest);
  return { ofCommit: pullRequests === true, triggering, teams: teams === true };
}

/**
 * One GraphQL query for everything about the repository that a hook needs, with its variables. Each optional part has the
 * repository for itself: where GitHub refuses a field that its schema says is never null, all above it falls too. `core`
 * leaves out what older servers may not know.
 */
export function overviewQuery(
  repository: string,
  query: OverviewQuery,
  core = false,
): { query: string; variables: Record<string, string | number> } {
  const [owner = '', name = ''] = repository.split('/');
  const variables: Record<string, string | number> = { owner, name, sha: query.sha, policy: query.policyPath };
  const parameters = ['$owner: String!', '$name: String!', '$sha: GitObjectID!', '$policy: String!'];
  const parts: string[] = [];
  const aside: string[] = [];

  function declare(variable: string, type: string, value: string | number): void {
    parameters.push(`$${variable}: ${type}`);
    variables[variable] = value;
  }
  function ask(alias: string, selection: string): void {
    aside.push(`${alias}: repository(owner: $owner, name: $name) { ${selection} }`);
  }

  if (query.before) {
    declare('before', 'GitObjectID!', query.before);
    parts.push(
      `before: object(oid: $before) { __typename ... on Commit { oid file(path: $policy) { object ${BLOB} } } }`,
    );
  }
  if (query.workflow) {
    declare('workflow', 'String!', `${query.workflow.sha}:${query.workflow.path}`);
    const file = `workflow: object(expression: $workflow) ${BLOB}`;
    if (!isElsewhere(repository, query)) {
      parts.push(file);
    } else {
      const [workflowOwner = '', workflowName = ''] = query.workflow.repository.split('/');
      declare('workflowOwner', 'String!', workflowOwner);
      declare('workflowName', 'String!', workflowName);
      aside.push(`elsewhere: repository(owner: $workflowOwner, name: $workflowName) { ${file} }`);
    }
  }
  if (!core) askMore(query, ask, declare);
  return {
    variables,
    query: `query Overview(${parameters.join(', ')}) {
  repository(owner: $owner, name: $name) {
    databaseId
    visibility
    defaultBranchRef { name target { __typename ... on Commit { oid file(path: $policy) { object ${BLOB} } } } }
    commit: object(oid: $sha) ${commitSelection(core)}
    ${parts.join('\n    ')}
  }
  ${aside.join('\n  ')}
}`,
  };
}

function askMore(
  query: OverviewQuery,
  ask: (alias: string, selection: string) => void,
  declare: (variable: string, type: string, value: string | number) => void,
): void {
  if (query.workflowBefore) {
    const file = `{ __typename ... on Commit { oid file(path: $workflowPath) { object ${BLOB} } } }`;
    const { path, commit } = query.workflowBefore;
    declare('workflowPath', 'String!', path);
    ask('workflowAtDefault', `defaultBranchRef { target ${file} }`);
    if (commit) {
      declare('workflowBefore', 'GitObjectID!', commit);
      ask('workflowAtBefore', `before: object(oid: $workflowBefore) ${file}`);
    }
  }
  if (query.environment !== undefined) {
    declare('environment', 'String!', query.environment);
    ask('environment', ENVIRONMENT_SELECTION);
  }
  if (query.environments) ask('environments', ENVIRONMENTS_SELECTION);
  const pulls = pullsAsked(query);
  if (pulls.triggering) declare('pullRequest', 'Int!', Number(query.pullRequest));
  if (pulls.ofCommit || pulls.triggering) ask('pullRequests', pullRequestsSelection(pulls));
  if (query.ref !== undefined) {
    declare('ref', 'String!', query.ref);
    ask('protection', refProtectionSelection());
    if (isTag(query.ref)) ask('tag', TAG_SELECTION);
  }
  for (const { login, alias } of peopleOf(query)) {
    declare(alias, 'String!', login);
    ask(alias, grantsSelection(alias));
  }
  if (query.since !== undefined) {
    ask('deployments', DEPLOYMENTS_SELECTION);
    ask('releases', RELEASES_SELECTION);
  }
}

/** Whether the workflow file lies in another repository. */
export function isElsewhere(repository: string, { workflow }: OverviewQuery): boolean {
  return workflow !== undefined && workflow.repository.toLowerCase() !== repository.toLowerCase();
}

/** Whether a full ref is a tag’s. */
export function isTag(ref: string): boolean {
  return ref.startsWith('refs/tags/');
}
