import { canonicalize, digestOf, sha256Hex } from '../core/canonical.ts';
import { type CloudFacts, withCloud } from '../core/cloud-facts.ts';
import { commit, type Views } from '../core/commitment.ts';
import { isRefused } from '../core/judge.ts';
import { type MadeArtifacts, withArtifacts } from '../core/made-artifacts.ts';
import type { PolicyChoice } from '../core/policy-choice.ts';
import { type Problem, problemOf, problemsFail } from '../core/problem.ts';
import { revealed } from '../core/pseudonyms.ts';
import { endRecord, type RecordHead } from '../core/record.ts';
import { verdictFor } from '../core/verdict.ts';
import type { AccessRecord, CheckpointLink, Drift, Gap, Outcome, StartLink } from '../model/access-record.ts';
import type { Configuration } from '../model/configuration.ts';
import type { Visibility } from '../model/visibility.ts';
import type { ArtifactStore, AttestationStore, LogEntry, SignedBundle, Sink } from '../ports.ts';
import { deliver, type EntryDelivery } from './deliver.ts';
import {
  entryFor,
  type HookPorts,
  type HookResult,
  problemsOfDeliveries,
  problemsOfGaps,
  showable,
  strictnessOf,
} from './hook.ts';
import { type ObservationQuery, observe } from './observe.ts';
import type { RecordSigner } from './record-signer.ts';

/** What the end works with beside what both hooks do. */
export interface EndPorts extends HookPorts {
  /** A fresh salt, 64 hex digits. */
  readonly salt: () => string;
  /** Chooses the Sigstore for a record once its visibility and environment are known. */
  readonly signer: (record: {
    visibility: Visibility | undefined;
    environment: string | undefined;
  }) => RecordSigner | { readonly gap: Gap };
  /** What the job made: the attestation speaks about it too. Never raises. */
  readonly made: () => Promise<MadeArtifacts>;
  readonly attestations: AttestationStore;
  readonly artifacts: ArtifactStore | undefined;
  /** Keeps the record and its bundle as files; answers their paths. */
  readonly keep: (files: { record: string; bundle?: string }) => Promise<{ record: string; bundle?: string }>;
}

/** The start of the job, as it came by way of the job's own state. */
export interface Beginning {
  /** The start event, as its log view. */
  readonly start: AccessRecord;
  /** Names of the sinks that had it in time. */
  readonly announcedTo: readonly string[];
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
  readonly problems: readonly Problem[];
}

/** What an end leaves behind. */
export interface EndResult extends HookResult {
  readonly views: Views;
  readonly recordDigest: string;
  /** Where the files are; left out where they could not be written. */
  readonly paths?: { readonly record: string; readonly bundle?: string };
  readonly bundle?: SignedBundle;
  readonly attestation?: { readonly id: string; readonly url: string };
}

/**
 * Takes the end snapshot, compares it with the start, judges, signs, attests and delivers, and only then says whether the
 * job is to be failed: a refused job is the one whose record matters most.
 */
export async function end(ports: EndPorts, input: EndInput): Promise<EndResult> {
  const { configuration, beginning } = input;
  const [{ snapshot: seen, policy }, { sinks, problems: sinkProblems }, made] = await Promise.all([
    observe(ports.observers, input.query),
    ports.sinks(),
    ports.made(),
  ]);
  const problems: Problem[] = [
    ...input.problems,
    ...sinkProblems,
    ...made.problems,
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
  const change = policyChange(policy);
  if (change) record.drift.push(change);
  const verdict = verdictFor(record, policy, strictnessOf(configuration));
  const judged = withPseudonyms(ports, beginning, { ...record, policy: verdict }, problems);
  const views = commit(judged, ports.salt());
  const text = canonicalize(views.attested);
  problems.push(...problemsOfGaps(record));

  const signed = 'gap' in signer ? undefined : await attempt(problems, () => signer.sign(views.attested, text));
  const uploading = signed && attempt(problems, () => ports.attestations.upload(signed.json));
  const isWanted = !('gap' in signer && signer.gap.reason === 'not-asked');
  const [attestation, paths, deliveries] = await Promise.all([
    uploading,
    attempt(problems, () => ports.keep({ record: text, ...(signed && { bundle: signed.json }) })),
    deliverAll(ports, input, views, signed, sinks),
    isWanted ? leaveWhatIsNotAttested(ports, problems, record.recordId, { text, signed, uploading }) : undefined,
  ]);
  problems.push(...problemsOfDeliveries(deliveries, sinks));
  return {
    views,
    verdict: judged.policy ?? verdict,
    deliveries,
    problems: showable(problems, ports),
    refused: isRefused(verdict) || problemsFail(problems, verdict),
    recordDigest: sha256Hex(text),
    ...(paths && { paths }),
    ...(signed && { bundle: signed }),
    ...(attestation && { attestation }),
  };
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
  const isLate = sinks.some(({ name }) => !announcedTo.includes(name));
  return { digest: digestOf(start), announced: sinks.length === 0 ? 'nowhere' : isLate ? 'late' : 'announced' };
}

/** Signing and uploading are best effort: what fails is told, and the rest goes on. */
async function attempt<T>(problems: Problem[], action: () => Promise<T>): Promise<T | undefined> {
  try {
    return await action();
  } catch (error) {
    problems.push(problemOf(error));
    return undefined;
  }
}

/**
 * The start event goes first to every store that may not have it; its key makes a second copy impossible. A file that had
 * it may have been removed since. Then the checkpoints, of which the spool knows who has them.
 */
async function deliverAll(
  ports: EndPorts,
  { configuration, beginning, checkpoints }: EndInput,
  views: Views,
  signed: SignedBundle | undefined,
  sinks: readonly Sink[],
): Promise<EntryDelivery[]> {
  const options = { spool: ports.spool, timeout: configuration.deliveryTimeout, logger: ports.logger };
  const entry = entryFor(views.log, views.log.observedAt.end ?? '', signed?.json);
  const start: LogEntry[] = beginning ? [entryFor(beginning.start, beginning.start.observedAt.start ?? '')] : [];
  const bySink = await Promise.all(
    sinks.map((sink) => {
      const again = sink.idempotent || !beginning?.announcedTo.includes(sink.name);
      const entries = [...(again ? start : []), ...checkpoints.entries, entry];
      return deliver(entries, { ...options, sinks: [sink] });
    }),
  );
  return bySink.flat();
}

/**
 * What could not be attested is left as an artifact: with its bundle where only the upload failed, and else for a
 * collector that trusts nothing in it. The record id is in its name because all jobs of a run share their artifacts'
 * names, and a name that is taken is refused.
 */
async function leaveWhatIsNotAttested(
  ports: EndPorts,
  problems: Problem[],
  recordId: string,
  {
    text,
    signed,
    uploading,
  }: { text: string; signed: SignedBundle | undefined; uploading: Promise<unknown> | undefined },
): Promise<void> {
  const { artifacts } = ports;
  if (!artifacts || (await uploading) !== undefined) return;
  const name = `doorlog-${signed ? '' : 'unsigned-'}record-${recordId.slice(0, 16)}`;
  const bundle = signed && { 'bundle.sigstore.json': signed.json };
  await attempt(problems, () => artifacts.upload(name, { 'access-record.json': text, ...bundle }));
}

/** The policy is part of the access state: whoever can replace it while a job runs can let that job through. */
function policyChange(choice: PolicyChoice): Drift | undefined {
  if (!('policy' in choice) || !choice.changedTo) return undefined;
  return {
    pointer: '/policy/policy/digest',
    from: 'start',
    to: 'end',
    before: choice.policy.origin.digest,
    after: choice.changedTo.origin.digest ?? 'none',
  };
}
