import { constants, type KeyObject, publicDecrypt } from 'node:crypto';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import { DoorlogError } from '../errors.ts';

const CURVES: Readonly<Record<string, typeof p256>> = { prime256v1: p256, secp384r1: p384, secp521r1: p521 };

/** What stands before a SHA-256 in an RSA signature, in DER (RFC 8017, section 9.2, note 1). */
const SHA256_INFO = Buffer.from('3031300d060960864801650304020105000420', 'hex');

/**
 * Whether a signature was made over the file with this SHA-256. Node verifies signatures over whole files only, so that
 * points on curves are calculated by @noble/curves. Raises `verification-failed` for a key whose signatures can't be told
 * from the digest alone.
 */
export function verifyDigest(sha256: Buffer, key: KeyObject, signature: Uint8Array): boolean {
  const curve = CURVES[key.asymmetricKeyDetails?.namedCurve ?? ''];
  try {
    if (curve) return curve.verify(signature, sha256, pointOf(key), { format: 'der', prehash: false, lowS: false });
    if (key.asymmetricKeyType === 'rsa') {
      const signed = publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, signature);
      return signed.equals(Buffer.concat([SHA256_INFO, sha256]));
    }
  } catch {
    return false;
  }
  throw new DoorlogError(
    'verification-failed',
    `A signature by a key of type ${key.asymmetricKeyType ?? 'unknown'} can be verified only with the file itself, not with its SHA-256.`,
  );
}

/** Uncompressed, as SEC 1 writes it: the end of the key's DER. */
function pointOf(key: KeyObject): Uint8Array {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  return Uint8Array.from([4, ...Buffer.from(x, 'base64url'), ...Buffer.from(y, 'base64url')]);
}
