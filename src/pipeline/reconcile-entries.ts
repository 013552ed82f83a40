import type { BundleFact } from '../core/reconciliation/bundle-fact.ts';
import { readBundleFact } from '../core/reconciliation/bundle-fact.ts';
import { type EntryFact, readEntry } from '../core/reconciliation/entry-fact.ts';
import type { Finding } from '../core/reconciliation/finding.ts';
import type { ReconciledRepository } from '../core/reconciliation/job-fact.ts';
import type { Ledger } from '../core/reconciliation/ledger.ts';
import type { Sample } from '../core/reconciliation/sample.ts';
import { PREDICATE_TYPE } from '../model/predicate-type.ts';
import type { AttestationFinder, LogReader } from '../ports.ts';
import { sideBySide } from '../side-by-side.ts';
import { proveCopy, type StoredQuestion } from './verify-stored.ts';

const SIGNED: readonly string[] = ['end', 'collector'];

/** A store that is read, by the name of its sink. */
export interface ReconciledStore {
  readonly sink: string;
  readonly reader: LogReader;
  /** Its sink is to have some records only. */
  readonly isPartial: boolean;
}

/** A signed record whose attestation is to be looked for. */
export interface Attested {
  readonly subject: string;
  readonly recordId: string;
  readonly phase: string;
}

/** What signatures are proven with, and by whom records must have been signed. */
export type Signatures = NonNullable<StoredQuestion['signatures']>;

export interface EntriesOptions {
  readonly stores: readonly ReconciledStore[];
  readonly repository: ReconciledRepository;
  readonly from: number;
  readonly until: number;
  /** Left out: signatures are not looked at. */
  readonly signatures: Signatures | undefined;
  /** Given signed records to choose from, where attestations are to be looked for. */
  readonly sample: Sample<Attested> | undefined;
  readonly onProgress: (copies: number) => void;
}

/** How many ends and collectors’ records of known jobs have no bundle, and how many copies are proven. */
interface SignatureCounts {
  readonly unsigned: number;
  readonly proven: number;
}

/** Reads every copy of a time into the ledger; yields what is wrong with one by itself. */
export async function* readEntries(
  ledger: Ledger,
  { stores, repository, from, until, signatures, sample, onProgress }: EntriesOptions,
  signal: AbortSignal,
): AsyncGenerator<Finding, SignatureCounts> {
  const span = { from: new Date(from), until: new Date(until), read: 'whole' } as const;
  let copies = 0;
  let unsigned = 0;
  let proven = 0;
  for (const [index, { reader, sink }] of stores.entries()) {
    for await (const entry of reader.list(span, signal)) {
      onProgress(++copies);
      const read = readEntry(entry, repository);
      const isProvable = SIGNED.includes(read.phase) && !read.altered && !read.isForeign;
      const proof = signatures && isProvable ? await proveCopy(entry, signatures) : undefined;
      signal.throwIfAborted();
      if (proof?.verdict === 'proven') proven++;
      const fact = proof?.verdict === 'proven' ? { ...read, isProven: true as const } : read;
      yield* ledger.addEntry(fact, index);
      if (proof?.verdict === 'refused') yield notGenuine(fact, proof.why, { repository, sink, ledger });
      if (!SIGNED.includes(fact.phase) || !ledger.jobOf(fact.recordId)) continue;
      if (entry.bundle === undefined) unsigned++;
      else if (sample && !fact.altered) {
        sample.offer(fact.digest, {
          subject: '',
          recordId: fact.recordId,
          phase: fact.phase,
          ...subjectOf(entry.bundle),
        });
      }
    }
  }
  return { unsigned, proven };
}

function notGenuine(
  { recordId, phase, location }: EntryFact,
  why: string,
  { repository, sink, ledger }: Pick<EntriesOptions, 'repository'> & { readonly sink: string; readonly ledger: Ledger },
): Finding {
  const job = ledger.jobOf(recordId);
  const says = `What is stored as a job’s ${phase} is not what a job or a believed collector signed: ${why}`;
  return {
    kind: 'not-genuine',
    says,
    repository: repository.name,
    recordId,
    phase,
    store: sink,
    location,
    ...(job && { job }),
  };
}

function subjectOf(bundle: string): { readonly subject: string } | undefined {
  const fact = readBundleFact(bundle);
  return fact && { subject: fact.subject };
}

/** Looks for the attestations of the records that were chosen. */
export async function judgeAttestations(
  ledger: Ledger,
  {
    repository,
    sample,
    finder,
    parallel,
    onProgress,
  }: Pick<EntriesOptions, 'repository'> & {
    readonly sample: Sample<Attested>;
    readonly finder: AttestationFinder;
    readonly parallel: number;
    readonly onProgress: (done: number, of: number) => void;
  },
  signal: AbortSignal,
): Promise<Finding[]> {
  const chosen = sample.values().filter(({ subject }) => subject !== '');
  let done = 0;
  const found = await sideBySide(chosen, parallel, async ({ subject, recordId, phase }): Promise<Finding[]> => {
    const isThere = await hasOne(finder.find(subject, PREDICATE_TYPE, signal));
    onProgress(++done, chosen.length);
    if (isThere) return [];
    const job = ledger.jobOf(recordId);
    const says = `The log holds the signed ${phase}, and GitHub has no attestation of it (${subject}): it was deleted, or never stored.`;
    return [{ kind: 'attestation-missing', says, repository: repository.name, recordId, phase, ...(job && { job }) }];
  });
  return found.flat();
}

async function hasOne(bundles: AsyncIterable<string>): Promise<boolean> {
  for await (const _ of bundles) return true;
  return false;
}

/** A bundle out of a file. */
export interface FoundBundle extends BundleFact {
  readonly file: string;
}

/** Records that bundles speak about and that no store has, of those of this repository and time. */
export function judgeBundles(
  ledger: Ledger,
  bundles: readonly FoundBundle[],
  { repository, from, until }: Pick<EntriesOptions, 'repository' | 'from' | 'until'>,
): Finding[] {
  return bundles.flatMap(({ file, recordId, phase, server, repositoryId, time, subject }) => {
    const isOurs = repositoryId === repository.id && server.toLowerCase() === repository.server.toLowerCase();
    if (!isOurs || !(time >= from && time < until) || ledger.has(recordId, phase)) return [];
    const job = ledger.jobOf(recordId);
    const says = `A bundle attests the job’s ${phase} (${subject}), and no store has it; its signature was not looked at here.`;
    return [
      { kind: 'not-in-log', says, repository: repository.name, recordId, phase, location: file, ...(job && { job }) },
    ];
  });
}
