import type * as z from 'zod/mini';
import type { DoorlogError } from '../errors.ts';
import { Roster } from '../model/roster.ts';
import { parseYaml, type YamlFile } from './yaml-file.ts';

/**
 * Reads a roster, YAML or JSON.
 * Raises `file-invalid` with one sentence that names the roster, line and column.
 */
export async function parseRoster(text: string, name: string): Promise<Roster> {
  const file = await parseYaml(text, name, 'file-invalid');
  const parsed = Roster.safeParse(file.value);
  if (parsed.success) return parsed.data;
  throw invalid(file, parsed.error.issues[0]);
}

/** Values are not repeated: who is on the roster is nobody's business but the organisation's. */
function invalid(file: YamlFile, issue: z.core.$ZodIssue | undefined): DoorlogError {
  const path = issue?.path ?? [];
  const key = path.filter((part) => typeof part === 'string').at(-1);
  switch (issue?.code) {
    case 'unrecognized_keys':
      return file.error([...path, issue.keys[0] ?? ''], 'this key is not known here; a person has login, id and until');
    case 'invalid_type':
      return file.error(path, `${named(key)} must be ${KINDS[issue.expected] ?? issue.expected}`);
    case 'invalid_value':
      return file.error(
        path,
        `${named(key)} must be ${issue.values.map((value) => `\`${String(value)}\``).join(' or ')}`,
      );
    case 'invalid_format':
      return file.error(path, `${named(key)} must be a day such as 2026-12-31`);
    default:
      return file.error(path, `${named(key)} is too long or empty`);
  }
}

function named(key: string | undefined): string {
  return key === undefined ? 'the roster' : `“${key}”`;
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'text, in quotes where it looks like a number',
  object: 'a mapping with version and people',
  array: 'a list',
};
