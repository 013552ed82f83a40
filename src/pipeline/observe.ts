import { evidenceFor } from '../core/judge.ts';
import type { CheckCustomRules } from '../core/policy.ts';
import { choosePolicy, type PolicyChoice, withoutNamed } from '../core/policy-choice.ts';
import type { Evidence } from '../core/rule.ts';
import { keepClaimed } from '../core/snapshot/claims.ts';
import { keepDeclaration, widerOf } from '../core/snapshot/declaration.ts';
import { AFTER_THE_GATE, keepDestination, wrongDestination } from '../core/snapshot/destination.ts';
import { draftSnapshot } from '../core/snapshot/draft.ts';
import { keepEnvironment, keepEnvironmentName, notApplicable } from '../core/snapshot/environment.ts';
import { keepPeople } from '../core/snapshot/people.ts';
import {
  keepCalledWorkflows,
  keepCommit,
  keepPullRequests,
  keepRef,
  keepResources,
} from '../core/snapshot/repository.ts';
import { keepWorkflowChange, type WorkflowPlace, workflowPlace } from '../core/snapshot/workflow-change.ts';
import { type Declaration, readDeclaration } from '../core/workflow/declaration.ts';
import type { RunningAction } from '../core/workflow/our-step.ts';
import type { DoorlogError } from '../errors.ts';
import type { Snapshot } from '../model/access-record.ts';
import type { OidcClaims } from '../model/oidc-claims.ts';
import { POLICY_PATH } from '../model/policy.ts';
import type { Workspace } from '../model/source.ts';
import type {
  AccessReader,
  Clock,
  JobFacts,
  Observed,
  Overview,
  OverviewQuery,
  PinnedFileReader,
  RepositoryReader,
} from '../ports.ts';
import { createLooks, NOT_WANTED } from './looks.ts';
import { type OrganizationQuery, readOrganizationPolicies } from './organization-look.ts';
import { PER_COLLECTED_JOB, type RequestsLeft, requestBudget } from './request-budget.ts';

/** What is looked with. */
export interface Observers {
  readonly repository: RepositoryReader;
  readonly access: AccessReader;
  /** The claims of a fresh identity token. */
  readonly claims: () => Promise<Observed<OidcClaims>>;
  /** The token's rights by the runner's own log. */
  readonly tokenPermissions: () => Promise<Observed<Readonly<Record<string, 'read' | 'write'>>>>;
  /** What is checked out. */
  readonly workspace: () => Promise<Observed<Workspace>>;
  /** The organisation’s policy, by a token of its own where there is one. */
  readonly organizationPolicy: PinnedFileReader;
  /** Looks at a policy’s own rules before they are used. */
  readonly checkExpressions?: CheckCustomRules;
  /** What is left of the hour’s requests, once a reply has told it. */
  readonly requestsLeft: () => RequestsLeft | undefined;
  readonly clock: Clock;
}

/** What is looked at. */
export interface ObservationQuery {
  readonly facts: JobFacts;
  readonly action: RunningAction;
  /** The environment as the user names it, for one that the workflow file gives as an expression. */
  readonly environment?: string | undefined;
  /** Whether a gate is looking: then the environment is the one that the run is going to, which nobody approved yet. */
  readonly isGate?: boolean | undefined;
  /** What an earlier snapshot found, so that it can be looked at in the first round; a hint, never a fact. */
  readonly expected?: { readonly environment: string; readonly approvals: boolean } | undefined;
  /** Whether the runner offers identity tokens; only in pre nobody else could have planted the offer. */
  readonly idTokenOffered?: boolean | undefined;
  /** The policy by which the start was judged. */
  readonly policyAtStart?: { readonly commit: string; readonly digest: string } | undefined;
  readonly organization?: OrganizationQuery | undefined;
  /** The token's rights as the runner's log showed them at the start, before any step could write to that log. */
  readonly permissionsAtStart?: Readonly<Record<string, 'read' | 'write'>> | undefined;
  /** Requests to GitHub that are to be left for what comes after the looks. */
  readonly reserved: number;
  /** RFC 3339: since when deployments and releases are the job’s; undefined where nothing is over yet. */
  readonly since?: string | undefined;
  /** What was left of the hour’s requests earlier on; a hint. */
  readonly requestsLeft?: RequestsLeft | undefined;
  /** That a collector looks: it takes every look, and reads what the token may do from the job’s own log. */
  readonly isCollector?: boolean | undefined;
}

/** A snapshot, and the policy that was read along with it. */
export interface Observation {
  readonly snapshot: Snapshot;
  readonly policy: PolicyChoice;
  /** What the user has to mend in what a gate was told. */
  readonly mistake?: DoorlogError | undefined;
}

/**
 * Takes a snapshot in two rounds: what needs nothing but the runner's word side by side, then what the workflow file and
 * the policy ask for. At most 5 requests to GitHub, fewer where its rate limit is low. Never raises for what a service
 * does: that leaves gaps.
 */
export async function observe(observers: Observers, query: ObservationQuery): Promise<Observation> {
  const { facts, expected } = query;
  const draft = draftSnapshot(facts, observers.clock.now());
  const budget = requestBudget(
    query.reserved + 1,
    () => observers.requestsLeft() ?? query.requestsLeft,
    query.isCollector ? PER_COLLECTED_JOB : undefined,
  );
  const organization = readOrganizationPolicies(observers.organizationPolicy, budget, query.organization ?? {});
  const look = createLooks(observers.access, budget, facts);
  const [overview, claims, tokenPermissions, workspace, earlyApprovals, earlyRoles] = await Promise.all([
    observers.repository.overview(overviewQuery(query)),
    observers.claims(),
    observers.tokenPermissions(),
    observers.workspace(),
    expected?.approvals ? look.approvals() : undefined,
    // What was low may have been filled up since: then the roles wait for a reply that tells.
    budget.isLow() ? undefined : look.roles(),
  ]);
  budget.spend((overview.requests ?? 1) - 1);
  const [chosen, declaration] = await Promise.all([
    choosePolicy(
      overview,
      facts.pipeline.repository ?? '',
      { sha: facts.pipeline.sha, ref: facts.pipeline.ref, policyAtStart: query.policyAtStart },
      { ...organization, check: observers.checkExpressions },
    ),
    declarationFrom(overview, query),
  ]);
  const isGiven = organization.demanded !== undefined;
  const isNamed = declaration.ok && declaration.value.namesOrganizationPolicy === true;
  const policy = isNamed && !isGiven ? withoutNamed(chosen, facts.pipeline.repository ?? '') : chosen;

  keepCommit(draft, overview);
  keepPullRequests(draft, overview);
  keepRef(draft, overview);
  if (query.since !== undefined) keepResources(draft, overview);
  draft.take('/source/workspace', 'git', workspace, (value) => {
    draft.snapshot.source = { ...draft.snapshot.source, workspace: value };
  });
  draft.take('/access/oidc/claims', 'oidc', claims, (value) => {
    draft.snapshot.access.oidc = { available: true, claims: value };
    keepClaimed(draft, value);
  });
  if (!claims.ok) draft.snapshot.access.oidc = { available: claims.reason !== 'not-available' };
  keepDeclaration(draft, declaration, {
    look: widerOf(tokenPermissions, query.permissionsAtStart),
    from: query.isCollector ? 'job-log' : 'worker-log',
    idTokenOffered: query.idTokenOffered,
  });
  await keepWorkflowChange(draft, overview, workflowPlace(facts.pipeline));
  const environment = query.isGate
    ? keepDestination(draft, query.environment, declaration)
    : keepEnvironmentName(draft, query.environment, declaration, claims);
  const isWanted = query.isCollector || evidenceOf(policy).has('approvals');
  const askForApprovals = environment && !query.isGate && isWanted;

  const [approvals, roles, protection, run] = await Promise.all([
    earlyApprovals ?? (askForApprovals ? look.approvals() : query.isGate ? AFTER_THE_GATE : NOT_WANTED),
    earlyRoles ?? look.roles(),
    environment ? look.protection(environment, overview) : undefined,
    look.run(draft.snapshot, query.isCollector === true),
  ]);
  keepPeople(draft, { ...roles, grants: overview.grants, run });
  keepCalledWorkflows(draft, run);
  if (environment === null) {
    notApplicable(draft);
  } else if (environment === undefined || protection === undefined) {
    for (const pointer of ['/protections/environment', '/approvals']) {
      draft.gap({ pointer, reason: 'not-found', needed: 'the name of the job’s environment' });
    }
  } else {
    keepEnvironment(draft, environment, protection, approvals);
  }
  const mistake = query.isGate ? wrongDestination(query.environment, declaration) : undefined;
  return { snapshot: draft.finish(), policy, ...(mistake && { mistake }) };
}

function evidenceOf(choice: PolicyChoice): ReadonlySet<Evidence> {
  if (!('policy' in choice)) return new Set();
  const later = choice.changedTo ? evidenceFor(choice.changedTo) : [];
  return new Set([...evidenceFor(choice.policy), ...later]);
}

/** What a snapshot asks the repository for, in one request. */
export function overviewQuery({
  facts,
  expected,
  policyAtStart,
  since,
}: Pick<ObservationQuery, 'facts' | 'expected' | 'policyAtStart' | 'since'>): OverviewQuery {
  const { pipeline, people } = facts;
  const place = workflowPlace(pipeline);
  const persons = [people.initiator, people.rerunner].filter((person) => person && person.type !== 'bot');
  return {
    sha: facts.sha ?? '',
    policyPath: POLICY_PATH,
    before: policyAtStart?.commit ?? pipeline.before,
    workflow: place,
    workflowBefore: place && isOwn(place, pipeline) ? { path: place.path, commit: pipeline.before } : undefined,
    environment: expected?.environment,
    environments: expected === undefined,
    ref: protectedRef(pipeline),
    pullRequests: true,
    pullRequest: pipeline.pullRequest?.number,
    people: [...new Set(persons.flatMap((person) => person?.login ?? []))],
    since,
  };
}

/** Whether a workflow file lies in the job’s own repository. */
function isOwn(place: WorkflowPlace, { repository }: JobFacts['pipeline']): boolean {
  return place.repository.toLowerCase() === repository?.toLowerCase();
}

/** The ref whose rules decide about the change: a merge that GitHub made for trying has none of its own. */
function protectedRef({ ref, pullRequest, mergeGroup }: JobFacts['pipeline']): string | undefined {
  if (mergeGroup?.baseRef) return mergeGroup.baseRef;
  return pullRequest?.baseRef ? `refs/heads/${pullRequest.baseRef}` : ref;
}

/** Of a pull request GitHub tells no merge commit, and of a job no more than the name that it shows. */
const UNNAMED = 'the job’s own record: GitHub’s API does not tell which job of which file it is';

async function declarationFrom(overview: Overview, query: ObservationQuery): Promise<Observed<Declaration>> {
  const file = workflowPlace(query.facts.pipeline);
  const job = query.facts.pipeline.job;
  if (query.isCollector && (!file || !job)) return { ok: false, reason: 'not-available', needed: UNNAMED };
  if (!overview.workflowFile.ok) return overview.workflowFile;
  if (!file || !job)
    return { ok: false, reason: 'not-available', needed: 'a runner that names the workflow file and the job' };
  return {
    ok: true,
    value: await readDeclaration({
      text: overview.workflowFile.value,
      file: file.path,
      job,
      action: query.action,
      isGate: query.isGate,
    }),
  };
}
