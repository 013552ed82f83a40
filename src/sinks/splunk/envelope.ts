import { entryKey } from '../../model/entry-key.ts';
import type { LogEntry } from '../../ports.ts';
import { fitted } from '../shapes/shape.ts';
import type { SplunkSinkConfig } from './type.ts';

/** An event as the collector takes it. */
export interface Envelope {
  /** JSON text of the whole envelope. */
  readonly text: string;
  /** How to search for it. */
  readonly location: string;
  /** What was left out for its size. */
  readonly omitted: readonly string[];
}

/** What decides how events look. */
export type EnvelopeConfig = Pick<SplunkSinkConfig, 'index' | 'source' | 'sourcetype' | 'shape' | 'max-bytes'>;

/**
 * An entry in the envelope of the event endpoint (Splunk, “Format events for HTTP Event Collector”): the time in seconds,
 * and indexed fields of text only, by which copies of one entry can be found.
 */
export function envelopeOf(entry: LogEntry, config: EnvelopeConfig, sentAt: Date): Envelope {
  const { index, source, sourcetype, shape } = config;
  const { document, omitted } = fitted(entry, { shape, maxBytes: config['max-bytes'], sentAt });
  const time = Date.parse(entry.time) / 1000;
  const host = hostOf(entry.document);
  const key = entryKey(entry);
  const envelope = {
    ...(Number.isNaN(time) ? {} : { time }),
    ...(host === undefined ? {} : { host }),
    source,
    sourcetype,
    ...(index === undefined ? {} : { index }),
    event: document,
    fields: {
      doorlog_key: key,
      doorlog_record_id: entry.recordId,
      doorlog_phase: entry.phase,
      doorlog_digest: entry.digest,
      ...(omitted.length > 0 && { doorlog_omitted: [...omitted] }),
    },
  };
  const place = index === undefined ? '' : `index=${index} `;
  return { text: JSON.stringify(envelope), location: `${place}doorlog_key::${key}`, omitted };
}

function hostOf({ runner }: LogEntry['document']): string | undefined {
  if (typeof runner !== 'object' || runner === null) return undefined;
  const { hostName, name } = runner as { readonly hostName?: unknown; readonly name?: unknown };
  return [hostName, name].find((text): text is string => typeof text === 'string' && text !== '')?.slice(0, 255);
}
