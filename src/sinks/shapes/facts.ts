import type { LogEntry } from '../../ports.ts';
import { boundedText } from './bounded-text.ts';

/** Longest text in bytes as JSON, where there is room. */
export const LONGEST_TEXT = 1_024;

/** Reads facts out of a document that anybody may have written: text is cut, and all that is no text is not there. */
export interface Facts {
  /** The text at a path of member names; undefined where there is none or it is empty. */
  text(...path: readonly string[]): string | undefined;
  /** Only what is exactly true, or exactly false, counts. */
  flag(...path: readonly string[]): boolean | undefined;
  /** What is at a path, whatever it is. */
  at(...path: readonly string[]): unknown;
  /** A text of the caller's making, cut like the others and named by `name` where it was. */
  made(name: string, text: string): string;
  /** Paths of the texts that were cut so far, each once. */
  cut(): string[];
}

/** Facts of an entry's document, each text at most `most` bytes as JSON. Never raises. */
export function factsOf(document: LogEntry['document'], most: number): Facts {
  const cut = new Set<string>();
  function made(name: string, text: string): string {
    const kept = boundedText(text, most);
    if (kept !== text) cut.add(name);
    return kept;
  }
  return {
    text(...path) {
      const value = valueAt(document, path);
      return typeof value === 'string' && value !== '' ? made(path.join('.'), value) : undefined;
    },
    flag(...path) {
      const value = valueAt(document, path);
      return typeof value === 'boolean' ? value : undefined;
    },
    at: (...path) => valueAt(document, path),
    made,
    cut: () => [...cut],
  };
}

/** What stands at a path of own members; undefined where a step is missing. */
export function valueAt(value: unknown, path: readonly string[]): unknown {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || Array.isArray(at)) return undefined;
    at = Object.getOwnPropertyDescriptor(at, key)?.value;
  }
  return at;
}
