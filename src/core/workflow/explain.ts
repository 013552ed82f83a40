import { DoorlogError } from '../../errors.ts';
import { actionUses } from './action-uses.ts';
import { authorityOf } from './authority.ts';
import { type EffectivePermissions, effectivePermissions, excessOver, isKnownScope } from './effective-permissions.ts';
import type { Call, DeclaredIn, ExplainedJob } from './explanation.ts';
import { type OutsiderTrigger, outsiderTriggers } from './outsiders.ts';
import { type SecretUse, secretNames, secretUses } from './secret-uses.ts';
import type { Job } from './workflow.ts';
import { entryAt, textOf, type WorkflowFile } from './workflow-file.ts';
import { shown, type TreeEntry } from './yaml-tree.ts';

/**
 * Finds the workflow of the same repository that a file calls by name, `build.yml`; says why where there is
 * none. A file must always get the same name, by which circles are found. Raises `workflow-invalid` and what reading raises.
 */
export type FindCalled = (name: string, caller: WorkflowFile) => Promise<WorkflowFile | { readonly why: string }>;

/** What a workflow file comes to: its jobs with those of the workflows they call, and what GitHub would refuse. */
export interface Explanation {
  readonly jobs: readonly ExplainedJob[];
  /** Each a `workflow-invalid` whose sentence names file and line. */
  readonly errors: readonly DoorlogError[];
}

/** Levels of workflows, the first one included. Source: docs.github.com, “Reuse workflows”, nesting. */
const MAX_LEVELS = 10;
/** The restricted default of a repository. Source: `LimitedRead` in the workflow parser of actions/runner. */
const RESTRICTED = { contents: 'read', packages: 'read' } as const;

/** Explains every job of a workflow file, in the order of the file, each followed by the jobs that it calls; faults are told, not raised. */
export async function explainWorkflow(file: WorkflowFile, findCalled: FindCalled): Promise<Explanation> {
  const explainer = new Explainer(findCalled, file);
  await explainer.explain({ file, chain: [file.file] });
  return explainer;
}

/** The calling job, with what its token may do and where that is written. */
interface Caller {
  readonly effective: EffectivePermissions;
  readonly declaredIn: DeclaredIn;
  readonly lines: Readonly<Record<string, number>>;
  readonly by: NonNullable<ExplainedJob['calledBy']>;
}

/** A file on the way, and the files that led to it. */
interface Level {
  readonly file: WorkflowFile;
  readonly caller?: Caller;
  readonly chain: readonly string[];
}

class Explainer implements Explanation {
  readonly jobs: ExplainedJob[] = [];
  readonly errors: DoorlogError[] = [];
  private readonly findCalled: FindCalled;
  private readonly triggers: readonly string[];
  private readonly outsiders: readonly OutsiderTrigger[];

  constructor(findCalled: FindCalled, { workflow, tree }: WorkflowFile) {
    this.findCalled = findCalled;
    this.triggers = workflow.triggers;
    this.outsiders = outsiderTriggers(tree);
  }

  async explain(level: Level): Promise<void> {
    for (const job of level.file.workflow.jobs.values()) {
      try {
        await this.explainJob(level, job);
      } catch (error) {
        this.note(error);
      }
    }
  }

  private async explainJob(level: Level, job: Job): Promise<void> {
    const { file, caller } = level;
    const place = caller && { file: file.file, caller: `${caller.by.file}, line ${caller.by.line}` };
    const effective = effectivePermissions(file.workflow, job.key, caller?.effective, place);
    const declared = declarationOf(level, job, effective);
    const call = job.uses === undefined ? undefined : await this.call(level, job, job.uses);
    this.jobs.push(this.explained(level, job, { effective, ...declared, ...(call && { calls: call.calls }) }));
    if (!call?.called) return;
    const by = { file: file.file, job: job.key, line: job.line };
    const chain = [...level.chain, call.called.file];
    await this.explain({ file: call.called, caller: { effective, ...declared, by }, chain });
  }

  private explained(
    { file, caller }: Level,
    job: Job,
    {
      effective: { permissions },
      declaredIn,
      lines,
      calls,
    }: Omit<Caller, 'by'> & { readonly calls?: NonNullable<ExplainedJob['calls']> },
  ): ExplainedJob {
    const node = entryAt(file.tree, 'jobs', job.key)?.value;
    const secrets = node ? secretUses(node, entryAt(file.tree, 'env')?.value, file.text) : [];
    const actions = node ? actionUses(node) : [];
    const environment = environmentOf(entryAt(node, 'environment'));
    const excess = caller?.effective.permissions === null ? excessOver(RESTRICTED, permissions ?? {}) : [];
    return {
      file: file.file,
      job: job.key,
      line: job.line,
      ...(job.name !== undefined && { name: job.name }),
      ...(caller && { calledBy: caller.by }),
      ...(calls && { calls }),
      permissions,
      declaredIn,
      unknownScopes: Object.keys(permissions ?? {}).filter((scope) => !isKnownScope(scope)),
      ...(excess.length > 0 && { refusedWhereDefaultIsRestricted: excess.map(({ asked }) => asked) }),
      environment: environment ?? null,
      secrets: secretNames(secrets),
      actions,
      authority: authorityOf(actions),
      triggers: this.triggers,
      outsiders: this.outsiders,
      lines: {
        permissions: lines,
        ...(job.environment && { environment: job.environment.line }),
        secrets: linesByName(secrets),
      },
    };
  }

  /** What becomes of a call; raises nothing, what GitHub would refuse is noted. */
  private async call(
    { file, chain }: Level,
    job: Job,
    uses: string,
  ): Promise<{ readonly calls: Call; readonly called?: WorkflowFile }> {
    const notFollowed = (why: string) => ({ calls: { uses, followed: false, why } });
    const line = entryAt(file.tree, 'jobs', job.key, 'uses')?.keyAt.line ?? job.line;
    const refuse = (what: string) => {
      this.errors.push(
        new DoorlogError('workflow-invalid', `${file.file}, line ${line}: the job ${shown(job.key)} ${what}.`),
      );
      return notFollowed('GitHub refuses the call');
    };
    if (!uses.startsWith('./') && !uses.startsWith('$/')) return notFollowed('it stands in another repository');
    const name = /^[.$]\/\.github\/workflows\/([^/\\]+\.ya?ml)$/.exec(uses)?.[1];
    if (name === undefined) {
      return refuse(`calls ${shown(uses)}, but only files of .github/workflows can be called`);
    }
    try {
      const called = await this.findCalled(name, file);
      if ('why' in called) return notFollowed(called.why);
      if (chain.includes(called.file)) {
        return refuse(`calls ${called.file}, from which it is itself called; GitHub refuses such circles`);
      }
      if (!called.workflow.triggers.includes('workflow_call')) {
        return refuse(`calls ${called.file}, which has no trigger workflow_call`);
      }
      if (chain.length >= MAX_LEVELS) {
        return refuse(`calls ${called.file}, one level more than the ${MAX_LEVELS} that GitHub allows`);
      }
      return { calls: { uses, followed: true, file: called.file }, called };
    } catch (error) {
      this.note(error);
      return notFollowed('it can’t be read');
    }
  }

  /** The same fault may be met by every job of a called workflow; it is told once. */
  private note(error: unknown): void {
    if (!(error instanceof DoorlogError)) throw error;
    if (this.errors.every(({ message }) => message !== error.message)) this.errors.push(error);
  }
}

function declarationOf(
  { file, caller }: Level,
  job: Job,
  { permissions, source, line }: EffectivePermissions,
): Pick<Caller, 'declaredIn' | 'lines'> {
  if (source === 'caller' && caller) {
    return { declaredIn: { ...caller.declaredIn, level: 'caller' }, lines: caller.lines };
  }
  if (line === undefined) {
    // Nothing but a call can start it, so the default that holds is the caller's.
    const onlyCalled = file.workflow.triggers.every((trigger) => trigger === 'workflow_call');
    const level = onlyCalled && file.workflow.triggers.length > 0 ? 'caller' : 'default';
    return { declaredIn: { level }, lines: {} };
  }
  const ofJob = source === 'job';
  const shorthand = (ofJob ? job : file.workflow).permissions?.shorthand;
  const block = ofJob ? entryAt(file.tree, 'jobs', job.key, 'permissions') : entryAt(file.tree, 'permissions');
  return {
    declaredIn: { level: ofJob ? 'job' : 'workflow', file: file.file, line, ...(shorthand && { shorthand }) },
    lines: Object.fromEntries(
      Object.keys(permissions ?? {}).map((scope) => [scope, entryAt(block?.value, scope)?.keyAt.line ?? line]),
    ),
  };
}

function environmentOf(entry: TreeEntry | undefined): string | undefined {
  return textOf(entry?.value) ?? textOf(entryAt(entry?.value, 'name')?.value);
}

function linesByName(uses: readonly SecretUse[]): Record<string, number[]> {
  const lines = new Map<string, number[]>();
  for (const { name, line } of uses) lines.set(name, [...(lines.get(name) ?? []), line]);
  return Object.fromEntries([...lines].sort(([a], [b]) => (a < b ? -1 : 1)));
}
