import { DoorlogError, sentenceOf } from '../../errors.ts';
import type { TokenAccess } from '../../model/access.ts';
import type { Gap } from '../../model/access-record.ts';
import type { Enforcement } from '../../model/enforcement.ts';
import { type ActionUse, actionUses } from './action-uses.ts';
import { stepsThatRunAfterRefusal } from './after-refusal.ts';
import { effectivePermissions } from './effective-permissions.ts';
import { findOurStep, type RunningAction } from './our-step.ts';
import { type RequestedRunner, requestedRunner } from './requested-runner.ts';
import { secretNames, secretUses } from './secret-uses.ts';
import type { Job, Workflow } from './workflow.ts';
import { entryAt, readWorkflowFile } from './workflow-file.ts';
import type { TreeNode } from './yaml-tree.ts';

/** What the workflow file says of one job, each part on its own. */
export interface Declaration {
  /** Null where the file gives the job no environment, undefined where it can't be told. */
  readonly environment: string | null | undefined;
  /** Whether another job of the file has an environment, or calls a workflow that may have one. */
  readonly deploysElsewhere?: boolean;
  /** Names of the environments of the file's other jobs. Absent where one can't be told, or a workflow is called. */
  readonly destinations?: readonly string[];
  /** Whether the step that is Doorlog is written to be given an organisation’s policy. */
  readonly namesOrganizationPolicy?: boolean;
  readonly permissions?: Readonly<Record<string, 'read' | 'write'>>;
  readonly declaredIn?: NonNullable<TokenAccess['declaredIn']>;
  readonly shorthand?: 'read-all' | 'write-all';
  readonly enforcement?: Enforcement;
  /** Names of the secrets that the job refers to, sorted, each once; `*` is all of them. Absent where the file can't be read. */
  readonly secrets?: readonly string[];
  /** Actions, images and workflows in the order of the file. Absent where the file can't be read. */
  readonly actions?: readonly ActionUse[];
  /** What the job asks for to run on. Absent where the file can't be read. */
  readonly runner?: RequestedRunner;
  readonly gaps: readonly Gap[];
}

/** Which job of which file is being looked at. */
export interface DeclarationQuery {
  readonly text: string;
  /** Path of the file in its repository. */
  readonly file: string;
  readonly job: string;
  readonly action: RunningAction;
  /** Whether the job is a gate, whose failure has to count for the jobs that need it. */
  readonly isGate?: boolean | undefined;
}

/** Reads what a workflow file declares for a job. Never raises: a file that can't be read leaves gaps. */
export async function readDeclaration({
  text,
  file,
  job: key,
  action,
  isGate,
}: DeclarationQuery): Promise<Declaration> {
  const gaps: Gap[] = [];
  const miss = (pointer: string, needed: string, detail?: string) =>
    gaps.push({ pointer, reason: 'not-found', needed, ...(detail && { detail }) });
  try {
    const { workflow, tree } = await readWorkflowFile(text, file);
    const job = workflow.jobs.get(key);
    if (!job) throw new DoorlogError('workflow-invalid', `${file} has no job “${key}”.`);
    if (job.uses !== undefined) {
      throw new DoorlogError(
        'workflow-invalid',
        `In ${file} the job “${key}” calls a workflow, so it is another of that name.`,
      );
    }
    const enforcement = enforcementOf(job, file, action, isGate === true);
    if (!enforcement) miss('/enforcement', 'a step of the job that uses Doorlog itself');
    if (job.environment?.name === null)
      miss('/pipeline/environment', 'the input `environment`, because the workflow file gives an expression');
    const others = [...workflow.jobs.values()].filter((other) => other !== job);
    const destinations = destinationsOf(others);
    return {
      environment: job.environment ? (job.environment.name ?? undefined) : null,
      deploysElsewhere: others.some(({ environment, uses }) => environment !== undefined || uses !== undefined),
      ...(destinations && { destinations }),
      ...(findOurStep(job, action)?.with.includes('organization-policy') && { namesOrganizationPolicy: true }),
      ...permissionsOf(workflow, job, file),
      ...(enforcement && { enforcement }),
      ...usesOf(tree, key),
      gaps,
    };
  } catch (error) {
    for (const pointer of ['/enforcement', '/pipeline/environment']) {
      miss(pointer, 'a workflow file that can be read', sentenceOf(error));
    }
    return { environment: undefined, gaps };
  }
}

function destinationsOf(jobs: readonly Job[]): string[] | undefined {
  const names = jobs.flatMap(({ environment, uses }) =>
    uses !== undefined ? [undefined] : environment ? [environment.name ?? undefined] : [],
  );
  const known = names.filter((name) => name !== undefined);
  return known.length === names.length ? [...new Set(known)].sort() : undefined;
}

function usesOf(tree: TreeNode, key: string): Pick<Declaration, 'secrets' | 'actions' | 'runner'> {
  const job = entryAt(tree, 'jobs', key)?.value;
  if (!job) return {};
  return {
    secrets: secretNames(secretUses(job, entryAt(tree, 'env')?.value)),
    actions: actionUses(job),
    runner: requestedRunner(job),
  };
}

function permissionsOf(
  workflow: Workflow,
  job: Job,
  file: string,
): Pick<Declaration, 'permissions' | 'declaredIn' | 'shorthand'> {
  const { permissions, source, line } = effectivePermissions(workflow, job.key);
  if (permissions === null || line === undefined) return {};
  const shorthand = (job.permissions ?? workflow.permissions)?.shorthand;
  return {
    permissions,
    declaredIn: { file, line, level: source === 'job' ? 'job' : 'workflow' },
    ...(shorthand && { shorthand }),
  };
}

function enforcementOf(job: Job, file: string, action: RunningAction, isGate: boolean): Enforcement | undefined {
  const step = findOurStep(job, action);
  if (!step) return undefined;
  // Jobs that need a job with `continue-on-error` run whatever became of it.
  const lenient = isGate && step.continueOnError === false ? job : step;
  return {
    file,
    line: lenient.continueOnErrorLine ?? step.line,
    position: step.index,
    continueOnError: lenient.continueOnError === 'expression' ? 'expression' : lenient.continueOnError ? 'yes' : 'no',
    unguardedSteps: stepsThatRunAfterRefusal(job, step.index).flatMap(({ line, kind }) =>
      kind === 'later-pre'
        ? []
        : [{ line, reason: kind === 'condition' ? ('condition' as const) : ('pre-runs-first' as const) }],
    ),
  };
}
