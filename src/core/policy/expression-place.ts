import type { Position } from '../workflow/yaml-tree.ts';

/** An expression as a YAML file holds it. */
interface WrittenExpression {
  /** Text of the whole file. */
  readonly text: string;
  /** Where the value begins in it. */
  readonly at: Position;
  readonly expression: string;
}

/**
 * Where in a YAML file a place inside an expression stands, both counted from 1; the beginning of the expression where
 * the way it is written does not tell.
 */
export function placeInExpression({ text, at, expression }: WrittenExpression, inner: Position): Position {
  const lines = text.split('\n');
  const first = lines[at.line - 1]?.slice(at.column - 1) ?? '';
  if (first.startsWith('|')) return inBlock(lines, at, inner);
  const quote = first.startsWith("'") || first.startsWith('"') ? 1 : 0;
  const isOneLine = inner.line === 1 && first.slice(quote).startsWith(expression);
  return isOneLine ? { line: at.line, column: at.column + quote + inner.column - 1 } : at;
}

function inBlock(lines: readonly string[], at: Position, inner: Position): Position {
  const begin = lines.slice(at.line).find((line) => line.trim() !== '');
  const target = lines[at.line + inner.line - 1];
  if (begin === undefined || target === undefined) return at;
  return { line: at.line + inner.line, column: begin.search(/\S/) + inner.column };
}
