import type { AccessRecord } from '../model/access-record.ts';
import type { LogEntry, Sink } from '../ports.ts';

type Asking = readonly Pick<Sink, 'needsAttested'>[];

/**
 * A record that is made before the end, with a commitment where a sink stores attested views by themselves: without its
 * salt, the digest that stays there for ever could be tried out against guesses.
 */
export async function committed(record: AccessRecord, sinks: Asking, salt: () => string): Promise<AccessRecord> {
  if (!isAsked(sinks)) return record;
  const { commit } = await import('../core/commitment.ts');
  return commit(record, salt()).log;
}

/**
 * An entry of a committed record with its attested view beside it where a sink stores that by itself. It is made from the
 * log view, whose digest is known: what stood there could have been put there by anybody.
 */
export async function withAttested(entry: LogEntry, sinks: Asking): Promise<LogEntry> {
  const { attested: _, ...bare } = entry;
  if (!isAsked(sinks)) return bare;
  const [{ AccessRecord }, { commit }] = await Promise.all([
    import('../model/access-record.ts'),
    import('../core/commitment.ts'),
  ]);
  const record = AccessRecord.safeParse(entry.document).data;
  const salt = record?.commitment?.salt;
  if (record === undefined || salt === undefined) return bare;
  return { ...bare, attested: commit(record, salt).attested };
}

/**
 * An entry out of a spool or an artifact, which anybody may have made, as a sink that stores attested views by themselves
 * may have it: such a sink may lock them for good. Undefined where it says that it is the attested view and holds more.
 */
export async function replayable(entry: LogEntry, sinks: Asking): Promise<LogEntry | undefined> {
  if (entry.view === undefined || !isAsked(sinks)) return withAttested(entry, sinks);
  const [{ AccessRecord }, { attestedView }, { digestOf }] = await Promise.all([
    import('../model/access-record.ts'),
    import('../core/views.ts'),
    import('../core/canonical.ts'),
  ]);
  const { attested: _, ...bare } = entry;
  const record = AccessRecord.safeParse(entry.document).data;
  return record !== undefined && digestOf(attestedView(record)) === entry.digest ? bare : undefined;
}

function isAsked(sinks: Asking): boolean {
  return sinks.some(({ needsAttested }) => needsAttested === true);
}
