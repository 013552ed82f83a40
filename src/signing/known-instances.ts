import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { DoorlogError, systemCodeOf } from '../errors.ts';
import type { TufRepository } from './tuf-root.ts';

/** A Sigstore whose trust root is kept and refreshed. */
export interface KnownInstance {
  readonly name: string;
  readonly repository: TufRepository;
  /** Where what was fetched of it is kept. */
  readonly folder: string;
  /** What ships with Doorlog; left out for an organisation’s own. */
  readonly shipped?: { readonly text: string; readonly taken: Date };
}

const OWN_FOLDER = 'own';
const Own = z.object({ mirror: z.string(), target: z.string(), anchor: z.string() });
const NAME = /^[a-z0-9][a-z0-9._-]{0,62}$/i;

/** Those that ship with Doorlog, and an organisation’s own that were added to this folder. Raises `file-unreadable`. */
export async function knownInstances(cacheFolder: string): Promise<readonly KnownInstance[]> {
  const { shippedRoots } = await import('./shipped-roots.ts');
  const shipped = shippedRoots().map(({ name, mirror, target, anchor, text, taken }) => ({
    name,
    repository: { mirror, target, anchor },
    folder: join(cacheFolder, encodeURIComponent(new URL(mirror).host)),
    shipped: { text, taken },
  }));
  return [...shipped, ...(await ownInstances(cacheFolder))];
}

/**
 * Keeps an organisation’s own Sigstore under a name, once `fetch` has had its trust root; until then what was kept
 * under that name stays. One that is known already, by the same repository and anchor, keeps its memory of what it has
 * seen. Raises `usage`, `file-unreadable` and what `fetch` raises.
 */
export async function addInstance<T>(
  cacheFolder: string,
  { name, repository }: Pick<KnownInstance, 'name' | 'repository'>,
  fetch: (instance: KnownInstance) => Promise<T>,
): Promise<T> {
  const known = await knownInstances(cacheFolder);
  if (!NAME.test(name) || known.some((each) => each.shipped && each.name === name)) {
    throw new DoorlogError(
      'usage',
      `A trust root can’t be kept as ${JSON.stringify(name)}: a name takes letters, digits, dots and dashes, and is none of those that ship.`,
    );
  }
  const folder = join(cacheFolder, OWN_FOLDER, name);
  const same = known.find((each) => each.folder === folder && isSame(each.repository, repository));
  if (same) return fetch(same);
  // Not a name that an instance can have.
  const unfinished = join(cacheFolder, OWN_FOLDER, `.${name}`);
  try {
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(unfinished, { recursive: true });
    await writeFile(join(unfinished, 'mirror.json'), JSON.stringify(repository));
    const fetched = await fetch({ name, repository, folder: unfinished });
    await rm(folder, { recursive: true, force: true });
    await rename(unfinished, folder);
    return fetched;
  } catch (cause) {
    await rm(unfinished, { recursive: true, force: true });
    if (cause instanceof DoorlogError) throw cause;
    throw new DoorlogError('file-unreadable', `The folder ${folder} for trust roots can’t be written.`, { cause });
  }
}

function isSame(a: TufRepository, b: TufRepository): boolean {
  return a.mirror === b.mirror && a.target === b.target && a.anchor === b.anchor;
}

async function ownInstances(cacheFolder: string): Promise<readonly KnownInstance[]> {
  const folder = join(cacheFolder, OWN_FOLDER);
  const names = await readdir(folder).catch((cause: unknown) => {
    if (systemCodeOf(cause) === 'ENOENT') return [];
    throw new DoorlogError('file-unreadable', `The folder ${folder} for trust roots can’t be read.`, { cause });
  });
  const found = await Promise.all(names.filter((name) => NAME.test(name)).map((name) => ownInstance(folder, name)));
  return found.filter((each) => each !== undefined);
}

async function ownInstance(parent: string, name: string): Promise<KnownInstance | undefined> {
  const folder = join(parent, name);
  try {
    return { name, repository: Own.parse(JSON.parse(await readFile(join(folder, 'mirror.json'), 'utf8'))), folder };
  } catch (cause) {
    if (systemCodeOf(cause) === 'ENOENT' || systemCodeOf(cause) === 'ENOTDIR') return undefined;
    throw new DoorlogError(
      'file-invalid',
      `${join(folder, 'mirror.json')} is not as doorlog trust update left it; remove that folder and add it again.`,
      { cause },
    );
  }
}
