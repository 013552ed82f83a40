import type * as z from 'zod/mini';
import type { DoorlogError } from '../../errors.ts';
import { didYouMean } from '../../nearest.ts';
import type { YamlFile } from '../yaml-file.ts';
import { keysAt } from './known-keys.ts';

type Issue = z.core.$ZodIssue;

/** What is longer is no key of ours mistyped, and comparing it takes time. */
const LONGEST_KEY = 100;

/** A part of a file that did not fit its schema. */
interface Misfit {
  readonly file: YamlFile;
  readonly schema: z.core.$ZodType;
  readonly issues: readonly Issue[];
  /** Where the part stands in the file. */
  readonly base?: readonly PropertyKey[];
}

/** Says of a value that does not fit its schema what is wrong, where, and how to mend it. */
export function schemaError({ file, schema, issues, base = [] }: Misfit): DoorlogError {
  const issue = settled(issues[0]);
  const path = issue?.path ?? [];
  const whole = [...base, ...path];
  if (issue?.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? '';
    const mend = (key.length <= LONGEST_KEY && didYouMean(key, keysAt(schema, path))) || ' Remove it';
    return file.error([...whole, key], `the key “${shortened(key)}” is not known here.${mend}`);
  }
  const name = whole.length > 0 ? `“${shortened(whole.join('.'))}”` : 'the file';
  const expected = expectation(issue);
  if (whole.length > 0 && valueAt(file.value, whole) === undefined) {
    return file.error(whole, `${name} is missing; it ${expected}`);
  }
  const begins = whole.length === 0 ? ' that begins with `version: 1`' : '';
  return file.error(whole, `${name} ${expected}${begins}`);
}

/** Where several forms are allowed, the error is that of the form which was meant, if one fits further down than the rest. */
function settled(issue: Issue | undefined): Issue | undefined {
  if (issue?.code !== 'invalid_union') return issue;
  const inside = firstsOf(issue).find(({ code, path }) => path.length > 0 || code === 'unrecognized_keys');
  return inside ? ({ ...inside, path: [...issue.path, ...inside.path] } as Issue) : issue;
}

function firstsOf({ errors }: z.core.$ZodIssueInvalidUnion): Issue[] {
  return errors.map((issues) => settled(issues[0])).filter((issue) => issue !== undefined);
}

function expectation(issue: Issue | undefined): string {
  switch (issue?.code) {
    case 'invalid_value':
      return `must be ${issue.values.map((value) => `\`${String(value)}\``).join(' or ')}`;
    case 'invalid_type':
      return `must be ${TYPES[issue.expected] ?? issue.expected}`;
    case 'too_small':
      return `must ${sizeOf(issue.origin, 'at least', Number(issue.minimum))}`;
    case 'too_big':
      return `must ${sizeOf(issue.origin, 'at most', Number(issue.maximum))}`;
    case 'invalid_format':
      return own(issue) ?? FORMATS[issue.format] ?? 'does not have the form that it must have; docs/policy.md shows it';
    case 'invalid_union':
      return oneOf(firstsOf(issue));
    default:
      return own(issue) ?? 'has none of the forms that it may have; docs/policy.md shows them';
  }
}

/** Forms of another type are left out where the type of one fits. */
function oneOf(issues: readonly Issue[]): string {
  const fitting = issues.filter(({ code }) => code !== 'invalid_type');
  const all = (fitting.length > 0 ? fitting : issues).map(expectation);
  const [first = 'can’t be used', ...rest] = new Set(all);
  return [first, ...rest.map((other) => other.replace(/^must be /, ''))].join(', or ');
}

/** A schema may say itself what it wants. */
function own(issue: Issue | undefined): string | undefined {
  if (issue === undefined || issue.message.startsWith('Invalid')) return undefined;
  return issue.message.startsWith('must ') ? issue.message : `is not valid: ${issue.message}`;
}

const TYPES: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'a mapping',
  string: 'text',
  boolean: 'true or false',
  record: 'a mapping',
  number: 'a number',
  int: 'a whole number',
};

const FORMATS: Readonly<Record<string, string>> = {
  date: 'must be a day, as `2026-12-31`',
  datetime: 'must be a moment in UTC, as `2026-12-31T18:00:00Z`',
  safeint: 'must be a whole number',
};

function sizeOf(origin: string, bound: string, count: number): string {
  if (origin === 'string') return `have ${bound} ${count} character${count === 1 ? '' : 's'}`;
  if (origin === 'array' || origin === 'set') return `hold ${bound} ${count} ${count === 1 ? 'entry' : 'entries'}`;
  return `be ${bound} ${count}`;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let inner = value;
  for (const step of path) {
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, step)) return undefined;
    inner = (inner as Readonly<Record<PropertyKey, unknown>>)[step];
  }
  return inner;
}

function shortened(text: string): string {
  const clean = text.replace(/\s+/g, ' ');
  return clean.length > 100 ? `${clean.slice(0, 99)}…` : clean;
}
