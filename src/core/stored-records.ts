import { jsonOrNothing } from '../json.ts';
/**
 * The records in a value that was read from a file: the value itself, what a line of the file sink or a file of the spool
 * holds, or an Elasticsearch document. Nothing of them is checked but that they are objects with a record id.
 */
export function recordsIn(value: unknown): readonly Record<string, unknown>[] {
  if (!isObject(value)) return [];
  if (typeof value.recordId === 'string' && isObject(value.pipeline)) return [value];
  const { record, document, doorlog, _source: source } = value;
  if (isObject(doorlog) && typeof doorlog.recordText === 'string') return recordsInText(doorlog.recordText);
  return [record, document, isObject(doorlog) ? doorlog.record : undefined, source].flatMap(recordsIn);
}

/** The records in the text of a file: JSON, or JSON Lines of which those that can't be read are passed over. */
export function recordsInText(text: string): readonly Record<string, unknown>[] {
  const whole = jsonOrNothing(text);
  if (whole !== undefined) return Array.isArray(whole) ? whole.flatMap(recordsIn) : recordsIn(whole);
  return text.split('\n').flatMap((line) => recordsIn(jsonOrNothing(line)));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
