import { DoorlogError } from '../../errors.ts';
import type { PermissionBlock, PermissionLevel, Workflow } from './workflow.ts';
import { shown } from './yaml-tree.ts';

/** What a job's token may do, and who said so; null where only the repository's default would tell. */
export interface EffectivePermissions {
  readonly permissions: Readonly<Record<string, PermissionLevel>> | null;
  /** `caller`: a called workflow that declares nothing has what its caller has. */
  readonly source: 'job' | 'workflow' | 'caller' | 'default';
  /** Line of the block, in the file that holds it; none for `caller` and `default`. */
  readonly line?: number;
}

/** Where a called workflow and the job that calls it stand, for the sentence about one that asks for too much. */
export interface CallPlace {
  /** Name of the called file. */
  readonly file: string;
  /** File and line of the calling job. */
  readonly caller: string;
}

/**
 * Scopes of GitHub's workflow schema, autumn 2026: what `read-all` and `write-all` stand for.
 * Source: `permissions-mapping` in workflow-v1.0.json of actions/languageservices.
 */
const KNOWN_SCOPES = [
  'actions',
  'artifact-metadata',
  'attestations',
  'checks',
  'code-quality',
  'contents',
  'copilot-requests',
  'deployments',
  'discussions',
  'drives',
  'id-token',
  'issues',
  'models',
  'packages',
  'pages',
  'pull-requests',
  'repository-projects',
  'security-events',
  'statuses',
  'vulnerability-alerts',
] as const;

/** Scopes of which GitHub gives read or nothing. */
const READ_AT_MOST = new Set(['models', 'vulnerability-alerts']);
/**
 * Scopes of which GitHub gives write or nothing (`permission-level-write-or-no-access` in its schema). Its own parser
 * notes `id-token: read` for `read-all`, a level that grants nothing and that nobody can write, so it is not listed here.
 */
const WRITE_OR_NOTHING = new Set(['copilot-requests', 'id-token']);

/**
 * The permissions of one job by its workflow file: a job's block replaces the workflow's in full, what a block does not
 * list is none, and no block at all means the repository's default. For a called workflow, `caller` is what the calling
 * job has; asking for more is an error, as it is on GitHub, unless the caller's own are unknown.
 * Raises `workflow-invalid`.
 */
export function effectivePermissions(
  workflow: Workflow,
  jobKey: string,
  caller?: EffectivePermissions,
  place?: CallPlace,
): EffectivePermissions {
  const job = workflow.jobs.get(jobKey);
  if (job === undefined) {
    throw new DoorlogError('workflow-invalid', `The workflow file has no job ${shown(jobKey)} (looked from line 1).`);
  }
  const ceiling = caller?.permissions ?? null;
  if (ceiling !== null) {
    // Both are held against the caller: a job's own block does not excuse a wider one at the root of its file.
    refuseMoreThan(ceiling, workflow.permissions, 'the called workflow', place);
    refuseMoreThan(ceiling, job.permissions, `the job ${shown(jobKey)} of the called workflow`, place);
  }
  if (job.permissions !== undefined) {
    return { permissions: grantsOf(job.permissions), source: 'job', line: job.permissions.line };
  }
  if (workflow.permissions !== undefined) {
    return { permissions: grantsOf(workflow.permissions), source: 'workflow', line: workflow.permissions.line };
  }
  return ceiling === null ? { permissions: null, source: 'default' } : { permissions: ceiling, source: 'caller' };
}

function grantsOf(block: PermissionBlock): Record<string, PermissionLevel> {
  const declared =
    block.shorthand === undefined
      ? Object.entries(block.scopes)
      : KNOWN_SCOPES.map((scope) => [scope, block.shorthand === 'read-all' ? 'read' : 'write'] as const);
  const grants: [string, PermissionLevel][] = [];
  for (const [scope, level] of declared) {
    if (level === 'none' || (level === 'read' && WRITE_OR_NOTHING.has(scope))) {
      continue;
    }
    grants.push([scope, READ_AT_MOST.has(scope) ? 'read' : level]);
  }
  return Object.fromEntries(grants.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What is asked for beyond the ceiling, as `scope: level`, each with what the ceiling has of it. */
export function excessOver(
  ceiling: Readonly<Record<string, PermissionLevel>>,
  asked: Readonly<Record<string, PermissionLevel>>,
): { readonly asked: string; readonly allowed: string }[] {
  return Object.entries(asked).flatMap(([scope, level]) => {
    const allowed = Object.hasOwn(ceiling, scope) ? ceiling[scope] : undefined;
    if (allowed === 'write' || allowed === level) return [];
    return [{ asked: `${scope}: ${level}`, allowed: `${scope}: ${allowed ?? 'none'}` }];
  });
}

function refuseMoreThan(
  ceiling: Readonly<Record<string, PermissionLevel>>,
  block: PermissionBlock | undefined,
  who: string,
  place: CallPlace | undefined,
): void {
  const excess = block === undefined ? [] : excessOver(ceiling, grantsOf(block));
  if (block === undefined || excess.length === 0) return;
  const asked = excess.map((each) => each.asked).join(', ');
  const allowed = excess.map((each) => each.allowed).join(', ');
  const caller = place ? `its caller (${place.caller})` : 'its caller';
  throw new DoorlogError(
    'workflow-invalid',
    place
      ? `${place.file}, line ${block.line}: ${who} asks for \`${asked}\` where ${caller} allows \`${allowed}\`; GitHub refuses to start such a run.`
      : `${who[0]?.toUpperCase()}${who.slice(1)} asks for \`${asked}\` where ${caller} allows \`${allowed}\`, at line ${block.line}; GitHub refuses to start such a run.`,
  );
}

/** Whether GitHub's schema knows the scope. */
export function isKnownScope(scope: string): boolean {
  return KNOWN_SCOPES.some((known) => known === scope);
}
