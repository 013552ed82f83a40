import type { AccessRecord } from '../model/access-record.ts';
import type { RuleResult, Verdict } from '../model/verdict.ts';
import { fingerprintOf } from './fingerprint.ts';
import { workflowOf } from './history.ts';
import { isAtLeast } from './severity-weight.ts';

/** A finding that people are told of: one for each fingerprint, whatever its line or run. */
export interface Alert {
  readonly fingerprint: string;
  readonly finding: RuleResult;
  readonly about: AlertAbout;
}

/** What an alert is about, kept with it, so that a later record can say whether it still holds. */
export interface AlertAbout {
  readonly rule: string;
  readonly subject?: string | undefined;
  /** Whether the subject is somebody: then only a record with the same person in it can settle the alert. */
  readonly isPerson: boolean;
  readonly scope: AlertScope;
}

/** Where a finding was found. */
export interface AlertScope {
  readonly workflow?: string | undefined;
  readonly environment?: string | undefined;
  readonly ref?: string | undefined;
}

/** The findings that count as violations, each once. */
export function alertsIn(record: AccessRecord, { results, failFrom = 'low' }: Verdict): Alert[] {
  const alerts = results
    .filter(({ result, severity }) => result === 'fail' && isAtLeast(severity, failFrom))
    .map((finding) => ({
      fingerprint: finding.fingerprint ?? fingerprintOf(finding.rule, record, finding.subject),
      finding,
      about: aboutOf(record, finding),
    }));
  return [...new Map(alerts.map((alert) => [alert.fingerprint, alert])).values()];
}

/**
 * Whether a record shows that what an alert is about is mended: its rule passes, whoever asks for it, in the same place,
 * and for the same person where it is about one. What could not be told, or was waived, settles nothing.
 */
export function settles(record: AccessRecord, { results }: Verdict, about: AlertAbout): boolean {
  const own = results.filter(({ rule }) => rule === about.rule);
  if (own.length === 0 || own.some(({ result }) => result !== 'pass')) return false;
  if (JSON.stringify(scopeOf(record)) !== JSON.stringify(ordered(about.scope))) return false;
  return !about.isPerson || (about.subject !== undefined && personsIn(record).has(about.subject));
}

function aboutOf(record: AccessRecord, { rule, subject }: RuleResult): AlertAbout {
  const isPerson = subject !== undefined && personsIn(record).has(subject);
  return { rule, ...(subject !== undefined && { subject }), isPerson, scope: scopeOf(record) };
}

function scopeOf(record: AccessRecord): AlertScope {
  const { environment, ref } = record.pipeline;
  return ordered({ workflow: workflowOf(record), environment: environment?.toLowerCase(), ref });
}

function ordered({ workflow, environment, ref }: AlertScope): AlertScope {
  return { ...(workflow && { workflow }), ...(environment && { environment }), ...(ref && { ref }) };
}

/** Ids and logins of everybody that the record names, wherever it does: whatever has a login is an account. */
function personsIn(value: unknown, found: Set<string> = new Set()): Set<string> {
  if (typeof value !== 'object' || value === null) return found;
  const { login, id } = value as { login?: unknown; id?: unknown };
  if (typeof login === 'string') {
    found.add(login);
    if (typeof id === 'string') found.add(id);
  }
  for (const [key, member] of Object.entries(value)) {
    if (key !== 'policy') personsIn(member, found);
  }
  return found;
}
