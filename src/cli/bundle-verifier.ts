import { join, resolve } from 'node:path';
import type { BundleVerifier } from '../ports.ts';
import type { CliIo } from './io.ts';

/**
 * Verifies bundles by the trust roots or the key in the named files, or else by the public-good trust root, fetched by TUF
 * when it is needed. Raises `trust-root-invalid`, `file-unreadable`.
 */
export async function bundleVerifier(
  given: { key: string | undefined; trustRoot: string | undefined },
  io: CliIo,
): Promise<BundleVerifier> {
  const { createBundleVerifier } = await import('../signing/verifier.ts');
  const { readPublicKey, readTrustRoots } = await import('../signing/trust-root.ts');
  const { trustRoot } = given;
  const key = given.key === undefined ? undefined : await readPublicKey(resolve(io.cwd, given.key));
  if (trustRoot !== undefined) {
    const roots = await readTrustRoots(resolve(io.cwd, trustRoot));
    return createBundleVerifier({ roots: async () => roots, ...(key && { key }) });
  }
  if (key) return createBundleVerifier({ key });
  return createBundleVerifier({
    roots: async () => {
      const { fetchTrustRoots } = await import('../signing/tuf-root.ts');
      return fetchTrustRoots({ http: io.http, cacheFolder: cacheFolder(io) });
    },
  });
}

/** The user's own cache: XDG_CACHE_HOME, LOCALAPPDATA on Windows, else .cache under the home folder. */
function cacheFolder({ env, cwd }: CliIo): string {
  const home = env.HOME || env.USERPROFILE;
  const base = env.XDG_CACHE_HOME || env.LOCALAPPDATA || (home && join(home, '.cache'));
  return base ? join(resolve(cwd, base), 'doorlog', 'trust') : join(cwd, '.doorlog', 'trust');
}
