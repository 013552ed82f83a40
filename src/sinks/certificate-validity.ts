import type { Examination } from '../ports.ts';

const DAY = 24 * 60 * 60 * 1000;
const SOON = 14 * DAY;

/** Says how long a certificate still holds; `check` names it. */
export function examineValidity(check: string, validTo: Date, now: Date): Examination {
  const left = validTo.getTime() - now.getTime();
  if (Number.isNaN(left)) return { check, result: 'unknown', says: 'it does not say how long it holds' };
  if (left < 0) return { check, result: 'failed', says: `it ended at ${validTo.toISOString()}`, mend: 'renew it' };
  const says = `it holds until ${validTo.toISOString()}`;
  return left < SOON ? { check, result: 'warning', says, mend: 'renew it' } : { check, result: 'fine', says };
}
