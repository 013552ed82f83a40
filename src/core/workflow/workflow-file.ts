import { readPlainYaml } from '../plain-yaml.ts';
import { parseWorkflowTree } from './parse-workflow.ts';
import type { Workflow } from './workflow.ts';
import { readYamlTree, type TreeEntry, type TreeNode } from './yaml-tree.ts';

/** A workflow file that has been read: what Doorlog makes of it, and the tree that knows where everything stands. */
export interface WorkflowFile {
  /** The name that sentences and results give it. */
  readonly file: string;
  readonly text: string;
  readonly tree: TreeNode;
  readonly workflow: Workflow;
}

/**
 * Reads a workflow file, without the YAML library where it is written plainly.
 * Raises `workflow-invalid` with line and column, both from 1.
 */
export async function readWorkflowFile(text: string, file: string): Promise<WorkflowFile> {
  const tree = readPlainYaml(text) ?? readYamlTree(text, await import('yaml'), file);
  return { file, text, tree, workflow: parseWorkflowTree(tree, file) };
}

/** The entry at a path of keys; undefined where one of them is missing or stands in something else than a map. */
export function entryAt(tree: TreeNode | undefined, ...keys: readonly string[]): TreeEntry | undefined {
  let node = tree;
  let entry: TreeEntry | undefined;
  for (const key of keys) {
    entry = node?.kind === 'map' ? node.entries.get(key) : undefined;
    if (entry === undefined) return undefined;
    node = entry.value;
  }
  return entry;
}

/** The text of a node; undefined for anything else. */
export function textOf(node: TreeNode | undefined): string | undefined {
  return node?.kind === 'text' ? node.text : undefined;
}
