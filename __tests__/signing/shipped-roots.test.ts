import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import seeds from '@sigstore/tuf/seeds.json' with { type: 'json' };
import { authoritiesOf } from '../../src/signing/root-authorities.ts';
import { shippedRoots } from '../../src/signing/shipped-roots.ts';
import { readyRoot } from '../../src/signing/trust-material.ts';
import { parseTrustRoots } from '../../src/signing/trust-root.ts';
import { isRoot } from '../../src/signing/tuf-root.ts';

const FOLDER = join(import.meta.dirname, '../../trust');

interface Listed {
  name: string;
  origin: string;
  taken: string;
  mirror: string;
  files: { name: string; sha256: string }[];
  authorities: unknown[];
}

const manifest: { instances: Listed[] } = JSON.parse(readFileSync(join(FOLDER, 'manifest.json'), 'utf8'));

describe('the trust roots that ship', () => {
  it('are those of the manifest, and no other files, when the folder is listed', () => {
    const folders = readdirSync(FOLDER, { withFileTypes: true }).filter((each) => each.isDirectory());
    expect(folders.map(({ name }) => name).sort()).toEqual(manifest.instances.map(({ name }) => name).sort());
    for (const { name, files } of manifest.instances) {
      expect(readdirSync(join(FOLDER, name)).sort()).toEqual(files.map((each) => each.name).sort());
    }
  });

  it.each(manifest.instances.flatMap(({ name, files }) => files.map((file) => [name, file.name, file.sha256])))(
    'have the digest of the manifest when %s/%s is hashed',
    (name = '', file = '', sha256 = '') => {
      expect(
        createHash('sha256')
          .update(readFileSync(join(FOLDER, name, file)))
          .digest('hex'),
      ).toBe(sha256);
    },
  );

  it.each(shippedRoots().map((each) => [each.name, each] as const))(
    'believe exactly those that the manifest lists when %s is read',
    (name, { text, anchor, taken }) => {
      const listed = manifest.instances.find((each) => each.name === name);
      const { roots } = parseTrustRoots(text, name);
      expect(roots.flatMap(authoritiesOf)).toEqual(listed?.authorities);
      for (const root of roots) expect(readyRoot(root).authorities.length).toBeGreaterThan(0);
      expect(isRoot(anchor)).toBe(true);
      expect(taken.toISOString()).toMatch(/^20/);
      expect(listed?.origin).toMatch(/\S{3}/);
    },
  );

  it('are the public-good ones of the Sigstore library when that is a newer one too', () => {
    const seed: { 'root.json': string; targets: Record<string, string> } = seeds['https://tuf-repo-cdn.sigstore.dev'];
    const shipped = (file: string) => readFileSync(join(FOLDER, 'public-good', file)).toString('base64');
    expect(shipped('root.json')).toBe(seed['root.json']);
    expect(shipped('trusted_root.json')).toBe(seed.targets['trusted_root.json']);
  });
});
