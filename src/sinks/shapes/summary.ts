import type { LogEntry } from '../../ports.ts';
import { boundedText } from './bounded-text.ts';
import { type Facts, valueAt } from './facts.ts';
import { findingsOf } from './findings.ts';
import { attestationAddress } from './whole-place.ts';

/** What an event may leave out of its entry. */
export type Omitted = readonly ('bundle' | 'record')[];

/** The spool takes no longer names, so that nothing is lost here. */
const LONGEST_NAME = 200;
const MOST_CUT_NAMES = 8;
const MOST_APPROVALS = 10;

/** What an entry is found and told apart by, fit for any store. */
export interface Names {
  readonly recordId: string;
  readonly phase: string;
  readonly digest: string;
  readonly view: 'attested' | undefined;
}

/** The names of an entry, which nobody may make endless. */
export function namesOf(entry: LogEntry): Names {
  return {
    recordId: boundedText(entry.recordId, LONGEST_NAME),
    phase: boundedText(entry.phase, LONGEST_NAME),
    digest: boundedText(entry.digest, LONGEST_NAME),
    view: entry.view,
  };
}

/** The entry's own time as it is given, which nobody may make endless. */
export function timeOf(entry: LogEntry): string {
  return boundedText(entry.time, LONGEST_NAME);
}

/** The facts that the schemas have no place for, under one name of our own in each of them. */
export function summaryOf(facts: Facts) {
  const findings = findingsOf(facts);
  return {
    simulation: facts.flag('simulation') === true ? true : undefined,
    recorder: facts.text('recorder', 'kind'),
    provider: facts.text('pipeline', 'provider'),
    server: facts.text('pipeline', 'server'),
    repository: facts.text('pipeline', 'repository'),
    repositoryId: facts.text('pipeline', 'repositoryId'),
    visibility: facts.text('pipeline', 'visibility'),
    workflowRef: facts.text('pipeline', 'workflowRef'),
    runId: facts.text('pipeline', 'runId'),
    runAttempt: facts.text('pipeline', 'runAttempt'),
    job: facts.text('pipeline', 'job'),
    event: facts.text('pipeline', 'event'),
    ref: facts.text('pipeline', 'ref'),
    commit: facts.text('pipeline', 'sha'),
    outcome: facts.text('outcome', 'status'),
    verdict: facts.text('policy', 'verdict'),
    failed: findings?.failed,
    unknown: findings?.unknown,
    severity: findings?.worst,
    findings: findings?.sentences.length ? findings.sentences : undefined,
  };
}

/** What was left out of an event or cut in it, what it can be compared with, and where the whole is to be found. */
export function remainderOf(entry: LogEntry, facts: Facts, omitted: Omitted) {
  const runUrl = facts.text('pipeline', 'runUrl');
  const cut = facts.cut();
  return {
    omitted: omitted.length > 0 ? omitted : undefined,
    subjectDigest: entry.subjectDigest === undefined ? undefined : boundedText(entry.subjectDigest, LONGEST_NAME),
    runUrl: omitted.length > 0 ? runUrl : undefined,
    attestations: omitted.length > 0 ? attestationAddress(entry, facts) : undefined,
    cut: cut.length > 0 ? cut.slice(0, MOST_CUT_NAMES) : undefined,
    cutCount: cut.length > MOST_CUT_NAMES ? cut.length : undefined,
  };
}

/** Run, attempt and job in one text: what all phases of a job share. */
export function correlationOf(facts: Facts): string | undefined {
  const run = facts.text('pipeline', 'runId');
  if (run === undefined) return undefined;
  const job = facts.text('pipeline', 'checkRunId') ?? facts.text('pipeline', 'job');
  const parts = [run, facts.text('pipeline', 'runAttempt'), job].filter((part) => part !== undefined);
  return facts.made('correlation', parts.join('-'));
}

/** Who answered how to the request for deployment, in one text. */
export function approvalsOf(facts: Facts): string | undefined {
  const approvals = facts.at('approvals');
  if (!Array.isArray(approvals) || approvals.length === 0) return undefined;
  const sentences = approvals.slice(0, MOST_APPROVALS).map((approval: unknown) => {
    const state = valueAt(approval, ['state']);
    const login = valueAt(approval, ['user', 'login']);
    return `${isText(state) ? state : 'answered'} by ${isText(login) ? login : 'somebody unknown'}`;
  });
  const more = approvals.length - sentences.length;
  return facts.made('approvals', [...sentences, ...(more > 0 ? [`${more} more`] : [])].join(', '));
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** What happened, in one sentence. */
export function sentenceOf(facts: Facts, phase: string): string {
  const job = facts.text('pipeline', 'job') ?? 'unknown';
  const repository = facts.text('pipeline', 'repository');
  const login = facts.text('people', 'initiator', 'login') ?? 'somebody unknown';
  const outcome = facts.text('outcome', 'status');
  const verdict = facts.text('policy', 'verdict');
  const parts = [
    `${phase} of job ${job}${repository === undefined ? '' : ` in ${repository}`}, started by ${login}`,
    ...(outcome === undefined ? [] : [`outcome ${outcome}`]),
    ...(verdict === undefined ? [] : [`verdict ${verdict}`]),
  ];
  return facts.made('message', parts.join('; '));
}
