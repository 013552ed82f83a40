import type { ToldAlert } from '../core/alert-choice.ts';
import { digestOf } from '../core/canonical.ts';
import { type CloudFacts, withCloud } from '../core/cloud-facts.ts';
import { isRefused } from '../core/judge.ts';
import { type MadeArtifacts, withArtifacts } from '../core/made-artifacts.ts';
import { policyDrift } from '../core/policy-drift.ts';
import { type Problem, problemOf, problemsFail } from '../core/problem.ts';
import { revealed } from '../core/pseudonyms.ts';
import { endRecord, type RecordHead } from '../core/record.ts';
import { isWanted } from '../core/sink-filter.ts';
import { verdictFor } from '../core/verdict.ts';
import type { AccessRecord, CheckpointLink, Outcome, StartLink } from '../model/access-record.ts';
import type { Configuration } from '../model/configuration.ts';
import type { LogEntry, Sink } from '../ports.ts';
import { withAttested } from './attested-entry.ts';
import { customJudgements } from './custom-rules.ts';
import {
  entryFor,
  type HookPorts,
  type HookResult,
  problemsOfAlerts,
  problemsOfDeliveries,
  problemsOfGaps,
  showable,
  strictnessOf,
} from './hook.ts';
import { type ObservationQuery, observe } from './observe.ts';
import { refusalStands } from './refusal-stands.ts';
import { type Sealed, type SealPorts, seal } from './seal.ts';
import { UNTIL } from './until.ts';

/** What the end works with beside what both hooks do. */
export interface EndPorts extends HookPorts, SealPorts {
  /** What the job made: the attestation speaks about it too. Never raises. */
  readonly made: () => Promise<MadeArtifacts>;
}

/** The start of the job, as it came by way of the job's own state. */
export interface Beginning {
  /** The start event, as its log view. */
  readonly start: AccessRecord;
  /** Names of the sinks that had it in time. */
  readonly announcedTo: readonly string[];
  /** What people were told of at once, or still have to be. */
  readonly alerted: readonly ToldAlert[];
}

/** What the checkpoints of the job left; untrusted. */
export interface CheckpointsLeft {
  readonly links: readonly CheckpointLink[];
  readonly cloud: CloudFacts;
  /** Their records, some of which a store may not have. */
  readonly entries: readonly LogEntry[];
}

/** What an end is made of. */
export interface EndInput {
  readonly head: RecordHead;
  readonly configuration: Configuration;
  readonly query: ObservationQuery;
  readonly outcome: Outcome | undefined;
  /** What the start left; untrusted. */
  readonly beginning: Beginning | undefined;
  readonly checkpoints: CheckpointsLeft;
  /** Whether the start could not use the list of log stores and said so. */
  readonly wereSinksRefused: boolean;
  readonly problems: readonly Problem[];
}

/** The start failed the job for it; at the end it is the reason why records are left. */
const REFUSED_SINKS: Problem = {
  kind: 'service',
  code: 'input-invalid',
  message:
    'No log store got the records of this job, because the list of sinks can’t be used; see what was said of it.',
};

/** What an end leaves behind. */
export type EndResult = HookResult & Sealed;

/**
 * Takes the end snapshot, compares it with the start, judges, signs, attests and delivers, and only then says whether the
 * job is to be failed: a refused job is the one whose record matters most.
 */
export async function end(ports: EndPorts, input: EndInput): Promise<EndResult> {
  const { configuration, beginning } = input;
  const [{ snapshot: seen, policy }, { sinks, problems: sinkProblems }, made, handover, alerts] = await Promise.all([
    observe(ports.observers, input.query),
    ports.sinks(),
    ports.made(),
    ports.handover(),
    ports.alerts?.(),
  ]);
  const problems: Problem[] = [
    ...input.problems,
    ...sinkProblems,
    ...made.problems,
    ...handover.problems,
    ...(alerts?.problems ?? []),
    ...('error' in policy ? [problemOf(policy.error)] : []),
  ];

  // Before anything is compared: the start was kept without its secrets too.
  const snapshot = ports.redact(withArtifacts(withCloud(seen, input.checkpoints.cloud), made));
  const signer = ports.signer({ visibility: snapshot.pipeline.visibility, environment: snapshot.pipeline.environment });
  const link = beginning && linkTo(beginning, sinks);
  const record = endRecord(ports.redact(input.head), snapshot, {
    outcome: input.outcome,
    start: beginning && revealed(beginning.start),
    link,
    checkpoints: input.checkpoints.links,
    signing: 'gap' in signer ? signer : { instance: signer.instance },
  });
  record.drift.push(...policyDrift(policy, beginning?.start.policy));
  const known = await customJudgements(ports.custom, policy, record);
  const verdict = verdictFor(record, policy, strictnessOf(configuration), known);
  return refusalStands(verdict, async () => {
    const judged = withPseudonyms(ports, beginning, { ...record, policy: verdict }, problems);
    problems.push(...problemsOfGaps(record));

    const earlier = await earlierEntries(input, sinks);
    const before = (sink: Sink | undefined) => entriesBefore(sink, input, earlier);
    const hasUnmade = sinkProblems.length > 0 || input.wereSinksRefused;
    if (input.wereSinksRefused) problems.push(REFUSED_SINKS);
    const [sealed, raised] = await Promise.all([
      seal(ports, { record: judged, signer, configuration, sinks, hasUnmade, before }, problems),
      alerts?.raise({
        record: judged,
        verdict: judged.policy ?? verdict,
        before: beginning && { told: beginning.alerted, start: beginning.start },
        timeout: configuration.deliveryTimeout,
        signal: ports.interruption?.after(UNTIL.delivering),
      }),
    ]);
    problems.push(...problemsOfDeliveries(sealed.deliveries, sinks), ...problemsOfAlerts(raised));
    return {
      ...sealed,
      ...(raised && { alerts: raised.notices }),
      verdict: judged.policy ?? verdict,
      problems: showable(problems, ports),
      refused: isRefused(verdict) || problemsFail(problems, verdict),
    };
  });
}

/** Once it is judged: rules compare people as they are. */
function withPseudonyms(
  { pseudonyms }: Pick<EndPorts, 'pseudonyms'>,
  beginning: Beginning | undefined,
  record: AccessRecord,
  problems: Problem[],
): AccessRecord {
  if (pseudonyms.isAsked) return pseudonyms.hide(record);
  if (!beginning?.start.pseudonyms) return record;
  problems.push({
    // A nested action's end may be given no inputs at all, which its user can't mend.
    kind: 'service',
    code: 'input-invalid',
    message:
      'The input “pseudonym-key” was there at the start and is not at the end, so people have pseudonyms that no other record has; give the key to the whole job.',
  });
  return pseudonyms.hide(record);
}

function linkTo({ start, announcedTo }: Beginning, sinks: readonly Sink[]): StartLink {
  const wanting = sinks.filter(({ filter }) => isWanted(filter, { phase: start.phase, document: start }));
  const isLate = wanting.some(({ name }) => !announcedTo.includes(name));
  return { digest: digestOf(start), announced: wanting.length === 0 ? 'nowhere' : isLate ? 'late' : 'announced' };
}

/**
 * The start event goes first to every store that may not have it; its key makes a second copy impossible. A file that had
 * it may have been removed since. Then the checkpoints, of which the spool knows who has them.
 */
function entriesBefore(sink: Sink | undefined, { beginning }: EndInput, earlier: EarlierEntries): LogEntry[] {
  const mayLackStart = beginning && (!sink || sink.idempotent || !beginning.announcedTo.includes(sink.name));
  return [...(mayLackStart ? earlier.start : []), ...earlier.checkpoints];
}

/** What the job logged before its end. */
interface EarlierEntries {
  readonly start: readonly LogEntry[];
  readonly checkpoints: readonly LogEntry[];
}

async function earlierEntries({ beginning, checkpoints }: EndInput, sinks: readonly Sink[]): Promise<EarlierEntries> {
  const start = beginning && entryFor(beginning.start, beginning.start.observedAt.start ?? '');
  return {
    start: start ? [await withAttested(start, sinks)] : [],
    checkpoints: await Promise.all(checkpoints.entries.map((entry) => withAttested(entry, sinks))),
  };
}
