import type { AccessRecord } from '../model/access-record.ts';
import type { Severity } from '../model/severity.ts';
import type { Location, RuleResult, Weight } from '../model/verdict.ts';

/** Which findings a channel is told of: those that fit every member that is given. */
export interface AlertFilter {
  /** At least as bad, once raised. */
  readonly severity: Severity;
  /** Ids of rules. */
  readonly rules?: readonly string[] | undefined;
  /** Names of deployment environments, without regard to case; a job whose own nobody knows fits too. */
  readonly environments?: readonly string[] | undefined;
}

/** What people are told of one finding: nothing that only the log may know. */
export interface AlertMessage {
  /** The same for one finding in one attempt of a run, whichever job or hook tells it. */
  readonly id: string;
  /** SHA-256 in hex over rule, repository and subject: the same finding in every run. */
  readonly fingerprint: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly raisedBy?: readonly Weight[];
  /** What was found, one sentence that may quote what somebody else wrote. */
  readonly message: string;
  readonly mend?: string;
  readonly subject?: string;
  readonly locations?: readonly Location[];
  readonly mode: 'enforce' | 'audit';
  /** Whether the policy refuses the job, or the gate’s whole run. */
  readonly refused: boolean;
  readonly recordId: string;
  /** What is judged by itself: a job’s start or end, or a run at its gate. */
  readonly moment: 'start' | 'end' | 'gate' | 'collector';
  /** When it was seen, RFC 3339. */
  readonly time: string;
  readonly server?: string;
  readonly repository?: string;
  /** Path of the workflow’s file. */
  readonly workflow?: string;
  readonly job?: string;
  readonly environment?: string;
  readonly ref?: string;
  readonly sha?: string;
  readonly event?: string;
  readonly runId?: string;
  readonly runNumber?: string;
  readonly runAttempt?: string;
  readonly runUrl?: string;
  /** Logins, or their pseudonyms. */
  readonly initiator?: string;
  readonly rerunner?: string;
  /** That nobody’s job was judged: somebody tries the channel out. */
  readonly test?: true;
}

/** What an issue about a finding is kept by. */
export interface IssueAlert {
  readonly fingerprint: string;
  readonly finding: RuleResult;
  readonly about: {
    readonly rule: string;
    readonly subject?: string | undefined;
    readonly person?: readonly string[] | undefined;
    readonly scope: IssueScope;
    readonly elsewhere?: readonly IssueScope[] | undefined;
  };
  readonly record: AccessRecord;
}

interface IssueScope {
  readonly workflow?: string | undefined;
  readonly environment?: string | undefined;
  readonly ref?: string | undefined;
}

/** Keeps one open issue for each finding, until a signal fires. Raises what GitHub’s API and HTTP raise. */
export interface IssueDesk {
  /** Opens it, or updates the one that is open; answers its number. */
  follow(alert: IssueAlert, signal: AbortSignal): Promise<number>;
  isOpen(fingerprint: string, signal: AbortSignal): Promise<boolean>;
}

/** A finding on its way to a channel. */
export interface Alarm {
  readonly message: AlertMessage;
  /** Left out for tests. */
  readonly issue?: IssueAlert;
}

/** What became of one alarm. */
export type AlarmOutcome =
  | { readonly status: 'sent' }
  /** `pending`: another attempt may work; `failed`: it will not until somebody mends something. One sentence without its full stop, with no secret in it. */
  | { readonly status: 'pending' | 'failed'; readonly reason: string };

/** A way to tell people of a finding at once. */
export interface AlertChannel {
  readonly name: string;
  readonly filter: AlertFilter;
  /**
   * 16 hex digits for a text, the same wherever the channel is configured alike; who does not know its secret, where it has
   * one, can’t foresee them.
   */
  mark(text: string): string;
  /** Never raises. The signal ends it: the answer is then `pending`. */
  tell(alarm: Alarm, signal: AbortSignal): Promise<AlarmOutcome>;
  /** Whether an alarm is known to have been told by somebody else; left out where that can’t be seen. Never raises. */
  isTold?(alarm: Alarm, signal: AbortSignal): Promise<boolean>;
}

/** Decides which of a run’s jobs tells something, where several would. */
export interface AlertClaims {
  /** Takes a name that nobody else can have in this run then, and keeps files under it. The signal ends it. Never raises. */
  claim(name: string, files: Readonly<Record<string, string>>, signal: AbortSignal): Promise<AlertClaim>;
}

/** What became of a claim. */
export type AlertClaim =
  /** `kept` resolves, and never raises, once the files are kept or can’t be. */
  | { readonly status: 'ours'; readonly kept: Promise<void> }
  /** `taken`: somebody has it; `unknown`: that could not be told. */
  | { readonly status: 'taken' | 'unknown' };
