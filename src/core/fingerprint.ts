import type { AccessRecord } from '../model/access-record.ts';
import { sha256Hex } from './canonical.ts';

/**
 * SHA-256 in hex over rule, repository (by its immutable id where that is known) and subject: the same finding has the
 * same one in every run, whatever line, commit or number it bears there.
 */
export function fingerprintOf(
  rule: string,
  { pipeline }: Pick<AccessRecord, 'pipeline'>,
  subject: string | undefined,
): string {
  return sha256Hex(JSON.stringify([rule, pipeline.repositoryId ?? pipeline.repository ?? null, subject ?? null]));
}
