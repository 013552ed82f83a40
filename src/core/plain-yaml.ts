import { afterSpaces, endsAt, inlineNode, keyAt, type Line, NotPlain, placeOf } from './plain-line.ts';
import type { TreeEntry, TreeNode } from './workflow/yaml-tree.ts';

const MAX_LENGTH = 256 * 1024;
const MAX_DEPTH = 50;
/** Line ends other than `\n`, control characters, byte order marks and half characters; document marks and directives. */
const NOT_PLAIN = /(?![\t\n])[\p{Cc}\p{Cs}\u2028\u2029\ufeff\ufffe\uffff]|^(?:---|\.\.\.|%)/mu;

/**
 * Reads the YAML that people write by hand, without the library, which costs most of a bare Node to load.
 * What it reads it reads as `readYamlTree` does; it returns undefined, and never raises, for everything else: whatever
 * is rare (anchors, tags, scalars over several lines, tabs) or wrong. The library then reads it, or says what is wrong.
 */
export function readPlainYaml(text: string): TreeNode | undefined {
  if (text.length > MAX_LENGTH || text.endsWith(' ') || NOT_PLAIN.test(text)) return undefined;
  try {
    return new BlockReader(text).root();
  } catch (error) {
    if (error instanceof NotPlain) return undefined;
    throw error;
  }
}

class BlockReader {
  private readonly lines: readonly string[];
  private index = 0;

  constructor(text: string) {
    this.lines = text.replace(/\n$/, '').split('\n');
  }

  root(): TreeNode {
    if (this.indent() !== 0) throw new NotPlain();
    const node = this.block(0, 0);
    if (this.indent() !== undefined) throw new NotPlain();
    return node;
  }

  /** Goes to the next line with content and returns its indentation; undefined at the end of the file. */
  private indent(): number | undefined {
    for (; this.index < this.lines.length; this.index++) {
      const { text } = this.line();
      const start = afterSpaces(text, 0);
      if (start === text.length || text[start] === '#') continue;
      if (text.includes('\t')) throw new NotPlain();
      return start;
    }
    return undefined;
  }

  private line(): Line {
    return { text: this.lines[this.index] ?? '', number: this.index + 1 };
  }

  private hasDash(column: number): boolean {
    const { text } = this.line();
    return text[column] === '-' && (text[column + 1] === ' ' || text.length === column + 1);
  }

  private block(column: number, depth: number): TreeNode {
    if (depth > MAX_DEPTH) throw new NotPlain();
    return this.hasDash(column) ? this.list(column, depth) : this.map(column, depth);
  }

  /** A map whose first key stands in the current line, perhaps behind the dash of a list. */
  private map(column: number, depth: number): TreeNode {
    const at = placeOf(this.line(), column);
    const entries = new Map<string, TreeEntry>();
    let next: number | undefined = column;
    while (next === column) {
      const line = this.line();
      const key = keyAt(line, column);
      if (!key || entries.has(key.value)) throw new NotPlain();
      const value = this.value(key.end, column, depth, true);
      entries.set(key.value, { keyAt: placeOf(line, column), value });
      next = this.indentUpTo(column);
    }
    return { kind: 'map', at, entries };
  }

  private list(column: number, depth: number): TreeNode {
    const at = placeOf(this.line(), column);
    const items: TreeNode[] = [];
    let next: number | undefined = column;
    while (next === column && this.hasDash(column)) {
      items.push(this.item(column, depth));
      next = this.indentUpTo(column);
    }
    return { kind: 'list', at, items };
  }

  private item(column: number, depth: number): TreeNode {
    const line = this.line();
    const start = afterSpaces(line.text, column + 1);
    const isMap = start < line.text.length && !'#|>[{'.includes(line.text[start] ?? '') && keyAt(line, start);
    if (!isMap) return this.value(column + 1, column, depth, false);
    if (depth >= MAX_DEPTH) throw new NotPlain();
    return this.map(start, depth + 1);
  }

  /** What stands behind a colon or dash that ends at `from`; `column` is that of the key or dash. */
  private value(from: number, column: number, depth: number, ofKey: boolean): TreeNode {
    const line = this.line();
    const start = afterSpaces(line.text, from);
    const first = line.text[start];
    if (first === '|' || first === '>') return this.blockText(line, start, column);
    this.index++;
    if (!endsAt(line, from)) return inlineNode(line, start);
    const next = this.indent();
    if (next !== undefined && next > column) return this.block(next, depth + 1);
    if (ofKey && next === column && this.hasDash(column)) return this.list(column, depth + 1);
    return { kind: 'null', at: placeOf(line, start) };
  }

  private indentUpTo(column: number): number | undefined {
    const next = this.indent();
    if (next !== undefined && next > column) throw new NotPlain();
    return next;
  }

  private blockText(header: Line, start: number, column: number): TreeNode {
    const marks = /^([|>])([-+]?)(?: +#.*| *)$/.exec(header.text.slice(start));
    this.index++;
    const first = this.line().text;
    const indent = afterSpaces(first, 0);
    if (!marks || indent <= column || indent === first.length) throw new NotPlain();
    const content: string[] = [];
    for (; this.index < this.lines.length; this.index++) {
      const { text } = this.line();
      const begin = afterSpaces(text, 0);
      if (begin === text.length ? begin > indent : text[begin] === '\t') throw new NotPlain();
      if (begin < indent && begin < text.length) break;
      content.push(text.slice(indent));
    }
    return {
      kind: 'text',
      at: placeOf(header, start),
      text: textOf(content, marks[1] === '>', marks[2]),
      quoted: true,
    };
  }
}

function textOf(lines: readonly string[], folded: boolean, chomping: string | undefined): string {
  let length = lines.length;
  while (length > 0 && lines[length - 1] === '') length--;
  const content = lines.slice(0, length);
  if (length === 0 || (folded && content.some((line) => line.startsWith(' ')))) throw new NotPlain();
  const text = content.join('\n');
  const body = folded ? text.replace(/\n+/g, (ends) => (ends.length === 1 ? ' ' : ends.slice(1))) : text;
  if (chomping === '-') return body;
  return chomping === '+' ? `${body}\n${'\n'.repeat(lines.length - length)}` : `${body}\n`;
}
