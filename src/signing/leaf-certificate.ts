import type { ASN1Obj, X509Certificate } from '@sigstore/core';
import { DoorlogError } from '../errors.ts';

const EXTENDED_KEY_USAGE = '2.5.29.37';
const CODE_SIGNING = '1.3.6.1.5.5.7.3.3';
/** Key usage, alternative name, basic constraints, extended key usage: critical ones that are looked at. */
const UNDERSTOOD = ['2.5.29.15', '2.5.29.17', '2.5.29.19', EXTENDED_KEY_USAGE];
/** Tags of the names that Fulcio certifies: e-mail address and URI (RFC 5280, section 4.2.1.6). */
const EMAIL = 0x01;
const URI = 0x06;
const OTHER_NAME = 0x00;
/** How Fulcio certifies a plain user name (github.com/sigstore/fulcio, docs/oid-info.md). */
const USER_NAME = '1.3.6.1.4.1.57264.1.7';

/**
 * Refuses a certificate that is not for signing, by rules that @sigstore/verify leaves out: no authority, extended key
 * usage code signing, no critical extension that nobody looked at (RFC 5280, sections 4.2 and 4.2.1.12).
 * Raises `verification-failed`.
 */
export function checkLeaf(certificate: X509Certificate): void {
  if (certificate.extBasicConstraints?.isCA) throw refused('is an authority’s own');
  const usage = certificate.extension(EXTENDED_KEY_USAGE)?.valueObj.subs[0]?.subs ?? [];
  if (!usage.some((each) => each.tag.isOID() && each.toOID() === CODE_SIGNING))
    throw refused('is not for signing code');
  for (const { subs } of certificate.extensions) {
    const isCritical = subs.length === 3 && subs[1]?.toBoolean();
    const oid = subs[0]?.toOID() ?? '';
    if (isCritical && !UNDERSTOOD.includes(oid)) throw refused(`has a critical extension ${oid} that is not known`);
  }
}

/**
 * The one identity that a certificate names. Not by the library, which takes the first of several names and drops the
 * high bit of every letter. Raises `verification-failed`.
 */
export function identityIn(certificate: X509Certificate): string {
  const names = certificate.extSubjectAltName?.valueObj.subs[0]?.subs ?? [];
  const [name] = names;
  if (!name) throw refused('names no identity');
  if (names.length > 1) throw refused('names more than one identity');
  const value = bytesOf(name);
  if (!value || value.length === 0) throw refused('names an identity of an unknown kind');
  return textOf(value);
}

function bytesOf(name: ASN1Obj): Buffer | undefined {
  if (name.tag.isContextSpecific(URI) || name.tag.isContextSpecific(EMAIL)) return name.value;
  if (!name.tag.isContextSpecific(OTHER_NAME) || name.subs[0]?.toOID() !== USER_NAME) return undefined;
  return name.subs[1]?.subs[0]?.value;
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw refused('names an identity that can’t be read');
  }
}

function refused(what: string): DoorlogError {
  return new DoorlogError('verification-failed', `The bundle’s certificate ${what}.`);
}
