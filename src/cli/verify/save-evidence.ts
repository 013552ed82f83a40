import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { TrustedRoot } from '@sigstore/protobuf-specs';
import { sha256Hex } from '../../core/canonical.ts';
import { quantity } from '../../core/quantity.ts';
import { DoorlogError, systemCodeOf } from '../../errors.ts';
import { type ProvenAnswer, provingBundle } from '../../pipeline/prove-record.ts';
import { trustRootsText } from '../../signing/known-roots.ts';
import { VERSION } from '../../version.ts';
import { verifierOf } from '../bundle-verifier.ts';
import { type EvidenceManifest, type KeptFile, MANIFEST_NAME } from './evidence-manifest.ts';
import type { TargetOutcome } from './outcome.ts';
import type { VerifySettings } from './settings.ts';

/**
 * Keeps every record that holds with the bundle that proves it, and of the trust roots those that it takes. Answers a
 * sentence about it. Raises `usage` where nothing holds or evidence is kept there already, `file-unreadable`.
 */
export async function saveEvidence(
  folder: string,
  { answer, proven, attested = [] }: TargetOutcome,
  settings: VerifySettings,
): Promise<string> {
  const kept = await keepable(proven, settings);
  if (kept.length + attested.length === 0)
    return `Nothing holds of which evidence could be kept; ${folder} was not written.`;
  const path = resolve(settings.io.cwd, folder);
  const files = new Map<string, string | Uint8Array>();
  const keep = (file: string, content: string | Uint8Array): KeptFile => {
    files.set(file, content);
    return { file, sha256: sha256Hex(content) };
  };
  const bundles = [...kept.map(({ bundle }) => bundle), ...attested.map(({ json }) => json)];
  const roots = await rootsThatProve(bundles, settings);
  const { key } = settings.trust;
  const manifest: EvidenceManifest = {
    formatVersion: '1',
    keptAt: new Date().toISOString(),
    doorlog: VERSION,
    target: { ...answer.target },
    ...(roots.length > 0 && { trustRoot: keep('trusted_root.jsonl', trustRootsText({ roots })) }),
    ...(key && { key: keep('key.pub.pem', key.export({ type: 'spki', format: 'pem' })) }),
    answer: keep('answer.json', `${JSON.stringify(answer, null, 2)}\n`),
    records: kept.map(({ bytes, bundle }) => {
      const name = sha256Hex(bytes).slice(0, 16);
      return {
        record: keep(`${name}.access-record.json`, bytes),
        bundle: keep(`${name}.sigstore.json`, bundle),
      };
    }),
    attestations: attested.map(({ json, ...about }) => ({
      bundle: keep(`${sha256Hex(json).slice(0, 16)}.attestation.sigstore.json`, json),
      ...about,
    })),
  };
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  await write(path, [[MANIFEST_NAME, text], ...files]);
  const others = attested.length === 0 ? '' : `, and ${quantity(attested.length, 'other attestation')},`;
  return `Evidence of ${quantity(kept.length, 'record')}${others} is kept in ${folder}. Note the digest of its manifest elsewhere, sha256:${sha256Hex(text)}: who can change the directory can change all of it.`;
}

async function keepable(proven: readonly ProvenAnswer[], { ports }: VerifySettings) {
  const kept: { bytes: Uint8Array; bundle: string }[] = [];
  for (const { answer, bytes, bundles } of proven) {
    const bundle = await provingBundle({ bytes, bundles, from: answer.from }, ports);
    if (bundle !== undefined) kept.push({ bytes, bundle });
  }
  return kept;
}

/** Of all roots that are trusted those by which one of the bundles holds, as JSON. */
async function rootsThatProve(bundles: readonly string[], { trust }: VerifySettings): Promise<TrustedRoot[]> {
  const { origin, roots } = (await trust.roots?.()) ?? { origin: '', roots: [] };
  const proving: TrustedRoot[] = [];
  for (const root of roots) {
    const verifier = await verifierOf({
      roots: async () => ({ origin, roots: [root] }),
      ...(trust.key && { key: trust.key }),
    });
    const proofs = await Promise.allSettled(bundles.map((bundle) => verifier.verify(bundle)));
    if (proofs.some(({ status }) => status === 'fulfilled')) proving.push(root);
  }
  return proving;
}

/** The manifest goes first: where one is already, nothing is written over. */
async function write(folder: string, files: readonly (readonly [string, string | Uint8Array])[]): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    for (const [name, content] of files) await writeFile(join(folder, name), content, { flag: 'wx' });
  } catch (cause) {
    const isThere = systemCodeOf(cause) === 'EEXIST';
    throw new DoorlogError(
      isThere ? 'usage' : 'file-unreadable',
      isThere
        ? `${folder} holds such files already; name an empty directory by --save-evidence.`
        : `The directory ${folder} can’t be written; name another by --save-evidence.`,
      { cause },
    );
  }
}
