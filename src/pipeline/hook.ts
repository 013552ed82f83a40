import { digestOf } from '../core/canonical.ts';
import type { CustomRuleJudge } from '../core/custom-rules.ts';
import type { Problem } from '../core/problem.ts';
import type { Pseudonymizer } from '../core/pseudonyms.ts';
import { mayPass, whyMissing } from '../core/why-missing.ts';
import type { AccessRecord, Gap } from '../model/access-record.ts';
import type { Configuration } from '../model/configuration.ts';
import type { Verdict } from '../model/verdict.ts';
import type { ArtifactStore, Clock, HandoverPacker, Interruption, LogEntry, Logger, Sink, Spool } from '../ports.ts';
import type { EntryDelivery } from './deliver.ts';
import type { Observers } from './observe.ts';
import type { AlertNotice, AlertRaiser, Raised } from './raise-alerts.ts';

/** What both hooks work with. */
export interface HookPorts {
  readonly observers: Observers;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The sinks of the configuration; those that can't be used are problems. */
  readonly sinks: () => Promise<{ readonly sinks: readonly Sink[]; readonly problems: readonly Problem[] }>;
  readonly spool: Spool;
  /** Left out where the run can keep no files. */
  readonly artifacts: ArtifactStore | undefined;
  /** How what no log store took is packed; a key that can’t be used is a problem. Never raises. */
  readonly handover: () => Promise<{ readonly packer: HandoverPacker; readonly problems: readonly Problem[] }>;
  /** Left out where nobody cancels. */
  readonly interruption?: Interruption;
  /** A fresh salt, 64 hex digits. */
  readonly salt: () => string;
  /** Takes known secrets and broken text out of everything that is recorded. */
  readonly redact: <T>(value: T) => T;
  /** Evaluates the policy’s own rules; left out, they are unknown. */
  readonly custom?: CustomRuleJudge;
  /** Hides who is in a record, once it is judged. */
  readonly pseudonyms: Pseudonymizer;
  /** Who tells people of findings at once; left out where nobody is to be told. Never raises. */
  readonly alerts?: () => Promise<AlertRaiser>;
}

/** What came of a hook, for people and for the next hook. */
export interface HookResult {
  readonly verdict: Verdict;
  readonly deliveries: readonly EntryDelivery[];
  readonly problems: readonly Problem[];
  /** What people were told of at once; left out where nobody is to be told. */
  readonly alerts?: readonly AlertNotice[];
  /** Whether the job is to be failed. */
  readonly refused: boolean;
}

/** The part of the configuration that judging needs. */
export function strictnessOf({ mode, onViolation, onUnknown, onError }: Configuration) {
  return { mode, onViolation, onUnknown, onError };
}

/** The log entry for a record's log view. */
export function entryFor(record: AccessRecord, time: string, bundle?: string): LogEntry {
  return {
    recordId: record.recordId,
    phase: record.phase,
    digest: digestOf(record),
    time,
    document: record,
    ...(bundle !== undefined && { bundle }),
  };
}

/**
 * A problem for each answer by which GitHub kept facts back; what it said stays in the log. Of clouds, the checkpoint
 * tells that asked them.
 */
export function problemsOfGaps(record: AccessRecord): Problem[] {
  const failed = record.gaps.filter(({ pointer, reason }) => mayPass(reason) && !pointer.startsWith('/access/cloud'));
  const byReply = new Map(failed.map((gap) => [`${gap.reason} ${gap.detail ?? gap.needed}`, gap]));
  return [...byReply.values()].map(problemOfGap);
}

function problemOfGap({ pointer, reason }: Gap): Problem {
  return {
    kind: 'service',
    code: reason === 'rate-limited' ? 'api-rate-limited' : 'http-status',
    message: `${pointer} could not be observed: ${whyMissing(reason)}.`,
  };
}

/**
 * A problem for each entry that a sink has beside another of the same key, and one for all that it does not have for the
 * same reason.
 */
export function problemsOfDeliveries(deliveries: readonly EntryDelivery[], sinks: readonly Sink[]): Problem[] {
  const told = deliveries.filter(({ status }) => status === 'failed' || status === 'pending' || status === 'conflict');
  return told.flatMap((delivery, index) => {
    const { sink, status, phase, reason } = delivery;
    const isRequired = status !== 'conflict' && sinks.find(({ name }) => name === sink)?.required === true;
    if (told.slice(index + 1).some((later) => isSameTrouble(delivery, later))) return [];
    const others = told.slice(0, index).filter((earlier) => isSameTrouble(delivery, earlier));
    const what =
      status === 'conflict'
        ? `The ${phase} record met a conflict at the sink “${sink}”`
        : `The ${phase} record did not arrive at the sink “${sink}”${norDid(others)}`;
    return [
      {
        kind: isRequired ? 'required' : 'service',
        code: 'delivery-failed',
        message: `${what}: ${reason ?? status}`,
      },
    ];
  });
}

function isSameTrouble(one: EntryDelivery, other: EntryDelivery): boolean {
  const isLost = one.status !== 'conflict' && other.status !== 'conflict';
  return isLost && one.sink === other.sink && one.reason === other.reason;
}

function norDid(others: readonly EntryDelivery[]): string {
  const phases = [...new Set(others.map(({ phase }) => phase))];
  return others.length === 0 ? '' : `, nor did the ${phases.join(' and the ')} record${others.length === 1 ? '' : 's'}`;
}

/** A problem for each channel that was not told all, and for what makes no sense in its configuration. */
export function problemsOfAlerts(raised: Raised | undefined): Problem[] {
  return raised ? [...raised.problems, ...raised.missed] : [];
}

/** Problems as they may be shown: a sentence may quote a file, a branch or a service, and with them a secret. */
export function showable(problems: readonly Problem[], { redact }: Pick<HookPorts, 'redact'>): Problem[] {
  return problems.map((problem) => ({ ...problem, message: redact(problem.message) }));
}
