import type { LogEntry } from '../../ports.ts';
import { compact } from './compact.ts';
import { omittedAt, type ShapeOptions } from './detail.ts';
import { factsOf, LONGEST_TEXT } from './facts.ts';
import { approvalsOf, correlationOf, namesOf, remainderOf, summaryOf, timeOf } from './summary.ts';

const EVENT_TYPES: Readonly<Record<string, string>> = { start: 'start', end: 'end' };
/** ECS knows success, failure and unknown only. */
const OUTCOMES: Readonly<Record<string, string>> = { success: 'success', failure: 'failure', cancelled: 'unknown' };

/** How the record goes into the document: as an object, or as one text where the store can't take its keys. */
export type RecordForm = 'object' | 'text';

/**
 * An entry as a document after the Elastic Common Schema 9: ECS fields for what ECS has a place for, the rest under
 * `doorlog`, the whole record in `doorlog.record` (or `doorlog.recordText`), its Sigstore bundle as text in
 * `doorlog.bundle`. Only what a LogEntry guarantees is sure to be there; all else is taken from the record where it is
 * text. Without `options` the whole entry, and no time of sending.
 */
export function ecsDocument(entry: LogEntry, form: RecordForm, options?: ShapeOptions): Record<string, unknown> {
  const { detail = 'whole', longestText = LONGEST_TEXT, sentAt } = options ?? {};
  const facts = factsOf(entry.document, longestText);
  const names = namesOf(entry);
  const record = form === 'object' ? { record: entry.document } : { recordText: JSON.stringify(entry.document) };
  const initiator = (member: string) => facts.text('people', 'initiator', member);
  const role = initiator('role');
  return compact({
    '@timestamp': timeOf(entry),
    tags: facts.flag('simulation') === true ? ['doorlog-simulation'] : undefined,
    ecs: { version: '9.0.0' },
    event: {
      id: names.recordId,
      kind: 'event',
      action: names.phase,
      type: [lookUp(EVENT_TYPES, names.phase) ?? 'info'],
      hash: names.digest,
      created: sentAt?.toISOString(),
      module: facts.text('pipeline', 'workflow'),
      url: facts.text('pipeline', 'runUrl'),
      outcome: lookUp(OUTCOMES, facts.text('outcome', 'status') ?? ''),
      reason: approvalsOf(facts),
    },
    user: {
      name: initiator('login'),
      id: initiator('id'),
      roles: role === undefined ? undefined : [role],
      effective: { name: facts.text('people', 'rerunner', 'login'), id: facts.text('people', 'rerunner', 'id') },
    },
    organization: {
      name: facts.text('pipeline', 'repositoryOwner'),
      id: facts.text('pipeline', 'repositoryOwnerId'),
    },
    service: { environment: facts.text('pipeline', 'environment') },
    host: { name: facts.text('runner', 'name') ?? facts.text('runner', 'hostName') },
    trace: { id: correlationOf(facts) },
    doorlog: {
      ...names,
      ...summaryOf(facts),
      ...remainderOf(entry, facts, omittedAt(entry, detail)),
      bundle: detail === 'whole' ? entry.bundle : undefined,
      ...(detail === 'core' ? {} : record),
    },
  });
}

function lookUp(table: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
