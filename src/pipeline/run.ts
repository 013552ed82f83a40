import { canonicalize, digestOf, sha256Hex } from '../core/canonical.ts';
import { commit, type Views } from '../core/commitment.ts';
import type { CustomRuleJudge } from '../core/custom-rules.ts';
import { isRefused, type Strictness } from '../core/judge.ts';
import type { PolicyInForce } from '../core/policy.ts';
import { type Problem, problemOf } from '../core/problem.ts';
import { endRecord, type RecordHead, startRecord } from '../core/record.ts';
import { verdictFor } from '../core/verdict.ts';
import { DoorlogError } from '../errors.ts';
import type { AccessRecord, Gap, Outcome, Snapshot } from '../model/access-record.ts';
import type { Verdict } from '../model/verdict.ts';
import type { Delivery, LogEntry, SignedBundle, Sink } from '../ports.ts';
import { customJudgements } from './custom-rules.ts';
import { isStored } from './deliver.ts';
import { entryFor } from './hook.ts';
import type { RecordSigner } from './record-signer.ts';

/** How a command ended: its exit code, and the signal that ended it. */
export interface CommandEnd {
  readonly exitCode: number;
  readonly signal?: string;
}

/** What an audited run works with. */
export interface RunPorts {
  /** Takes a snapshot of this machine; never raises. */
  readonly observe: () => Promise<Snapshot>;
  /** Runs the command to its end, whatever signal comes. */
  readonly execute: () => Promise<CommandEnd>;
  readonly log: Sink;
  /** Undefined where no signature is wanted. */
  readonly signer: RecordSigner | undefined;
  /** Keeps the record and its bundle as files; answers their paths. */
  readonly keep: (files: { record: string; bundle?: string }) => Promise<{ record: string; bundle?: string }>;
  /** A fresh salt, 64 hex digits. */
  readonly salt: () => string;
  /** Evaluates the policy’s own rules; left out, they are unknown. */
  readonly custom?: CustomRuleJudge;
  /** Takes known secrets and broken text out of everything that is recorded. */
  readonly redact: <T>(value: T) => T;
}

/** What an audited run leaves behind. */
export interface RunResult {
  readonly views: Views;
  readonly command: CommandEnd;
  /** Undefined where no policy was given. */
  readonly verdict?: Verdict;
  /** Whether the policy says no. */
  readonly refused: boolean;
  readonly recordDigest: string;
  readonly paths: { readonly record?: string; readonly bundle?: string };
  readonly delivery: Delivery;
  /** What failed after the command had run. */
  readonly problems: readonly Problem[];
}

/**
 * A policy that is given by hand decides for itself, having no action's inputs beside it: without a word from it, what it
 * finds refuses the run, and what could not be seen is only told.
 */
function strictnessFor({ strictness }: PolicyInForce): Strictness {
  return { mode: 'enforce', onViolation: 'fail', onUnknown: 'warn', onError: 'warn', ...strictness };
}

/**
 * Records one command on this machine: snapshot, start event in the log, the command, snapshot again, record, verdict
 * where there is a policy, signature, files and log. Raises `delivery-failed` before the command is run where the log
 * can't be written to; from then on whatever fails is a problem, and the rest goes on.
 */
export async function runAudited(
  ports: RunPorts,
  { head, policy }: { head: RecordHead; policy: PolicyInForce | undefined },
): Promise<RunResult> {
  const before = ports.redact(await ports.observe());
  const bare = withGap(startRecord(head, before), 'not-yet', 'the end of the run');
  const start = commit(bare, ports.salt()).log;
  await announce(ports.log, entryFor(start, before.observedAt));

  const command = await ports.execute();

  // Redacted before they are compared: what was masked at the start would else differ from itself.
  const after = ports.redact(await ports.observe());
  const record = ended(head, after, { start, command, ports });
  const known = policy && (await customJudgements(ports.custom, { policy }, record));
  const verdict = policy && verdictFor(record, { policy }, strictnessFor(policy), known);
  const judged = verdict ? { ...record, policy: verdict } : withGap(record, 'not-asked', 'the option --policy');
  const views = commit(judged, ports.salt());
  const text = canonicalize(views.attested);

  const problems: Problem[] = [];
  const { signer } = ports;
  const signed = signer && (await attempt(problems, () => signer.sign(views.attested, text)));
  const paths = await attempt(problems, () => ports.keep({ record: text, ...(signed && { bundle: signed.json }) }));
  const delivery = await deliverEnd(ports.log, views.log, signed, problems);
  return {
    views,
    command,
    ...(verdict && { verdict }),
    refused: verdict !== undefined && isRefused(verdict),
    recordDigest: sha256Hex(text),
    paths: paths ?? {},
    delivery,
    problems,
  };
}

function ended(
  head: RecordHead,
  snapshot: Snapshot,
  { start, command, ports }: { start: AccessRecord; command: CommandEnd; ports: RunPorts },
): AccessRecord {
  const gap: Gap = { pointer: '/signing', reason: 'not-asked', needed: 'a run without the option --no-sign' };
  return endRecord(head, snapshot, {
    outcome: outcomeOf(command),
    start,
    link: { digest: digestOf(start), announced: 'announced' },
    checkpoints: [],
    signing: ports.signer ? { instance: ports.signer.instance } : { gap },
  });
}

function outcomeOf({ exitCode, signal }: CommandEnd): Outcome {
  const stopped = signal === 'SIGINT' || signal === 'SIGTERM' || signal === 'SIGHUP';
  return { status: stopped ? 'cancelled' : exitCode === 0 ? 'success' : 'failure', exitCode };
}

function withGap(record: AccessRecord, reason: Gap['reason'], needed: string): AccessRecord {
  return { ...record, gaps: [...record.gaps, { pointer: '/policy', reason, needed }] };
}

async function announce(log: Sink, entry: LogEntry): Promise<void> {
  const delivery = await deliverOnce(log, entry);
  if (isStored(delivery)) return;
  throw new DoorlogError('delivery-failed', `The start could not be logged, so nothing was run: ${reasonOf(delivery)}`);
}

async function deliverEnd(
  log: Sink,
  record: AccessRecord,
  signed: SignedBundle | undefined,
  problems: Problem[],
): Promise<Delivery> {
  const delivery = await deliverOnce(log, entryFor(record, record.observedAt.end ?? '', signed?.json));
  if (!isStored(delivery)) {
    problems.push({
      kind: 'required',
      code: 'delivery-failed',
      message: `The end could not be logged: ${reasonOf(delivery)}`,
    });
  }
  return delivery;
}

function deliverOnce(log: Sink, entry: LogEntry): Promise<Delivery> {
  return log.deliver(entry, { signal: new AbortController().signal, key: 'unused' });
}

function reasonOf({ reason, status }: Delivery): string {
  return reason ?? `it is ${status}.`;
}

async function attempt<T>(problems: Problem[], action: () => Promise<T>): Promise<T | undefined> {
  try {
    return await action();
  } catch (error) {
    problems.push(problemOf(error));
    return undefined;
  }
}
