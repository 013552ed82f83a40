import * as z from 'zod/mini';
import { gitObjectId, text, time } from '../../model/primitives.ts';
import { Visibility } from '../../model/visibility.ts';

/** What can stand at the end of a path in a payload, in the form in which it is kept. */
interface Leaves {
  /** A number, as text. */
  readonly id: string;
  readonly sha: string;
  readonly word: string;
  readonly name: string;
  readonly text: string;
  readonly time: string;
  readonly flag: boolean;
  readonly visibility: Visibility;
  /** Whatever it is, it is there. */
  readonly presence: true;
  /** Names of the members of an object, never what they hold. */
  readonly names: readonly string[];
}

/** What is read of a payload: data, so that it costs nothing until a payload has it. */
export type Shape = keyof Leaves | { readonly [member: string]: Shape };

/** What was read: any member may be missing, and `null` where the payload says so. */
export type Read<S extends Shape> =
  | null
  | (S extends keyof Leaves ? Leaves[S] : { readonly [K in keyof S]?: S[K] extends Shape ? Read<S[K]> : never });

/** Longest list of names; GitHub takes 25 inputs: https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax */
const MOST_NAMES = 100;
const LONGEST_NAME = 300;

const LEAVES: { readonly [K in keyof Leaves]: () => z.ZodMiniType } = {
  id: () => z.int().check(z.minimum(0)),
  sha: gitObjectId,
  word: () => text(100).check(z.minLength(1)),
  name: () => text(300),
  text: () => text(),
  time,
  flag: () => z.boolean(),
  visibility: () => Visibility,
  presence: () => z.unknown(),
  names: () => z.record(z.string(), z.unknown()),
};

const made = new Map<keyof Leaves, z.ZodMiniType>();

/** Reads what a value has of a shape, each member on its own: an odd one is left out and costs no other. Never raises. */
export function readShape<S extends Shape>(shape: S, value: unknown): Read<S> | undefined {
  if (value === null) return null;
  return (typeof shape === 'string' ? readLeaf(shape, value) : readMembers(shape, value)) as Read<S> | undefined;
}

function readMembers(shape: { readonly [member: string]: Shape }, value: unknown): object | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const found: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(shape)) {
    if (!Object.hasOwn(value, name)) continue;
    const member = readShape(inner, (value as Record<string, unknown>)[name]);
    if (member !== undefined) found[name] = member;
  }
  return found;
}

function readLeaf(leaf: keyof Leaves, value: unknown): unknown {
  const schema = made.get(leaf) ?? LEAVES[leaf]();
  made.set(leaf, schema);
  const parsed = schema.safeParse(value);
  return parsed.success ? kept(leaf, parsed.data) : undefined;
}

/** Half a surrogate pair has no canonical form, so nothing with one is kept. */
function kept(leaf: keyof Leaves, value: unknown): unknown {
  if (leaf === 'id') return String(value);
  if (leaf === 'presence') return true;
  if (leaf === 'names') {
    const names = Object.keys(value as object).slice(0, MOST_NAMES);
    return names.map((name) => name.slice(0, LONGEST_NAME).toWellFormed());
  }
  if (typeof value !== 'string') return value;
  if (leaf === 'time') return Number.isNaN(Date.parse(value)) ? undefined : new Date(value).toISOString();
  return value.isWellFormed() ? value : undefined;
}
