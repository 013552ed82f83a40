import type { SignedEntity, TrustMaterial } from '@sigstore/verify';
import { DoorlogError } from '../errors.ts';

/**
 * Refuses an entry of a log that was not in use at the time of signing. @sigstore/verify looks at the period of a log’s key only
 * where the log tells the time itself, which Rekor v2 does not. Raises `verification-failed`.
 */
export function checkLogPeriods(
  logs: TrustMaterial['tlogs'],
  entries: SignedEntity['tlogEntries'],
  signedAt: Date | undefined,
): void {
  if (!signedAt) return;
  const isInUse = entries.every(({ logId, inclusionPromise }) => {
    const known = logs.filter(({ logID }) => logID.equals(logId.keyId));
    return inclusionPromise || known.some(({ validFor }) => validFor.start <= signedAt && signedAt <= validFor.end);
  });
  if (isInUse) return;
  throw new DoorlogError(
    'verification-failed',
    'The transparency log of the bundle’s entry was not in use at the time of signing, as the trust root says.',
  );
}
