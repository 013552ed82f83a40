import type { LogEntry } from '../../ports.ts';

const LONGEST_TEXT = 1_024;
const EVENT_TYPES: Readonly<Record<string, string>> = { start: 'start', end: 'end' };
/** ECS knows success, failure and unknown only. */
const OUTCOMES: Readonly<Record<string, string>> = { success: 'success', failure: 'failure', cancelled: 'unknown' };

/** How the record goes into the document: as an object, or as one text where the store can't take its keys. */
export type RecordForm = 'object' | 'text';

/**
 * An entry as a document after the Elastic Common Schema 9: ECS fields for what ECS has a place for, the rest under
 * `doorlog`, the whole record in `doorlog.record` (or `doorlog.recordText`), its Sigstore bundle as text in `doorlog.bundle`. Only what a LogEntry guarantees is sure to
 * be there; all else is taken from the record where it is text.
 */
export function ecsDocument(entry: LogEntry, form: RecordForm): Record<string, unknown> {
  const fact = (...path: string[]) => textAt(entry.document, path);
  return compact({
    '@timestamp': entry.time,
    tags: entry.document.simulation === true ? ['doorlog-simulation'] : undefined,
    ecs: { version: '9.0.0' },
    event: {
      id: entry.recordId,
      kind: 'event',
      action: entry.phase,
      type: [EVENT_TYPES[entry.phase] ?? 'info'],
      hash: entry.digest,
      module: fact('pipeline', 'workflow'),
      url: fact('pipeline', 'runUrl'),
      outcome: OUTCOMES[fact('outcome', 'status') ?? ''],
      reason: approvalsOf(entry.document),
    },
    user: {
      name: fact('people', 'initiator', 'login'),
      id: fact('people', 'initiator', 'id'),
      roles: listOf(fact('people', 'initiator', 'role')),
      effective: { name: fact('people', 'rerunner', 'login'), id: fact('people', 'rerunner', 'id') },
    },
    organization: { name: fact('pipeline', 'repositoryOwner'), id: fact('pipeline', 'repositoryOwnerId') },
    service: { environment: fact('pipeline', 'environment') },
    host: { name: fact('runner', 'name') ?? fact('runner', 'hostName') },
    trace: { id: traceOf(fact) },
    doorlog: {
      recordId: entry.recordId,
      phase: entry.phase,
      digest: entry.digest,
      provider: fact('pipeline', 'provider'),
      server: fact('pipeline', 'server'),
      repository: fact('pipeline', 'repository'),
      repositoryId: fact('pipeline', 'repositoryId'),
      workflowRef: fact('pipeline', 'workflowRef'),
      runId: fact('pipeline', 'runId'),
      runAttempt: fact('pipeline', 'runAttempt'),
      job: fact('pipeline', 'job'),
      event: fact('pipeline', 'event'),
      ref: fact('pipeline', 'ref'),
      commit: fact('pipeline', 'sha'),
      verdict: fact('policy', 'verdict'),
      bundle: entry.bundle,
      ...(form === 'object' ? { record: entry.document } : { recordText: JSON.stringify(entry.document) }),
    },
  });
}

/** Run, attempt and job in one text: what all phases of a job share. */
function traceOf(fact: (...path: string[]) => string | undefined): string | undefined {
  const run = fact('pipeline', 'runId');
  if (run === undefined) return undefined;
  const job = fact('pipeline', 'checkRunId') ?? fact('pipeline', 'job');
  return [run, fact('pipeline', 'runAttempt'), job].filter((part) => part !== undefined).join('-');
}

function approvalsOf(document: LogEntry['document']): string | undefined {
  const approvals = document.approvals;
  if (!Array.isArray(approvals) || approvals.length === 0) return undefined;
  const sentences = approvals.map((approval: unknown) => {
    const state = textAt(approval, ['state']) ?? 'answered';
    return `${state} by ${textAt(approval, ['user', 'login']) ?? 'somebody unknown'}`;
  });
  return sentences.join(', ').slice(0, LONGEST_TEXT);
}

function textAt(value: unknown, path: readonly string[]): string | undefined {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = Object.entries(at).find(([name]) => name === key)?.[1];
  }
  return typeof at === 'string' && at !== '' ? at.slice(0, LONGEST_TEXT) : undefined;
}

function listOf(text: string | undefined): string[] | undefined {
  return text === undefined ? undefined : [text];
}

/** Leaves out what is not known, and objects of which nothing is; the record itself is left as it is. */
function compact(envelope: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(envelope)) {
    if (key === 'record' || typeof value !== 'object' || value === null || Array.isArray(value)) {
      if (value !== undefined) kept[key] = value;
      continue;
    }
    const inner = compact(Object.fromEntries(Object.entries(value)));
    if (Object.keys(inner).length > 0) kept[key] = inner;
  }
  return kept;
}
