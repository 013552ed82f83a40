import { damagedDer } from './der-damage.ts';
import type { Random } from './random.ts';
import { damagedText, flipped } from './text-damage.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Path = readonly (string | number)[];

const STRANGE: readonly [Json, ...Json[]] = [
  null,
  true,
  0,
  -1,
  1e308,
  '',
  'x',
  '\u0000',
  '__proto__',
  '9'.repeat(400),
  [],
  {},
  [null],
  { length: 1e9 },
];

/** Keys that mean something to JavaScript. */
const KEYS = ['__proto__', 'constructor', 'prototype', 'toString', 'toJSON', 'then', ''] as const;

const DEPTHS = [50, 500, 5_000, 20_000] as const;

/** Damages JSON somewhere in its structure; `other` is a document of the same kind to take parts from. */
export function damagedJson(text: string, other: string, random: Random): string {
  const document = JSON.parse(text) as Json;
  const paths = pathsOf(document);
  const path = paths[random.below(paths.length)] ?? [];
  const value = valueAt(document, path);
  switch (random.below(9)) {
    case 0:
      return JSON.stringify(withoutAt(document, path));
    case 1:
      return JSON.stringify(withAt(document, path, random.pick(STRANGE)));
    case 2:
      return JSON.stringify(withAt(document, path, valueAt(JSON.parse(other), path) ?? null));
    case 3:
      return JSON.stringify(withAt(document, path, Array.isArray(value) ? [...value, ...value] : [value ?? null]));
    case 4:
      return nested(document, path, DEPTHS[random.below(DEPTHS.length)] ?? 50);
    case 5:
      return withStrangeKey(document, path, random);
    default:
      return JSON.stringify(withAt(document, path, damagedValue(value, random)));
  }
}

function damagedValue(value: Json | undefined, random: Random): Json {
  if (typeof value === 'number') return random.pick([value + 1, -value, value / 3, 1e21]);
  if (typeof value !== 'string') return random.pick(STRANGE);
  const isBase64 = value.length > 40 && /^[A-Za-z0-9+/]+=*$/.test(value);
  return isBase64 ? damagedBase64(value, random) : damagedString(value, random);
}

function damagedString(value: string, random: Random): string {
  switch (random.below(6)) {
    case 0:
      return value.toUpperCase();
    case 1:
      return `${value}\n`;
    case 2:
      return value.slice(0, random.below(value.length + 1));
    case 3:
      return value.replace(/[aeo]/, (letter) => ({ a: '\u0430', e: '\u0435', o: '\u043e' })[letter] ?? letter);
    case 4:
      return value.repeat(1 + random.below(30));
    default:
      return flipped(Buffer.from(value), random).toString('utf8');
  }
}

/** Certificates, timestamps, signatures, log entries and payloads, all in base64. */
function damagedBase64(value: string, random: Random): string {
  const bytes = Buffer.from(value, 'base64');
  switch (random.below(6)) {
    case 0:
      return value.slice(0, random.below(value.length));
    case 1:
      return `${value.slice(0, 20)}\n ${value.slice(20)}`;
    case 2:
      return value.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
    case 3:
      return flipped(bytes, random).toString('base64');
    case 4:
      return bytes[0] === 0x7b
        ? Buffer.from(damagedText(bytes.toString('utf8'), random)).toString('base64')
        : damagedDer(bytes, random).toString('base64');
    default:
      return damagedDer(bytes, random).toString('base64');
  }
}

function withStrangeKey(document: Json, path: Path, random: Random): string {
  const key = JSON.stringify(random.pick(KEYS));
  const marked = JSON.stringify(withAt(document, path, 'MARK'));
  return marked.replace('"MARK"', `{${key}:${JSON.stringify(random.pick(STRANGE))}}`);
}

/** JSON of any depth is written by hand: `JSON.stringify` would run out of stack. */
function nested(document: Json, path: Path, depth: number): string {
  const marked = JSON.stringify(withAt(document, path, 'MARK'));
  return marked.replace('"MARK"', `${'['.repeat(depth)}0${']'.repeat(depth)}`);
}

function pathsOf(value: Json, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, member]) => pathsOf(member, [...path, key]))];
}

function valueAt(document: Json, path: Path): Json | undefined {
  let value: Json | undefined = document;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

function withAt(document: Json, path: Path, value: Json): Json {
  const copy = structuredClone(document);
  const holder = valueAt(copy, path.slice(0, -1));
  const key = path.at(-1);
  if (key === undefined || typeof holder !== 'object' || holder === null) return value;
  Reflect.set(holder, key, value);
  return copy;
}

function withoutAt(document: Json, path: Path): Json {
  const copy = structuredClone(document);
  const holder = valueAt(copy, path.slice(0, -1));
  const key = path.at(-1);
  if (key === undefined || typeof holder !== 'object' || holder === null) return null;
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else Reflect.deleteProperty(holder, key);
  return copy;
}
