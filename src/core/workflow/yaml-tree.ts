import type * as Yaml from 'yaml';
import { DoorlogError } from '../../errors.ts';

/** The `yaml` package as its importer hands it in: loading it costs 13 ms, so nothing here imports it. */
export type YamlLibrary = Pick<
  typeof Yaml,
  'parseDocument' | 'LineCounter' | 'isAlias' | 'isMap' | 'isPair' | 'isScalar' | 'isSeq'
>;

/** Where something stands; both numbers count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * A scalar keeps the text it was written with, so that no YAML version can turn `on` into a boolean.
 * `quoted` tells that it is text whatever it looks like: it was written in quotes or as a block.
 */
export type TreeNode =
  | { readonly kind: 'null'; readonly at: Position }
  | { readonly kind: 'text'; readonly at: Position; readonly text: string; readonly quoted?: true }
  | { readonly kind: 'list'; readonly at: Position; readonly items: readonly TreeNode[] }
  | { readonly kind: 'map'; readonly at: Position; readonly entries: ReadonlyMap<string, TreeEntry> };

/** One key of a map with its value. */
export interface TreeEntry {
  readonly keyAt: Position;
  readonly value: TreeNode;
}

const MAX_BYTES = 1024 * 1024;
const MAX_NODES = 600_000;
const MAX_DEPTH = 100;

/**
 * Reads one YAML 1.2 document into a tree in which every node knows its place and aliases are followed.
 * Raises `workflow-invalid` for text over 1 MiB, broken YAML, more than one document, merge keys, duplicate keys,
 * keys that are not scalars, unknown or circular aliases, and aliases that blow the document up.
 */
export function readYamlTree(text: string, yaml: YamlLibrary, file: string): TreeNode {
  if (text.length > MAX_BYTES || Buffer.byteLength(text) > MAX_BYTES) {
    throw new DoorlogError('workflow-invalid', `${file} is larger than 1 MiB (line 1, column 1); make it smaller.`);
  }
  const lineCounter = new yaml.LineCounter();
  const document = parseText(text, yaml, lineCounter, file);
  const positionOf = (offset: number): Position => {
    const { line, col } = lineCounter.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const problem = document.errors[0];
  if (problem !== undefined) {
    const said = problem.message.split('\n', 1)[0] ?? '';
    throw invalidAt(file, positionOf(problem.pos[0]), `is not YAML that GitHub reads (${said})`);
  }
  return new TreeBuilder(yaml, file, positionOf).build(document.contents);
}

/** The error for something in the file: `what` continues the sentence that starts with the file's name. */
export function invalidAt(file: string, at: Position, what: string): DoorlogError {
  return new DoorlogError('workflow-invalid', `${file} ${what} at line ${at.line}, column ${at.column}.`);
}

function parseText(text: string, yaml: YamlLibrary, lineCounter: Yaml.LineCounter, file: string): Yaml.Document {
  try {
    return yaml.parseDocument(text, {
      version: '1.2',
      // Named, because a %YAML 1.1 directive would otherwise choose the old schema.
      schema: 'core',
      merge: false,
      strict: true,
      // The library compares every key with every other; a file of one-letter keys would take minutes.
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'error',
      lineCounter,
    });
  } catch (cause) {
    // Its parser recurses, so deep nesting ends in a RangeError.
    throw new DoorlogError('workflow-invalid', `${file} cannot be parsed as YAML (from line 1, column 1).`, { cause });
  }
}

class TreeBuilder {
  private readonly yaml: YamlLibrary;
  private readonly file: string;
  private readonly positionOf: (offset: number) => Position;
  private readonly anchors = new Map<string, { node: TreeNode; size: number } | 'open'>();
  private size = 0;

  constructor(yaml: YamlLibrary, file: string, positionOf: (offset: number) => Position) {
    this.yaml = yaml;
    this.file = file;
    this.positionOf = positionOf;
  }

  build(contents: unknown): TreeNode {
    return contents === null || contents === undefined
      ? { kind: 'null', at: { line: 1, column: 1 } }
      : this.node(contents, 0, { line: 1, column: 1 });
  }

  private node(source: unknown, depth: number, near: Position): TreeNode {
    const at = this.place(source, near);
    if (depth > MAX_DEPTH) {
      throw invalidAt(this.file, at, `is nested more than ${MAX_DEPTH} levels deep`);
    }
    this.grow(1, at);
    if (this.yaml.isAlias(source)) {
      return this.follow(source.source, at);
    }
    const anchor = anchorOf(source);
    const before = this.size;
    if (anchor !== undefined) {
      this.anchors.set(anchor, 'open');
    }
    const node = this.content(source, depth, at);
    if (anchor !== undefined) {
      this.anchors.set(anchor, { node, size: this.size - before });
    }
    return node;
  }

  private content(source: unknown, depth: number, at: Position): TreeNode {
    if (this.yaml.isMap(source)) {
      return { kind: 'map', at, entries: this.entries(source.items, depth, at) };
    }
    if (this.yaml.isSeq(source)) {
      return { kind: 'list', at, items: source.items.map((item) => this.node(item, depth + 1, at)) };
    }
    if (this.yaml.isScalar(source) && source.value !== null) {
      return { kind: 'text', at, text: textOf(source), ...(source.type === 'PLAIN' ? {} : { quoted: true }) };
    }
    return { kind: 'null', at };
  }

  private entries(items: readonly unknown[], depth: number, near: Position): Map<string, TreeEntry> {
    const entries = new Map<string, TreeEntry>();
    for (const pair of items) {
      if (!this.yaml.isPair(pair)) {
        continue;
      }
      const key = this.node(pair.key, depth + 1, near);
      if (key.kind !== 'text') {
        throw invalidAt(this.file, key.at, 'has a key that is not a plain word');
      }
      if (key.text === '<<') {
        throw invalidAt(this.file, key.at, 'has a merge key `<<`, which GitHub refuses,');
      }
      if (entries.has(key.text)) {
        throw invalidAt(this.file, key.at, `has the key ${shown(key.text)} twice in one map, again`);
      }
      const value: TreeNode =
        pair.value === null || pair.value === undefined
          ? { kind: 'null', at: key.at }
          : this.node(pair.value, depth + 1, key.at);
      entries.set(key.text, { keyAt: key.at, value });
    }
    return entries;
  }

  private follow(name: string, at: Position): TreeNode {
    const target = this.anchors.get(name);
    if (target === undefined) {
      throw invalidAt(this.file, at, `has the alias ${shown(name)} without an anchor before it`);
    }
    if (target === 'open') {
      throw invalidAt(this.file, at, `has the alias ${shown(name)} inside its own anchor`);
    }
    this.grow(target.size, at);
    return { ...target.node, at };
  }

  private grow(by: number, at: Position): void {
    this.size += by;
    if (this.size > MAX_NODES) {
      throw invalidAt(this.file, at, `grows over ${MAX_NODES} values by its aliases`);
    }
  }

  private place(source: unknown, near: Position): Position {
    const range = typeof source === 'object' && source !== null && 'range' in source ? source.range : undefined;
    const offset: unknown = Array.isArray(range) ? range[0] : undefined;
    return typeof offset === 'number' ? this.positionOf(offset) : near;
  }
}

function anchorOf(source: unknown): string | undefined {
  const anchor = typeof source === 'object' && source !== null && 'anchor' in source ? source.anchor : undefined;
  return typeof anchor === 'string' ? anchor : undefined;
}

function textOf(scalar: Yaml.Scalar): string {
  return typeof scalar.value === 'string' ? scalar.value : (scalar.source ?? String(scalar.value));
}

/** A name from the file as error sentences show it: short and on one line. */
export function shown(text: string): string {
  const oneLine = text.replace(/\s+/g, ' ');
  return `\`${oneLine.length > 60 ? `${oneLine.slice(0, 60)}…` : oneLine}\``;
}
