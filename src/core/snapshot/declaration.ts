import type { ActionUse } from '../../model/action-use.ts';
import type { Observed } from '../../ports.ts';
import { tokenAccessFrom } from '../token-access.ts';
import type { Declaration } from '../workflow/declaration.ts';
import type { SnapshotDraft } from './draft.ts';

/** As long as the record takes it. */
const LONGEST_USES = 1_000;
const LONGEST_LABEL = 300;

type Levels = Readonly<Record<string, 'read' | 'write'>>;

/**
 * The runner's log as it was read at the start and as it reads now, whichever gives the token more: since the start,
 * other steps of the job may have written to it.
 */
export function widerOf(now: Observed<Levels>, atStart: Levels | undefined): Observed<Levels> {
  if (!atStart) return now;
  const wider: Record<string, 'read' | 'write'> = { ...atStart };
  for (const [scope, level] of Object.entries(now.ok ? now.value : {})) {
    if (wider[scope] !== 'write') wider[scope] = level;
  }
  return { ok: true, value: wider };
}

/** What a log says of the token, and whether the runner offered identity tokens when nobody else could have. */
export interface TokenLook {
  readonly look: Observed<Levels>;
  readonly from: 'worker-log' | 'job-log';
  readonly idTokenOffered: boolean | undefined;
}

/** What the workflow file and a log say of the token and of the audit step. */
export function keepDeclaration(
  draft: SnapshotDraft,
  look: Observed<Declaration>,
  { look: tokenPermissions, from, idTokenOffered }: TokenLook,
): void {
  const { snapshot } = draft;
  const declaration = look.ok ? look.value : undefined;
  const log = tokenPermissions.ok ? { levels: tokenPermissions.value, source: from } : undefined;
  const token = tokenAccessFrom({ declaration: declaration ?? {}, log, idTokenOffered });
  snapshot.access.token = token;
  if (token.permissions) snapshot.sources['/access/token'] = log?.source ?? 'workflow-file';
  if (!token.permissions) {
    const needed = 'a permissions block in the workflow file, or a runner whose log can be read';
    const missing = look.ok ? tokenPermissions : look;
    const detail = missing.ok ? undefined : missing.detail;
    draft.gap({
      pointer: '/access/token/permissions',
      reason: look.ok ? 'not-available' : look.reason,
      needed,
      ...(detail && { detail }),
    });
  }
  if (declaration?.secrets) {
    snapshot.access.secrets = declaration.secrets.map((name) => name.slice(0, LONGEST_LABEL));
    snapshot.sources['/access/secrets'] = 'workflow-file';
  }
  if (declaration?.actions) {
    snapshot.actions = declaration.actions.map(actionUse);
    snapshot.sources['/actions'] = 'workflow-file';
  }
  keepRequestedRunner(draft, look);
  for (const pointer of ['/access/secrets', '/actions']) {
    const missing = look.ok ? { reason: 'not-found' as const, needed: 'a workflow file that can be read' } : look;
    const isHeld = pointer === '/actions' ? snapshot.actions : snapshot.access.secrets;
    if (!isHeld) draft.gap({ pointer, reason: missing.reason, needed: missing.needed });
  }
  if (declaration?.enforcement) {
    snapshot.enforcement = declaration.enforcement;
    snapshot.sources['/enforcement'] = 'workflow-file';
  }
  for (const gap of declaration?.gaps ?? []) {
    if (gap.pointer !== '/pipeline/environment') draft.gap(gap);
  }
  if (!look.ok)
    draft.gap({
      pointer: '/enforcement',
      reason: look.reason,
      needed: look.needed,
      ...(look.detail && { detail: look.detail }),
    });
}

/** A commit that an action is asked for by is the one that it resolves to. */
function actionUse({ uses, kind, line, pinned, ref }: NonNullable<Declaration['actions']>[number]): ActionUse {
  const commit = kind === 'repository' && pinned ? ref : undefined;
  return { uses: uses.slice(0, LONGEST_USES), kind, line, pinned, ...(commit && { commit }) };
}

/** What the job asks for to run on; that there is no container is seen where the file is. */
function keepRequestedRunner(draft: SnapshotDraft, look: Observed<Declaration>): void {
  const { snapshot } = draft;
  const runner = look.ok ? look.value.runner : undefined;
  if (!runner) {
    const missing = look.ok ? { reason: 'not-found' as const, needed: 'a workflow file that can be read' } : look;
    for (const pointer of ['/runner/labels', '/runner/group', '/runner/container']) {
      draft.gap({ pointer, reason: missing.reason, needed: missing.needed });
    }
    return;
  }
  const { labels, group, container } = runner;
  snapshot.runner = {
    ...snapshot.runner,
    ...(labels && { labels: labels.map((label) => label.slice(0, LONGEST_LABEL)) }),
    ...(group !== undefined && { group: group.slice(0, LONGEST_LABEL) }),
    ...(container && { container: { ...(container.image && { image: container.image.slice(0, LONGEST_USES) }) } }),
  };
  snapshot.sources['/runner/labels'] = 'workflow-file';
  if (group === undefined) {
    draft.gap({ pointer: '/runner/group', reason: 'not-applicable', needed: 'a job that asks for a group' });
  }
}
