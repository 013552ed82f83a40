import { checkedTypeOf, isNode, type Node, operandsOf } from './expression-tree.ts';
import { fieldsOf, itemTypeOf } from './facts.ts';

/** A field that is asked for and that the type of what it is asked of does not have. */
export interface WrongField {
  readonly node: Node;
  readonly field: string;
  readonly type: string;
}

/**
 * The first field in `a.b.c` that its type does not have. The library checks only the first name of what stands in
 * has(), so that a misspelt field would never be there.
 */
export function wrongFieldIn(chain: unknown): WrongField | undefined {
  const accesses: Node[] = [];
  let node: unknown = chain;
  while (isNode(node) && node.op === '.') {
    accesses.unshift(node);
    [node] = operandsOf(node);
  }
  let type = checkedTypeOf(node);
  for (const access of accesses) {
    const field: unknown = Array.isArray(access.args) ? access.args[1] : undefined;
    if (typeof field !== 'string' || type === undefined || type === 'dyn') return undefined;
    const next: string | undefined = type.startsWith('map<') ? itemTypeOf(type) : ownField(type, field);
    if (next === undefined) return { node: access, field, type };
    type = next;
  }
  return undefined;
}

function ownField(type: string, field: string): string | undefined {
  const fields = fieldsOf(type);
  return Object.hasOwn(fields, field) ? fields[field] : undefined;
}
