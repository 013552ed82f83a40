import type { AccessRecord } from '../model/access-record.ts';
import type { Account } from '../model/person.ts';
import type { Waiver } from '../model/policy.ts';
import type { PolicyLayer, RuleResult, WaiverResult } from '../model/verdict.ts';
import { anyPattern } from './patterns.ts';
import type { WaiverInForce } from './policy/in-force.ts';
import { gapFor } from './rule.ts';
import { allOf, isMet } from './when.ts';

const DAY = 86_400_000;
/** The last moment that RFC 3339 can write. */
const END_OF_TIME = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** From when on a waiver no longer holds, in milliseconds since 1970: a day is the last one, in UTC. */
export function endOf({ expires }: Pick<Waiver, 'expires'>): number {
  return Math.min(END_OF_TIME, Date.parse(expires) + (expires.includes('T') ? 0 : DAY));
}

interface PreparedWaiver extends WaiverInForce {
  readonly end: number;
  readonly isPerson: IsAmong | undefined;
  readonly isSubject: ((subject: string) => boolean) | undefined;
}

/** The waivers of a policy, looked up by rule and layer. */
export interface WaiverBook {
  /** Whether a waiver covers a failure, which must be of that rule and layer. */
  covers(record: AccessRecord, rule: string, layer: PolicyLayer, subject: string | undefined): boolean;
  /** What became of each waiver whose scope the job is in, given what the rules said. */
  outcomes(record: AccessRecord, results: readonly RuleResult[]): WaiverResult[];
}

/** Prepares waivers once for many records. */
export function waiverBook(waivers: readonly WaiverInForce[]): WaiverBook {
  const byRule = new Map<string, PreparedWaiver[]>();
  for (const entry of waivers) {
    const key = keyOf(entry.waiver.rule, entry.layer);
    const list = byRule.get(key) ?? [];
    list.push(prepared(entry));
    byRule.set(key, list);
  }
  return {
    covers(record, rule, layer, subject) {
      const list = byRule.get(keyOf(rule, layer)) ?? [];
      return list.some((waiver) => covers(waiver, record, subject));
    },
    outcomes(record, results) {
      if (byRule.size === 0) return [];
      return [...byRule].flatMap(([key, list]) => {
        const own = results.filter(({ rule, layer = 'repository' }) => keyOf(rule, layer) === key);
        return list.flatMap((waiver) => {
          const state = stateOf(waiver, record, own);
          return state === undefined ? [] : [told(waiver, state)];
        });
      });
    },
  };
}

function keyOf(rule: string, layer: PolicyLayer): string {
  return `${layer} ${rule}`;
}

function prepared({ waiver, layer, line }: WaiverInForce): PreparedWaiver {
  const { people, subjects } = waiver.scope ?? {};
  return {
    waiver,
    layer,
    ...(line !== undefined && { line }),
    end: endOf(waiver),
    isPerson: people && among(people),
    isSubject: subjects && anyPattern(subjects),
  };
}

function covers(waiver: PreparedWaiver, record: AccessRecord, subject: string | undefined): boolean {
  return (
    latestOf(record) < waiver.end && isInScope(waiver, record) === true && (waiver.isSubject?.(subject ?? '') ?? true)
  );
}

/** The latest of the record's moments: a step that sets the clock back brings no expired waiver back to life. */
function latestOf({ observedAt }: AccessRecord): number {
  const { start, checkpoints = [], end } = observedAt;
  const moments = [start, ...checkpoints, end].flatMap((moment) => (moment === undefined ? [] : Date.parse(moment)));
  return moments.length === 0 ? Number.NaN : Math.max(...moments);
}

function isInScope({ waiver, isPerson }: PreparedWaiver, record: AccessRecord): boolean | undefined {
  const { people: _, subjects: __, ...when } = waiver.scope ?? {};
  const meets = Object.keys(when).length === 0 ? true : isMet(waiver.scope ?? {}, record);
  return isPerson ? allOf([meets, areAllAmong(isPerson, record)]) : meets;
}

/** Whether a waiver names an account; undefined where only an id that is not known could tell. */
type IsAmong = (account: Account) => boolean | undefined;

const ID = /^\d+$/;

/** Digits are an id, which outlasts renaming; all else is a pattern of logins. */
function among(people: readonly string[]): IsAmong {
  const ids = new Set(people.filter((each) => ID.test(each)));
  const isLogin = anyPattern(
    people.filter((each) => !ids.has(each)),
    { ignoreCase: true },
  );
  return ({ id, login }) => {
    if (isLogin(login)) return true;
    return id === undefined && ids.size > 0 ? undefined : id !== undefined && ids.has(id);
  };
}

/** Whoever started the job and whoever re-ran it: a waiver for the one is none for the other. */
function areAllAmong(isPerson: IsAmong, record: AccessRecord): boolean | undefined {
  const { initiator, rerunner } = record.people;
  const isFirst = rerunner === undefined && gapFor(record.gaps, '/people/rerunner')?.reason === 'not-applicable';
  return allOf([initiator, ...(isFirst ? [] : [rerunner])].map((person) => person && isPerson(person)));
}

/** A waiver for a rule that can't be judged in this job is neither used nor unused. */
function stateOf(
  waiver: PreparedWaiver,
  record: AccessRecord,
  results: readonly RuleResult[],
): WaiverResult['state'] | undefined {
  const judged = results.filter(({ result }) => result !== 'not-applicable');
  if (judged.length === 0) return undefined;
  const inScope = isInScope(waiver, record);
  if (latestOf(record) >= waiver.end) return inScope === false ? undefined : 'expired';
  if (inScope !== true) return undefined;
  const waived = judged.some(({ result, subject }) => result === 'waived' && covers(waiver, record, subject));
  if (waived) return 'applied';
  return judged.some(({ result }) => result === 'unknown') ? undefined : 'unused';
}

function told({ waiver, layer, line, end }: PreparedWaiver, state: WaiverResult['state']): WaiverResult {
  const { rule, owner, approver, reason } = waiver;
  return {
    rule,
    layer,
    state,
    owner,
    approver,
    reason,
    expires: new Date(end).toISOString(),
    ...(line !== undefined && { line }),
  };
}
