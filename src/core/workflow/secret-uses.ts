import { entryAt, textOf } from './workflow-file.ts';
import type { Position, TreeNode } from './yaml-tree.ts';

/** A secret that a job names; `*` is all of them, by `secrets: inherit` or by an expression that takes them whole. */
export interface SecretUse {
  readonly name: string;
  readonly line: number;
}

const ALL = '*';
/** What the token is called, also where it is written `github.token`. */
const TOKEN = 'GITHUB_TOKEN';

/**
 * The secrets that a job's part of the tree refers to, by name, in the order of the file: in its own expressions and, for a job
 * with steps, in those of the workflow's `env`. A secret that an action takes by the default of an input can't be seen here.
 * `source` is the file's text; without it every line is that of the value's start.
 * Source: docs.github.com, “Contexts reference” (secrets, github) and “Evaluate expressions”.
 */
export function secretUses(job: TreeNode, workflowEnv: TreeNode | undefined, source?: string): SecretUse[] {
  const finder = new SecretFinder(source);
  const inherit = entryAt(job, 'secrets');
  if (textOf(inherit?.value) === 'inherit' && inherit) finder.add(ALL, inherit.keyAt.line);
  // A job that calls a workflow hands it none of its own workflow's variables.
  if (workflowEnv && !entryAt(job, 'uses')) finder.visit(workflowEnv);
  finder.visit(job);
  return finder.found;
}

/** The names alone, sorted, each once. */
export function secretNames(uses: readonly SecretUse[]): string[] {
  return [...new Set(uses.map(({ name }) => name))].sort();
}

class SecretFinder {
  readonly found: SecretUse[] = [];
  private readonly seen = new Set<string>();
  private readonly source: string | undefined;
  private lines: readonly string[] | undefined;

  constructor(source: string | undefined) {
    this.source = source;
  }

  visit(node: TreeNode): void {
    if (node.kind === 'text') {
      if (node.text.includes('${{')) this.text(node.text, node.at);
    } else if (node.kind === 'list') {
      for (const item of node.items) this.visit(item);
    } else if (node.kind === 'map') {
      for (const [key, { value }] of node.entries) {
        // A condition is an expression without braces too.
        if (key === 'if' && value.kind === 'text' && !value.text.includes('${{')) this.expression(value.text, 0, value);
        else this.visit(value);
      }
    }
  }

  add(name: string, line: number): void {
    const key = `${line} ${name}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.found.push({ name, line });
  }

  private text(text: string, at: Position): void {
    for (let start = text.indexOf('${{'); start !== -1; start = text.indexOf('${{', start)) {
      const end = endOfExpression(text, start + 3);
      this.expression(text.slice(start + 3, end), start + 3, { at, text });
      start = end;
    }
  }

  private expression(code: string, offset: number, { at, text }: { at: Position; text: string }): void {
    for (const match of code.matchAll(REFERENCE)) {
      const name = secretNamed(match);
      if (name !== undefined) this.add(name, this.lineOf(text, offset + match.index, at));
    }
  }

  /** Only a literal block (`|`) keeps its lines; anything else is placed where it starts. */
  private lineOf(text: string, index: number, { line, column }: Position): number {
    if (this.source === undefined || !text.includes('\n')) return line;
    this.lines ??= this.source.split('\n');
    if (this.lines[line - 1]?.[column - 1] !== '|') return line;
    return line + 1 + text.slice(0, index).split('\n').length - 1;
  }
}

/** A string, which is passed over, or a use of one of the two contexts that hold secrets, with the property it takes. */
const REFERENCE =
  /'(?:[^']|'')*'|(?<![\w.-])(secrets|github)(?![\w-])(?:\s*\.\s*([A-Za-z_][\w-]*)|\s*\[\s*'((?:[^']|'')*)'\s*\])?/gi;

function secretNamed(match: RegExpExecArray): string | undefined {
  const context = match[1]?.toLowerCase();
  const property = match[2] ?? match[3]?.replaceAll("''", "'");
  if (context === 'secrets') {
    if (property === undefined) return ALL;
    return property.toUpperCase() === TOKEN ? TOKEN : property;
  }
  // `toJSON(github)` and the like take the token with the rest.
  return context === 'github' && (property === undefined || property.toLowerCase() === 'token') ? TOKEN : undefined;
}

/** The index of the `}}` that ends the expression, or the end of the text; one within a string ends nothing. */
function endOfExpression(text: string, from: number): number {
  const first = text.indexOf('}}', from);
  if (first === -1) return text.length;
  const quote = text.indexOf("'", from);
  // Nearly always; a hook pays for compiling every pattern that it uses.
  if (quote === -1 || quote > first) return first;
  const ends = /'(?:[^']|'')*'|\}\}/g;
  ends.lastIndex = from;
  for (let found = ends.exec(text); found; found = ends.exec(text)) {
    if (found[0] === '}}') return found.index;
  }
  return text.length;
}
