import { createHash, X509Certificate } from 'node:crypto';
import type { TrustedRoot } from '@sigstore/protobuf-specs';
import { DoorlogError } from '../errors.ts';

/** Somebody whom a trust root believes. */
export interface Authority {
  readonly kind: 'certificates' | 'timestamps' | 'log' | 'certificate log';
  /** Who it is, as the trust root says. */
  readonly name: string;
  /** SHA-256, in hex, of its own certificate (the first of its chain) or public key in DER. */
  readonly fingerprint: string;
  /** From when on it is believed, RFC 3339. */
  readonly from?: string;
  /** Until when, by the trust root or by its certificate, whichever ends first; left out where neither says. */
  readonly until?: string;
}

/** All whom a trust root believes, in its own order. Raises `trust-root-invalid`. */
export function authoritiesOf(root: TrustedRoot): readonly Authority[] {
  return [
    ...root.certificateAuthorities.map((each) => byCertificate('certificates', each)),
    ...root.timestampAuthorities.map((each) => byCertificate('timestamps', each)),
    ...root.tlogs.map((each) => byKey('log', each)),
    ...root.ctlogs.map((each) => byKey('certificate log', each)),
  ];
}

function byCertificate(kind: Authority['kind'], authority: TrustedRoot['certificateAuthorities'][number]): Authority {
  const [own] = authority.certChain?.certificates ?? [];
  if (!own) throw new DoorlogError('trust-root-invalid', 'The trust root names an authority without a certificate.');
  let end: Date;
  try {
    end = new Date(new X509Certificate(own.rawBytes).validTo);
  } catch (cause) {
    throw new DoorlogError('trust-root-invalid', 'The trust root holds a certificate that can’t be read.', { cause });
  }
  const { start, end: last = end } = authority.validFor ?? {};
  return {
    kind,
    name: authority.uri || (authority.subject?.commonName ?? ''),
    fingerprint: sha256(own.rawBytes),
    ...(start && { from: start.toISOString() }),
    until: (last < end ? last : end).toISOString(),
  };
}

function byKey(kind: Authority['kind'], log: TrustedRoot['tlogs'][number]): Authority {
  const { rawBytes, validFor } = log.publicKey ?? {};
  if (!rawBytes) throw new DoorlogError('trust-root-invalid', 'The trust root names a log without a key.');
  return {
    kind,
    name: log.baseUrl,
    fingerprint: sha256(rawBytes),
    ...(validFor?.start && { from: validFor.start.toISOString() }),
    ...(validFor?.end && { until: validFor.end.toISOString() }),
  };
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
