import type { World, WorldCommit } from './world-types.ts';

/** The commit that a sha, branch, tag, full ref or HEAD names. */
export function commitAt(world: World, name: string): WorldCommit | undefined {
  const sha = shaOf(world, name);
  return sha === undefined ? undefined : world.commits[sha];
}

function shaOf(world: World, name: string): string | undefined {
  if (/^[0-9a-f]{40}$/.test(name)) return name;
  if (name === 'HEAD') return world.branches[world.repository.defaultBranch];
  const full = name.startsWith('refs/') ? name : `refs/${name}`;
  if (full === world.context.ref) return world.branches[world.context.refName] ?? world.context.sha;
  const head = /^refs\/heads\/(.+)$/.exec(full)?.[1];
  if (head !== undefined) return world.branches[head];
  const tag = /^refs\/tags\/(.+)$/.exec(full)?.[1];
  if (tag !== undefined) return world.tags[tag];
  return world.branches[name] ?? world.tags[name] ?? shortened(world, name);
}

function shortened(world: World, name: string): string | undefined {
  if (!/^[0-9a-f]{4,39}$/.test(name)) return undefined;
  const found = Object.keys(world.commits).filter((sha) => sha.startsWith(name));
  return found.length === 1 ? found[0] : undefined;
}
