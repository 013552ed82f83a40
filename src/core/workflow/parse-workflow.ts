import { isExpression, readPermissionBlock } from './permission-block.ts';
import type { Job, JobEnvironment, Step, Workflow } from './workflow.ts';
import { invalidAt, readYamlTree, type TreeEntry, type TreeNode, type YamlLibrary } from './yaml-tree.ts';

type Entries = ReadonlyMap<string, TreeEntry>;

/**
 * Reads a GitHub workflow file, given as text; `file` names it in error sentences.
 * Raises `workflow-invalid` with line and column, both from 1, for what GitHub would refuse in the parts read here.
 */
export function parseWorkflow(text: string, yaml: YamlLibrary, file = 'The workflow file'): Workflow {
  return parseWorkflowTree(readYamlTree(text, yaml, file), file);
}

/** As `parseWorkflow`, for a file that has been read into a tree already. */
export function parseWorkflowTree(root: TreeNode, file: string): Workflow {
  if (root.kind === 'null') {
    return { triggers: [], jobs: new Map() };
  }
  const entries = mapOf(root, file, 'is not a map of keys');
  const name = textAt(entries, 'name', file);
  const permissions = entries.get('permissions');
  return {
    ...(name === undefined ? {} : { name }),
    triggers: namesAt(entries, 'on', file),
    ...(permissions === undefined ? {} : { permissions: readPermissionBlock(permissions, file) }),
    jobs: readJobs(entries.get('jobs')?.value, file),
  };
}

function readJobs(node: TreeNode | undefined, file: string): Map<string, Job> {
  const jobs = new Map<string, Job>();
  if (node === undefined || node.kind === 'null') {
    return jobs;
  }
  for (const [key, entry] of mapOf(node, file, 'has `jobs` that are not a map')) {
    jobs.set(key, readJob(key, entry, file));
  }
  return jobs;
}

function readJob(key: string, { keyAt, value }: TreeEntry, file: string): Job {
  const entries = mapOf(value, file, 'has a job that is not a map');
  const name = textAt(entries, 'name', file);
  const uses = textAt(entries, 'uses', file);
  const environment = readEnvironment(entries.get('environment'), file);
  const permissions = entries.get('permissions');
  const steps = entries.get('steps')?.value;
  if (steps !== undefined && steps.kind !== 'list' && steps.kind !== 'null') {
    throw invalidAt(file, steps.at, 'has `steps` that are not a list');
  }
  return {
    key,
    line: keyAt.line,
    ...(name === undefined ? {} : { name }),
    ...(uses === undefined ? {} : { uses }),
    needs: namesAt(entries, 'needs', file),
    ...(environment === undefined ? {} : { environment }),
    ...(permissions === undefined ? {} : { permissions: readPermissionBlock(permissions, file) }),
    ...readContinueOnError(entries),
    steps: steps?.kind === 'list' ? steps.items.map((step, index) => readStep(step, index, file)) : [],
  };
}

function readStep(node: TreeNode, index: number, file: string): Step {
  const entries = mapOf(node, file, 'has a step that is not a map');
  const id = textAt(entries, 'id', file);
  const name = textAt(entries, 'name', file);
  const uses = textAt(entries, 'uses', file);
  const condition = textAt(entries, 'if', file);
  const ifLine = entries.get('if')?.keyAt.line;
  const inputs = entries.get('with')?.value;
  return {
    index,
    line: node.at.line,
    ...(id === undefined ? {} : { id }),
    ...(name === undefined ? {} : { name }),
    ...(uses === undefined ? {} : { uses }),
    ...(entries.has('run') ? { run: true } : {}),
    ...(condition === undefined ? {} : { if: condition }),
    ...(condition === undefined || ifLine === undefined ? {} : { ifLine }),
    ...readContinueOnError(entries),
    with: inputs?.kind === 'map' ? [...inputs.entries.keys()] : [],
  };
}

function readEnvironment(entry: TreeEntry | undefined, file: string): JobEnvironment | undefined {
  if (entry === undefined || entry.value.kind === 'null') {
    return undefined;
  }
  const { line } = entry.keyAt;
  if (entry.value.kind === 'text') {
    return { name: nameOrNull(entry.value.text), line };
  }
  const entries = mapOf(entry.value, file, 'has an `environment` that is neither a name nor a map');
  const name = textAt(entries, 'name', file);
  const deployment = textAt(entries, 'deployment', file)?.toLowerCase();
  if (name === undefined) {
    throw invalidAt(file, entry.value.at, 'has an `environment` without a name');
  }
  return {
    name: nameOrNull(name),
    line,
    ...(deployment === 'true' || deployment === 'false' ? { deployment: deployment === 'true' } : {}),
  };
}

function nameOrNull(text: string): string | null {
  return isExpression(text) ? null : text;
}

function readContinueOnError(entries: Entries): Pick<Job, 'continueOnError' | 'continueOnErrorLine'> {
  const entry = entries.get('continue-on-error');
  if (entry === undefined || entry.value.kind !== 'text') {
    return { continueOnError: false };
  }
  const { text } = entry.value;
  return {
    continueOnError: isExpression(text) ? 'expression' : text.toLowerCase() === 'true',
    continueOnErrorLine: entry.keyAt.line,
  };
}

/** A name, a list of names or a map whose keys are the names: `on` may be all three, `needs` the first two. */
function namesAt(entries: Entries, key: string, file: string): string[] {
  const node = entries.get(key)?.value;
  if (node === undefined || node.kind === 'null') {
    return [];
  }
  if (node.kind === 'text') {
    return [node.text];
  }
  if (node.kind === 'map') {
    return [...node.entries.keys()];
  }
  return node.items.map((item) => {
    if (item.kind !== 'text') {
      throw invalidAt(file, item.at, `has something else than names in \`${key}\``);
    }
    return item.text;
  });
}

function textAt(entries: Entries, key: string, file: string): string | undefined {
  const node = entries.get(key)?.value;
  if (node === undefined || node.kind === 'null') {
    return undefined;
  }
  if (node.kind !== 'text') {
    throw invalidAt(file, node.at, `has \`${key}\` as a list or map where a single value belongs`);
  }
  return node.text;
}

function mapOf(node: TreeNode, file: string, what: string): Entries {
  if (node.kind !== 'map') {
    throw invalidAt(file, node.at, what);
  }
  return node.entries;
}
