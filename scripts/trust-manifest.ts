/**
 * Writes into trust/manifest.json what the files beside it hold: their SHA-256, and whom each trust root believes.
 * Where a file comes from and when it was taken is written there by whoever replaces it.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { authoritiesOf } from '../src/signing/root-authorities.ts';
import { parseTrustRoots } from '../src/signing/trust-root.ts';

const FOLDER = join(import.meta.dirname, '../trust');
const file = join(FOLDER, 'manifest.json');

const manifest = JSON.parse(readFileSync(file, 'utf8'));
for (const instance of manifest.instances) {
  const bytes = (name: string) => readFileSync(join(FOLDER, instance.name, name));
  for (const each of instance.files) each.sha256 = createHash('sha256').update(bytes(each.name)).digest('hex');
  const { roots } = parseTrustRoots(bytes('trusted_root.json').toString('utf8'), instance.name);
  instance.authorities = roots.flatMap(authoritiesOf);
}
writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`);
