/** A node of an expression as the CEL library parses it: as much of it as is looked at here. */
export interface Node {
  readonly op: string;
  readonly args: unknown;
  /** Offset of the first character of what it is named after: of `b` in `a.b`. */
  readonly pos: number;
  /** Where the whole of it stands in the expression. */
  readonly start: number;
  readonly end: number;
}

/** All nodes of an expression, from its root; of comprehensions as they are written. */
export function nodesOf(root: unknown): Node[] {
  const found: Node[] = [];
  const waiting: unknown[] = [root];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (Array.isArray(next)) waiting.push(...next);
    if (!isNode(next)) continue;
    found.push(next);
    waiting.push(next.args);
  }
  return found;
}

/** The nodes that an operator is applied to. */
export function operandsOf({ args }: Node): Node[] {
  return (Array.isArray(args) ? args : [args]).filter(isNode);
}

/** The name of the type that the checker found for a node; undefined for a node that it did not look at. */
export function checkedTypeOf(node: unknown): string | undefined {
  const type = typeof node === 'object' && node !== null && 'checkedType' in node ? node.checkedType : undefined;
  return typeof type === 'object' && type !== null && 'name' in type ? String(type.name) : undefined;
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'op' in value && 'args' in value && 'start' in value;
}

/** Line and column, both from 1, of an offset into a text. */
export function placeOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
