import type { KeyObject } from 'node:crypto';
import { resolve } from 'node:path';
import type { BundleVerifier } from '../ports.ts';
import type { TrustRoots } from '../signing/trust-root.ts';
import type { CliIo } from './io.ts';
import { printable } from './printable.ts';
import { trustFolder } from './trust-folder.ts';

/** What a verifier is to trust, as options name it. */
export interface GivenTrust {
  /** File with a public key in PEM. */
  readonly key: string | undefined;
  /** File with trust roots. */
  readonly trustRoot: string | undefined;
  /** Whether nothing may be fetched. */
  readonly offline?: boolean;
}

/** What a verifier trusts: roots, a key, or both. */
export interface ChosenTrust {
  readonly key?: KeyObject;
  /** Asked for only when a bundle needs it. */
  readonly roots?: () => Promise<TrustRoots>;
}

/**
 * Verifies bundles by the trust roots or the key in the named files, or else by the known trust roots, refreshed
 * when they are needed. Raises `trust-root-invalid`, `file-unreadable`.
 */
export async function bundleVerifier(given: GivenTrust, io: CliIo): Promise<BundleVerifier> {
  return verifierOf(await chosenTrust(given, io));
}

/** A verifier that trusts this and nothing else. */
export async function verifierOf(trust: ChosenTrust): Promise<BundleVerifier> {
  const { createBundleVerifier } = await import('../signing/verifier.ts');
  return createBundleVerifier(trust);
}

/** Reads what is to be trusted; roots that are not given are looked up once, when they are asked for. */
export async function chosenTrust({ key: keyFile, trustRoot, offline }: GivenTrust, io: CliIo): Promise<ChosenTrust> {
  const { readPublicKey, readTrustRoots } = await import('../signing/trust-root.ts');
  const key = keyFile === undefined ? undefined : await readPublicKey(resolve(io.cwd, keyFile));
  if (trustRoot !== undefined) {
    const roots = await readTrustRoots(resolve(io.cwd, trustRoot));
    return { roots: async () => roots, ...(key && { key }) };
  }
  if (key) return { key };
  let known: Promise<TrustRoots> | undefined;
  return {
    roots: () => {
      known ??= knownRoots(io, offline === true);
      return known;
    },
  };
}

async function knownRoots(io: CliIo, offline: boolean): Promise<TrustRoots> {
  const { knownTrustRoots } = await import('../signing/known-roots.ts');
  return knownTrustRoots({
    http: io.http,
    cacheFolder: trustFolder(io),
    offline,
    warn: (sentence) => io.stderr(`Warning: ${printable(sentence)}\n`),
  });
}
