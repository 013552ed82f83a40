import { API, fullRepository, minimalPull, SITE, simpleCommit, simpleUser, userOf } from './github-shapes.ts';
import type { World, WorldCommit, WorldPull } from './world-types.ts';

/** The event payload of the push that started the run. */
export function pushEvent(world: World): Record<string, unknown> {
  const head = world.commits[world.run.headSha];
  if (head === undefined) throw new Error(`The world has no commit ${world.run.headSha}, the head of its run`);
  const before = head.parents[0] ?? '0'.repeat(40);
  const actor = userOf(world, world.run.actor);
  const commit = payloadCommit(world, head);
  return {
    ref: world.context.ref,
    before,
    after: head.sha,
    created: false,
    deleted: false,
    forced: false,
    base_ref: null,
    compare: `${SITE}/${world.repository.owner}/${world.repository.name}/compare/${before.slice(0, 12)}...${head.sha.slice(0, 12)}`,
    commits: [commit],
    head_commit: commit,
    ...surroundings(world),
    pusher: { name: actor.login, email: actor.email },
    sender: simpleUser(actor),
  };
}

/** The event payload of `workflow_dispatch`. */
export function dispatchEvent(world: World, inputs: Record<string, string>): Record<string, unknown> {
  return {
    inputs,
    ref: world.context.ref,
    workflow: world.run.path,
    ...surroundings(world),
    sender: simpleUser(userOf(world, world.run.actor)),
  };
}

/** The event payload of an opened pull request. */
export function pullRequestEvent(world: World, pull: WorldPull): Record<string, unknown> {
  const { owner, name } = world.repository;
  const url = `${API}/repos/${owner}/${name}/pulls/${pull.number}`;
  const side = (ref: string, sha: string, user: string) => ({
    label: `${user}:${ref}`,
    ref,
    sha,
    user: { login: user },
  });
  const [headOwner = '', headName = ''] = pull.headRepository.split('/');
  const minimal = minimalPull(world, pull);
  return {
    action: 'opened',
    number: pull.number,
    pull_request: {
      ...minimal,
      url,
      node_id: pull.nodeId,
      html_url: `${SITE}/${owner}/${name}/pull/${pull.number}`,
      state: pull.state,
      title: pull.title,
      body: pull.body,
      user: simpleUser(userOf(world, pull.user)),
      author_association: pull.headRepositoryId === world.repository.id ? 'CONTRIBUTOR' : 'NONE',
      created_at: pull.createdAt,
      merged: pull.mergedAt !== null,
      merged_at: pull.mergedAt,
      merged_by: pull.mergedBy === null ? null : simpleUser(userOf(world, pull.mergedBy)),
      merge_commit_sha: pull.mergeCommitSha,
      head: {
        ...side(pull.headRef, pull.headSha, headOwner),
        repo: {
          id: Number(pull.headRepositoryId),
          name: headName,
          full_name: pull.headRepository,
          fork: pull.headRepositoryId !== world.repository.id,
          private: false,
        },
      },
      base: { ...side(pull.baseRef, pull.baseSha, owner), repo: fullRepository(world) },
    },
    ...surroundings(world),
    sender: simpleUser(userOf(world, world.run.actor)),
  };
}

/** The event payload of `repository_dispatch`. */
export function repositoryDispatchEvent(world: World, clientPayload: Record<string, unknown>): Record<string, unknown> {
  return {
    action: 'release-requested',
    branch: world.repository.defaultBranch,
    client_payload: clientPayload,
    ...surroundings(world),
    sender: simpleUser(userOf(world, world.run.actor)),
  };
}

/** The event payload of `schedule`, which nobody sends. */
export function scheduleEvent(world: World, cron: string): Record<string, unknown> {
  return { schedule: cron, workflow: world.run.path, ...surroundings(world) };
}

/** The event payload of a group in the merge queue. */
export function mergeGroupEvent(
  world: World,
  { headSha, baseSha }: { headSha: string; baseSha: string },
): Record<string, unknown> {
  const head = world.commits[headSha];
  return {
    action: 'checks_requested',
    merge_group: {
      head_sha: headSha,
      head_ref: world.context.ref,
      base_sha: baseSha,
      base_ref: `refs/heads/${world.repository.defaultBranch}`,
      ...(head && { head_commit: simpleCommit(head) }),
    },
    ...surroundings(world),
    sender: simpleUser(userOf(world, world.run.actor)),
  };
}

/** The event payload of a published release. */
export function releaseEvent(world: World, tag: string): Record<string, unknown> {
  const { owner, name, defaultBranch } = world.repository;
  const url = `${API}/repos/${owner}/${name}/releases`;
  return {
    action: 'published',
    release: {
      url: `${url}/190001`,
      assets_url: `${url}/190001/assets`,
      html_url: `${SITE}/${owner}/${name}/releases/tag/${tag}`,
      id: 190001,
      author: simpleUser(userOf(world, world.run.actor)),
      node_id: 'RE_kwDOKcvDh84AAuZx',
      tag_name: tag,
      target_commitish: defaultBranch,
      name: tag,
      draft: false,
      immutable: true,
      prerelease: false,
      created_at: '2026-11-20T09:58:31Z',
      published_at: '2026-11-20T09:59:00Z',
      assets: [],
      body: null,
    },
    ...surroundings(world),
    sender: simpleUser(userOf(world, world.run.actor)),
  };
}

/** The event payload of a new deployment. */
export function deploymentEvent(world: World): Record<string, unknown> {
  return {
    action: 'created',
    deployment: deploymentOf(world),
    workflow: null,
    workflow_run: null,
    ...surroundings(world),
    sender: simpleUser(userOf(world, world.run.actor)),
  };
}

/** The event payload of a deployment's new status. */
export function deploymentStatusEvent(world: World): Record<string, unknown> {
  const { owner, name } = world.repository;
  return {
    ...deploymentEvent(world),
    check_run: null,
    deployment_status: {
      url: `${API}/repos/${owner}/${name}/deployments/290001/statuses/390001`,
      id: 390001,
      node_id: 'DES_kwDOKcvDh84ABfNB',
      state: 'success',
      creator: simpleUser(userOf(world, world.run.actor)),
      description: '',
      environment: 'production',
      target_url: '',
      created_at: '2026-11-20T09:59:01Z',
      updated_at: '2026-11-20T09:59:01Z',
    },
  };
}

function deploymentOf(world: World): Record<string, unknown> {
  const { owner, name } = world.repository;
  return {
    url: `${API}/repos/${owner}/${name}/deployments/290001`,
    id: 290001,
    node_id: 'DE_kwDOKcvDh84ABGzR',
    sha: world.context.sha,
    ref: world.context.refName,
    task: 'deploy',
    payload: {},
    original_environment: 'production',
    environment: 'production',
    description: null,
    creator: simpleUser(userOf(world, world.run.actor)),
    created_at: '2026-11-20T09:59:00Z',
    updated_at: '2026-11-20T09:59:00Z',
  };
}

/** The event payload of a comment by `author` at a pull request. */
export function commentEvent(world: World, author: string, number: number): Record<string, unknown> {
  const { owner, name } = world.repository;
  const url = `${API}/repos/${owner}/${name}`;
  const user = simpleUser(userOf(world, author));
  return {
    action: 'created',
    issue: {
      url: `${url}/issues/${number}`,
      html_url: `${SITE}/${owner}/${name}/pull/${number}`,
      id: 2400000043,
      node_id: 'PR_kwDOKcvDh85mBBBB',
      number,
      title: 'Add a currency',
      state: 'open',
      pull_request: { url: `${url}/pulls/${number}` },
    },
    comment: {
      url: `${url}/issues/comments/490001`,
      html_url: `${SITE}/${owner}/${name}/pull/${number}#issuecomment-490001`,
      id: 490001,
      node_id: 'IC_kwDOKcvDh84AB3oR',
      user,
      created_at: '2026-11-20T09:59:00Z',
      updated_at: '2026-11-20T09:59:00Z',
      author_association: 'NONE',
      body: '/deploy',
    },
    ...surroundings(world),
    sender: user,
  };
}

/** The event payload of a run that ended; `before` is the world of that run. */
export function workflowRunEvent(world: World, before: World): Record<string, unknown> {
  const { run } = before;
  const [pull] = before.pulls;
  const [owner = '', name = ''] = (pull?.headRepository ?? '').split('/');
  return {
    action: 'completed',
    workflow: {
      id: 88123457,
      node_id: 'W_kwDOKcvDh84FQKhB',
      name: 'Test',
      path: '.github/workflows/test.yml',
      state: 'active',
    },
    workflow_run: {
      id: Number(run.id) - 1,
      name: 'Test',
      node_id: 'WFR_kwLOKcvDh88AAAAEK5k2TQ',
      head_branch: run.headBranch,
      head_sha: run.headSha,
      path: '.github/workflows/test.yml',
      display_title: run.displayTitle,
      run_number: 12,
      run_attempt: 1,
      event: run.event,
      status: 'completed',
      conclusion: 'success',
      workflow_id: 88123457,
      actor: simpleUser(userOf(before, run.actor)),
      triggering_actor: simpleUser(userOf(before, run.triggeringActor)),
      pull_requests: [],
      created_at: run.createdAt,
      updated_at: run.updatedAt,
      repository: fullRepository(world),
      head_repository: { id: Number(pull?.headRepositoryId), name, full_name: `${owner}/${name}`, fork: true },
    },
    ...surroundings(world),
    sender: simpleUser(userOf(world, world.run.actor)),
  };
}

function surroundings(world: World): Record<string, unknown> {
  const owner = userOf(world, world.repository.owner);
  const about = { repository: fullRepository(world) };
  if (owner.type !== 'Organization') return about;
  const { login, id, nodeId } = owner;
  return { ...about, organization: { login, id: Number(id), node_id: nodeId, url: `${API}/orgs/${login}` } };
}

function payloadCommit(world: World, commit: WorldCommit): Record<string, unknown> {
  const simple = simpleCommit(commit);
  const named = (who: WorldCommit['author']) => ({
    name: who.name,
    email: who.email,
    ...(who.login === undefined ? {} : { username: who.login }),
  });
  return {
    ...simple,
    distinct: true,
    url: `${SITE}/${world.repository.owner}/${world.repository.name}/commit/${commit.sha}`,
    author: named(commit.author),
    committer: named(commit.committer),
    added: [],
    removed: [],
    modified: ['deploy.sh'],
  };
}
