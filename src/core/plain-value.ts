import type { Position, TreeNode } from './workflow/yaml-tree.ts';

/** Wider than YAML's own patterns of numbers: what looks like one and is not a small whole one is left to the library. */
const NUMBER_LIKE = /^[-+]?\.?\d[\d.eE+-]*$|^0[xo]|^[-+]?\.(?:inf|nan)$/i;
/** What looks like a day is text in the core schema. */
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const WHOLE = /^(?:0|-?[1-9]\d{0,14})$/;
const TRUE = /^(?:true|True|TRUE)$/;
const FALSE = /^(?:false|False|FALSE)$/;

/**
 * The value of a tree by the core schema of YAML 1.2 (chapter 10.3), as the library's `toJS` gives it.
 * Undefined where that takes more than text, booleans, null and whole numbers, and text as keys.
 */
export function plainValue(node: TreeNode): unknown {
  switch (node.kind) {
    case 'null':
      return null;
    case 'text':
      return node.quoted ? node.text : typed(node.text);
    case 'list': {
      const items = node.items.map(plainValue);
      return items.includes(undefined) ? undefined : items;
    }
    case 'map': {
      const pairs = [...node.entries].map(([key, { value }]) => [key, plainValue(value)] as const);
      const strange = pairs.some(([key, value]) => value === undefined || typed(key) !== key);
      return strange ? undefined : Object.fromEntries(pairs);
    }
  }
}

/** Where the value at a path stands, or the nearest one around it. */
export function placeIn(tree: TreeNode, path: readonly PropertyKey[]): Position {
  let node = tree;
  for (const step of path) {
    const inner = childOf(node, step);
    if (!inner) break;
    node = inner;
  }
  return node.at;
}

function childOf(node: TreeNode, step: PropertyKey): TreeNode | undefined {
  if (node.kind === 'list') return typeof step === 'number' ? node.items[step] : undefined;
  return node.kind === 'map' && typeof step === 'string' ? node.entries.get(step)?.value : undefined;
}

function typed(text: string): string | number | boolean | undefined {
  if (TRUE.test(text)) return true;
  if (FALSE.test(text)) return false;
  if (WHOLE.test(text)) return Number(text);
  return NUMBER_LIKE.test(text) && !DAY.test(text) ? undefined : text;
}
