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
      author_association: 'NONE',
      created_at: pull.createdAt,
      merged: pull.mergedAt !== null,
      merged_at: pull.mergedAt,
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
