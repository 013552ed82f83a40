import * as z from 'zod/mini';
import { text } from '../../model/primitives.ts';
import { anyPattern } from '../patterns.ts';

/** More different names than a repository's records have; then it begins anew. */
const MOST_ANSWERS = 5_000;

interface List {
  readonly isMatch: (name: string) => boolean;
  readonly answers: Map<string, boolean>;
}

const lists = new WeakMap<readonly string[], List>();

/** A parameter that is a list of glob patterns: `*` for any characters but a slash, `**` for any. */
export function patternList(description: string) {
  return z.optional(z.array(text(300)).check(z.maxLength(1_000), z.describe(description)));
}

/**
 * Whether one of a list of patterns matches, whatever the case. A list is read once, and remembers what it answered: the
 * same few names come again in thousands of records.
 */
export function isListed(name: string, patterns: readonly string[]): boolean {
  const list = lists.get(patterns) ?? { isMatch: anyPattern(patterns, { ignoreCase: true }), answers: new Map() };
  lists.set(patterns, list);
  const known = list.answers.get(name);
  if (known !== undefined) return known;
  const answer = list.isMatch(name);
  if (list.answers.size >= MOST_ANSWERS) list.answers.clear();
  list.answers.set(name, answer);
  return answer;
}
