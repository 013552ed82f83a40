import { type Alert, type AlertAbout, alertsIn, foundAgain, leftElsewhere, settles } from '../core/alerts.ts';
import { isOutsiders } from '../core/outsider.ts';
import { codeOf } from '../errors.ts';
import type { AccessRecord } from '../model/access-record.ts';
import type { RuleResult, Verdict } from '../model/verdict.ts';
import type { Clock, IssueBoard } from '../ports.ts';

/** The alert that an issue is for. */
export interface AlertMark {
  readonly fingerprint: string;
  readonly about: AlertAbout;
}

/** What the text of an issue is made by. */
export interface IssueTexts {
  readMark(body: string): AlertMark | undefined;
  newIssue(text: { readonly mark: AlertMark; readonly finding: RuleResult; readonly record: AccessRecord }): IssueDraft;
  seenAgain(body: string, record: AccessRecord, about?: AlertAbout): string;
  /** `left` is what it is still about where it was seen mended in one place only. */
  settled(body: string, record: AccessRecord, left?: AlertAbout): string;
}

/** An issue that is not opened yet. */
interface IssueDraft {
  readonly title: string;
  readonly body: string;
}

/** What issues are kept with. */
export interface AlertPorts {
  readonly clock: Clock;
  readonly issues: IssueBoard;
  readonly issueTexts: IssueTexts;
}

type BoardPorts = Pick<AlertPorts, 'issues' | 'issueTexts'>;

/** What the issues are to follow. */
export interface AlertInput {
  readonly record: AccessRecord;
  readonly verdict: Verdict;
  readonly dryRun: boolean;
}

/** Who is told what became of each issue. */
export interface AlertTeller {
  done(target: string | undefined, reason: string): void;
  failed(target: string | undefined, error: unknown): void;
  leftOut(reason: string): void;
}

const MOST_ISSUES = 20;
/** For all issues together, in milliseconds: the record is signed and delivered after them. */
const LONGEST = 60_000;

interface Known {
  readonly number: number;
  readonly body: string;
  readonly mark: AlertMark;
}

interface Step {
  readonly target: string | undefined;
  /** Answers what was done it to. */
  readonly act: () => Promise<string | undefined>;
  readonly reason: string;
}

/**
 * Opens an issue for each finding that counts, updates those that are there, and closes those whose rule passes again. An
 * issue that can't be changed keeps no other from being followed, unless GitHub would refuse them all.
 * Raises what reading the issues raises.
 */
export async function followAlerts(ports: AlertPorts, input: AlertInput, tell: AlertTeller): Promise<void> {
  const until = ports.clock.now().getTime() + LONGEST;
  const alerts = alertsIn(input.record, input.verdict);
  const marked = await openIssues(ports);
  const steps = [
    ...stepsOf(alerts.slice(0, MOST_ISSUES), marked, ports, input),
    ...endsOf(alerts, marked, ports, input),
  ];
  for (const [index, step] of steps.entries()) {
    if (ports.clock.now().getTime() > until) {
      tell.leftOut(`the time was over before the last ${steps.length - index} issues`);
      return;
    }
    try {
      tell.done(input.dryRun ? step.target : await step.act(), step.reason);
    } catch (error) {
      tell.failed(step.target, error);
      if (REFUSES_ALL.has(codeOf(error))) {
        if (index + 1 < steps.length) tell.leftOut(`not tried for the other ${steps.length - index - 1} issues`);
        break;
      }
    }
  }
  if (alerts.length > MOST_ISSUES)
    tell.leftOut(`only the first ${MOST_ISSUES} of ${alerts.length} findings have issues`);
}

/**
 * Opens an issue for one alert, or updates the one that is open, and answers its number. Nothing is closed: that takes a
 * look at all of them. Raises what GitHub’s API and HTTP raise.
 */
export async function followAlert(ports: BoardPorts, alert: Alert, record: AccessRecord): Promise<number> {
  const { issues, issueTexts: texts } = ports;
  const { fingerprint, about, finding } = alert;
  const known = oldestOf(await openIssues(ports)).get(fingerprint);
  if (!known) {
    const { title, body } = texts.newIssue({ mark: { fingerprint, about }, finding, record });
    return issues.create(title, body);
  }
  await issues.update(known.number, texts.seenAgain(known.body, record, foundAgain(record, known.mark.about)));
  return known.number;
}

/** Whether an issue for a finding is open. Raises what GitHub’s API and HTTP raise. */
export async function isFollowed(ports: BoardPorts, fingerprint: string): Promise<boolean> {
  return oldestOf(await openIssues(ports)).has(fingerprint);
}

/** Our issues that are open. */
async function openIssues({ issues, issueTexts }: BoardPorts): Promise<Known[]> {
  return (await issues.open()).flatMap(({ number, body }): Known[] => {
    const mark = issueTexts.readMark(body);
    return mark ? [{ number, body, mark }] : [];
  });
}

/** The oldest is the one that people know; two jobs at once may have opened another beside it. */
function oldestOf(marked: readonly Known[]): Map<string, Known> {
  return new Map(marked.toReversed().map((issue) => [issue.mark.fingerprint, issue]));
}

const REFUSES_ALL: ReadonlySet<string> = new Set(['api-denied', 'api-rate-limited']);

function stepsOf(
  alerts: readonly Alert[],
  marked: readonly Known[],
  { issues, issueTexts: texts }: AlertPorts,
  { record }: AlertInput,
): Step[] {
  const byFingerprint = oldestOf(marked);
  return alerts.map(({ fingerprint, about, finding }) => {
    const known = byFingerprint.get(fingerprint);
    if (!known) {
      const { title, body } = texts.newIssue({ mark: { fingerprint, about }, finding, record });
      const act = async () => `#${await issues.create(title, body)}`;
      return { target: undefined, reason: `opened for ${finding.rule}`, act };
    }
    const body = texts.seenAgain(known.body, record, foundAgain(record, known.mark.about));
    return change(known, `updated for ${finding.rule}`, () => issues.update(known.number, body));
  });
}

/** Somebody from outside can have a run made whenever it suits, so such a run ends no alert. */
function endsOf(
  alerts: readonly Alert[],
  marked: readonly Known[],
  { issues, issueTexts: texts }: AlertPorts,
  { record, verdict }: AlertInput,
): Step[] {
  const current = new Set(alerts.map(({ fingerprint }) => fingerprint));
  if (isOutsiders(record) !== false) return [];
  return marked
    .filter(({ mark }) => !current.has(mark.fingerprint) && settles(record, verdict, mark.about))
    .map((known) => {
      const { rule } = known.mark.about;
      const left = leftElsewhere(record, known.mark.about);
      const body = texts.settled(known.body, record, left);
      return left
        ? change(known, `updated, because ${rule} passes here`, () => issues.update(known.number, body))
        : change(known, `closed, because ${rule} passes`, () => issues.close(known.number, body));
    });
}

function change({ number }: Known, reason: string, act: () => Promise<void>): Step {
  const target = `#${number}`;
  return {
    target,
    reason,
    async act() {
      await act();
      return target;
    },
  };
}
