import {
  accountObject,
  actorObject,
  connection,
  type Fields,
  type PageArguments,
  requireScope,
  teamObject,
} from './github-graphql-values.ts';
import { pullObject } from './github-pull-objects.ts';
import { refObject } from './github-ref-objects.ts';
import { commitAt } from './github-refs.ts';
import { resourceFields } from './github-resource-objects.ts';
import { blobId, objectId, SITE, userOf } from './github-shapes.ts';
import type { World, WorldCommit, WorldEnvironment } from './world-types.ts';

/** GitHub gives at most this many bytes of a blob's text. */
const BLOB_TEXT_LIMIT = 512_000;

/** `Repository` of GitHub's GraphQL schema. */
export function repositoryObject(world: World): Fields {
  const { repository } = world;
  return {
    __typename: 'Repository',
    id: repository.nodeId,
    databaseId: Number(repository.id),
    name: repository.name,
    nameWithOwner: `${repository.owner}/${repository.name}`,
    url: `${SITE}/${repository.owner}/${repository.name}`,
    visibility: repository.visibility.toUpperCase(),
    isFork: repository.fork,
    isPrivate: repository.private,
    isInOrganization: userOf(world, repository.owner).type === 'Organization',
    owner: () => accountObject(world, repository.owner),
    defaultBranchRef: () => {
      requireScope(world, 'contents');
      return refObject(world, `refs/heads/${repository.defaultBranch}`, commitIn(world));
    },
    ref: ({ qualifiedName }: { qualifiedName: string }) => {
      requireScope(world, 'contents');
      return refObject(world, qualifiedName, commitIn(world));
    },
    object: ({ oid, expression }: { oid?: string | null; expression?: string | null }) => {
      requireScope(world, 'contents');
      return gitObject(world, expression ?? oid ?? '');
    },
    environment: ({ name }: { name: string }) => {
      requireScope(world, 'actions');
      const environment = world.environments[name];
      return environment === undefined ? null : environmentObject(world, environment);
    },
    environments: (page: PageArguments) => {
      requireScope(world, 'actions');
      return connection(
        page,
        Object.values(world.environments).map((environment) => environmentObject(world, environment)),
      );
    },
    ...resourceFields(world),
    pullRequest: ({ number }: { number: number }) => {
      requireScope(world, 'pull-requests');
      const pull = world.pulls.find((candidate) => candidate.number === number);
      return pull === undefined ? null : pullObject(world, pull, commitIn(world));
    },
  };
}

function commitIn(world: World) {
  return (sha: string) => {
    const commit = world.commits[sha];
    return commit === undefined ? null : commitObject(world, commit);
  };
}

/** What `COMMIT` or `COMMIT:PATH` names: a commit, a file, a folder, or nothing. */
function gitObject(world: World, expression: string): Fields | null {
  const colon = expression.indexOf(':');
  const commit = commitAt(world, colon < 0 ? expression : expression.slice(0, colon));
  if (commit === undefined) return null;
  return colon < 0 ? commitObject(world, commit) : pathObject(commit, expression.slice(colon + 1));
}

function pathObject(commit: WorldCommit, path: string): Fields | null {
  const text = commit.files[path];
  if (text !== undefined) return blobObject(text);
  const prefix = path === '' ? '' : `${path}/`;
  const inside = Object.keys(commit.files).filter((name) => name.startsWith(prefix));
  if (inside.length === 0) return null;
  const names = [...new Set(inside.map((name) => name.slice(prefix.length).split('/')[0] ?? ''))];
  const oid = path === '' ? commit.tree : objectId(`${commit.tree} ${path}`);
  return {
    __typename: 'Tree',
    id: `T_${oid}`,
    oid,
    abbreviatedOid: oid.slice(0, 7),
    entries: () => names.map((name) => entryObject(commit, `${prefix}${name}`)),
  };
}

function entryObject(commit: WorldCommit, path: string): Fields | null {
  const object = pathObject(commit, path);
  if (object === null) return null;
  const blob = object.__typename === 'Blob';
  return {
    __typename: 'TreeEntry',
    name: path.slice(path.lastIndexOf('/') + 1),
    path,
    oid: object.oid,
    type: blob ? 'blob' : 'tree',
    mode: blob ? 33_188 : 16_384,
    size: blob ? object.byteSize : 0,
    object,
  };
}

function blobObject(text: string): Fields {
  const bytes = Buffer.from(text);
  const oid = blobId(text);
  const isBinary = bytes.includes(0);
  const isTruncated = bytes.length > BLOB_TEXT_LIMIT;
  return {
    __typename: 'Blob',
    id: `B_${oid}`,
    oid,
    abbreviatedOid: oid.slice(0, 7),
    byteSize: bytes.length,
    isBinary,
    isTruncated,
    text: isBinary ? null : isTruncated ? bytes.subarray(0, BLOB_TEXT_LIMIT).toString('utf8') : text,
  };
}

function commitObject(world: World, commit: WorldCommit): Fields {
  const [headline = '', ...rest] = commit.message.split('\n');
  return {
    __typename: 'Commit',
    id: `C_${commit.sha}`,
    oid: commit.sha,
    abbreviatedOid: commit.sha.slice(0, 7),
    url: `${SITE}/${world.repository.owner}/${world.repository.name}/commit/${commit.sha}`,
    message: commit.message,
    messageHeadline: headline,
    messageBody: rest.join('\n').trim(),
    authoredDate: commit.author.date,
    committedDate: commit.committer.date,
    authoredByCommitter: commit.author.email === commit.committer.email,
    committedViaWeb: commit.wasSignedByGitHub,
    tree: () => pathObject(commit, ''),
    parents: (page: PageArguments) =>
      connection(
        page,
        commit.parents.map((sha) => {
          const parent = world.commits[sha];
          return parent === undefined ? { __typename: 'Commit', oid: sha } : commitObject(world, parent);
        }),
      ),
    author: actorObject(world, commit.author),
    committer: actorObject(world, commit.committer),
    signature: () => signatureObject(world, commit),
    changedFilesIfAvailable: changedFiles(commit, world.commits[commit.parents[0] ?? '']),
    file: ({ path }: { path: string }) => (path === '' ? null : entryObject(commit, path)),
    associatedPullRequests: (page: PageArguments) => {
      requireScope(world, 'pull-requests');
      const pulls = world.pulls.filter((pull) => pull.commits.includes(commit.sha));
      return connection(
        page,
        pulls.map((pull) => pullObject(world, pull, commitIn(world))),
      );
    },
  };
}

/** How many files a commit adds, alters or takes away; all of them where it has no parent. */
function changedFiles({ files }: Pick<WorldCommit, 'files'>, parent: Pick<WorldCommit, 'files'> | undefined): number {
  const paths = new Set([...Object.keys(files), ...Object.keys(parent?.files ?? {})]);
  return [...paths].filter((path) => files[path] !== parent?.files[path]).length;
}

/** GraphQL's words for the states whose REST word is not the same in lower case. */
const SIGNATURE_STATES: Readonly<Record<string, string>> = {
  malformed_signature: 'MALFORMED_SIG',
  unknown_signature_type: 'UNKNOWN_SIG_TYPE',
};

function signatureObject(world: World, commit: WorldCommit): Fields | null {
  const { verified, reason, payload, signature, verifiedAt } = commit.verification;
  if (signature === null) return null;
  return {
    __typename: commit.signatureKind,
    email: commit.committer.email,
    isValid: verified,
    payload: payload ?? '',
    signature,
    state: SIGNATURE_STATES[reason] ?? reason.toUpperCase(),
    verifiedAt,
    wasSignedByGitHub: commit.wasSignedByGitHub,
    signer: commit.signerLogin === null ? null : accountObject(world, commit.signerLogin),
    keyId: '3AA5C34371567BD2',
    keyFingerprint: 'SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8',
  };
}

function environmentObject(world: World, environment: WorldEnvironment): Fields {
  const rules: Fields[] = [];
  const { users, teams } = environment.reviewers;
  const rule = (type: string, timeout: number, reviewers: Fields[]) => ({
    __typename: 'DeploymentProtectionRule',
    databaseId: Number(environment.id) + rules.length,
    type,
    timeout,
    preventSelfReview: type === 'REQUIRED_REVIEWERS' ? environment.preventSelfReview : false,
    reviewers: (page: PageArguments) => connection(page, reviewers),
  });
  if (environment.waitTimer > 0) rules.push(rule('WAIT_TIMER', environment.waitTimer, []));
  if (users.length + teams.length > 0) {
    const reviewers = [
      ...users.map((login) => accountObject(world, login)),
      ...teams.map((slug) => teamObject(world, slug)),
    ];
    rules.push(rule('REQUIRED_REVIEWERS', 0, reviewers));
  }
  if (environment.deploymentBranchPolicy !== null) rules.push(rule('BRANCH_POLICY', 0, []));
  return {
    __typename: 'Environment',
    id: environment.nodeId,
    databaseId: Number(environment.id),
    name: environment.name,
    protectionRules: (page: PageArguments) => connection(page, rules),
  };
}
