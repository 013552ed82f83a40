import type { Gap } from '../../model/access-record.ts';
import type { WorkflowChange } from '../../model/source.ts';
import type { FileAt, Observed, Overview } from '../../ports.ts';
import type { PermissionLevel } from '../workflow/workflow.ts';
import type { WorkflowGain } from '../workflow/workflow-change.ts';
import type { SnapshotDraft } from './draft.ts';

/** The workflow file that holds a job. */
export interface WorkflowPlace {
  readonly repository: string;
  readonly path: string;
  /** Full ref, or whatever else it was called by. */
  readonly ref: string;
  readonly sha: string;
}

const AT = '/source/workflowChange';
const LONGEST_PATH = 1_000;
const LONGEST_NAME = 300;
const LONGEST_EVENT = 100;

/** Where the runner says that the file which holds the job lies: `OWNER/REPO/PATH@REF` and its commit. */
export function workflowPlace(pipeline: {
  readonly jobWorkflowRef?: string | undefined;
  readonly jobWorkflowSha?: string | undefined;
  readonly workflowRef?: string | undefined;
  readonly workflowSha?: string | undefined;
}): WorkflowPlace | undefined {
  const [file, sha] = pipeline.jobWorkflowRef
    ? [pipeline.jobWorkflowRef, pipeline.jobWorkflowSha]
    : [pipeline.workflowRef, pipeline.workflowSha];
  const [, repository, path, ref] = /^([^/]+\/[^/]+)\/([^@]+)@(.*)$/.exec(file ?? '') ?? [];
  return repository && path && ref && sha ? { repository, path, ref, sha } : undefined;
}

/** How the workflow file differs from the one before the change, or the gap where that can't be told or means nothing. */
export async function keepWorkflowChange(
  draft: SnapshotDraft,
  overview: Overview,
  place: WorkflowPlace | undefined,
): Promise<void> {
  const { snapshot } = draft;
  const base = baseOf(draft, overview, place);
  if ('gap' in base) {
    draft.gap({ pointer: AT, ...base.gap });
    return;
  }
  const { against, before, now, file } = base;
  const job = snapshot.pipeline.job;
  const head = { against, commit: before.commit, file: file.slice(0, LONGEST_PATH) };
  if (before.text === now) {
    const nothing = { permissionsRaised: [], newSecrets: [], triggersAdded: [] };
    keep(draft, { ...head, status: 'unchanged', ...nothing });
    return;
  }
  // Few jobs run a changed file: only they load what compares two.
  const { workflowGain } = await import('../workflow/workflow-change.ts');
  const observed = levelsOf(draft);
  const gain = job === undefined ? {} : await workflowGain({ now, before: before.text, file, job, observed });
  keep(draft, { ...head, status: before.text === null ? 'added' : 'modified', ...inBounds(gain) });
}

function keep({ snapshot }: SnapshotDraft, workflowChange: WorkflowChange): void {
  snapshot.source = { ...snapshot.source, workflowChange };
  snapshot.sources[AT] = 'api';
}

type Base =
  | { readonly gap: Omit<Gap, 'pointer'> }
  | {
      readonly against: WorkflowChange['against'];
      readonly before: FileAt;
      readonly now: string;
      readonly file: string;
    };

/** What the file is compared with. A file of the default branch that no push brings along is what others are held against. */
function baseOf({ snapshot }: SnapshotDraft, overview: Overview, place: WorkflowPlace | undefined): Base {
  const { pipeline, gaps } = snapshot;
  if (!place) return missing('not-available', 'a runner that names the workflow file');
  if (place.repository.toLowerCase() !== pipeline.repository?.toLowerCase()) {
    return missing('not-available', 'a workflow file of the repository itself');
  }
  if (!overview.repository.ok) return because(overview.repository);
  const branch = `refs/heads/${overview.repository.value.defaultBranch}`;
  const isDefault = place.ref === branch;
  const isPush = pipeline.event === 'push' && pipeline.ref === branch;
  if (isDefault && !isPush) {
    return missing('not-applicable', 'a workflow file of another ref than the default branch, or a push to it');
  }
  if (isDefault && pipeline.before === undefined) {
    const isNew = gaps.find(({ pointer }) => pointer === '/pipeline/before')?.reason === 'not-applicable';
    return isNew
      ? missing('not-applicable', 'a default branch that was there before the push')
      : missing('not-available', 'a readable event file');
  }
  const look = isDefault ? overview.workflowAtBefore : overview.workflowAtDefault;
  if (!look) return missing('not-asked', 'a look at the repository that asks for it');
  if (!look.ok) return because(look);
  if (!overview.workflowFile.ok) return because(overview.workflowFile);
  const against = isDefault ? 'before' : 'default-branch';
  return { against, before: look.value, now: overview.workflowFile.value, file: place.path };
}

function missing(reason: Gap['reason'], needed: string): Base {
  return { gap: { reason, needed } };
}

function because({ reason, needed, detail }: Extract<Observed<unknown>, { ok: false }>): Base {
  return { gap: { reason, needed, ...(detail && { detail }) } };
}

/** What the token was seen to have, where the runner’s log told it; every token may read metadata. */
function levelsOf({ snapshot }: SnapshotDraft): Record<string, PermissionLevel> | undefined {
  const permissions = snapshot.access.token?.permissions;
  const source = snapshot.sources['/access/token'];
  if (!permissions || (source !== 'worker-log' && source !== 'job-log')) return undefined;
  return Object.fromEntries(
    Object.entries(permissions).flatMap(([scope, { observed }]) =>
      observed === undefined || observed === 'none' || scope === 'metadata' ? [] : [[scope, observed]],
    ),
  );
}

/** As long as the record takes it. */
function inBounds({ permissionsRaised, newSecrets, triggersAdded }: WorkflowGain) {
  return {
    ...(permissionsRaised && { permissionsRaised: [...permissionsRaised] }),
    ...(newSecrets && { newSecrets: newSecrets.map((name) => name.slice(0, LONGEST_NAME)) }),
    ...(triggersAdded && { triggersAdded: triggersAdded.map((name) => name.slice(0, LONGEST_EVENT)) }),
  };
}
