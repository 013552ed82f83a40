import { effectivePermissions, excessOver } from './effective-permissions.ts';
import { secretNames, secretUses } from './secret-uses.ts';
import type { PermissionLevel } from './workflow.ts';
import { entryAt, readWorkflowFile, type WorkflowFile } from './workflow-file.ts';

/** One job of a file as it is now and as it was; `null` where there was no such file. */
export interface WorkflowComparison {
  readonly now: string;
  readonly before: string | null;
  readonly file: string;
  readonly job: string;
  /** What the job’s token was seen to have; it tells where the file now leaves it to the repository’s default. */
  readonly observed?: Readonly<Record<string, PermissionLevel>> | undefined;
}

/** What the job may do now and could not before; a part is absent where the files don’t tell. */
export interface WorkflowGain {
  /** As `contents: write`, or `write-all`. */
  readonly permissionsRaised?: readonly string[];
  readonly newSecrets?: readonly string[];
  readonly triggersAdded?: readonly string[];
}

type Levels = Readonly<Record<string, PermissionLevel>>;

/** What every default of a repository gives at least (“Automatic token authentication”, restricted). */
const EVERY_DEFAULT: Levels = { contents: 'read', metadata: 'read', packages: 'read' };
/** What no default of a repository gives. */
const NO_DEFAULT = ['id-token: write'];

/** Compares what two texts of a workflow file give a job. Never raises: what can’t be read leaves a part out. */
export async function workflowGain({ now, before, file, job, observed }: WorkflowComparison): Promise<WorkflowGain> {
  try {
    const [later, earlier] = await Promise.all([
      readWorkflowFile(now, file),
      before === null ? undefined : readWorkflowFile(before, file),
    ]);
    const secrets = secretsOf(later, job);
    const triggers = new Set(earlier?.workflow.triggers);
    const known = new Set((earlier && secretsOf(earlier, job)) ?? []);
    return {
      ...raisedBy(later, earlier, job, observed),
      // A job that took all of them has gained nothing by naming one.
      ...(secrets && { newSecrets: known.has('*') ? [] : secrets.filter((name) => !known.has(name)) }),
      triggersAdded: later.workflow.triggers.filter((name) => !triggers.has(name)),
    };
  } catch {
    return {};
  }
}

function secretsOf({ tree }: WorkflowFile, job: string): string[] | undefined {
  const node = entryAt(tree, 'jobs', job)?.value;
  return node && secretNames(secretUses(node, entryAt(tree, 'env')?.value));
}

function raisedBy(
  later: WorkflowFile,
  earlier: WorkflowFile | undefined,
  job: string,
  observed: Levels | undefined,
): Pick<WorkflowGain, 'permissionsRaised'> {
  const had = permissionsIn(earlier, job);
  const has = permissionsIn(later, job);
  if (has === undefined) return {};
  if (has.levels === null && had?.levels === null) return { permissionsRaised: [] };
  const levels = has.levels ?? observed;
  if (levels === undefined) return {};
  const isAll = has.isAll && !had?.isAll;
  const excess = excessOver(had?.levels ?? (had ? EVERY_DEFAULT : {}), levels).map(({ asked }) => asked);
  // Without a block before, the repository's default held, which may have given anything but an identity.
  const told = had?.levels === null ? excess.filter((each) => NO_DEFAULT.includes(each)) : excess;
  if (isAll && told.length > 0) return { permissionsRaised: ['write-all'] };
  if (told.length === 0 && excess.length > 0) return {};
  return { permissionsRaised: told.sort() };
}

/** What a file gives a job; no levels where it leaves that to the repository, undefined where it has no such job. */
function permissionsIn(
  file: WorkflowFile | undefined,
  key: string,
): { levels: Levels | null; isAll: boolean } | undefined {
  const job = file?.workflow.jobs.get(key);
  if (!file || !job) return undefined;
  const shorthand = (job.permissions ?? file.workflow.permissions)?.shorthand;
  return { levels: effectivePermissions(file.workflow, key).permissions, isAll: shorthand === 'write-all' };
}
