import { isLocalAction, repositoryOf } from './step-ids.ts';
import { entryAt } from './workflow-file.ts';
import type { TreeNode } from './yaml-tree.ts';

/** What a job or one of its steps uses; `line` is that of the `uses` key. */
export interface ActionUse {
  readonly uses: string;
  /** `self`: by `$/`, a folder of the workflow's own repository at the workflow's own commit; `workflow`: the job calls it. */
  readonly kind: 'repository' | 'local' | 'docker' | 'workflow' | 'self';
  /** OWNER/REPO of another repository. */
  readonly repository?: string;
  /** Folder in the repository, file of the workflow, or name of the image. */
  readonly path?: string;
  /** Branch, tag or commit; tag or digest of an image. */
  readonly ref?: string;
  /** Whether nobody can change it without changing this file or its commit: a whole commit id, a digest, or the job's own files. */
  readonly pinned: boolean;
  readonly line: number;
}

/** The actions, images and workflows that a job uses, in the order of the file; steps inside `parallel` count too. */
export function actionUses(job: TreeNode): ActionUse[] {
  const found: ActionUse[] = [];
  add(job, true, found);
  addSteps(entryAt(job, 'steps')?.value, found);
  return found;
}

function addSteps(steps: TreeNode | undefined, found: ActionUse[]): void {
  if (steps?.kind !== 'list') return;
  for (const step of steps.items) {
    add(step, false, found);
    addSteps(entryAt(step, 'parallel')?.value, found);
  }
}

function add(node: TreeNode, isJob: boolean, found: ActionUse[]): void {
  const entry = entryAt(node, 'uses');
  if (entry?.value.kind !== 'text') return;
  found.push({ ...partsOf(entry.value.text, isJob), line: entry.keyAt.line });
}

function partsOf(uses: string, isJob: boolean): Omit<ActionUse, 'line'> {
  if (uses.startsWith('docker://')) return imageParts(uses);
  const own = isLocalAction(uses) || uses.startsWith('$/');
  if (own) {
    const kind = isJob ? 'workflow' : uses.startsWith('$/') ? 'self' : 'local';
    const path = uses.slice(2).replaceAll('\\', '/');
    return { uses, kind, ...(path && { path }), pinned: true };
  }
  const kind = isJob ? 'workflow' : 'repository';
  const repository = repositoryOf(uses);
  if (repository === undefined) return { uses, kind, pinned: false };
  const [name = '', ref = ''] = uses.split('@');
  const path = name.split(/[/\\]/).slice(2).join('/');
  return { uses, kind, repository, ...(path && { path }), ref, pinned: isCommit(ref) };
}

function imageParts(uses: string): Omit<ActionUse, 'line'> {
  const image = uses.slice('docker://'.length);
  const [, named = image, digest] = /^([^@]*)@(.+)$/.exec(image) ?? [];
  // A colon in front of a slash belongs to the registry's port.
  const [, path = named, tag] = /^(.*?)(?::([^/:]+))?$/.exec(named) ?? [];
  const ref = digest ?? tag;
  return {
    uses,
    kind: 'docker',
    path,
    ...(ref !== undefined && { ref }),
    pinned: digest !== undefined && /^sha256:[0-9a-f]{64}$/.test(digest),
  };
}

/** A whole SHA-1 or SHA-256 of git; anything shorter is a name that somebody can give to something else. */
function isCommit(ref: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(ref);
}
