import { createPublicKey, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import * as z from 'zod/mini';
import { DoorlogError } from '../errors.ts';
import { jsonOrNothing } from '../json.ts';

/** Trust roots and where they came from, in words for sentences. */
export interface TrustRoots {
  readonly origin: string;
  readonly roots: readonly TrustedRoot[];
}

const RootFile = z.looseObject({
  mediaType: z.string().check(z.regex(/^application\/vnd\.dev\.sigstore\.trustedroot/)),
});

/**
 * Reads a trust root file: one `trusted_root.json`, or JSON Lines with a root on each, as `gh attestation trusted-root`
 * prints them. Raises `file-unreadable`, `trust-root-invalid`.
 */
export async function readTrustRoots(path: string): Promise<TrustRoots> {
  return parseTrustRoots(await readText(path, 'trust root'), path);
}

/** Parses the text of a trust root file; `origin` is named in errors. Raises `trust-root-invalid`. */
export function parseTrustRoots(text: string, origin: string): TrustRoots {
  const whole = jsonOrNothing(text);
  const documents = whole === undefined ? text.split('\n').filter((line) => line.trim() !== '') : [text];
  if (documents.length === 0) throw new DoorlogError('trust-root-invalid', `The trust root ${origin} is empty.`);
  return { origin, roots: documents.map((document, index) => parseRoot(document, origin, index + 1)) };
}

function parseRoot(document: string, origin: string, line: number): TrustedRoot {
  const json = jsonOrNothing(document);
  const sentence = `Trust root ${line} in ${origin} is not a Sigstore trusted root; give the file that your Sigstore publishes as trusted_root.json.`;
  if (!RootFile.safeParse(json).success) throw new DoorlogError('trust-root-invalid', sentence);
  try {
    return TrustedRoot.fromJSON(json);
  } catch (cause) {
    throw new DoorlogError('trust-root-invalid', sentence, { cause });
  }
}

/** Reads a public key in PEM. Raises `file-unreadable`, `file-invalid`. */
export async function readPublicKey(path: string): Promise<KeyObject> {
  const pem = await readText(path, 'public key');
  if (pem.includes('PRIVATE KEY')) {
    throw new DoorlogError(
      'file-invalid',
      `${path} holds a private key; give its public half, and keep it to yourself.`,
    );
  }
  try {
    return createPublicKey(pem);
  } catch (cause) {
    throw new DoorlogError('file-invalid', `${path} holds no public key in PEM.`, { cause });
  }
}

async function readText(path: string, what: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new DoorlogError('file-unreadable', `The ${what} ${path} can't be read; does the file exist?`, { cause });
  }
}
