import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type ToldBundle, tellBundles } from '../../core/told-bundle.ts';
import { DoorlogError } from '../../errors.ts';
import { type BundlesByRecord, storeOfBundles } from '../../pipeline/bundle-store.ts';
import type { EvidenceSource } from '../../pipeline/find-bundles.ts';
import type { AskedStore } from '../../pipeline/verify-stored.ts';
import { readBytes } from '../large-file.ts';

/** Bundles in a directory and those below it, or in one file. */
export interface LocalEvidence {
  readonly source: EvidenceSource;
  readonly store: AskedStore;
}

const BUNDLE_NAME = /\.(json|jsonl|sigstore|bundle)$/i;
const MAX_BYTES = 32 * 1024 * 1024;

/**
 * Looks through a directory once, keeping only what is where: its files are read again when something of them is asked
 * for. Links are not followed. Raises `file-unreadable`.
 */
export async function localEvidence(given: string, cwd: string): Promise<LocalEvidence> {
  const root = resolve(cwd, given);
  const files = await bundleFilesAt(root, given);
  let index: Promise<Index> | undefined;
  // Several jobs and files may ask for it at once.
  const indexed = () => {
    index ??= indexOf(files);
    return index;
  };
  async function* bundlesIn(paths: Iterable<string>): AsyncGenerator<{ told: ToldBundle; location: string }> {
    for (const path of paths) for (const told of await read(path)) yield { told, location: path };
  }
  const byRecord: BundlesByRecord = async function* (recordId) {
    yield* bundlesIn(recordId === undefined ? files : ((await indexed()).byRecord.get(recordId) ?? []));
  };
  return {
    source: {
      name: given,
      async *find({ sha256 }) {
        for await (const { told } of bundlesIn((await indexed()).bySubject.get(sha256) ?? [])) yield told.json;
      },
    },
    store: storeOfBundles(given, byRecord),
  };
}

interface Index {
  readonly bySubject: ReadonlyMap<string, ReadonlySet<string>>;
  readonly byRecord: ReadonlyMap<string, ReadonlySet<string>>;
}

async function indexOf(files: readonly string[]): Promise<Index> {
  const bySubject = new Map<string, Set<string>>();
  const byRecord = new Map<string, Set<string>>();
  for (const path of files) {
    for (const { subjects, predicate } of await read(path)) {
      for (const { digest } of subjects) if (digest.sha256 !== undefined) note(bySubject, digest.sha256, path);
      if (typeof predicate.recordId === 'string') note(byRecord, predicate.recordId, path);
    }
  }
  return { bySubject, byRecord };
}

function note(index: Map<string, Set<string>>, key: string, path: string): void {
  index.set(key, (index.get(key) ?? new Set()).add(path));
}

async function read(path: string): Promise<ToldBundle[]> {
  return tellBundles((await readBytes(path, 'bundles')).toString('utf8'));
}

/** The files below a directory that may hold bundles, or the one that is named. Raises `file-unreadable`. */
export async function bundleFilesAt(root: string, given: string): Promise<string[]> {
  try {
    if ((await stat(root)).isFile()) return [root];
    const entries = await readdir(root, { recursive: true, withFileTypes: true });
    const named = entries.filter((entry) => entry.isFile() && BUNDLE_NAME.test(entry.name));
    const paths = named.map((entry) => join(entry.parentPath, entry.name)).sort();
    const sizes = await Promise.all(paths.map(async (path) => (await stat(path)).size));
    return paths.filter((_, index) => (sizes[index] ?? 0) <= MAX_BYTES);
  } catch (cause) {
    throw new DoorlogError(
      'file-unreadable',
      `There is no ${given} that can be read; name a directory or file of bundles.`,
      {
        cause,
      },
    );
  }
}
