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
  /**
   * Where in the record the subject stands, if it is somebody (`*` for any item of a list): only a record with the same
   * person there can settle the alert.
   */
  readonly person?: readonly string[] | undefined;
  readonly scope: AlertScope;
  /** Other places in which it was found since, and not seen mended yet. */
  readonly elsewhere?: readonly AlertScope[] | undefined;
}

/** More places than anybody mends one by one. */
const MOST_PLACES = 10;

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
 * What an alert is about once its finding was found in a record too: in that record's place beside those before, unless
 * that is on another branch than the default one, which may be gone before its rule ever passes there.
 */
export function foundAgain(record: AccessRecord, about: AlertAbout): AlertAbout {
  const here = scopeOf(record);
  const places = placesOf(about);
  if (places.length > MOST_PLACES || places.some((place) => isSamePlace(place, here))) return about;
  const stays = here.ref === `refs/heads/${record.pipeline.defaultBranch}`;
  if (!stays && !places.some(({ ref }) => ref === here.ref)) return about;
  return { ...about, elsewhere: [...places.slice(1), here] };
}

/** What is left of an alert once a record settled it in its place; undefined where nothing is. */
export function leftElsewhere(record: AccessRecord, about: AlertAbout): AlertAbout | undefined {
  const [scope, ...elsewhere] = placesOf(about).filter((place) => !isSamePlace(place, scopeOf(record)));
  const { elsewhere: _, ...rest } = about;
  return scope && { ...rest, scope, ...(elsewhere.length > 0 && { elsewhere }) };
}

/**
 * Whether a record shows that what an alert is about is mended: its rule passes, whoever asks for it, in a place where it
 * was found, and for the same person where it is about one. What could not be told, or was waived, settles nothing.
 */
export function settles(record: AccessRecord, { results }: Verdict, about: AlertAbout): boolean {
  const own = results.filter(({ rule }) => rule === about.rule);
  if (own.length === 0 || own.some(({ result }) => result !== 'pass')) return false;
  if (!placesOf(about).some((place) => isSamePlace(place, scopeOf(record)))) return false;
  const { person, subject } = about;
  return (
    person === undefined || person.some((place) => accountsAt(record, place.split('/').slice(1)).has(subject ?? ''))
  );
}

function aboutOf(record: AccessRecord, { rule, subject, evidence }: RuleResult): AlertAbout {
  const scope = scopeOf(record);
  if (subject === undefined) return { rule, scope };
  if (!accountsIn(record).has(subject)) return { rule, subject, scope };
  const places = new Set(
    evidence.map((pointer) => pointer.replace(/\/\d+(?=\/|$)/g, '/*').replace(/\/(id|login)$/, '')),
  );
  const person = [...places].filter((place) => accountsAt(record, place.split('/').slice(1)).has(subject));
  return { rule, subject, person, scope };
}

function scopeOf(record: AccessRecord): AlertScope {
  const { environment, ref } = record.pipeline;
  return ordered({ workflow: workflowOf(record), environment: environment?.toLowerCase(), ref });
}

function placesOf({ scope, elsewhere = [] }: AlertAbout): AlertScope[] {
  return [scope, ...elsewhere];
}

function isSamePlace(a: AlertScope, b: AlertScope): boolean {
  return JSON.stringify(ordered(a)) === JSON.stringify(ordered(b));
}

function ordered({ workflow, environment, ref }: AlertScope): AlertScope {
  return { ...(workflow && { workflow }), ...(environment && { environment }), ...(ref && { ref }) };
}

/** Ids and logins of whoever stands at a place. */
function accountsAt(value: unknown, [key, ...rest]: readonly string[]): Set<string> {
  if (key === undefined) return new Set(namesOf(value));
  if (typeof value !== 'object' || value === null) return new Set();
  const members = key === '*' ? Object.values(value) : Object.hasOwn(value, key) ? [Reflect.get(value, key)] : [];
  return new Set(members.flatMap((member) => [...accountsAt(member, rest)]));
}

/** Ids and logins of everybody that the record names, wherever it does. */
function accountsIn(value: unknown): Set<string> {
  if (typeof value !== 'object' || value === null) return new Set();
  const below = Object.entries(value).filter(([key]) => key !== 'policy');
  return new Set([...namesOf(value), ...below.flatMap(([, member]) => [...accountsIn(member)])]);
}

/** Whatever has a login is an account. */
function namesOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null || !('login' in value)) return [];
  return [value.login, 'id' in value ? value.id : undefined].filter((name) => typeof name === 'string');
}
