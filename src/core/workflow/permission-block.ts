import type { PermissionBlock, PermissionLevel } from './workflow.ts';
import { invalidAt, shown, type TreeEntry } from './yaml-tree.ts';

/**
 * Reads the value of a `permissions` key. Raises `workflow-invalid` for anything but `read-all`, `write-all` or a map of
 * scopes to `read`, `write` or `none`: GitHub allows no expressions there and refuses an empty value.
 */
export function readPermissionBlock(entry: TreeEntry, file: string): PermissionBlock {
  const { keyAt, value } = entry;
  if (value.kind === 'text') {
    if (value.text === 'read-all' || value.text === 'write-all') {
      return { line: keyAt.line, shorthand: value.text, scopes: {} };
    }
    const what = isExpression(value.text) ? 'an expression' : shown(value.text);
    throw invalidAt(file, value.at, `has ${what} as permissions, where only scopes, read-all or write-all may stand,`);
  }
  if (value.kind !== 'map') {
    throw invalidAt(file, value.at, 'has permissions that are neither scopes nor read-all nor write-all');
  }
  const scopes: [string, PermissionLevel | 'none'][] = [];
  for (const [scope, { keyAt: scopeAt, value: level }] of value.entries) {
    if (!/^[A-Za-z][A-Za-z0-9_-]{0,99}$/.test(scope)) {
      throw invalidAt(file, scopeAt, `has ${shown(scope)}, which is no name of a scope, under permissions`);
    }
    if (level.kind !== 'text' || (level.text !== 'read' && level.text !== 'write' && level.text !== 'none')) {
      const what = level.kind === 'text' && isExpression(level.text) ? 'an expression' : 'a value';
      throw invalidAt(file, level.at, `has ${what} other than read, write or none for the permission ${shown(scope)}`);
    }
    scopes.push([scope, level.text]);
  }
  return { line: keyAt.line, scopes: Object.fromEntries(scopes) };
}

/** Whether a value is, or holds, an expression for GitHub to evaluate. */
export function isExpression(text: string): boolean {
  return text.includes('${{');
}
