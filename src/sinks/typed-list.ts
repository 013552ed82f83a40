import type * as z from 'zod/mini';
import { DoorlogError } from '../errors.ts';
import { nearest } from '../nearest.ts';
import { type ListWords, parseList } from './sink-list.ts';

/** One kind of entry. */
export interface EntryType<Entry> {
  /** Keys that an entry of this type may have. */
  readonly keys: readonly string[];
  parse(item: object): { readonly entry: Entry } | { readonly issues: readonly z.core.$ZodIssue[] };
}

/** What a list may hold, by the `type` of its entries, and how people are told of mistakes in it. */
export interface TypedList<Entry> extends ListWords {
  readonly types: Readonly<Record<string, () => Promise<EntryType<Entry>>>>;
  /** A whole entry as an example, in JSON. */
  readonly example: string;
}

/**
 * Reads a list in JSON or YAML whose entries are told apart by their `type` and have names of their own; empty text is an
 * empty list. Raises `input-invalid` with one sentence that names the place and the mend, never a value.
 */
export async function parseTypedList<Entry extends { readonly name: string }>(
  text: string,
  list: TypedList<Entry>,
): Promise<Entry[]> {
  const items = await parseList(text, list);
  const entries: Entry[] = [];
  for (const [index, item] of items.entries()) entries.push(await parseEntry(item, `${list.input}[${index}]`, list));
  const seen = new Map<string, number>();
  for (const [index, { name }] of entries.entries()) {
    // Without regard to case: the spool and people who read a report tell entries apart by name.
    const earlier = seen.get(name.toLowerCase());
    if (earlier !== undefined) {
      const complaint = `is ${name}, as ${list.input}[${earlier}] already is; give each ${list.item} its own name`;
      throw invalidEntry(list, `${list.input}[${index}].name`, complaint);
    }
    seen.set(name.toLowerCase(), index);
  }
  return entries;
}

/** An error about one place of a list; the complaint ends with its mend. */
export function invalidEntry({ input }: Pick<ListWords, 'input'>, place: string, complaint: string): DoorlogError {
  return new DoorlogError('input-invalid', `Input ${input}: ${place} ${complaint.replace(/([^?])$/, '$1.')}`);
}

async function parseEntry<Entry>(item: unknown, place: string, list: TypedList<Entry>): Promise<Entry> {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) {
    throw invalidEntry(list, place, `must be a mapping with a type, such as ${list.example}`);
  }
  const name = 'type' in item ? item.type : undefined;
  const names = Object.keys(list.types);
  const load = typeof name === 'string' && Object.hasOwn(list.types, name) ? list.types[name] : undefined;
  if (load === undefined) {
    const near = typeof name === 'string' ? nearest(name, names) : undefined;
    const hint = near === undefined ? '' : `; did you mean ${near}?`;
    const known = `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
    throw invalidEntry(list, `${place}.type`, `${name === undefined ? 'is missing: it ' : ''}must be ${known}${hint}`);
  }
  const type = await load();
  const parsed = type.parse(item);
  if ('entry' in parsed) return parsed.entry;
  const [where, complaint] = complaintOf(parsed.issues, item, place, type.keys);
  throw invalidEntry(list, where, complaint);
}

function complaintOf(
  issues: readonly z.core.$ZodIssue[],
  item: object,
  place: string,
  known: readonly string[],
): [where: string, complaint: string] {
  const unknown = issues.find((issue) => issue.code === 'unrecognized_keys');
  const key = unknown?.keys[0];
  if (key !== undefined) {
    const near = nearest(key, known);
    const mend = near === undefined ? `known keys are ${known.join(', ')}` : `did you mean ${near}?`;
    return [place, `has the unknown key ${JSON.stringify(key.slice(0, 40))}; ${mend}`];
  }
  const issue = issues[0];
  const at = [place, ...(issue?.path ?? [])].join('.').replace(/\.(\d+)(?=\.|$)/g, '[$1]');
  const member = issue?.path[0];
  const missing = member !== undefined && !(member in item);
  return [at, missing ? 'is missing' : (issue?.message ?? 'is not valid')];
}
