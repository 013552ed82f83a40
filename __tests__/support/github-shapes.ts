import { createHash } from 'node:crypto';
import type { World, WorldCommit, WorldPull, WorldUser } from './world-types.ts';

/** The addresses that GitHub's replies name, whatever the local server's own address is. */
export const API = 'https://api.github.com';
export const SITE = 'https://github.com';

/** Git's own id of a file's content. */
export function blobId(text: string): string {
  const bytes = Buffer.from(text, 'utf8');
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

/** A made-up but stable object id. */
export function objectId(seed: string): string {
  return createHash('sha1').update(seed).digest('hex');
}

/** Somebody the world knows; unknown logins are an error in the test. */
export function userOf(world: World, login: string): WorldUser {
  const user = world.users[login];
  if (user === undefined) throw new Error(`The world has no user ${login}: add it to world.users`);
  return user;
}

/** A `simple-user` of GitHub's description. */
export function simpleUser(user: WorldUser): Record<string, unknown> {
  const slug = encodeURIComponent(user.login);
  const api = `${API}/users/${slug}`;
  return {
    login: user.login,
    id: Number(user.id),
    node_id: user.nodeId,
    avatar_url: `https://avatars.githubusercontent.com/u/${user.id}?v=4`,
    gravatar_id: '',
    url: api,
    html_url: `${SITE}/${user.type === 'Bot' ? 'apps/' : ''}${slug}`,
    followers_url: `${api}/followers`,
    following_url: `${api}/following{/other_user}`,
    gists_url: `${api}/gists{/gist_id}`,
    starred_url: `${api}/starred{/owner}{/repo}`,
    subscriptions_url: `${api}/subscriptions`,
    organizations_url: `${api}/orgs`,
    repos_url: `${api}/repos`,
    events_url: `${api}/events{/privacy}`,
    received_events_url: `${api}/received_events`,
    type: user.type,
    user_view_type: 'public',
    site_admin: user.siteAdmin,
  };
}

const REPOSITORY_PATHS = {
  archive_url: '/{archive_format}{/ref}',
  assignees_url: '/assignees{/user}',
  blobs_url: '/git/blobs{/sha}',
  branches_url: '/branches{/branch}',
  collaborators_url: '/collaborators{/collaborator}',
  comments_url: '/comments{/number}',
  commits_url: '/commits{/sha}',
  compare_url: '/compare/{base}...{head}',
  contents_url: '/contents/{+path}',
  contributors_url: '/contributors',
  deployments_url: '/deployments',
  downloads_url: '/downloads',
  events_url: '/events',
  forks_url: '/forks',
  git_commits_url: '/git/commits{/sha}',
  git_refs_url: '/git/refs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  hooks_url: '/hooks',
  issue_comment_url: '/issues/comments{/number}',
  issue_events_url: '/issues/events{/number}',
  issues_url: '/issues{/number}',
  keys_url: '/keys{/key_id}',
  labels_url: '/labels{/name}',
  languages_url: '/languages',
  merges_url: '/merges',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  pulls_url: '/pulls{/number}',
  releases_url: '/releases{/id}',
  stargazers_url: '/stargazers',
  statuses_url: '/statuses/{sha}',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  tags_url: '/tags',
  teams_url: '/teams',
  trees_url: '/git/trees{/sha}',
} as const;

/** A `minimal-repository` of GitHub's description. */
export function minimalRepository(world: World): Record<string, unknown> {
  const { owner, name, id, nodeId, fork } = world.repository;
  const fullName = `${owner}/${name}`;
  const links = Object.entries(REPOSITORY_PATHS).map(([key, path]) => [key, `${API}/repos/${fullName}${path}`]);
  return {
    id: Number(id),
    node_id: nodeId,
    name,
    full_name: fullName,
    private: world.repository.private,
    owner: simpleUser(userOf(world, owner)),
    html_url: `${SITE}/${fullName}`,
    description: 'Takes payments',
    fork,
    url: `${API}/repos/${fullName}`,
    ...Object.fromEntries(links),
  };
}

/** A `full-repository` of GitHub's description. */
export function fullRepository(world: World): Record<string, unknown> {
  return { ...plainRepository(world), subscribers_count: 1, network_count: 0 };
}

/** A `repository` of GitHub's description. */
export function plainRepository(world: World): Record<string, unknown> {
  const { owner, name, defaultBranch, visibility } = world.repository;
  const fullName = `${owner}/${name}`;
  return {
    ...minimalRepository(world),
    git_url: `git://github.com/${fullName}.git`,
    ssh_url: `git@github.com:${fullName}.git`,
    clone_url: `${SITE}/${fullName}.git`,
    svn_url: `${SITE}/${fullName}`,
    mirror_url: null,
    homepage: null,
    language: 'TypeScript',
    license: null,
    forks: 0,
    forks_count: 0,
    stargazers_count: 0,
    watchers: 0,
    watchers_count: 0,
    open_issues: 0,
    open_issues_count: 0,
    size: 120,
    default_branch: defaultBranch,
    topics: [],
    has_issues: true,
    has_projects: true,
    has_wiki: false,
    has_pages: false,
    has_downloads: false,
    has_discussions: false,
    archived: false,
    disabled: false,
    visibility,
    pushed_at: world.run.createdAt,
    created_at: '2024-02-01T09:00:00Z',
    updated_at: world.run.createdAt,
    permissions: { admin: false, maintain: false, push: false, triage: false, pull: true },
  };
}

/** The commit inside an event payload or a run. */
export function simpleCommit(commit: WorldCommit): Record<string, unknown> {
  return {
    id: commit.sha,
    tree_id: commit.tree,
    message: commit.message,
    timestamp: commit.committer.date,
    author: { name: commit.author.name, email: commit.author.email },
    committer: { name: commit.committer.name, email: commit.committer.email },
  };
}

/** The pull request inside a run. */
export function minimalPull(world: World, pull: WorldPull): Record<string, unknown> {
  const repository = (id: string, fullName: string) => ({
    id: Number(id),
    url: `${API}/repos/${fullName}`,
    name: fullName.split('/')[1] ?? '',
  });
  const base = `${world.repository.owner}/${world.repository.name}`;
  return {
    id: Number(pull.id),
    number: pull.number,
    url: `${API}/repos/${base}/pulls/${pull.number}`,
    head: {
      ref: pull.headRef,
      sha: pull.headSha,
      repo: repository(pull.headRepositoryId, pull.headRepository),
    },
    base: { ref: pull.baseRef, sha: pull.baseSha, repo: repository(world.repository.id, base) },
  };
}
