import { type Node, nodesOf } from './expression-tree.ts';

/** Characters of a text, items of a list: far more than a record holds. */
const LARGEST = 100_000;

/** A value grew too large. */
export class TooLarge extends Error {}

type Handle = (this: Node, ...args: unknown[]) => unknown;

/**
 * Bounds what the operations of a checked expression make. A thread may use too much memory and be ended for it, but one
 * list that V8 has no room for at all ends the whole process, so that the values may not grow that far in the first place.
 * Each operation makes its value at most a few times as large as what it is made of, only join() does more.
 */
export function boundValues(root: unknown): void {
  for (const node of nodesOf(root)) {
    if (node.op !== '+' && node.op !== 'call' && node.op !== 'rcall') continue;
    const handle = handleOf(node);
    if (!handle) continue;
    const isJoin = Array.isArray(node.args) && node.args[0] === 'join';
    const bounded: Handle = function bounded(...args) {
      if (isJoin && Array.isArray(args[0])) refuseLong(args[0]);
      const value = handle.apply(this, args);
      if (sizeOf(value) > LARGEST) throw new TooLarge('A value grew too large.');
      return value;
    };
    Reflect.set(node, 'handle', bounded);
  }
}

/** The function by which the library’s checker has a node evaluated. */
function handleOf(node: Node): Handle | undefined {
  const handle: unknown = Reflect.get(node, 'handle');
  return typeof handle === 'function' ? (handle as Handle) : undefined;
}

function refuseLong([list, separator]: readonly unknown[]): void {
  const items = Array.isArray(list) ? list : [];
  const size = items.reduce((sum: number, item) => sum + sizeOf(item) + sizeOf(separator), 0);
  if (size > LARGEST) throw new TooLarge('A value grew too large.');
}

function sizeOf(value: unknown): number {
  if (typeof value === 'string' || Array.isArray(value) || value instanceof Uint8Array) return value.length;
  return 0;
}
