import type { LogEntry } from '../../ports.ts';
import type { Shape } from '../common-config.ts';
import { type Detail, omittedAt, type ShapeOptions } from './detail.ts';
import { ecsDocument } from './ecs.ts';
import { LONGEST_TEXT } from './facts.ts';
import { nativeDocument } from './native.ts';
import { ocsfEvent } from './ocsf.ts';
import { otelDocument } from './otel.ts';
import type { Omitted } from './summary.ts';

export type { Detail } from './detail.ts';

/** A core event has fewer bytes as JSON. */
export const MOST_CORE_BYTES = 8_000;

/** Bytes; the last are so few that all texts of an event together fit. */
const SHORTER_TEXTS = [512, 256, 128, 64, 32] as const;

/** How an event is to fit. */
export interface Fit {
  readonly shape: Shape;
  /** Of the event as JSON in UTF-8; what is under 8,000 counts as that. */
  readonly maxBytes: number;
  readonly sentAt: Date;
  /** The fullest detail that is wanted. Default `whole`. */
  readonly most?: Detail | undefined;
}

interface Written {
  readonly text: string;
  readonly document: Record<string, unknown>;
}

/** An event with its JSON. */
export interface Fitted extends Written {
  /** What it leaves out of its entry. */
  readonly omitted: Omitted;
}

/**
 * An entry in a vocabulary, at a detail; `core` has fewer than 8,000 bytes as JSON, whatever the entry. What is left out
 * is named in the event under `doorlog.omitted`, beside the digest and where the whole is found. Raises a RangeError for
 * a record that is nested too deeply to be written, except at `core`.
 */
export function shaped(entry: LogEntry, shape: Shape, detail: Detail, sentAt: Date): Record<string, unknown> {
  return detail === 'core'
    ? coreOf(entry, shape, sentAt).document
    : inShape(entry, shape, { detail, sentAt, longestText: LONGEST_TEXT });
}

/** The fullest event of an entry whose JSON fits; `core` where none does. Never raises. */
export function fitted(entry: LogEntry, { shape, maxBytes, sentAt, most = 'whole' }: Fit): Fitted {
  const details: Detail[] =
    most === 'core' ? [] : most === 'record' || !entry.bundle ? ['record'] : ['whole', 'record'];
  for (const detail of details) {
    const written = attempt(() => writtenAs(shaped(entry, shape, detail, sentAt)));
    if (written !== undefined && Buffer.byteLength(written.text) <= maxBytes) {
      return { ...written, omitted: omittedAt(entry, detail) };
    }
  }
  return { ...coreOf(entry, shape, sentAt), omitted: omittedAt(entry, 'core') };
}

/** With texts cut no shorter than it takes. */
function coreOf(entry: LogEntry, shape: Shape, sentAt: Date): Written {
  const at = (longestText: number) => writtenAs(inShape(entry, shape, { detail: 'core', sentAt, longestText }));
  let core = at(LONGEST_TEXT);
  for (const shorter of SHORTER_TEXTS) {
    if (Buffer.byteLength(core.text) < MOST_CORE_BYTES) break;
    core = at(shorter);
  }
  return core;
}

function writtenAs(document: Record<string, unknown>): Written {
  return { text: JSON.stringify(document), document };
}

function inShape(entry: LogEntry, shape: Shape, options: ShapeOptions): Record<string, unknown> {
  switch (shape) {
    case 'native':
      return nativeDocument(entry, options);
    case 'ecs':
      return ecsDocument(entry, 'object', options);
    case 'ocsf':
      return ocsfEvent(entry, options);
    case 'otel':
      return otelDocument(entry, options);
  }
}

/** Undefined where a record is nested too deeply to be written. */
function attempt<Result>(make: () => Result): Result | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
