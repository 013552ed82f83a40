import type { TrustedRoot } from '@sigstore/protobuf-specs';
import { type TrustMaterial, toTrustMaterial } from '@sigstore/verify';
import { DoorlogError } from '../errors.ts';
import { ProvenCertificate } from './proven-certificate.ts';

/** A trust root made ready: everything in it read once, and every signature in it checked at most once. */
export interface ReadyRoot {
  readonly material: TrustMaterial;
  readonly thresholds: {
    readonly tlogThreshold: number;
    readonly ctlogThreshold: number;
    readonly timestampThreshold: number;
  };
  /** Certificates of the authorities that issue to signers. */
  readonly authorities: readonly ProvenCertificate[];
}

const ready = new WeakMap<TrustedRoot, ReadyRoot>();

/** Makes a root ready, or remembers it. Raises `trust-root-invalid`. */
export function readyRoot(root: TrustedRoot): ReadyRoot {
  const known = ready.get(root);
  if (known) return known;
  const made = makeReady(root);
  ready.set(root, made);
  return made;
}

type Authority = TrustedRoot['certificateAuthorities'][number];

function makeReady(root: TrustedRoot): ReadyRoot {
  refuseOpenPeriods(root);
  try {
    const certificateAuthorities = root.certificateAuthorities.map(authorityOf);
    const material: TrustMaterial = {
      // Its certificates are ours: they are not read twice.
      ...toTrustMaterial({ ...root, certificateAuthorities: [], timestampAuthorities: [] }),
      certificateAuthorities,
      timestampAuthorities: root.timestampAuthorities.map(authorityOf),
    };
    return {
      material,
      // A root that knows logs demands their witness; one without them relies on its timestamp authority alone.
      thresholds: {
        tlogThreshold: root.tlogs.length > 0 ? 1 : 0,
        ctlogThreshold: root.ctlogs.length > 0 ? 1 : 0,
        timestampThreshold: 1,
      },
      authorities: certificateAuthorities.flatMap(({ certChain }) => certChain),
    };
  } catch (cause) {
    throw new DoorlogError('trust-root-invalid', 'The trust root holds a certificate or a key that can’t be read.', {
      cause,
    });
  }
}

/**
 * A period without a start is malformed (sigstore/protobuf-specs, TimeRange): @sigstore/verify takes it for one since the
 * beginning of time.
 */
function refuseOpenPeriods(root: TrustedRoot): void {
  const periods = [
    ...[...root.tlogs, ...root.ctlogs].map(({ publicKey }) => publicKey?.validFor),
    ...[...root.certificateAuthorities, ...root.timestampAuthorities].map(({ validFor }) => validFor),
  ];
  if (periods.every((period) => period === undefined || period.start !== undefined)) return;
  throw new DoorlogError(
    'trust-root-invalid',
    'The trust root holds a period of validity without a start; give the file as your Sigstore publishes it.',
  );
}

const BEGINNING_OF_TIME = new Date(0);
const END_OF_TIME = new Date(8.64e15);

function authorityOf({ certChain, validFor }: Authority) {
  return {
    certChain: (certChain?.certificates ?? []).map(({ rawBytes }) => new ProvenCertificate(rawBytes)),
    validFor: { start: validFor?.start ?? BEGINNING_OF_TIME, end: validFor?.end ?? END_OF_TIME },
  };
}
