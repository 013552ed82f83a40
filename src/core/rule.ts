import type * as z from 'zod/mini';
import type { AccessRecord, Gap } from '../model/access-record.ts';
import type { AuditEvent } from '../model/audit-event.ts';
import type { Roster } from '../model/roster.ts';
import type { Severity } from '../model/severity.ts';
import type { Location, UnknownReason } from '../model/verdict.ts';
import type { History } from './history.ts';

/** What has to be observed for a rule; a hook asks GitHub for no more than its rules declare. */
export type Evidence =
  | 'event'
  | 'commit'
  | 'pull-requests'
  | 'people'
  | 'token'
  | 'cloud'
  | 'environment'
  | 'approvals'
  | 'ref-protection'
  | 'workflow-file'
  | 'actions'
  | 'runner'
  | 'resources'
  | 'drift'
  | 'time'
  | 'history'
  | 'roster'
  | 'audit-log';

/** What a rule is about; the catalogue is listed by it. */
export type RuleGroup =
  | 'identity'
  | 'approvals'
  | 'source'
  | 'token'
  | 'time'
  | 'drift'
  | 'runner'
  | 'actions'
  | 'audit'
  | 'frequency';

const LONGEST_MESSAGE = 500;
const LONGEST_SUBJECT = 300;

/** What a rule says: found nothing, found something, or could not see. */
export type Judgement =
  | { readonly result: 'pass'; readonly message: string; readonly evidence: readonly string[] }
  | {
      readonly result: 'fail';
      readonly message: string;
      readonly evidence: readonly string[];
      readonly locations?: readonly Location[];
      /** What the finding is about, the same in every run: a login's id, an action, an environment. */
      readonly subject?: string;
    }
  | {
      readonly result: 'unknown';
      readonly reason: UnknownReason;
      readonly message: string;
      readonly evidence: readonly string[];
    };

/** What is known beside the record; a part that is undefined was not supplied, and a rule that needs it is unknown. */
export interface Knowledge {
  /** Records that were made before the one that is judged; only the collector and the command line have them. */
  readonly history?: History | undefined;
  /** Who belongs to the organisation; only the gate and the collector are given it. */
  readonly roster?: Roster | undefined;
  /** Events of the organisation's audit log about the repository, oldest first; only the gate and the collector are given them. */
  readonly auditLog?: readonly AuditEvent[] | undefined;
}

/** What a rule is given beside the record. */
interface RuleContext<Params> extends Knowledge {
  readonly params: Params;
}

/**
 * A rule is data and one pure function. Its messages may quote only facts that a public attestation shows, because the
 * verdict stands in it.
 */
interface RuleDefinition<Params> {
  readonly id: string;
  readonly group: RuleGroup;
  readonly title: string;
  readonly why: string;
  readonly mend: string;
  readonly severity: Severity;
  /** Controls of published frameworks that it supports evidence for: `OWASP CICD-SEC-1`, `NIST AC-5` … */
  readonly controls: readonly string[];
  readonly evidence: readonly Evidence[];
  readonly params: z.ZodMiniType<Params>;
  readonly judge: (record: AccessRecord, context: RuleContext<Params>) => Judgement;
}

/** A rule of the catalogue; it judges with params that its own schema has parsed, and raises TypeError with others. */
export type Rule = Omit<RuleDefinition<unknown>, 'judge'> & {
  readonly judge: (record: AccessRecord, context: RuleContext<unknown>) => Judgement;
};

/** Makes a rule from its definition, so that the catalogue need not know what parameters each takes. */
export function defineRule<Params>(definition: RuleDefinition<Params>): Rule {
  const parsed = new WeakMap<object, Params>();
  let last: (RuleContext<Params> & { readonly given: unknown }) | undefined;
  const paramsFrom = (given: unknown) => {
    const key = Object(given);
    const params = parsed.get(key) ?? definition.params.parse(given);
    parsed.set(key, params);
    return params;
  };
  return {
    ...definition,
    judge(record, { params: given, history, roster, auditLog }) {
      // Once per object: a schema would cost more than the rule for each of many records.
      const isSame =
        last &&
        last.given === given &&
        last.history === history &&
        last.roster === roster &&
        last.auditLog === auditLog;
      const context = last && isSame ? last : { given, params: paramsFrom(given), history, roster, auditLog };
      last = context;
      return definition.judge(record, context);
    },
  };
}

/** Nothing found. */
export function pass(message: string, evidence: readonly string[]): Judgement {
  return { result: 'pass', message, evidence };
}

/** Where a finding can be mended, and what it is about in every run. */
interface FindingDetails {
  readonly locations?: readonly Location[];
  readonly subject?: string | undefined;
}

/** Something found. */
export function fail(
  message: string,
  evidence: readonly string[],
  { locations = [], subject }: FindingDetails = {},
): Judgement {
  return {
    result: 'fail',
    message: shortened(message),
    evidence,
    ...(locations.length > 0 && { locations }),
    ...(subject !== undefined && { subject: subject.slice(0, LONGEST_SUBJECT).toWellFormed() }),
  };
}

/** A workflow file can make a list of findings longer than a record takes; evidence and locations still hold them all. */
function shortened(message: string): string {
  return message.length > LONGEST_MESSAGE ? `${message.slice(0, LONGEST_MESSAGE - 1).toWellFormed()}…` : message;
}

/** Not seen: the gap at or above the missing fact says why. */
export function unknown(record: AccessRecord, pointer: string): Judgement {
  const gap = gapFor(record.gaps, pointer);
  const why = gap ? `${gap.reason}: ${gap.needed}` : 'nothing was observed there';
  const reason = gap?.reason === 'not-yet' ? 'not-yet' : 'not-seen';
  return unseen(reason, `${pointer} could not be seen (${why}).`, [pointer]);
}

const NOT_SUPPLIED = {
  'no-history': 'Earlier records are not known here; the collector and the command line judge with them.',
  'no-roster': 'The organisation’s roster is not known here; the gate and the collector are given it.',
  'no-audit-log':
    'The organisation’s audit log is not known here; the gate and the collector are given a token for it.',
} as const;

/** What the rule needs beside the record is not known here. */
export function notSupplied(reason: keyof typeof NOT_SUPPLIED): Judgement {
  return unseen(reason, NOT_SUPPLIED[reason], []);
}

/** Can't be told, for a reason of the rule's own. */
export function unseen(reason: UnknownReason, message: string, evidence: readonly string[]): Judgement {
  return { result: 'unknown', reason, message, evidence };
}

/** The gap that explains why nothing stands at a pointer: its own, or that of a part above it. */
export function gapFor(gaps: readonly Gap[], pointer: string): Gap | undefined {
  return gaps.find(
    ({ pointer: part }) =>
      pointer.startsWith(part) && (pointer.length === part.length || pointer.charAt(part.length) === '/'),
  );
}
