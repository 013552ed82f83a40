import type { SavedSurroundings } from '../model/state.ts';
import { authoritiesWith, privateAuthorities, readAuthorities } from './private-ca.ts';
import { type Surroundings, surroundingsFrom } from './surroundings.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What is kept of the surroundings between hooks: addresses and digests, no credentials. */
export function saveSurroundings(env: Environment): SavedSurroundings {
  const { httpsProxy, httpProxy, noProxy } = surroundingsFrom(env);
  const authorities = privateAuthorities(env);
  return {
    ...(httpsProxy && { httpsProxy: withoutCredentials(httpsProxy) }),
    ...(httpProxy && { httpProxy: withoutCredentials(httpProxy) }),
    ...(noProxy && { noProxy }),
    ...(authorities && { caFile: authorities.file, caDigest: authorities.digest }),
  };
}

/**
 * The surroundings as they stood in the first hook: a proxy or certificate authority that turned up since is passed
 * over. A proxy's credentials are taken from today's environment, where its address is still the same.
 */
export function restoreSurroundings(saved: SavedSurroundings | undefined, env: Environment): Surroundings {
  const now = surroundingsFrom(env);
  if (!saved) return now;
  const httpsProxy = asSaved(saved.httpsProxy, now.httpsProxy);
  const httpProxy = asSaved(saved.httpProxy, now.httpProxy);
  return {
    ...(httpsProxy && { httpsProxy }),
    ...(httpProxy && { httpProxy }),
    ...(saved.noProxy && { noProxy: saved.noProxy }),
    ...restoredAuthorities(saved, env),
  };
}

function asSaved(saved: string | undefined, now: string | undefined): string | undefined {
  return now !== undefined && saved !== undefined && withoutCredentials(now) === saved ? now : saved;
}

/** Node has already loaded whatever NODE_EXTRA_CA_CERTS named when it started, so another set has to be named. */
function restoredAuthorities(saved: SavedSurroundings, env: Environment): Pick<Surroundings, 'ca'> {
  if (privateAuthorities(env)?.digest === saved.caDigest) return {};
  const first = saved.caFile === undefined ? undefined : readAuthorities(saved.caFile);
  return { ca: authoritiesWith(first?.digest === saved.caDigest ? first?.pem : undefined) };
}

function withoutCredentials(proxy: string): string {
  const address = proxy.includes('://') ? proxy : `http://${proxy}`;
  if (!URL.canParse(address)) return '';
  const { protocol, host } = new URL(address);
  return `${protocol}//${host}`;
}

/** The surroundings in a few words, for the record; a change between two hooks then shows as drift. */
export function describeSurroundings(env: Environment): { proxy: string; certificateAuthorities: string } {
  const { httpsProxy, httpProxy, caDigest } = saveSurroundings(env);
  return {
    proxy: [...new Set([httpsProxy, httpProxy])].filter(Boolean).join(' ') || 'none',
    certificateAuthorities: caDigest ?? 'none',
  };
}
