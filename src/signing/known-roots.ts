import { createHash, randomUUID } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import * as z from 'zod/mini';
import { DoorlogError, sentenceOf } from '../errors.ts';
import type { Http } from '../ports.ts';
import { type KnownInstance, knownInstances } from './known-instances.ts';
import { parseTrustRoots, type TrustRoots } from './trust-root.ts';
import { fetchByTuf } from './tuf-root.ts';

const DAY = 24 * 60 * 60 * 1000;
/** Milliseconds that a question waits for fresh roots, where there are others. */
const PATIENCE = 10_000;
const REFRESHED = 'refreshed.json';

/** The trust root of one Sigstore, as it is known here. */
export interface KnownRoot {
  readonly instance: KnownInstance;
  readonly from: 'shipped' | 'refreshed';
  /** When it was the current one: when it was refreshed, or taken for shipping. */
  readonly at: Date;
  readonly roots: readonly TrustedRoot[];
}

/** How the known trust roots are come by. */
export interface KnownRootsOptions {
  readonly http: Http;
  readonly cacheFolder: string;
  /** Nothing is asked for then. */
  readonly offline?: boolean | undefined;
  readonly now?: (() => Date) | undefined;
  /** Told in one sentence what could not be refreshed. */
  readonly warn?: ((sentence: string) => void) | undefined;
}

/**
 * The trust roots of the public-good Sigstore, of GitHub’s own, and of those that were added: each as refreshed within
 * the last day, refreshed now, or else, with a warning, as it was last known. Raises `file-unreadable`, `file-invalid`
 * for the folder that keeps them.
 */
export async function knownTrustRoots(options: KnownRootsOptions): Promise<TrustRoots> {
  const { cacheFolder, offline = false, now = () => new Date(), warn } = options;
  const signal = AbortSignal.timeout(PATIENCE);
  const failed: { readonly name: string; readonly error: unknown; readonly held: KnownRoot | undefined }[] = [];
  const known = await Promise.all(
    (await knownInstances(cacheFolder)).map(async (instance) => {
      const held = await heldRoot(instance);
      if (held && (offline || isFresh(held, now()))) return held;
      try {
        if (offline) throw new DoorlogError('trust-root-invalid', 'It was never fetched, and offline it can’t be.');
        return await refreshRoot(instance, { http: options.http, now, signal });
      } catch (error) {
        failed.push({ name: instance.name, error, held });
        return held;
      }
    }),
  );
  const [first] = failed;
  if (first) warn?.(warning(failed, sentenceOf(first.error)));
  const found = known.filter((each) => each !== undefined);
  return {
    origin: `the known trust roots (${found.map(({ instance }) => instance.name).join(', ')})`,
    roots: found.flatMap(({ roots }) => roots),
  };
}

function warning(failed: readonly { name: string; held: KnownRoot | undefined }[], reason: string): string {
  const names = failed.map(({ name }) => name).join(' and ');
  const used = failed.map(({ held }) => (held ? `that of ${dayOf(held.at)}` : 'none')).join(' and ');
  return `The trust root of ${names} could not be refreshed; ${used} is used. ${reason}`;
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

function isFresh({ from, at }: KnownRoot, now: Date): boolean {
  const age = now.getTime() - at.getTime();
  return from === 'refreshed' && age >= 0 && age < DAY;
}

/**
 * What is known of an instance without asking: the later of what was refreshed and what ships; undefined where there is
 * neither.
 */
export async function heldRoot(instance: KnownInstance): Promise<KnownRoot | undefined> {
  const refreshed = await refreshedRoot(instance);
  const { shipped } = instance;
  if (!shipped || (refreshed && refreshed.at >= shipped.taken)) return refreshed;
  const { roots } = parseTrustRoots(shipped.text, `of ${instance.name}`);
  return { instance, from: 'shipped', at: shipped.taken, roots };
}

const Refreshed = z.object({ at: z.string(), sha256: z.string(), text: z.string() });

/** What can’t be read, or is not what was written, counts as not there: it is fetched anew. */
async function refreshedRoot(instance: KnownInstance): Promise<KnownRoot | undefined> {
  try {
    const { at, sha256, text } = Refreshed.parse(JSON.parse(await readFile(join(instance.folder, REFRESHED), 'utf8')));
    if (sha256 !== digestOf(text)) return undefined;
    const { roots } = parseTrustRoots(text, `of ${instance.name}`);
    return { instance, from: 'refreshed', at: new Date(at), roots };
  } catch {
    return undefined;
  }
}

/**
 * Asks an instance’s repository for its trust root by TUF, and keeps it. Raises what `fetchByTuf` raises,
 * `trust-root-invalid`.
 */
export async function refreshRoot(
  instance: KnownInstance,
  { http, now, signal }: { http: Http; now: () => Date; signal?: AbortSignal },
): Promise<KnownRoot> {
  const { folder, repository, name } = instance;
  const text = await fetchByTuf({ http, folder, repository, signal });
  const { roots } = parseTrustRoots(text, `of ${name}`);
  const at = now();
  const file = join(folder, REFRESHED);
  const unfinished = `${file}.${randomUUID()}`;
  try {
    await writeFile(unfinished, JSON.stringify({ at: at.toISOString(), sha256: digestOf(text), text }));
    await rename(unfinished, file);
  } catch (cause) {
    throw new DoorlogError('file-unreadable', `The folder ${folder} for trust roots can’t be written.`, { cause });
  }
  return { instance, from: 'refreshed', at, roots };
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * Trust roots as text, one on each line and each line ended, as `gh --custom-trusted-root` and `--trust-root` take
 * them.
 */
export function trustRootsText({ roots }: Pick<TrustRoots, 'roots'>): string {
  return roots.map((root) => `${JSON.stringify(TrustedRoot.toJSON(root))}\n`).join('');
}
