import { valueAt } from './pointer.ts';

/** A value for a sentence, whatever it is: text as it is, all else as JSON, so that a list of one name is not that name. */
export function told(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
}

/** The same of what a record says at a JSON Pointer. */
export function toldAt(document: unknown, pointer: string): string {
  return told(valueAt(document, pointer));
}
