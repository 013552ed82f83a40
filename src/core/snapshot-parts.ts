import type { Approval } from '../model/access.ts';
import type { OidcClaims } from '../model/oidc-claims.ts';
import type { Person } from '../model/person.ts';
import type { Pipeline } from '../model/pipeline.ts';
import type { EnvironmentProtection } from '../model/protections.ts';
import type { Observed, Overview } from '../ports.ts';
import { claimedPipeline } from './claimed-pipeline.ts';
import { isSameEnvironment } from './same-environment.ts';
import type { SnapshotDraft } from './snapshot-draft.ts';
import { tokenAccessFrom } from './token-access.ts';
import type { Declaration } from './workflow/declaration.ts';

/** Whether two names are one account’s. */
export function sameAs(a: Person | undefined, b: Person | undefined): boolean {
  return a !== undefined && a.login === b?.login;
}

/** The repository’s visibility, the commit and its people. */
export function keepOverview(draft: SnapshotDraft, overview: Overview): void {
  const { snapshot } = draft;
  draft.take('/pipeline/visibility', 'api', overview.repository, ({ id, visibility }) => {
    snapshot.pipeline = { ...snapshot.pipeline, visibility, repositoryId: snapshot.pipeline.repositoryId ?? id };
  });
  draft.take('/source', 'api', overview.commit, ({ source, author, committer }) => {
    snapshot.source = source;
    snapshot.people = { ...snapshot.people, author, committer };
    snapshot.sources['/people/author'] = 'api';
    snapshot.sources['/people/committer'] = 'api';
  });
  if (!overview.commit.ok) {
    const { reason, needed } = overview.commit;
    for (const pointer of ['/people/author', '/people/committer']) draft.gap({ pointer, reason, needed });
  }
}

/** What the certificate will claim too and the runner did not name. */
export function keepClaimed({ snapshot }: SnapshotDraft, claims: OidcClaims): void {
  const claimed = claimedPipeline(claims);
  const missing = Object.entries(claimed).filter(([field]) => snapshot.pipeline[field as keyof Pipeline] === undefined);
  snapshot.pipeline = { ...snapshot.pipeline, ...Object.fromEntries(missing) };
  for (const [field] of missing) snapshot.sources[`/pipeline/${field}`] = 'oidc';
  if (snapshot.runner.environment === undefined && claims.runner_environment !== undefined) {
    const environment = claims.runner_environment === 'github-hosted' ? 'github-hosted' : 'self-hosted';
    snapshot.runner = { ...snapshot.runner, environment };
    snapshot.sources['/runner/environment'] = 'oidc';
  }
}

/**
 * The runner's log as it was read at the start and as it reads now, whichever gives the token more: since the start,
 * other steps of the job may have written to it.
 */
export function widerOf(
  now: Observed<Readonly<Record<string, 'read' | 'write'>>>,
  atStart: Readonly<Record<string, 'read' | 'write'>> | undefined,
): Observed<Readonly<Record<string, 'read' | 'write'>>> {
  if (!atStart) return now;
  const wider: Record<string, 'read' | 'write'> = { ...atStart };
  for (const [scope, level] of Object.entries(now.ok ? now.value : {})) {
    if (wider[scope] !== 'write') wider[scope] = level;
  }
  return { ok: true, value: wider };
}

/** The roles of those who started and re-ran the job. */
export function keepPeople(
  draft: SnapshotDraft,
  initiator: Observed<Person> | undefined,
  rerunner: Observed<Person> | undefined,
): void {
  const { snapshot } = draft;
  if (initiator) {
    const look = ofSamePerson(snapshot.people.initiator, initiator);
    draft.take('/people/initiator/role', 'api', look, (seen) => {
      snapshot.people = { ...snapshot.people, initiator: { ...snapshot.people.initiator, ...seen } };
    });
  }
  const { initiator: first, rerunner: second } = snapshot.people;
  if (sameAs(second, first) && first) {
    snapshot.people = { ...snapshot.people, rerunner: first };
  } else if (rerunner) {
    draft.take('/people/rerunner/role', 'api', ofSamePerson(second, rerunner), (seen) => {
      snapshot.people = { ...snapshot.people, rerunner: { ...second, ...seen } };
    });
    if (!rerunner.ok && second?.id === undefined) {
      draft.gap({ pointer: '/people/rerunner/id', reason: rerunner.reason, needed: rerunner.needed });
    }
  }
}

/** A login may have changed hands since the run began: the role of whoever has it now is not that person's. */
function ofSamePerson(person: Person | undefined, look: Observed<Person>): Observed<Person> {
  if (!look.ok || person?.id === undefined || look.value.id === undefined || look.value.id === person.id) return look;
  return { ok: false, reason: 'not-available', needed: 'an account that has kept its login since the run began' };
}

/** What the workflow file and the runner’s log say of the token and of the audit step. */
export function keepDeclaration(
  draft: SnapshotDraft,
  look: Observed<Declaration>,
  tokenPermissions: Observed<Readonly<Record<string, 'read' | 'write'>>>,
  idTokenOffered: boolean | undefined,
): void {
  const { snapshot } = draft;
  const declaration = look.ok ? look.value : undefined;
  const workerLog = tokenPermissions.ok ? tokenPermissions.value : undefined;
  const token = tokenAccessFrom({ declaration: declaration ?? {}, workerLog, idTokenOffered });
  snapshot.access.token = token;
  if (token.permissions) snapshot.sources['/access/token'] = workerLog ? 'worker-log' : 'workflow-file';
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

/**
 * The environment's name by the strongest voice: the token's claim, the workflow file, the user's word. Nobody's silence
 * outweighs somebody's word, so that a job can't lose its environment by a token that does not name it.
 */
export function keepEnvironmentName(
  draft: SnapshotDraft,
  given: string | undefined,
  declaration: Observed<Declaration>,
  claims: Observed<OidcClaims>,
): string | null | undefined {
  const { snapshot } = draft;
  const declared = declaration.ok ? declaration.value.environment : undefined;
  const voices = [
    ['oidc', claims.ok ? claims.value.environment : undefined],
    ['workflow-file', declared],
    ['input', claims.ok ? undefined : given],
  ] as const;
  for (const [source, name] of voices) {
    if (typeof name !== 'string') continue;
    snapshot.pipeline = { ...snapshot.pipeline, environment: name };
    snapshot.sources['/pipeline/environment'] = source;
    return name;
  }
  if (claims.ok || declared === null) return null;
  const gap = declaration.ok
    ? declaration.value.gaps.find(({ pointer }) => pointer === '/pipeline/environment')
    : undefined;
  draft.gap(
    gap ?? {
      pointer: '/pipeline/environment',
      reason: 'not-found',
      needed: 'a workflow file that can be read, or the input `environment`',
    },
  );
  return undefined;
}

/** A job without an environment has nothing there to be seen. */
export function notApplicable(draft: SnapshotDraft): void {
  for (const pointer of ['/pipeline/environment', '/protections/environment', '/approvals']) {
    draft.gap({ pointer, reason: 'not-applicable', needed: 'a deployment environment' });
  }
}

/** Of the run's approvals only those for the job's own environment: what others are let into is another job's door. */
export function keepEnvironment(
  draft: SnapshotDraft,
  environment: string,
  protection: Observed<EnvironmentProtection>,
  approvals: Observed<Approval[]>,
): void {
  const { snapshot } = draft;
  draft.take('/protections/environment', 'api', protection, (value) => {
    snapshot.protections = { environment: value };
  });
  draft.take('/approvals', 'api', approvals, (value) => {
    snapshot.approvals = value.filter((approval) => isSameEnvironment(approval.environment, environment));
  });
}
