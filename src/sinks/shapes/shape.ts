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
const TEXT_LENGTHS = [512, 256, 128, 64, 32] as const;

/** How an event is to fit. */
export interface Fit {
  readonly shape: Shape;
  /** Of the event as JSON in UTF-8; what is under 8,000 counts as that. */
  readonly maxBytes: number;
  readonly sentAt: Date;
  /** The fullest detail that is wanted. Default `whole`. */
  readonly most?: Detail | undefined;
}

/** An event with its JSON. */
export interface Fitted {
  readonly text: string;
  readonly document: Record<string, unknown>;
  /** What it leaves out of its entry. */
  readonly omitted: Omitted;
}

/**
 * An entry in a vocabulary, at a detail; `core` has fewer than 8,000 bytes as JSON, whatever the entry. What is left out
 * is named in the event under `doorlog.omitted`, beside the digest and where the whole is found. Never raises.
 */
export function shaped(entry: LogEntry, shape: Shape, detail: Detail, sentAt: Date): Record<string, unknown> {
  const document = inShape(entry, shape, { detail, sentAt, longestText: LONGEST_TEXT });
  if (detail !== 'core') return document;
  let core = document;
  for (const longestText of TEXT_LENGTHS) {
    if (Buffer.byteLength(JSON.stringify(core)) < MOST_CORE_BYTES) break;
    core = inShape(entry, shape, { detail, sentAt, longestText });
  }
  return core;
}

/** The fullest event of an entry whose JSON fits; `core` where none does. Never raises. */
export function fitted(entry: LogEntry, { shape, maxBytes, sentAt, most = 'whole' }: Fit): Fitted {
  const full: Detail[] = entry.bundle === undefined ? ['record'] : ['whole', 'record'];
  for (const detail of full.slice(most === 'record' ? -1 : 0)) {
    if (most === 'core') break;
    const document = shaped(entry, shape, detail, sentAt);
    const text = jsonOf(document);
    if (text !== undefined && Buffer.byteLength(text) <= maxBytes) {
      return { text, document, omitted: omittedAt(entry, detail) };
    }
  }
  const document = shaped(entry, shape, 'core', sentAt);
  return { text: JSON.stringify(document), document, omitted: omittedAt(entry, 'core') };
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

/** Undefined where a document is nested too deeply to be written. */
function jsonOf(document: unknown): string | undefined {
  try {
    return JSON.stringify(document);
  } catch {
    return undefined;
  }
}
