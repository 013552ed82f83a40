import { readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readBundleFact } from '../../core/reconciliation/bundle-fact.ts';
import { DoorlogError, systemCodeOf } from '../../errors.ts';
import type { FoundBundle } from '../../pipeline/reconcile-entries.ts';

/** A larger one is no bundle. */
const MAX_BYTES = 64 * 1024 * 1024;

/** What the bundles in a folder’s files (`.json`, `.jsonl`) speak about; files of other kinds are passed over. Raises `file-unreadable`. */
export async function bundlesIn(folder: string, cwd: string): Promise<FoundBundle[]> {
  const place = resolve(cwd, folder);
  try {
    const found: FoundBundle[] = [];
    for (const name of (await readdir(place)).sort()) {
      if (!/\.jsonl?$/.test(name)) continue;
      const file = join(place, name);
      const stats = await stat(file);
      if (!stats.isFile() || stats.size > MAX_BYTES) continue;
      const text = await readFile(file, 'utf8');
      for (const bundle of name.endsWith('l') ? text.split('\n') : [text]) {
        const fact = readBundleFact(bundle);
        if (fact) found.push({ file, ...fact });
      }
    }
    return found;
  } catch (cause) {
    const fault = systemCodeOf(cause) ?? 'unexpected fault';
    throw new DoorlogError('file-unreadable', `The folder ${place} can’t be read (${fault}); name one of bundles.`, {
      cause,
    });
  }
}
