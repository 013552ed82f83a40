import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
  sign,
} from 'node:crypto';
import { constants } from 'node:fs';
import { chmod, copyFile, link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleToJSON, toDSSEBundle } from '@sigstore/bundle';
import { DoorlogError } from '../errors.ts';
import { PAYLOAD_TYPE } from '../model/predicate-type.ts';
import type { Signer } from '../ports.ts';
import { preAuthEncoding } from './dsse.ts';

/** The key that signs the records of this machine. */
export interface LocalKey {
  readonly signer: Signer;
  /** SHA-256 of the public key (SPKI, DER) in base64, as bundles hint at it. */
  readonly fingerprint: string;
  readonly publicKeyPath: string;
}

/**
 * Opens the signing key in `folder` (`key.pem`, its public half beside it as `key.pub.pem`), making a P-256 key on first
 * use. Raises `file-unreadable` where the folder can't be used and `file-invalid` for a key that others can read (not
 * on Windows, where modes say nothing) or that is no P-256 key.
 */
export async function openLocalKey(folder: string): Promise<LocalKey> {
  const path = join(folder, 'key.pem');
  const publicKeyPath = join(folder, 'key.pub.pem');
  const key = (await readKey(path)) ?? (await createKey(folder, path));
  const publicKey = createPublicKey(key);
  await writePublicKey(publicKeyPath, publicKey.export({ format: 'pem', type: 'spki' }).toString());
  const fingerprint = fingerprintOf(publicKey);
  return { signer: createKeySigner(key, fingerprint), fingerprint, publicKeyPath };
}

/** SHA-256 of a public key (SPKI, DER) in base64: the hint by which bundles name it. */
export function fingerprintOf(publicKey: KeyObject): string {
  return createHash('sha256')
    .update(publicKey.export({ format: 'der', type: 'spki' }))
    .digest('base64');
}

function createKeySigner(key: KeyObject, fingerprint: string): Signer {
  return {
    async sign(statement) {
      const artifact = Buffer.from(statement);
      const signature = sign('sha256', preAuthEncoding(PAYLOAD_TYPE, artifact), key);
      const bundle = toDSSEBundle({ artifact, artifactType: PAYLOAD_TYPE, signature, keyHint: fingerprint });
      return { json: JSON.stringify(bundleToJSON(bundle)), instance: 'local-key' };
    },
  };
}

async function readKey(path: string): Promise<KeyObject | undefined> {
  const pem = await readFile(path, 'utf8').catch((cause) => {
    if (cause.code === 'ENOENT') return undefined;
    throw new DoorlogError('file-unreadable', `The signing key ${path} can't be read; see who owns it.`, { cause });
  });
  if (pem === undefined) return undefined;
  await refuseReadableByOthers(path);
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyDetails?.namedCurve === 'prime256v1') return key;
  } catch {
    // The library's error may quote the file: it is not passed on.
  }
  throw new DoorlogError('file-invalid', `${path} holds no P-256 private key; move it away to have a new one made.`);
}

async function refuseReadableByOthers(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const { mode } = await stat(path);
  if ((mode & 0o077) === 0) return;
  const octal = (mode & 0o777).toString(8).padStart(4, '0');
  throw new DoorlogError(
    'file-invalid',
    `The signing key ${path} can be read by others (mode ${octal}); run chmod 600 on it, or move it away to have a new one made.`,
  );
}

/** Two first uses at once must end with one key: the file is finished under another name, and linking never replaces. */
async function createKey(folder: string, path: string): Promise<KeyObject> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const draft = join(folder, `key.${randomUUID()}.tmp`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(draft, privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600, flag: 'wx' });
    await chmod(draft, 0o600);
    await publish(draft, path);
  } catch (cause) {
    throw new DoorlogError('file-unreadable', `No signing key can be made in ${folder}; name a folder of your own.`, {
      cause,
    });
  } finally {
    await rm(draft, { force: true });
  }
  return (await readKey(path)) ?? privateKey;
}

/** File systems without hard links (FAT, some shares) get an exclusive copy, the nearest that they can do. */
async function publish(draft: string, path: string): Promise<void> {
  try {
    await link(draft, path).catch(() => copyFile(draft, path, constants.COPYFILE_EXCL));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

async function writePublicKey(path: string, pem: string): Promise<void> {
  const known = await readFile(path, 'utf8').catch(() => undefined);
  if (known === pem) return;
  try {
    await writeFile(path, pem, { mode: 0o644 });
  } catch (cause) {
    throw new DoorlogError('file-unreadable', `The public key ${path} can't be written; see who owns its folder.`, {
      cause,
    });
  }
}
