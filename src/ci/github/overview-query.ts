import type { OverviewQuery } from '../../ports.ts';

const BLOB = '{ __typename ... on Blob { text byteSize isTruncated isBinary } }';

const COMMIT = `{
  __typename
  ... on Commit {
    oid
    tree { oid }
    parents(first: 20) { nodes { oid } }
    messageHeadline
    committedDate
    author { name email date user { login databaseId } }
    committer { name email date user { login databaseId } }
    signature {
      isValid state payload signature wasSignedByGitHub verifiedAt
      signer { login databaseId }
    }
  }
}`;

const ENVIRONMENT = `{
  databaseId
  name
  protectionRules(first: 10) {
    nodes {
      type
      timeout
      preventSelfReview
      reviewers(first: 20) {
        nodes {
          __typename
          ... on User { login databaseId }
          ... on Team { slug databaseId }
        }
      }
    }
  }
}`;

/** One GraphQL query for everything about the repository that a hook needs, with its variables. */
export function overviewQuery(
  repository: string,
  query: OverviewQuery,
): { query: string; variables: Record<string, string> } {
  const [owner = '', name = ''] = repository.split('/');
  const variables: Record<string, string> = { owner, name, sha: query.sha, policy: query.policyPath };
  const parameters = ['$owner: String!', '$name: String!', '$sha: GitObjectID!', '$policy: String!'];
  const parts: string[] = [];
  const elsewhere: string[] = [];

  function declare(variable: string, type: string, value: string): void {
    parameters.push(`$${variable}: ${type}`);
    variables[variable] = value;
  }

  if (query.before) {
    declare('before', 'GitObjectID!', query.before);
    parts.push(
      `before: object(oid: $before) { __typename ... on Commit { oid file(path: $policy) { object ${BLOB} } } }`,
    );
  }
  if (query.environment !== undefined) {
    declare('environment', 'String!', query.environment);
    parts.push(`environment(name: $environment) ${ENVIRONMENT}`);
  }
  if (query.workflow) {
    declare('workflow', 'String!', `${query.workflow.sha}:${query.workflow.path}`);
    const file = `workflow: object(expression: $workflow) ${BLOB}`;
    if (query.workflow.repository.toLowerCase() === repository.toLowerCase()) {
      parts.push(file);
    } else {
      const [workflowOwner = '', workflowName = ''] = query.workflow.repository.split('/');
      declare('workflowOwner', 'String!', workflowOwner);
      declare('workflowName', 'String!', workflowName);
      elsewhere.push(`elsewhere: repository(owner: $workflowOwner, name: $workflowName) { ${file} }`);
    }
  }
  return {
    variables,
    query: `query Overview(${parameters.join(', ')}) {
  repository(owner: $owner, name: $name) {
    databaseId
    visibility
    defaultBranchRef { name target { __typename ... on Commit { oid file(path: $policy) { object ${BLOB} } } } }
    commit: object(oid: $sha) ${COMMIT}
    ${parts.join('\n    ')}
  }
  ${elsewhere.join('\n')}
}`,
  };
}
