import type { Node } from './expression-tree.ts';
import { isNode } from './expression-tree.ts';

const NAMES: Readonly<Record<string, string>> = {
  bool: 'true or false',
  string: 'text',
  double: 'a number',
  int: 'a whole number',
  list: 'a list',
  map: 'a map',
  dyn: 'a value',
  null: 'null',
  'google.protobuf.Timestamp': 'a time',
  'google.protobuf.Duration': 'a duration',
  CelNamespace: 'a namespace',
};

const LONGEST = 60;

/** A type of CEL in words. */
export function nameOf(type = 'dyn'): string {
  const kind = type.replace(/<.*$/, '');
  return NAMES[kind] ?? (isPart(kind) ? 'a part of the record' : `a value of type ${type}`);
}

/** Whether a type is a part of the record, or holds one. */
export function isPart(type: string): boolean {
  return /(^|[<\s])record\b/.test(type);
}

/** What stands in the expression for a node, shortened. */
export function written(node: Node | undefined, expression: string): string {
  if (!isNode(node)) return 'it';
  const text = expression.slice(node.start, node.end).replace(/\s+/g, ' ');
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1).toWellFormed()}…` : text;
}
