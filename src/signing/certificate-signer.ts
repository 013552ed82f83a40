import type { X509Certificate } from '@sigstore/core';
import { DoorlogError } from '../errors.ts';
import type { BundleSigner } from '../ports.ts';
import { identityIn } from './leaf-certificate.ts';

/** Fulcio's own extensions (github.com/sigstore/fulcio, docs/oid-info.md). */
const FULCIO = '1.3.6.1.4.1.57264.1.';
const ISSUER = `${FULCIO}8`;
const ISSUER_BEFORE = `${FULCIO}1`;
/** Up to this number an extension holds bare text, after it a DER UTF8String. */
const LAST_BARE = 6;

/** Reads identity, issuer and claims from a certificate that was verified. Raises `verification-failed`. */
export function certificateSigner(certificate: X509Certificate): BundleSigner {
  const claims: Record<string, string> = {};
  for (const { subs } of certificate.extensions) {
    const id = subs[0]?.toOID() ?? '';
    const value = subs.at(-1)?.value;
    const number = Number(id.startsWith(FULCIO) ? id.slice(FULCIO.length) : Number.NaN);
    if (!value || !Number.isInteger(number) || number === LAST_BARE + 1) continue;
    if (claims[id] !== undefined) throw refused(`claims ${id} twice`);
    claims[id] = number <= LAST_BARE ? value.toString('utf8') : utf8String(value, id);
  }
  const issuer = claims[ISSUER] ?? claims[ISSUER_BEFORE] ?? '';
  return { kind: 'certificate', identity: identityIn(certificate), issuer, claims };
}

/** A DER UTF8String: tag 12, the length (short, or with the number of its bytes), the text and nothing after it. */
function utf8String(der: Buffer, id: string): string {
  const [tag, first = 0] = der;
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  const start = 2 + lengthBytes;
  const length = lengthBytes === 0 ? first : der.subarray(2, start).reduce((sum, byte) => sum * 256 + byte, 0);
  if (tag !== 0x0c || lengthBytes > 4 || der.length !== start + length) {
    throw refused(`holds a claim ${id} that can’t be read`);
  }
  return der.toString('utf8', start);
}

function refused(what: string): DoorlogError {
  return new DoorlogError('verification-failed', `The bundle’s certificate ${what}.`);
}
