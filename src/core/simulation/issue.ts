import type * as z from 'zod/mini';

/** What the first issue of a schema says, with the pointer that it speaks of; a sentence's end without a full stop. */
export function sentenceOfIssue([issue]: readonly z.core.$ZodIssue[]): string {
  const place = issue?.path.map((key) => `/${String(key)}`).join('') ?? '';
  return `${place === '' ? 'the whole' : place} ${expectation(issue)}`;
}

/** What a schema expected, after the name of what it speaks of. */
export function expectation(issue: z.core.$ZodIssue | undefined): string {
  switch (issue?.code) {
    case 'invalid_value':
      return `must be ${issue.values.map((value) => `\`${String(value)}\``).join(' or ')}`;
    case 'invalid_type':
      return `must be ${ARTICLES[issue.expected] ?? issue.expected}`;
    case 'unrecognized_keys':
      return `has no place for “${issue.keys.join('”, “')}”`;
    case 'too_small':
      return `must ${MEASURES[issue.origin] ?? 'have'} at least ${issue.minimum}`;
    case 'too_big':
      return `must ${MEASURES[issue.origin] ?? 'have'} at most ${issue.maximum}`;
    default:
      return `is not valid (${issue?.message ?? 'unknown reason'})`;
  }
}

const MEASURES: Readonly<Record<string, string>> = { number: 'be', int: 'be' };

const ARTICLES: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};
