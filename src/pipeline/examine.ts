import { codeOf, sentenceOf } from '../errors.ts';
import type { Delivery, Examination, LogEntry, LogReader, Sink } from '../ports.ts';

/** A store that can be looked at. */
export interface Patient {
  readonly name: string;
  readonly type: string;
  /** Undefined where it can’t be looked at without storing something. */
  examine(signal: AbortSignal): Promise<readonly Examination[] | undefined>;
  /** Raises `input-invalid` for secrets that don’t fit. */
  sink(): Promise<Sink>;
  reader(): Promise<LogReader | undefined>;
}

/** What was found out about one store. */
export interface Diagnosis {
  readonly kind: 'sink' | 'alert';
  readonly name: string;
  readonly type: string;
  readonly examinations: readonly Examination[];
}

/** How stores are looked at. */
export interface ExamineOptions {
  /** For each store, in milliseconds. */
  readonly timeout: number;
  /** A marked record that is stored for a test and read back; left out, nothing is stored. */
  readonly entry?: LogEntry;
}

/** Looks at all stores side by side. Never raises: what can’t be found out says so. */
export function examine(patients: readonly Patient[], options: ExamineOptions): Promise<Diagnosis[]> {
  return Promise.all(
    patients.map(async (patient) => {
      const signal = AbortSignal.timeout(options.timeout);
      const seen = await attempt('examination', () => look(patient, signal));
      const sent = options.entry ? await attempt('test record', () => send(patient, options.entry, signal)) : [];
      const wasTaken = sent.some(({ result }) => result === 'fine');
      const open = wasTaken ? seen.filter(({ shownBySending }) => shownBySending !== true) : seen;
      return { kind: 'sink', name: patient.name, type: patient.type, examinations: [...open, ...sent] };
    }),
  );
}

/** The worst that was found: what fails, what works but loses, or nothing. */
export function worstOf(diagnoses: readonly Diagnosis[]): 'failed' | 'warning' | 'fine' {
  const results = diagnoses.flatMap(({ examinations }) =>
    examinations.flatMap(({ result, inherent }) => (inherent ? [] : [result])),
  );
  return results.includes('failed') ? 'failed' : results.includes('warning') ? 'warning' : 'fine';
}

async function look(patient: Patient, signal: AbortSignal): Promise<readonly Examination[]> {
  const seen = await patient.examine(signal);
  if (seen !== undefined) return seen;
  const says = 'it can’t be looked at without storing something';
  const mend = 'use --send, which stores a marked record';
  return [{ check: 'examination', result: 'unknown', says, mend, shownBySending: true }];
}

async function send(patient: Patient, entry: LogEntry | undefined, signal: AbortSignal): Promise<Examination[]> {
  if (!entry) return [];
  const sink = await patient.sink();
  const delivery = await sink.deliver(entry, { signal, key: 'unused' });
  const check = 'test record';
  if (delivery.status !== 'delivered' && delivery.status !== 'already-there') {
    return [{ check, result: 'failed', says: plain(delivery.reason ?? `it is ${delivery.status}`) }];
  }
  const taken: Examination = { check, result: 'fine', says: `it was taken${placeOf(delivery)}` };
  return [taken, await readBack(patient, sink, entry, signal)];
}

function placeOf({ location, reason }: Delivery): string {
  return `${location === undefined ? '' : ` as ${location}`}${reason === undefined ? '' : `; ${plain(reason)}`}`;
}

async function readBack(patient: Patient, sink: Sink, entry: LogEntry, signal: AbortSignal): Promise<Examination> {
  const check = 'read back';
  const confirmation = await sink.confirm?.(entry, signal);
  if (confirmation) {
    return { check, result: confirmation.confirmed ? 'fine' : 'failed', says: plain(confirmation.how) };
  }
  const reader = await patient.reader();
  if (!reader) {
    const says = 'this kind of store can’t be asked what it holds';
    return { check, result: 'unknown', says, mend: 'look for the test record where it keeps them' };
  }
  try {
    for await (const copy of reader.read(entry.recordId, signal)) {
      if (copy.digest === entry.digest)
        return { check, result: 'fine', says: `it was read back from ${copy.location}` };
    }
    return { check, result: 'failed', says: 'it was taken, and is not there' };
  } catch (error) {
    return { check, result: 'unknown', says: plain(sentenceOf(error)) };
  }
}

async function attempt(check: string, action: () => Promise<readonly Examination[]>): Promise<readonly Examination[]> {
  try {
    return await action();
  } catch (error) {
    const says = codeOf(error) === 'internal' ? 'it failed in an unexpected way' : plain(sentenceOf(error));
    return [{ check, result: 'failed', says }];
  }
}

function plain(sentence: string): string {
  return sentence.replace(/\.$/, '');
}
