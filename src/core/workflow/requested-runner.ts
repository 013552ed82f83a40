import { isExpression } from './permission-block.ts';
import { entryAt, textOf } from './workflow-file.ts';
import type { TreeNode } from './yaml-tree.ts';

/** What a job asks for to run on; a part that an expression decides is left out. */
export interface RequestedRunner {
  /** Absent where an expression names one, or a group alone is asked for. */
  readonly labels?: readonly string[];
  readonly group?: string;
  /** Absent where the job’s steps run on the machine itself; `image` is absent where an expression names it. */
  readonly container?: { readonly image?: string };
}

/**
 * Reads `runs-on` and `container` of a job:
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idruns-on
 */
export function requestedRunner(job: TreeNode): RequestedRunner {
  const runsOn = entryAt(job, 'runs-on')?.value;
  const isMap = runsOn?.kind === 'map';
  const labels = labelsOf(isMap ? entryAt(runsOn, 'labels')?.value : runsOn);
  const group = isMap ? plainText(entryAt(runsOn, 'group')?.value) : undefined;
  const container = containerOf(entryAt(job, 'container')?.value);
  return { ...(labels && { labels }), ...(group !== undefined && { group }), ...(container && { container }) };
}

function labelsOf(node: TreeNode | undefined): string[] | undefined {
  const items = node?.kind === 'list' ? node.items : node === undefined ? [] : [node];
  const labels = items.map(plainText);
  const known = labels.filter((label) => label !== undefined);
  return known.length > 0 && known.length === labels.length ? known : undefined;
}

function containerOf(node: TreeNode | undefined): RequestedRunner['container'] {
  if (node === undefined || node.kind === 'null') return undefined;
  const image = plainText(node.kind === 'map' ? entryAt(node, 'image')?.value : node);
  return image === '' ? undefined : { ...(image !== undefined && { image }) };
}

function plainText(node: TreeNode | undefined): string | undefined {
  const text = textOf(node);
  return text === undefined || isExpression(text) ? undefined : text;
}
