import { SEVERITIES, type Severity } from '../../model/severity.ts';
import type { SinkFilter } from '../../model/sink-filter.ts';
import type { LogEntry } from '../../ports.ts';
import type { S3Lock, S3SinkConfig } from './type.ts';

const DAY = 24 * 60 * 60 * 1000;

/** How one object is to be locked. */
export interface ObjectLock {
  readonly mode?: 'COMPLIANCE' | 'GOVERNANCE';
  readonly days?: number;
  readonly legalHold: boolean;
}

/** Whether the log view is kept in an object of its own, so that it can be erased: under a COMPLIANCE lock, unless told otherwise. */
export function isApart({ apart, lock }: Pick<S3SinkConfig, 'apart' | 'lock'>): boolean {
  return apart ?? lock?.mode === 'COMPLIANCE';
}

/** How the object that holds an entry’s record is to be locked: by the first class that fits it, a test by the shortest. */
export function recordLock({ lock }: Pick<S3SinkConfig, 'lock'>, entry: LogEntry): ObjectLock {
  if (lock === undefined) return { legalHold: false };
  // Nobody needs a test for ten years, and under COMPLIANCE nobody could take it away.
  if (entry.document.simulation === true) return { mode: lock.mode, days: shortest(lock), legalHold: false };
  const fit = lock.retention?.find((retention) => isOfClass(retention, entry));
  return {
    mode: lock.mode,
    days: fit?.days ?? lock.days,
    legalHold: fit?.['legal-hold'] ?? lock['legal-hold'] ?? false,
  };
}

function shortest({ days, retention = [] }: S3Lock): number {
  return Math.min(days, ...retention.map((each) => each.days));
}

/** How the object that must stay erasable is to be locked: never so that nobody may lift it. */
export function erasableLock({ erasable }: Pick<S3SinkConfig, 'erasable'>): ObjectLock {
  const { days, 'legal-hold': legalHold = false } = erasable ?? {};
  return { ...(days !== undefined && { mode: 'GOVERNANCE', days }), legalHold };
}

/**
 * The headers that lock an object as it is created (S3, PutObject). Retention is counted from the moment of signing, which
 * S3 itself holds against its own clock to within 15 minutes; a record's own time is the job's word, and a wrong one could
 * lock for a century.
 */
export function lockHeaders({ mode, days = 0, legalHold }: ObjectLock, now: Date): Record<string, string> {
  return {
    ...(mode && {
      'x-amz-object-lock-mode': mode,
      'x-amz-object-lock-retain-until-date': new Date(now.getTime() + days * DAY).toISOString(),
    }),
    ...(legalHold && { 'x-amz-object-lock-legal-hold': 'ON' }),
  };
}

function isOfClass({ phases, environments, severity, findings }: SinkFilter, { phase, document }: LogEntry): boolean {
  const worst = worstFinding(document);
  const environment = textAt(document, 'pipeline', 'environment')?.toLowerCase();
  return (
    (phases === undefined || phases.some((each) => each === phase)) &&
    (environments === undefined || environments.some((each) => each.toLowerCase() === environment)) &&
    (severity === undefined || worst >= SEVERITIES.indexOf(severity)) &&
    (findings === undefined || worst >= 0)
  );
}

/** Index of the worst severity that a rule failed with, -1 where none did. */
function worstFinding(document: LogEntry['document']): number {
  const results = memberOf(memberOf(document, 'policy'), 'results');
  if (!Array.isArray(results)) return -1;
  const failed = results.filter((result) => memberOf(result, 'result') === 'fail');
  return Math.max(-1, ...failed.map((result) => SEVERITIES.indexOf(memberOf(result, 'severity') as Severity)));
}

function textAt(document: unknown, section: string, name: string): string | undefined {
  const value = memberOf(memberOf(document, section), name);
  return typeof value === 'string' ? value : undefined;
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}
