import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { DoorlogError } from '../../errors.ts';
import { sha256Hex } from '../canonical.ts';
import { bytesOfBase64 } from './base64.ts';
import { isKeyName, type NoteSignature, type SignedNote } from './signed-note.ts';

/** Ed25519 in notes (https://c2sp.org/signed-note, signature types). */
const ED25519 = 0x01;
const KEY_BYTES = 32;
/** What stands before the 32 bytes of an Ed25519 key in PKCS 8 and in SubjectPublicKeyInfo (RFC 8410). */
const PRIVATE_START = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_START = Buffer.from('302a300506032b6570032100', 'hex');

/** A public key that notes are verified with. */
export interface NoteVerifier {
  readonly name: string;
  readonly keyId: string;
  /** As text, to be handed to other tools: name, key id, and type and key in Base64, with plus signs in between. */
  readonly vkey: string;
  /** Whether a note has a signature of this key, and none that claims to be and does not hold. */
  verifies(note: SignedNote): boolean;
}

/** A private key that notes are signed with. */
export interface NoteSigner extends NoteVerifier {
  sign(text: string): NoteSignature;
}

/** A signer by the 32 secret bytes of an Ed25519 key (RFC 8032). Raises `internal` for any other number, and for a name that is none. */
export function createNoteSigner(name: string, seed: Uint8Array): NoteSigner {
  if (seed.length !== KEY_BYTES || !isKeyName(name)) {
    throw new DoorlogError('internal', 'A key for notes was made of the wrong parts.');
  }
  const key = createPrivateKey({ key: Buffer.concat([PRIVATE_START, seed]), format: 'der', type: 'pkcs8' });
  const publicBytes = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(PUBLIC_START.length);
  const verifier = verifierOf(name, publicBytes);
  return {
    ...verifier,
    sign: (text) => ({ name, keyId: verifier.keyId, signature: sign(null, Buffer.from(text), key) }),
  };
}

/**
 * Reads a private key in the form of Go’s package note, `PRIVATE+KEY+NAME+ID+KEY`; `what` says in words where it was
 * given. Raises `input-invalid`, never with any of it.
 */
export function parseSignerKey(skey: string, what: string): NoteSigner {
  const [first, second, name = '', keyId, ...rest] = skey.trim().split('+');
  // The Base64 of the key may hold plus signs of its own.
  const seed = first === 'PRIVATE' && second === 'KEY' ? keyBytes(rest.join('+')) : undefined;
  if (seed !== undefined && isKeyName(name)) {
    const signer = createNoteSigner(name, seed);
    if (signer.keyId === keyId) return signer;
  }
  throw new DoorlogError(
    'input-invalid',
    `${what} is no private key for signed notes; make one with doorlog log new-key and keep it in a secret.`,
  );
}

/** A private key as text. */
export function formatSignerKey({ name, keyId }: NoteSigner, seed: Uint8Array): string {
  return `PRIVATE+KEY+${name}+${keyId}+${encoded(seed)}`;
}

/** Reads a public key as notes have it, `NAME+ID+KEY`; `what` names it in the sentence. Raises `input-invalid`. */
export function parseVerifierKey(vkey: string, what: string): NoteVerifier {
  const [name = '', keyId, ...rest] = vkey.trim().split('+');
  const bytes = keyBytes(rest.join('+'));
  const verifier = bytes && isKeyName(name) ? verifierOf(name, bytes) : undefined;
  if (verifier?.keyId === keyId && verifier) return verifier;
  throw new DoorlogError(
    'input-invalid',
    `${what} is no public key of a signed note; give NAME+ID+KEY as it was told.`,
  );
}

function verifierOf(name: string, publicBytes: Uint8Array): NoteVerifier {
  const keyId = sha256Hex(Buffer.concat([Buffer.from(`${name}\n`), Buffer.from([ED25519]), publicBytes])).slice(0, 8);
  return {
    name,
    keyId,
    vkey: `${name}+${keyId}+${encoded(publicBytes)}`,
    verifies({ text, signatures }) {
      const own = signatures.filter((each) => each.name === name && each.keyId === keyId);
      const key = publicKey(publicBytes);
      return own.length > 0 && own.every(({ signature }) => verify(null, Buffer.from(text), key, signature));
    },
  };
}

function publicKey(bytes: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([PUBLIC_START, bytes]), format: 'der', type: 'spki' });
}

function encoded(bytes: Uint8Array): string {
  return Buffer.concat([Buffer.from([ED25519]), bytes]).toString('base64');
}

function keyBytes(base64: string): Buffer | undefined {
  const bytes = bytesOfBase64(base64);
  return bytes?.length === KEY_BYTES + 1 && bytes[0] === ED25519 ? bytes.subarray(1) : undefined;
}
