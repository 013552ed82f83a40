import { commitAt } from './github-refs.ts';
import { Refusal, type Route, type RouteContext } from './github-route.ts';
import { API, blobId, plainRepository, SITE, simpleUser, userOf } from './github-shapes.ts';
import { json, type LocalReply } from './local-server.ts';
import type { World, WorldCommit, WorldPull, WorldSignature } from './world-types.ts';

const REPOSITORY = '/repos/{owner}/{repo}';

/** Above this many bytes the contents API leaves the content out. */
const CONTENT_LIMIT = 1_000_000;

/** Commits, file contents, roles and users. */
export const COMMIT_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: `${REPOSITORY}/commits/{commit_sha}/pulls`,
    needs: ['pull-requests', 'read'],
    handle({ world, params }) {
      const pulls = world.pulls.filter((pull) => pull.commits.includes(params.commit_sha ?? ''));
      return json(
        200,
        pulls.map((pull) => pullJson(world, pull)),
      );
    },
  },
  { method: 'GET', path: `${REPOSITORY}/commits/{ref}`, needs: ['contents', 'read'], handle: readCommit },
  {
    method: 'GET',
    path: `${REPOSITORY}/git/commits/{commit_sha}`,
    needs: ['contents', 'read'],
    handle({ world, params }) {
      const commit = world.commits[params.commit_sha ?? ''];
      if (commit === undefined) throw new Refusal(404, 'Not Found');
      return json(200, gitCommitJson(world, commit));
    },
  },
  { method: 'GET', path: `${REPOSITORY}/contents/{path}`, needs: ['contents', 'read'], handle: readContent },
  {
    method: 'GET',
    path: `${REPOSITORY}/collaborators/{username}/permission`,
    needs: ['metadata', 'read'],
    handle({ world, params }) {
      const user = world.users[params.username ?? ''];
      if (user === undefined) throw new Refusal(404, `${params.username} is not a user`);
      const role = world.collaborators[user.login] ?? { permission: 'none', roleName: '' };
      const held = ['none', 'read', 'write', 'admin'].indexOf(role.permission);
      const permissions = { pull: held > 0, triage: held > 1, push: held > 1, maintain: held > 2, admin: held > 2 };
      return json(200, {
        permission: role.permission,
        role_name: role.roleName,
        user: { ...simpleUser(user), permissions, role_name: role.roleName },
      });
    },
  },
  {
    method: 'GET',
    path: '/users/{username}',
    needs: ['metadata', 'read'],
    handle({ world, params }) {
      const user = world.users[params.username ?? ''];
      if (user === undefined) throw new Refusal(404, 'Not Found');
      const nothing = { company: null, blog: '', location: null, hireable: null, bio: null };
      const counts = { public_repos: 3, public_gists: 0, followers: 0, following: 0 };
      const times = { created_at: '2020-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z' };
      return json(200, { ...simpleUser(user), name: user.name, email: null, ...nothing, ...counts, ...times });
    },
  },
];

function readCommit({ world, params, request }: RouteContext): LocalReply {
  const commit = commitAt(world, params.ref ?? '');
  if (commit === undefined) throw new Refusal(422, `No commit found for SHA: ${params.ref}`);
  if (request.headers.accept?.includes('application/vnd.github.sha') === true) {
    return { status: 200, headers: { 'content-type': 'application/vnd.github.sha; charset=utf-8' }, body: commit.sha };
  }
  const inner = gitCommitJson(world, commit);
  const { message, tree, verification } = inner;
  const url = `${API}/repos/${world.repository.owner}/${world.repository.name}/commits/${commit.sha}`;
  const site = `${SITE}/${world.repository.owner}/${world.repository.name}/commit`;
  return json(200, {
    sha: commit.sha,
    node_id: inner.node_id,
    commit: {
      author: person(commit.author),
      committer: person(commit.committer),
      message,
      tree,
      url: inner.url,
      comment_count: 0,
      verification,
    },
    url,
    html_url: `${site}/${commit.sha}`,
    comments_url: `${url}/comments`,
    author: account(world, commit.author),
    committer: account(world, commit.committer),
    parents: inner.parents,
    stats: { total: 2, additions: 1, deletions: 1 },
    files: [],
  });
}

function gitCommitJson(world: World, commit: WorldCommit) {
  const url = `${API}/repos/${world.repository.owner}/${world.repository.name}/git`;
  const site = `${SITE}/${world.repository.owner}/${world.repository.name}/commit`;
  const { verified, reason, payload, signature, verifiedAt } = commit.verification;
  return {
    sha: commit.sha,
    node_id: `C_${Buffer.from(commit.sha).toString('base64url')}`,
    url: `${url}/commits/${commit.sha}`,
    html_url: `${site}/${commit.sha}`,
    author: person(commit.author),
    committer: person(commit.committer),
    tree: { sha: commit.tree, url: `${url}/trees/${commit.tree}` },
    message: commit.message,
    parents: commit.parents.map((sha) => ({ sha, url: `${url}/commits/${sha}`, html_url: `${site}/${sha}` })),
    verification: { verified, reason, payload, signature, verified_at: verifiedAt },
  };
}

function person({ name, email, date }: WorldSignature): Record<string, string> {
  return { name, email, date };
}

function account(world: World, who: WorldSignature): Record<string, unknown> | null {
  return who.login === undefined ? null : simpleUser(userOf(world, who.login));
}

function readContent({ world, params, request }: RouteContext): LocalReply {
  const path = params.path ?? '';
  const ref = request.url.searchParams.get('ref') ?? world.repository.defaultBranch;
  const commit = commitAt(world, ref);
  if (commit === undefined) throw new Refusal(404, `No commit found for the ref ${ref}`);
  const text = commit.files[path];
  if (text === undefined) throw new Refusal(404, 'Not Found');
  if (request.headers.accept?.includes('raw') === true) {
    return { status: 200, headers: { 'content-type': 'application/vnd.github.raw+json; charset=utf-8' }, body: text };
  }
  const repository = `${world.repository.owner}/${world.repository.name}`;
  const sha = blobId(text);
  const self = `${API}/repos/${repository}/contents/${path}?ref=${encodeURIComponent(ref)}`;
  const html = `${SITE}/${repository}/blob/${ref}/${path}`;
  const git = `${API}/repos/${repository}/git/blobs/${sha}`;
  const bytes = Buffer.from(text);
  const shown = bytes.length <= CONTENT_LIMIT;
  return json(200, {
    name: path.slice(path.lastIndexOf('/') + 1),
    path,
    sha,
    size: bytes.length,
    url: self,
    html_url: html,
    git_url: git,
    download_url: `https://raw.githubusercontent.com/${repository}/${ref}/${path}`,
    type: 'file',
    content: shown ? bytes.toString('base64').replace(/.{60}/g, '$&\n') : '',
    encoding: shown ? 'base64' : 'none',
    _links: { self, git, html },
  });
}

function pullJson(world: World, pull: WorldPull): Record<string, unknown> {
  const repository = `${world.repository.owner}/${world.repository.name}`;
  const api = `${API}/repos/${repository}`;
  const url = `${api}/pulls/${pull.number}`;
  const html = `${SITE}/${repository}/pull/${pull.number}`;
  const links = {
    comments: `${api}/issues/${pull.number}/comments`,
    commits: `${url}/commits`,
    statuses: `${api}/statuses/${pull.headSha}`,
    html,
    issue: `${api}/issues/${pull.number}`,
    review_comments: `${url}/comments`,
    review_comment: `${api}/pulls/comments{/number}`,
    self: url,
  };
  const author = simpleUser(userOf(world, pull.user));
  const ownRepository = plainRepository(world);
  const [headOwner = ''] = pull.headRepository.split('/');
  const headRepository = {
    ...ownRepository,
    id: Number(pull.headRepositoryId),
    full_name: pull.headRepository,
    fork: pull.headRepositoryId !== world.repository.id,
  };
  return {
    url,
    id: Number(pull.id),
    node_id: pull.nodeId,
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: links.issue,
    commits_url: links.commits,
    review_comments_url: links.review_comments,
    review_comment_url: links.review_comment,
    comments_url: links.comments,
    statuses_url: links.statuses,
    number: pull.number,
    state: pull.state,
    locked: false,
    title: pull.title,
    user: author,
    body: pull.body,
    labels: [],
    milestone: null,
    created_at: pull.createdAt,
    updated_at: pull.mergedAt ?? pull.createdAt,
    closed_at: pull.mergedAt,
    merged_at: pull.mergedAt,
    merge_commit_sha: pull.mergeCommitSha,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    head: {
      label: `${headOwner}:${pull.headRef}`,
      ref: pull.headRef,
      sha: pull.headSha,
      user: author,
      repo: headRepository,
    },
    base: {
      label: `${world.repository.owner}:${pull.baseRef}`,
      ref: pull.baseRef,
      sha: pull.baseSha,
      user: simpleUser(userOf(world, world.repository.owner)),
      repo: ownRepository,
    },
    _links: Object.fromEntries(Object.entries(links).map(([name, href]) => [name, { href }])),
    author_association: 'CONTRIBUTOR',
    auto_merge: null,
    draft: false,
  };
}
