import { withAskedFacts } from '../core/asked-facts.ts';
import { disagreementsWith, type SaidRecord } from '../core/collector/disagreements.ts';
import { type CollectedPlace, factsOfJob, type SeenFromOutside } from '../core/collector/job-facts.ts';
import { mayBeInterrupted, outcomeOf } from '../core/collector/outcome.ts';
import { collectorRecord, type FoundRecords } from '../core/collector/record.ts';
import { withinJob, withSetUp, withTraces } from '../core/collector/seen-inside.ts';
import { evidenceFor, type JudgedWith } from '../core/judge.ts';
import type { PolicyChoice } from '../core/policy-choice.ts';
import type { Problem } from '../core/problem.ts';
import type { RecordHead } from '../core/record.ts';
import { verdictFor } from '../core/verdict.ts';
import type { RunningAction } from '../core/workflow/our-step.ts';
import type { AccessRecord, Gap, Snapshot } from '../model/access-record.ts';
import type { Configuration } from '../model/configuration.ts';
import type { Verdict } from '../model/verdict.ts';
import type {
  JobLooks,
  Observed,
  PersonTracer,
  RefKind,
  RunArtifacts,
  SeenJob,
  SeenRun,
  SetUpLog,
  Sink,
} from '../ports.ts';
import { placedIn } from './collected-place.ts';
import { customJudgements } from './custom-rules.ts';
import { recordsIn } from './found-records.ts';
import { type HookPorts, problemsOfAlerts, problemsOfDeliveries, problemsOfGaps, strictnessOf } from './hook.ts';
import type { JobEvidence } from './job-evidence.ts';
import { observe } from './observe.ts';
import type { RunLooks } from './once-per-run.ts';
import type { AlertRaiser } from './raise-alerts.ts';
import { saidIn, unsignedIn } from './said-records.ts';
import { type Sealed, type SealPorts, seal } from './seal.ts';
import { UNTIL } from './until.ts';
import type { AskedStore } from './verify-stored.ts';

/** What one job is collected with. */
export interface CollectJobPorts extends HookPorts, SealPorts {
  readonly jobLooks: JobLooks;
  readonly runArtifacts: RunArtifacts;
}

/** What is the same for all jobs of one attempt of a run. */
export interface CollectedRun {
  readonly place: CollectedPlace;
  readonly run: SeenRun;
  readonly refKind: Observed<RefKind>;
  readonly looks: RunLooks;
  readonly recorder: RecordHead['recorder'];
  readonly action: RunningAction;
  readonly configuration: Configuration;
  readonly stores: readonly AskedStore[];
  readonly sinks: readonly Sink[];
  readonly hasUnmade: boolean;
  readonly alerts: AlertRaiser | undefined;
  /** What is known beside the record; earlier records are read where a rule asks for them. Never raises. */
  readonly knowledge: (policy: PolicyChoice) => Promise<JudgedWith>;
}

/** What a collector recorded of one job. */
export interface CollectedRecord {
  readonly record: AccessRecord;
  readonly verdict: Verdict;
  readonly sealed: Sealed;
  readonly problems: readonly Problem[];
}

/**
 * Observes one job from outside, holds its own records against that, judges, signs, attests, delivers and tells. Raises
 * what the stores' readers raise; what GitHub does not show leaves gaps.
 */
export async function collectJob(
  ports: CollectJobPorts,
  collected: CollectedRun,
  evidence: Pick<JobEvidence, 'job' | 'recordId' | 'stored'>,
  signal: AbortSignal,
): Promise<CollectedRecord> {
  const { configuration, sinks, hasUnmade, alerts, recorder } = collected;
  const { job, recordId } = evidence;
  const [log, notes] = await Promise.all([
    ports.jobLooks.setUpLog(job.id),
    mayBeInterrupted(job) ? ports.jobLooks.interruption(job.id) : undefined,
  ]);
  const { snapshot: seen, policy } = await snapshotOf(ports, collected, job, log);
  const snapshot = ports.redact(seen);
  const { visibility, environment } = snapshot.pipeline;
  const signer = ports.signer({ visibility, environment });
  const { found, said } = await foundFor(ports, collected, evidence, signal);
  const bare = collectorRecord(ports.redact({ recordId, recorder }), snapshot, {
    outcome: outcomeOf(job, notes),
    found,
    signing: 'gap' in signer ? signer : { instance: signer.instance },
  });
  const whole =
    'gap' in found ? bare : { ...bare, disagreements: said.flatMap((each) => disagreementsWith(each, bare)) };
  const [known, custom] = await Promise.all([
    collected.knowledge(policy),
    customJudgements(ports.custom, policy, whole),
  ]);
  const verdict = verdictFor(whole, policy, strictnessOf(configuration), { ...known, ...custom });
  const named = { ...ports.redact(whole), policy: verdict };
  const record = ports.pseudonyms.isAsked ? ports.pseudonyms.hide(named) : named;
  const problems: Problem[] = [
    ...problemsOfGaps(whole),
    ...('error' in policy && policy.error ? [errorOf(policy)] : []),
  ];
  const [sealed, raised] = await Promise.all([
    seal(ports, { record, signer, configuration, sinks, hasUnmade }, problems),
    alerts?.raise({
      record,
      verdict: record.policy ?? verdict,
      timeout: configuration.deliveryTimeout,
      signal: ports.interruption?.after(UNTIL.delivering),
    }),
  ]);
  problems.push(...problemsOfDeliveries(sealed.deliveries, sinks), ...problemsOfAlerts(raised));
  return { record, verdict: record.policy ?? verdict, sealed, problems };
}

function errorOf(policy: PolicyChoice): Problem {
  const { message, code } =
    'error' in policy && policy.error ? policy.error : { message: '', code: 'internal' as const };
  return { kind: code === 'policy-invalid' ? 'mistake' : 'service', code, message };
}

/** Whether a policy has a rule that compares with earlier records. */
export function asksForHistory(choice: PolicyChoice): boolean {
  return 'policy' in choice && evidenceFor(choice.policy).has('history');
}

async function snapshotOf(
  ports: CollectJobPorts,
  { place, run, refKind, looks, action, configuration }: CollectedRun,
  job: SeenJob,
  log: Observed<SetUpLog>,
): Promise<{ readonly snapshot: Snapshot; readonly policy: PolicyChoice }> {
  const since = run.startedAt ?? run.createdAt;
  const bare: SeenFromOutside = { run, job, refKind, log };
  const seen = await placedIn(place, bare, looks.repository, since);
  const { sharedAccounts } = configuration;
  const facts = withAskedFacts(factsOfJob(place, seen), { sharedAccounts }, {}, (text) => text);
  const inside: Observed<never> = { ok: false, reason: 'not-available', needed: 'the job’s own record' };
  const observers = {
    ...ports.observers,
    repository: looks.repository,
    access: looks.access,
    claims: async () => inside,
    tokenPermissions: async () => permissionsIn(log),
    workspace: async () => inside,
  };
  const { snapshot, policy } = await observe(observers, {
    facts,
    action,
    isCollector: true,
    organization: { demanded: configuration.organizationPolicy },
    reserved: 0,
    since,
  });
  const traced = looks.tracer ? withTraces(snapshot, await tracesOf(snapshot, looks.tracer, since)) : snapshot;
  return { snapshot: withinJob(withSetUp(traced, job, log), job), policy };
}

function permissionsIn(log: Observed<SetUpLog>): Observed<NonNullable<SetUpLog['permissions']>> {
  if (!log.ok) return log;
  const { permissions } = log.value;
  return permissions
    ? { ok: true, value: permissions }
    : { ok: false, reason: 'not-available', needed: 'a log in which the runner tells the token’s permissions' };
}

async function tracesOf({ people }: Snapshot, tracer: PersonTracer, until: string) {
  const look = async (who: 'initiator' | 'rerunner') => {
    const person = people[who];
    if (!person || person.type === 'bot') return undefined;
    return tracer.traces({ login: person.login, id: person.id, until });
  };
  const [initiator, rerunner] = await Promise.all([look('initiator'), look('rerunner')]);
  return { ...(initiator && { initiator }), ...(rerunner && { rerunner }) };
}

async function foundFor(
  ports: CollectJobPorts,
  { run, stores }: CollectedRun,
  { recordId, stored }: Pick<JobEvidence, 'recordId' | 'stored'>,
  signal: AbortSignal,
): Promise<{ readonly found: FoundRecords; readonly said: readonly SaidRecord[] }> {
  const links = recordsIn(stored);
  const hasEnd = links.some(({ phase }) => phase === 'end');
  const left = hasEnd ? undefined : unsignedIn(await ports.runArtifacts.unsignedRecord(run.id, recordId), recordId);
  if (stores.length === 0 && !left) return { found: { gap: NO_STORE }, said: [] };
  const said = await saidIn({ recordId, stored }, links, stores, signal);
  return {
    found: { links: left ? [...links, left.link] : links, disagreements: [] },
    said: left ? [...said, left] : said,
  };
}

const NO_STORE: Omit<Gap, 'pointer'> = {
  reason: 'not-available',
  needed: 'a sink in the input `sinks` that can be read back',
};
