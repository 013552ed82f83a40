import type { Check } from '../../core/verification/check.ts';
import type { RecordAnswer } from '../../pipeline/prove-record.ts';
import { printable } from '../printable.ts';
import { shortDigests } from '../short-digests.ts';
import type { AssetLine, AttestationAnswer, JobLine, TargetAnswer } from './answer.ts';

/** How an answer is shown. */
export interface TextOptions {
  readonly isTerminal: boolean;
  /** Every check of every record. */
  readonly all: boolean;
}

const MARKS: Readonly<Record<Check['status'], string>> = { ok: 'ok', failed: 'FAILED', 'not-checked': 'not checked' };
const COLOURS: Readonly<Record<Check['status'], number>> = { ok: 32, failed: 31, 'not-checked': 33 };
/** Checks that tell a person who signed what, even where all is well. */
const TELLING = new Set(['signature', 'identity', 'repository', 'artifact', 'policy', 'record-id', 'signed-since']);

/** One line for each check, a block for each of several records, and the verdict. */
export function textOf(answer: TargetAnswer, options: TextOptions): string {
  const { target, checks, records, jobs = [], assets = [], attestations = [], missing, verdict } = answer;
  const isRecord = target.kind === 'record';
  const isBrief = records.length > 1 && !options.all;
  const lines = [
    ...checks.map((each) => lineOf(each, options)),
    ...(isRecord || (jobs.length > 0 && !options.all)
      ? []
      : records.flatMap((record) => blockOf(record, isBrief, options))),
    ...attestations.flatMap((each) => blockOfAttestation(each, options)),
    ...assets.map((asset) => lineOfAsset(asset, options)),
    ...jobs.map((job) => lineOfJob(job, options)),
    ...missing.map((sentence) => `${coloured('missing', 31, options)} ${printable(sentence)}`),
    verdict,
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function blockOf(record: RecordAnswer, isBrief: boolean, options: TextOptions): string[] {
  const { recordId, phase, repository, job, runId, runAttempt, environment, from, sha256, verdict } = record;
  const run =
    runId === undefined ? undefined : `run ${runId}${runAttempt === undefined ? '' : ` attempt ${runAttempt}`}`;
  const about = [phase, repository, job, run, environment].filter((part) => part !== undefined).join(', ');
  const head = `record ${recordId?.slice(0, 16) ?? sha256.slice(0, 16)} (${about}; ${from.join(', ')}): ${verdict}`;
  if (!isBrief) return [printable(head), ...record.checks.map((each) => `  ${lineOf(each, options)}`)];
  const told = record.checks.filter(({ id, status }) => status !== 'ok' || TELLING.has(id));
  const others = record.checks.length - told.length;
  return [
    shortDigests(printable(head)),
    ...told.map((each) => `  ${lineOf(each, options)}`),
    ...(others > 0
      ? [`  ${MARKS.ok.padEnd(11)} ${others} other ${others === 1 ? 'check holds' : 'checks hold'}; --all lists them.`]
      : []),
  ];
}

function blockOfAttestation(
  { name, predicateType, verdict, checks }: AttestationAnswer,
  options: TextOptions,
): string[] {
  const head = `attestation of ${name} (${predicateType}): ${verdict}`;
  return [printable(head), ...checks.map((each) => `  ${lineOf(each, options)}`)];
}

function lineOf({ status, title, detail }: Check, options: TextOptions): string {
  return `${coloured(MARKS[status], COLOURS[status], options)} ${title}: ${printable(detail)}`;
}

const ASSET_STATUS: Readonly<Record<AssetLine['verdict'], Check['status']>> = {
  verified: 'ok',
  evidence: 'ok',
  missing: 'failed',
  refused: 'failed',
  unknown: 'not-checked',
};

function lineOfAsset({ name, verdict, detail }: AssetLine, options: TextOptions): string {
  const status = ASSET_STATUS[verdict];
  const mark = verdict === 'missing' ? 'missing' : MARKS[status];
  return `${coloured(mark, COLOURS[status], options)} File ${printable(name, 200)}: ${printable(detail)}`;
}

const JOB_STATUS: Readonly<Record<string, Check['status']>> = {
  verified: 'ok',
  'not-run': 'ok',
  unknown: 'not-checked',
  'left-out': 'not-checked',
};

function lineOfJob({ name, runId, runAttempt, verdict, detail }: JobLine, options: TextOptions): string {
  const status = JOB_STATUS[verdict] ?? 'failed';
  const mark = status !== 'failed' || verdict === 'refused' ? MARKS[status] : verdict;
  return `${coloured(mark, COLOURS[status], options)} Job ${printable(name, 200)} (run ${runId} attempt ${runAttempt}): ${printable(detail)}`;
}

function coloured(text: string, colour: number, { isTerminal }: TextOptions): string {
  const mark = text.padEnd(11);
  return isTerminal ? `\u001b[${colour}m${mark}\u001b[0m` : mark;
}
