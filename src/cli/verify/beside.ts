import { basename, dirname, join } from 'node:path';
import { tellBundles } from '../../core/told-bundle.ts';
import { systemCodeOf } from '../../errors.ts';
import type { EvidenceSource } from '../../pipeline/find-bundles.ts';
import { readBytes } from '../large-file.ts';

/** The files beside a file that its bundle may be in, by the names that Doorlog and others give them. */
export function besideSource(path: string): EvidenceSource {
  const [folder, name] = [dirname(path), basename(path)];
  const stem = name.replace(/\.json$/, '');
  const names = new Set(['bundle.sigstore.json', `${name}.sigstore.json`, `${stem}.sigstore.json`, `${name}.sigstore`]);
  names.delete(name);
  return {
    name: 'beside the file',
    async *find() {
      for (const each of names) {
        const text = await textOf(join(folder, each));
        for (const { json } of tellBundles(text ?? '')) yield json;
      }
    },
  };
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return (await readBytes(path, 'the bundle')).toString('utf8');
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    if (systemCodeOf(cause) === 'ENOENT') return undefined;
    throw error;
  }
}
