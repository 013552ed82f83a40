import { digestOf } from '../../../src/core/canonical.ts';
import type { AccessRecord } from '../../../src/model/access-record.ts';
import type { LogEntry } from '../../../src/ports.ts';
import { baseRecord } from '../../support/base-record.ts';

/** When the events of the tests are sent. */
export const SENT_AT = new Date('2026-11-18T10:05:00.000Z');

/** A record as an entry, signed, as the end of a job makes it. */
export function signedEntry(record: AccessRecord = baseRecord(), changes: Partial<LogEntry> = {}): LogEntry {
  return {
    recordId: record.recordId,
    phase: record.phase,
    digest: digestOf(record),
    time: '2026-11-18T10:04:00.000Z',
    document: record,
    bundle: JSON.stringify({ mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json', payload: 'A'.repeat(5_000) }),
    subjectDigest: 'c0'.repeat(32),
    ...changes,
  };
}

/** All attributes of the one log record of an OTLP document, and those of its resource, by name. */
export function otelAttributes(document: Record<string, unknown>): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  JSON.stringify(document, (_, value: unknown) => {
    if (typeof value === 'object' && value !== null && 'key' in value && 'value' in value) {
      found[String(value.key)] = plain(value.value);
    }
    return value;
  });
  return found;
}

function plain(value: unknown): unknown {
  const [[kind, content] = []] = Object.entries(value ?? {});
  if (kind !== 'arrayValue') return content;
  return (content as { values: unknown[] }).values.map(plain);
}
