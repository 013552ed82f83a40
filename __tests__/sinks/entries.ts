import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digestOf } from '../../src/core/canonical.ts';
import type { DeliverOptions, LogEntry } from '../../src/ports.ts';

/** An entry as a job makes it; the number tells entries apart. */
export function entryOf(number: number, changes: Partial<LogEntry> = {}): LogEntry {
  const recordId = number.toString(16).padStart(64, '0');
  const document = changes.document ?? { recordId, phase: 'end', people: { initiator: { login: `person-${number}` } } };
  return { recordId, phase: 'end', time: '2026-03-31T23:59:59.000Z', digest: digestOf(document), ...changes, document };
}

/** Options of a delivery that has all the time in the world. */
export function firstTry(changes: Partial<DeliverOptions> = {}): DeliverOptions {
  return { signal: new AbortController().signal, key: 'unused', ...changes };
}

/** A new folder under the machine's temporary one. */
export function newFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'doorlog-test-'));
}
