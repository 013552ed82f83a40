import type { Position, TreeNode } from './workflow/yaml-tree.ts';

/** Raised inside the plain reader for anything it leaves to the library; it never gets out of it. */
export class NotPlain extends Error {}

/** One line of the file, counted from 1, without its end. */
export interface Line {
  readonly text: string;
  readonly number: number;
}

/** Something read from a line, and the index of the character behind it. */
interface Read<Value> {
  readonly value: Value;
  readonly end: number;
}

/** A scalar as written: quoted text is text whatever it looks like. */
interface Word {
  readonly text: string;
  readonly quoted: boolean;
}

const MAX_KEY = 256;
const MAX_FLOW_DEPTH = 8;
const PLAIN_START = /[^\s\-?:,[\]{}#&*!|>'"%@`]|-(?=[-\w])/y;
const NULL = /^(?:~|null|Null|NULL)$/;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\', '"': '"', '/': '/', n: '\n', t: '\t' };

/** The place of a character of a line. */
export function placeOf(line: Line, index: number): Position {
  return { line: line.number, column: index + 1 };
}

/** The index of the first character from `index` on that is not a space. */
export function afterSpaces(text: string, index: number): number {
  let next = index;
  while (text[next] === ' ') next++;
  return next;
}

/** Whether nothing but spaces and a comment follows; `index` is behind a token, so a comment needs a space before it. */
export function endsAt({ text }: Line, index: number): boolean {
  const next = afterSpaces(text, index);
  return next === text.length || (text[next] === '#' && next > index);
}

/** The key at `index` with the index behind its colon; undefined where no `: ` and no `:` at the end follows a scalar. */
export function keyAt(line: Line, index: number): Read<string> | undefined {
  const { value: word, end } = isQuote(line.text[index])
    ? quoted(line.text, index)
    : plain(line.text, index, BLOCK_STOP);
  if (line.text[end] !== ':') return undefined;
  if (line.text[end + 1] !== undefined && line.text[end + 1] !== ' ') throw new NotPlain();
  return { value: keyOf(word), end: end + 1 };
}

/** The scalar or one-line flow collection that is all of the line from `index` on, but for a comment. */
export function inlineNode(line: Line, index: number): TreeNode {
  const { value, end } =
    line.text[index] === '[' || line.text[index] === '{' ? flow(line, index, 0) : scalar(line, index, BLOCK_STOP);
  if (!endsAt(line, end)) throw new NotPlain();
  return value;
}

/** Ends a plain scalar of a block: a comment, or the colon of a key. */
const BLOCK_STOP = / #|:(?= |$)/g;
/** Ends a plain scalar in brackets; what is odd there ends it too, and is then found not to fit. */
const FLOW_STOP = /[,[\]{}#'"&*!|>%@`]|:(?=[ ,[\]{}]|$)/g;

function flow(line: Line, index: number, depth: number): Read<TreeNode> {
  if (depth > MAX_FLOW_DEPTH) throw new NotPlain();
  return line.text[index] === '[' ? flowList(line, index, depth) : flowMap(line, index, depth);
}

function flowList(line: Line, index: number, depth: number): Read<TreeNode> {
  const items: TreeNode[] = [];
  const end = flowItems(line.text, index, ']', (from) => {
    const { value, end: behind } = flowValue(line, from, depth);
    items.push(value);
    return behind;
  });
  return { value: { kind: 'list', at: placeOf(line, index), items }, end };
}

function flowMap(line: Line, index: number, depth: number): Read<TreeNode> {
  const { text } = line;
  const entries = new Map<string, { keyAt: Position; value: TreeNode }>();
  const end = flowItems(text, index, '}', (from) => {
    const read = isQuote(text[from]) ? quoted(text, from) : plain(text, from, FLOW_STOP);
    const key = keyOf(read.value);
    if (text[read.end] !== ':' || text[read.end + 1] !== ' ' || entries.has(key)) throw new NotPlain();
    const { value, end: behind } = flowValue(line, afterSpaces(text, read.end + 1), depth);
    entries.set(key, { keyAt: placeOf(line, from), value });
    return behind;
  });
  return { value: { kind: 'map', at: placeOf(line, index), entries }, end };
}

function flowItems(text: string, open: number, close: string, item: (from: number) => number): number {
  let index = afterSpaces(text, open + 1);
  while (text[index] !== close) {
    index = afterSpaces(text, item(index));
    if (text[index] === ',') index = afterSpaces(text, index + 1);
    else if (text[index] !== close) throw new NotPlain();
  }
  return index + 1;
}

function flowValue(line: Line, index: number, depth: number): Read<TreeNode> {
  return line.text[index] === '[' || line.text[index] === '{'
    ? flow(line, index, depth + 1)
    : scalar(line, index, FLOW_STOP);
}

function scalar(line: Line, index: number, stop: RegExp): Read<TreeNode> {
  const at = placeOf(line, index);
  const { value: word, end } = isQuote(line.text[index]) ? quoted(line.text, index) : plain(line.text, index, stop);
  if (word.quoted) return { value: { kind: 'text', at, text: word.text, quoted: true }, end };
  return { value: NULL.test(word.text) ? { kind: 'null', at } : { kind: 'text', at, text: word.text }, end };
}

function keyOf({ text, quoted: inQuotes }: Word): string {
  if (text.length > MAX_KEY || text === '<<' || (!inQuotes && NULL.test(text))) throw new NotPlain();
  return text;
}

function plain(text: string, index: number, stop: RegExp): Read<Word> {
  PLAIN_START.lastIndex = index;
  if (!PLAIN_START.test(text)) throw new NotPlain();
  stop.lastIndex = index;
  const found = stop.exec(text);
  let end = found?.index ?? text.length;
  while (text[end - 1] === ' ') end--;
  return { value: { text: text.slice(index, end), quoted: false }, end };
}

function isQuote(character: string | undefined): boolean {
  return character === "'" || character === '"';
}

function quoted(text: string, index: number): Read<Word> {
  const pattern = text[index] === "'" ? /'((?:[^']|'')*)'/y : /"((?:[^"\\]|\\["\\/nt])*)"/y;
  pattern.lastIndex = index;
  const found = pattern.exec(text);
  if (found?.[1] === undefined) throw new NotPlain();
  const content =
    text[index] === "'"
      ? found[1].replaceAll("''", "'")
      : found[1].replace(/\\(.)/g, (_, name: string) => ESCAPES[name] ?? '');
  return { value: { text: content, quoted: true }, end: pattern.lastIndex };
}
