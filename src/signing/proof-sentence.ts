import type { SignedEntity, VerificationError } from '@sigstore/verify';
import { DoorlogError } from '../errors.ts';
import type { VerifiedSignature } from '../ports.ts';

const SENTENCES: Readonly<Record<string, string>> = {
  CERTIFICATE_ERROR: 'The certificate is not vouched for by the trust root at the time of signing',
  TIMESTAMP_ERROR: 'No trusted timestamp in the bundle says when it was signed',
  PUBLIC_KEY_ERROR: 'The key that signed is not the given one',
  SIGNATURE_ERROR: 'The signature does not fit what it is said to sign: the statement or the signer was changed',
  TLOG_ERROR: 'The bundle has no entry of a transparency log that the trust root knows',
  TLOG_BODY_ERROR: 'The transparency log’s entry speaks of something else than this bundle',
  TLOG_MISSING_INCLUSION_ERROR: 'The transparency log’s entry does not prove that it is in the log',
  TLOG_INCLUSION_PROOF_ERROR: 'The transparency log’s proof of inclusion does not hold',
  TLOG_INCLUSION_PROMISE_ERROR: 'The transparency log’s promise of inclusion does not hold',
};

/** Runs a check of @sigstore/verify and says in a sentence why it failed. Raises `verification-failed`. */
export function proven<T>(verify: () => T): T {
  try {
    return verify();
  } catch (cause) {
    if (cause instanceof DoorlogError) throw cause;
    const { code, message } = cause as VerificationError;
    const sentence = SENTENCES[code] ?? 'The bundle does not verify';
    throw new DoorlogError('verification-failed', `${sentence} (${message}).`, { cause });
  }
}

/** What vouches for a signature that was verified, counted and in words, and the earliest time of it. */
export function evidenceOf(entity: SignedEntity): Pick<VerifiedSignature, 'evidence' | 'signedAt'> {
  if (entity.timestamps.length === 0 && entity.tlogEntries.length === 0) return { evidence: '' };
  const times = entity.timestamps.flatMap((timestamp) => {
    if (timestamp.$case === 'timestamp-authority') return [timestamp.timestamp.signingTime];
    const { inclusionPromise, integratedTime } = timestamp.tlogEntry;
    return inclusionPromise ? [new Date(Number(integratedTime) * 1000)] : [];
  });
  const stamps = entity.timestamps.filter(({ $case }) => $case === 'timestamp-authority').length;
  const counts = [
    counted(stamps, 'timestamp', 'timestamps'),
    counted(entity.tlogEntries.length, 'log entry', 'log entries'),
  ];
  const earliest = times.sort((a, b) => a.getTime() - b.getTime())[0];
  if (!earliest) return { evidence: counts.join(', ') };
  return { evidence: `${counts.join(', ')}, signed at ${earliest.toISOString()}`, signedAt: earliest };
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
