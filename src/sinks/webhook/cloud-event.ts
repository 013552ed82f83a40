import { entryKey } from '../../model/entry-key.ts';
import type { LogEntry } from '../../ports.ts';
import { factsOf, LONGEST_TEXT } from '../shapes/facts.ts';
import { fitted } from '../shapes/shape.ts';
import type { WebhookSinkConfig } from './type.ts';

/** The project’s domain turned round, as CloudEvents asks of types; letters that Standard Webhooks recommends. */
const TYPE = 'io.github.doorlog.access_record';

/** An event as it is sent. */
export interface CloudEvent {
  readonly body: string;
  /** What of the entry had no room. */
  readonly omitted: readonly string[];
}

/**
 * One entry as a structured-mode event of CloudEvents 1.0.2, at most `max-bytes` long; its id is the entry’s key, so that
 * source and id together tell events apart.
 */
export function cloudEvent(entry: LogEntry, config: WebhookSinkConfig, sentAt: Date): CloudEvent {
  const envelope = JSON.stringify({
    specversion: '1.0',
    id: entryKey(entry),
    source: sourceOf(entry),
    type: `${TYPE}.${entry.phase.replace(/[^A-Za-z0-9_]/g, '_')}.v1`,
    subject: entry.recordId,
    ...timeOf(entry),
    datacontenttype: 'application/json',
  }).slice(0, -1);
  const maxBytes = config['max-bytes'] - Buffer.byteLength(envelope) - ',"data":}'.length;
  const { text, omitted } = fitted(entry, { shape: config.shape, maxBytes, sentAt });
  return { body: `${envelope},"data":${text}}`, omitted };
}

/** The address of the repository, or where a record was made without one, that of nothing but Doorlog. */
function sourceOf({ document }: LogEntry): string {
  const facts = factsOf(document, LONGEST_TEXT);
  const server = facts.text('pipeline', 'server');
  const repository = facts.text('pipeline', 'repository');
  const address = `${server?.replace(/\/+$/, '')}/${repository}`;
  return server && repository && URL.canParse(address) ? new URL(address).href : 'urn:doorlog';
}

/** The attribute is optional, but where it stands it has to be a time. */
function timeOf({ time }: LogEntry): { time?: string } {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? {} : { time: date.toISOString() };
}
