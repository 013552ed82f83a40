import type { Document } from 'yaml';
import { DoorlogError } from '../errors.ts';

const MAX_BYTES = 64 * 1024;

/** What a list is called in error sentences, and what one of its items is. */
export interface ListWords {
  readonly input: string;
  readonly item: string;
}

const SINKS: ListWords = { input: 'sinks', item: 'sink' };

/**
 * Reads the text of a list, in JSON or YAML 1.2, without looking at its items; empty text is an empty list.
 * YAML is loaded only for text that isn't JSON. Aliases and tags are refused: a list of sinks needs neither, and a few
 * lines of aliases can stand for gigabytes. Raises `input-invalid`.
 */
export async function parseList(text: string, { input, item }: ListWords = SINKS): Promise<readonly unknown[]> {
  try {
    return await itemsOf(text, item);
  } catch (error) {
    throw error instanceof Complaint ? new DoorlogError('input-invalid', `Input ${input} ${error.message}.`) : error;
  }
}

/** What is wrong with a list, to be said with its name. */
class Complaint extends Error {}

async function itemsOf(text: string, item: string): Promise<readonly unknown[]> {
  if (Buffer.byteLength(text) > MAX_BYTES) throw new Complaint(`is longer than ${MAX_BYTES / 1024} KiB; shorten it`);
  if (text.trim() === '') return [];
  const value = /^\s*[[{]/.test(text) ? await parseJsonLike(text) : await parseYaml(text);
  if (value === null || value === undefined) return [];
  if (!Array.isArray(value)) throw new Complaint(`must be a list: start each ${item} with a dash, or put them in [ ]`);
  return value;
}

/** YAML's flow style looks like JSON, so text that JSON refuses gets a second chance. */
async function parseJsonLike(text: string): Promise<unknown> {
  try {
    return JSON.parse(text);
  } catch {
    return parseYaml(text);
  }
}

async function parseYaml(text: string): Promise<unknown> {
  const { isAlias, parseDocument, visit } = await import('yaml');
  const document = parseDocument(text, { version: '1.2', schema: 'core', merge: false, logLevel: 'silent' });
  const fault = document.errors[0] ?? document.warnings[0];
  if (fault) {
    const start = fault.linePos?.[0];
    const where = start ? ` in line ${start.line}, column ${start.col}` : '';
    // The library's own message quotes the text, and people do put passwords into addresses.
    throw new Complaint(
      `is neither JSON nor YAML: ${fault.code.toLowerCase().replaceAll('_', ' ')}${where}; mend it there`,
    );
  }
  refuseAliases(document, visit, isAlias);
  return document.toJS();
}

function refuseAliases(
  document: Document,
  visit: typeof import('yaml').visit,
  isAlias: typeof import('yaml').isAlias,
): void {
  visit(document, (_, node) => {
    if (isAlias(node)) throw new Complaint('uses a YAML alias (an asterisk with a name); write the value out instead');
  });
}
