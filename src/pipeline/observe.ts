import { claimedPipeline } from '../core/claimed-pipeline.ts';
import { evidenceFor } from '../core/judge.ts';
import { choosePolicy, type PolicyChoice } from '../core/policy-choice.ts';
import type { Evidence } from '../core/rule.ts';
import { isSameEnvironment } from '../core/same-environment.ts';
import { draftSnapshot, type SnapshotDraft } from '../core/snapshot-draft.ts';
import { tokenAccessFrom } from '../core/token-access.ts';
import { type Declaration, readDeclaration } from '../core/workflow/declaration.ts';
import type { RunningAction } from '../core/workflow/our-step.ts';
import type { Approval, EnvironmentProtection } from '../model/access.ts';
import type { Snapshot } from '../model/access-record.ts';
import type { OidcClaims } from '../model/oidc-claims.ts';
import type { Person } from '../model/person.ts';
import type { Pipeline } from '../model/pipeline.ts';
import { POLICY_PATH } from '../model/policy.ts';
import type { AccessReader, Clock, JobFacts, Observed, Overview, OverviewQuery, RepositoryReader } from '../ports.ts';

/** What is looked with. */
export interface Observers {
  readonly repository: RepositoryReader;
  readonly access: AccessReader;
  /** The claims of a fresh identity token. */
  readonly claims: () => Promise<Observed<OidcClaims>>;
  /** The token's rights by the runner's own log. */
  readonly tokenPermissions: () => Promise<Observed<Readonly<Record<string, 'read' | 'write'>>>>;
  readonly clock: Clock;
}

/** What is looked at. */
export interface ObservationQuery {
  readonly facts: JobFacts;
  readonly action: RunningAction;
  /** The environment as the user names it, for one that the workflow file gives as an expression. */
  readonly environment?: string | undefined;
  /** What an earlier snapshot found, so that it can be looked at in the first round; a hint, never a fact. */
  readonly expected?: { readonly environment: string; readonly approvals: boolean } | undefined;
  /** Whether the runner offers identity tokens; only in pre nobody else could have planted the offer. */
  readonly idTokenOffered?: boolean | undefined;
  /** The policy by which the start was judged. */
  readonly policyAtStart?: { readonly commit: string; readonly digest: string } | undefined;
  /** The token's rights as the runner's log showed them at the start, before any step could write to that log. */
  readonly permissionsAtStart?: Readonly<Record<string, 'read' | 'write'>> | undefined;
  /** Whether everybody's role is looked at; else only of those whose id nothing else tells. */
  readonly roles: 'all' | 'unidentified';
}

/** A snapshot, and the policy that was read along with it. */
export interface Observation {
  readonly snapshot: Snapshot;
  readonly policy: PolicyChoice;
}

const NOT_OBSERVED: Observed<never> = {
  ok: false,
  reason: 'not-asked',
  needed: 'a policy with a rule that needs it, or the collector',
};

/**
 * Takes a snapshot in two rounds: what needs nothing but the runner's word side by side, then what the workflow file and
 * the policy ask for. At most 5 requests to GitHub. Never raises for what a service does: that leaves gaps.
 */
export async function observe(observers: Observers, query: ObservationQuery): Promise<Observation> {
  const { facts, expected } = query;
  const draft = draftSnapshot(facts, observers.clock.now());
  const [overview, claims, tokenPermissions, initiator, rerunner, earlyApprovals] = await Promise.all([
    observers.repository.overview(overviewQuery(query)),
    observers.claims(),
    observers.tokenPermissions(),
    role(observers.access, query, facts.people.initiator),
    role(
      observers.access,
      query,
      sameAs(facts.people.rerunner, facts.people.initiator) ? undefined : facts.people.rerunner,
    ),
    expected?.approvals && facts.pipeline.runId ? observers.access.approvals(facts.pipeline.runId) : undefined,
  ]);
  const [policy, declaration] = await Promise.all([
    choosePolicy(overview, facts.pipeline.repository ?? '', {
      sha: facts.pipeline.sha,
      ref: facts.pipeline.ref,
      policyAtStart: query.policyAtStart,
    }),
    declarationFrom(overview, query),
  ]);

  keepOverview(draft, overview);
  keepPeople(draft, initiator, rerunner);
  draft.take('/access/oidc/claims', 'oidc', claims, (value) => {
    draft.snapshot.access.oidc = { available: true, claims: value };
    keepClaimed(draft, value);
  });
  if (!claims.ok) draft.snapshot.access.oidc = { available: claims.reason !== 'not-available' };
  keepDeclaration(draft, declaration, widerOf(tokenPermissions, query.permissionsAtStart), query.idTokenOffered);
  const environment = keepEnvironmentName(draft, query, declaration, claims);

  if (environment === null) {
    notApplicable(draft);
  } else if (environment !== undefined) {
    const wanted = evidenceOf(policy);
    const [protection, approvals] = await Promise.all([
      overview.environment && isSameEnvironment(expected?.environment, environment)
        ? overview.environment
        : observers.access.environment(environment),
      earlyApprovals ??
        (wanted.has('approvals') && facts.pipeline.runId
          ? observers.access.approvals(facts.pipeline.runId)
          : NOT_OBSERVED),
    ]);
    keepEnvironment(draft, environment, protection, approvals);
  } else {
    for (const pointer of ['/protections/environment', '/approvals']) {
      draft.gap({ pointer, reason: 'not-found', needed: 'the name of the job’s environment' });
    }
  }
  return { snapshot: draft.finish(), policy };
}

function evidenceOf(choice: PolicyChoice): ReadonlySet<Evidence> {
  if (!('policy' in choice)) return new Set();
  const later = choice.changedTo ? evidenceFor(choice.changedTo) : [];
  return new Set([...evidenceFor(choice.policy), ...later]);
}

function overviewQuery({ facts, expected, policyAtStart }: ObservationQuery): OverviewQuery {
  const { pipeline } = facts;
  return {
    sha: facts.sha ?? '',
    policyPath: POLICY_PATH,
    before: policyAtStart?.commit ?? pipeline.before,
    workflow: workflowFile(facts),
    environment: expected?.environment,
  };
}

/** `OWNER/REPO/PATH@REF` of the file that holds the job, and its commit. */
function workflowFile({ pipeline }: JobFacts): OverviewQuery['workflow'] {
  const [ref, sha] = pipeline.jobWorkflowRef
    ? [pipeline.jobWorkflowRef, pipeline.jobWorkflowSha]
    : [pipeline.workflowRef, pipeline.workflowSha];
  const [, repository, path] = /^([^/]+\/[^/]+)\/([^@]+)@/.exec(ref ?? '') ?? [];
  return repository && path && sha ? { repository, path, sha } : undefined;
}

async function role(
  access: AccessReader,
  query: ObservationQuery,
  person: Person | undefined,
): Promise<Observed<Person> | undefined> {
  if (!person) return undefined;
  if (person.type === 'bot')
    return { ok: false, reason: 'not-applicable', needed: 'an account of a person: apps hold permissions, not roles' };
  if (query.roles === 'unidentified' && person.id !== undefined) return NOT_OBSERVED;
  return access.person(person.login);
}

function sameAs(a: Person | undefined, b: Person | undefined): boolean {
  return a !== undefined && a.login === b?.login;
}

async function declarationFrom(overview: Overview, query: ObservationQuery): Promise<Observed<Declaration>> {
  const file = workflowFile(query.facts);
  const job = query.facts.pipeline.job;
  if (!overview.workflowFile.ok) return overview.workflowFile;
  if (!file || !job)
    return { ok: false, reason: 'not-available', needed: 'a runner that names the workflow file and the job' };
  return {
    ok: true,
    value: await readDeclaration({ text: overview.workflowFile.value, file: file.path, job, action: query.action }),
  };
}

function keepOverview(draft: SnapshotDraft, overview: Overview): void {
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
function keepClaimed({ snapshot }: SnapshotDraft, claims: OidcClaims): void {
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
function widerOf(
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

function keepPeople(
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

function keepDeclaration(
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
function keepEnvironmentName(
  draft: SnapshotDraft,
  query: ObservationQuery,
  declaration: Observed<Declaration>,
  claims: Observed<OidcClaims>,
): string | null | undefined {
  const { snapshot } = draft;
  const declared = declaration.ok ? declaration.value.environment : undefined;
  const voices = [
    ['oidc', claims.ok ? claims.value.environment : undefined],
    ['workflow-file', declared],
    ['input', claims.ok ? undefined : query.environment],
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

function notApplicable(draft: SnapshotDraft): void {
  for (const pointer of ['/pipeline/environment', '/protections/environment', '/approvals']) {
    draft.gap({ pointer, reason: 'not-applicable', needed: 'a deployment environment' });
  }
}

/** Of the run's approvals only those for the job's own environment: what others are let into is another job's door. */
function keepEnvironment(
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
