import { believable, chosenAlerts, strangeRules, type ToldAlert } from '../core/alert-choice.ts';
import { alertMessage } from '../core/alert-message.ts';
import type { Alert } from '../core/alerts.ts';
import type { Problem } from '../core/problem.ts';
import { catalogue } from '../core/rules/catalogue.ts';
import type { AccessRecord } from '../model/access-record.ts';
import type { Verdict } from '../model/verdict.ts';
import type { Alarm, AlarmOutcome, AlertChannel, AlertClaim, AlertClaims } from '../ports/alerts.ts';
import { type Deadline, startDeadline } from './deadline.ts';

/** More at once are read by nobody; the record has them all. */
const MOST_ALERTS = 20;
/** A service that decides who tells something must not keep it from being told: so much of the time, in milliseconds. */
const LONGEST_CLAIM = 2_000;
const SHARE_OF_CLAIM = 0.25;
/** What is kept under a claimed name is for people who look later: so long is waited for it once all is told, in milliseconds. */
const LONGEST_KEEPING = 2_000;

/** What alerts are raised with. */
export interface AlertPorts {
  readonly channels: readonly AlertChannel[];
  /** Left out where a run’s jobs can’t agree on who tells something: then each does. */
  readonly claims?: AlertClaims | undefined;
}

/** What people are to be told of; times in milliseconds. */
export interface AlertInput {
  /** Judged, and with pseudonyms where those are asked for. */
  readonly record: AccessRecord;
  readonly verdict: Verdict;
  /** What the start of the same job told, and its start event: untrusted, and left out at the start itself. */
  readonly before?: { readonly told: readonly ToldAlert[]; readonly start: AccessRecord } | undefined;
  /** For all channels together. */
  readonly timeout: number;
  readonly signal?: AbortSignal | undefined;
}

/** What became of one finding at one channel. */
export type AlertNotice = { readonly channel: string; readonly rule: string; readonly fingerprint: string } & (
  | AlarmOutcome
  /** `known`: the start of this job told it. `elsewhere`: another job of the run does. */
  | { readonly status: 'known' | 'elsewhere' }
);

/** What came of raising alerts. */
export interface Raised {
  readonly notices: readonly AlertNotice[];
  /** For the end of the same job. */
  readonly told: readonly ToldAlert[];
  /** What was not told, and why. */
  readonly missed: readonly Problem[];
  /** What of the configuration makes no sense beside the policy; said at the first look only. */
  readonly problems: readonly Problem[];
}

/** Alerts as they are configured. */
export interface AlertRaiser {
  /** What can’t be used of the configuration. */
  readonly problems: readonly Problem[];
  /** As `intendedAlerts`. */
  intends(judged: Pick<AlertInput, 'record' | 'verdict'>): ToldAlert[];
  /** As `raiseAlerts`. */
  raise(input: AlertInput): Promise<Raised>;
}

/**
 * Tells every channel of the findings that it wants to know, all channels side by side and each of them the worst first:
 * at least once in each run, and once where the run’s jobs can agree on who does. Never raises, and never takes longer
 * than it was given.
 */
export async function raiseAlerts({ channels, claims }: AlertPorts, input: AlertInput): Promise<Raised> {
  const { record, verdict, before, timeout, signal } = input;
  const told = before ? believable(before.told, before.start) : [];
  const done = new AbortController();
  const limit = startDeadline(timeout, signal ? AbortSignal.any([signal, done.signal]) : done.signal);
  const keeping: Promise<void>[] = [];
  try {
    const byChannel = await Promise.all(
      channels.map((channel) => raiseAt(channel, { record, verdict, told, timeout, claims, keeping, limit })),
    );
    await atMost(LONGEST_KEEPING, Promise.race([Promise.all(keeping), limit.over]));
    const notices = byChannel.flatMap((each) => each.notices);
    const strange = before ? [] : strangeRules(channels, verdict, ids());
    return {
      notices,
      told: byChannel.flatMap((each) => each.told),
      missed: byChannel.flatMap(({ problem }) => problem ?? []),
      problems: strange.map(strangeRule),
    };
  } finally {
    // A claim that took too long to be waited for has no more use.
    done.abort();
    limit.clear();
  }
}

/** What a start is about to tell: should it be killed over it, its end sends it without asking who is to. */
export function intendedAlerts(
  channels: readonly AlertChannel[],
  { record, verdict }: Pick<AlertInput, 'record' | 'verdict'>,
): ToldAlert[] {
  return channels.flatMap(({ name, filter }) =>
    chosenAlerts(record, verdict, filter)
      .slice(0, MOST_ALERTS)
      .map(({ fingerprint }) => ({ fingerprint, channel: name, sent: false })),
  );
}

function ids(): string[] {
  return catalogue().map(({ id }) => id);
}

/** One channel for all repositories may name a rule that one repository’s policy has: no job fails for that. */
function strangeRule(message: string): Problem {
  return { kind: 'service', code: 'input-invalid', message };
}

interface Raising {
  readonly record: AccessRecord;
  readonly verdict: Verdict;
  readonly told: readonly ToldAlert[];
  readonly timeout: number;
  readonly claims: AlertClaims | undefined;
  /** What is still being kept under claimed names. */
  readonly keeping: Promise<void>[];
  readonly limit: Deadline;
}

interface RaisedAt {
  readonly notices: readonly AlertNotice[];
  readonly told: readonly ToldAlert[];
  readonly problem: Problem | undefined;
}

async function raiseAt(channel: AlertChannel, raising: Raising): Promise<RaisedAt> {
  const alerts = chosenAlerts(raising.record, raising.verdict, channel.filter);
  const notices: AlertNotice[] = [];
  const told: ToldAlert[] = [];
  for (const alert of alerts.slice(0, MOST_ALERTS)) {
    const { fingerprint, finding } = alert;
    const outcome = await raiseOne(channel, alert, raising);
    notices.push({ channel: channel.name, rule: finding.rule, fingerprint, ...outcome });
    if (outcome.status !== 'elsewhere') {
      told.push({ fingerprint, channel: channel.name, sent: outcome.status === 'sent' || outcome.status === 'known' });
    }
  }
  return { notices, told, problem: problemOf(channel, notices, alerts.length) };
}

type Outcome = AlarmOutcome | { readonly status: 'known' | 'elsewhere' };

async function raiseOne(channel: AlertChannel, alert: Alert, raising: Raising): Promise<Outcome> {
  const { told, limit } = raising;
  const earlier = told.find((each) => each.fingerprint === alert.fingerprint && each.channel === channel.name);
  if (earlier?.sent) return { status: 'known' };
  if (limit.signal.aborted) return OUT_OF_TIME;
  const telling = tellOnce(channel, alert, raising, earlier !== undefined);
  return Promise.race([telling, limit.over.then(() => OUT_OF_TIME)]);
}

async function tellOnce(
  channel: AlertChannel,
  alert: Alert,
  raising: Raising,
  isOurs: boolean,
): Promise<AlarmOutcome | { readonly status: 'elsewhere' }> {
  const { record, verdict, limit } = raising;
  const alarm: Alarm = { message: alertMessage(alert, record, verdict), issue: { ...alert, record } };
  const isTaken = !isOurs && (await claim(channel, alarm, raising)) === 'taken';
  if (isTaken && ((await channel.isTold?.(alarm, limit.signal)) ?? true)) return { status: 'elsewhere' };
  return channel.tell(alarm, limit.signal);
}

const OUT_OF_TIME: AlarmOutcome = { status: 'pending', reason: 'it was not through in time' };

/**
 * The name can’t be foreseen without the channel’s secret, so that no other step takes it to keep an alert from being
 * told; an attempt is an occasion of its own.
 */
async function claim(
  channel: AlertChannel,
  { message }: Alarm,
  { claims, timeout, keeping, limit }: Raising,
): Promise<AlertClaim['status']> {
  if (!claims || message.runId === undefined) return 'unknown';
  const { fingerprint, runId, runAttempt = '1' } = message;
  const name = `doorlog-alert-${channel.mark(JSON.stringify([fingerprint, channel.name, runId, runAttempt]))}`;
  const files = { 'alert.json': `${JSON.stringify(message, null, 2)}\n` };
  const wait = Math.min(LONGEST_CLAIM, timeout * SHARE_OF_CLAIM);
  const claimed = await atMost(wait, claims.claim(name, files, limit.signal));
  if (claimed?.status === 'ours') keeping.push(claimed.kept);
  return claimed?.status ?? 'unknown';
}

/** Undefined where it takes longer than so many milliseconds. */
async function atMost<T>(wait: number, work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), wait);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function problemOf({ name }: AlertChannel, notices: readonly AlertNotice[], all: number): Problem | undefined {
  const missed = notices.flatMap((notice) => ('reason' in notice ? [notice] : []));
  const [first] = missed;
  const left = all - notices.length;
  const tooMany = `only the worst ${MOST_ALERTS} of ${all} findings are told at once`;
  if (!first) return left > 0 ? failure(`At the alert channel “${name}”, ${tooMany}.`) : undefined;
  const which = missed.length === 1 ? `The alert about ${first.rule}` : `${missed.length} alerts`;
  return failure(`${which} did not get through to “${name}”: ${first.reason}${left > 0 ? `; and ${tooMany}` : ''}.`);
}

function failure(message: string): Problem {
  return { kind: 'service', code: 'delivery-failed', message };
}
