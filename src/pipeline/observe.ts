import { evidenceFor } from '../core/judge.ts';
import { choosePolicy, type PolicyChoice } from '../core/policy-choice.ts';
import type { Evidence } from '../core/rule.ts';
import { isSameEnvironment } from '../core/same-environment.ts';
import { draftSnapshot } from '../core/snapshot-draft.ts';
import {
  keepClaimed,
  keepDeclaration,
  keepEnvironment,
  keepEnvironmentName,
  keepOverview,
  keepPeople,
  notApplicable,
  sameAs,
  widerOf,
} from '../core/snapshot-parts.ts';
import { type Declaration, readDeclaration } from '../core/workflow/declaration.ts';
import type { RunningAction } from '../core/workflow/our-step.ts';
import type { Snapshot } from '../model/access-record.ts';
import type { OidcClaims } from '../model/oidc-claims.ts';
import type { Person } from '../model/person.ts';
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
  const environment = keepEnvironmentName(draft, query.environment, declaration, claims);

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
