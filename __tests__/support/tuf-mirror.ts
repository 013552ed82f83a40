import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { canonicalize } from '../../src/core/canonical.ts';
import { json, type LocalServer, serve } from './local-server.ts';

const NEVER = '2100-01-01T00:00:00Z';

/** What a repository publishes: a target, under a version, until it expires. */
interface Publication {
  readonly target: string;
  readonly version: number;
  readonly expires?: string;
  /** Another name of the target; default `trusted_root.json`. */
  readonly name?: string;
}

/** A TUF repository with one key, and a server that publishes it. */
export interface TufMirror extends LocalServer {
  /** Root metadata of version 1, as users have it from the beginning. */
  readonly anchor: string;
  publish(publication: Publication): void;
  /**
   * Root metadata of a next version, with a key of its own, signed by the last key too; what is published is by it from
   * then on.
   */
  rotate(): string;
}

/** Starts a mirror (theupdateframework.github.io/specification) that has published nothing. */
export async function startTufMirror(): Promise<TufMirror> {
  let keys = createKeys();
  let rootVersion = 1;
  const anchor = metadata(rootContent(keys), { version: 1 }, [keys]);
  const files = new Map<string, string>();
  const server = await serve({
    handle({ url }) {
      const body = files.get(url.pathname);
      return body === undefined ? json(404, {}) : { status: 200, body };
    },
  });
  return {
    ...server,
    anchor,
    publish({ target, version, expires = NEVER, name = 'trusted_root.json' }) {
      const hash = sha256(target);
      const targets = { [name]: { length: Buffer.byteLength(target), hashes: { sha256: hash } } };
      const signed = (content: Record<string, unknown>) => metadata(content, { version, expires }, [keys]);
      files.set('/timestamp.json', signed({ _type: 'timestamp', meta: { 'snapshot.json': { version } } }));
      files.set(`/${version}.snapshot.json`, signed({ _type: 'snapshot', meta: { 'targets.json': { version } } }));
      files.set(`/${version}.targets.json`, signed({ _type: 'targets', targets }));
      files.set(`/targets/${hash}.${name}`, target);
    },
    rotate() {
      const last = keys;
      keys = createKeys();
      rootVersion += 1;
      const next = metadata(rootContent(keys), { version: rootVersion }, [last, keys]);
      files.set(`/${rootVersion}.root.json`, next);
      return next;
    },
  };
}

interface Keys {
  readonly id: string;
  readonly key: Record<string, unknown>;
  readonly privateKey: KeyObject;
}

function createKeys(): Keys {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const key = {
    keytype: 'ed25519',
    scheme: 'ed25519',
    keyval: { public: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex') },
  };
  return { id: sha256(canonicalize(key)), key, privateKey };
}

function rootContent({ id, key }: Keys): Record<string, unknown> {
  const role = { keyids: [id], threshold: 1 };
  const roles = { root: role, timestamp: role, snapshot: role, targets: role };
  return { _type: 'root', consistent_snapshot: true, keys: { [id]: key }, roles };
}

function metadata(
  content: Record<string, unknown>,
  head: { version: number; expires?: string },
  signers: Keys[],
): string {
  const signed = { spec_version: '1.0.0', expires: NEVER, ...head, ...content };
  const bytes = Buffer.from(canonicalize(signed));
  const signatures = signers.map(({ id, privateKey }) => ({
    keyid: id,
    sig: sign(undefined, bytes, privateKey).toString('hex'),
  }));
  return JSON.stringify({ signed, signatures });
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
