import { canonicalize, sha256Hex } from '../core/canonical.ts';
import { commit, type Views } from '../core/commitment.ts';
import { type Problem, problemOf } from '../core/problem.ts';
import type { AccessRecord, Gap } from '../model/access-record.ts';
import type { Configuration } from '../model/configuration.ts';
import type { Visibility } from '../model/visibility.ts';
import type { AttestationStore, LogEntry, SignedBundle, Sink, Undelivered } from '../ports.ts';
import { deliver, type EntryDelivery, isStored } from './deliver.ts';
import { entryFor, type HookPorts } from './hook.ts';
import type { RecordSigner } from './record-signer.ts';
import { UNTIL } from './until.ts';

/** What a finished record is signed and handed on with. */
export interface SealPorts
  extends Pick<HookPorts, 'artifacts' | 'handover' | 'interruption' | 'logger' | 'salt' | 'spool'> {
  /** Chooses the Sigstore for a record once its visibility and environment are known. */
  readonly signer: (record: {
    visibility: Visibility | undefined;
    environment: string | undefined;
  }) => RecordSigner | { readonly gap: Gap };
  readonly attestations: AttestationStore;
  /** Keeps the record and its bundle as files; answers their paths. */
  readonly keep: (files: { record: string; bundle?: string }) => Promise<{ record: string; bundle?: string }>;
}

/** A judged record on its way out. */
export interface Sealing {
  readonly record: AccessRecord;
  readonly signer: RecordSigner | { readonly gap: Gap };
  readonly configuration: Pick<Configuration, 'deliveryTimeout'>;
  readonly sinks: readonly Sink[];
  /** Whether there are log stores that could not be made: nobody knows what they lack, so they lack everything. */
  readonly hasUnmade: boolean;
  /** What a sink is to have before the record, or one that could not be made. */
  readonly before?: (sink: Sink | undefined) => readonly LogEntry[];
}

/** A record that was signed as far as it could be, and handed on. */
export interface Sealed {
  readonly views: Views;
  readonly recordDigest: string;
  /** Where the files are; left out where they could not be written. */
  readonly paths?: { readonly record: string; readonly bundle?: string };
  readonly bundle?: SignedBundle;
  readonly attestation?: { readonly id: string; readonly url: string };
  readonly deliveries: readonly EntryDelivery[];
  /** Left out where every log store has everything that it wants. */
  readonly undelivered?: Undelivered;
}

/** Signs a record, attests it, keeps it as files and delivers it. Never raises: what failed goes to `problems`. */
export async function seal(ports: SealPorts, sealing: Sealing, problems: Problem[]): Promise<Sealed> {
  const { record, signer } = sealing;
  const views = commit(record, ports.salt());
  const text = canonicalize(views.attested);
  const recordDigest = sha256Hex(text);
  const signed = 'gap' in signer ? undefined : await attempt(problems, () => signer.sign(views.attested, text));
  const uploading = signed && attempt(problems, () => ports.attestations.upload(signed.json));
  const isWanted = !('gap' in signer && signer.gap.reason === 'not-asked');
  const [attestation, paths, { deliveries, undelivered }] = await Promise.all([
    uploading,
    attempt(problems, () => ports.keep({ record: text, ...(signed && { bundle: signed.json }) })),
    deliverAll(ports, sealing, { views, recordDigest, signed, problems }),
    isWanted ? leaveWhatIsNotAttested(ports, problems, record.recordId, { text, signed, uploading }) : undefined,
  ]);
  return {
    views,
    deliveries,
    recordDigest,
    ...(paths && { paths }),
    ...(signed && { bundle: signed }),
    ...(attestation && { attestation }),
    ...(undelivered && { undelivered }),
  };
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

async function deliverAll(
  ports: SealPorts,
  { record, configuration, sinks, hasUnmade, before }: Sealing,
  {
    views,
    recordDigest,
    signed,
    problems,
  }: Pick<Sealed, 'views' | 'recordDigest'> & { signed: SignedBundle | undefined; problems: Problem[] },
): Promise<Pick<Sealed, 'deliveries' | 'undelivered'>> {
  const { spool, logger, interruption } = ports;
  const options = {
    spool,
    timeout: configuration.deliveryTimeout,
    logger,
    ...(interruption && { signal: interruption.after(UNTIL.delivering) }),
  };
  const time = views.log.observedAt.end ?? views.log.observedAt.collector ?? '';
  const isAttestedAsked = sinks.some(({ needsAttested }) => needsAttested);
  const entry: LogEntry = {
    ...entryFor(views.log, time, signed?.json),
    ...(isAttestedAsked && { attested: views.attested }),
    subjectDigest: recordDigest,
  };
  const lists = sinks.map((sink) => [...(before?.(sink) ?? []), entry]);
  const bySink = await Promise.all(
    sinks.map((sink, index) => deliver(lists[index] ?? [], { ...options, sinks: [sink], isDoubted: isStart })),
  );
  const deliveries = bySink.flat();
  if (deliveries.every(isStored) && !hasUnmade) return { deliveries };
  const { handOver } = await import('./hand-over.ts');
  const shown: LogEntry = {
    ...entryFor(views.attested, time, signed?.json),
    view: 'attested',
    subjectDigest: recordDigest,
  };
  const undelivered = await handOver(
    ports,
    {
      name: `doorlog-undelivered-${record.recordId.slice(0, 16)}`,
      entries: hasUnmade
        ? [...(before?.(undefined) ?? []), entry]
        : [...new Map(lists.flat().map((each) => [each.digest, each])).values()],
      hasUnmade,
      deliveries,
      made: new Map([[entry.digest, shown]]),
    },
    problems,
  );
  return { deliveries, ...(undelivered && { undelivered }) };
}

/**
 * What could not be attested is left as an artifact: with its bundle where only the upload failed, and else for a
 * collector that trusts nothing in it. The record id is in its name because all jobs of a run share their artifacts'
 * names, and a name that is taken is refused.
 */
async function leaveWhatIsNotAttested(
  { artifacts }: SealPorts,
  problems: Problem[],
  recordId: string,
  {
    text,
    signed,
    uploading,
  }: { text: string; signed: SignedBundle | undefined; uploading: Promise<unknown> | undefined },
): Promise<void> {
  if (!artifacts || (await uploading) !== undefined) return;
  const name = `doorlog-${signed ? '' : 'unsigned-'}record-${recordId.slice(0, 16)}`;
  const bundle = signed && { 'bundle.sigstore.json': signed.json };
  await attempt(problems, () => artifacts.upload(name, { 'access-record.json': text, ...bundle }));
}

/** Whoever has it by the job's state is not sent it; what lies in the spool is easier to write for another step. */
function isStart({ phase }: LogEntry): boolean {
  return phase === 'start';
}
