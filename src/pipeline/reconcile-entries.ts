import type { BundleFact } from '../core/reconciliation/bundle-fact.ts';
import { readBundleFact } from '../core/reconciliation/bundle-fact.ts';
import { readEntry } from '../core/reconciliation/entry-fact.ts';
import type { Finding } from '../core/reconciliation/finding.ts';
import type { ReconciledRepository } from '../core/reconciliation/job-fact.ts';
import type { Ledger } from '../core/reconciliation/ledger.ts';
import type { Sample } from '../core/reconciliation/sample.ts';
import { PREDICATE_TYPE } from '../model/predicate-type.ts';
import type { AttestationFinder, LogReader } from '../ports.ts';
import { sideBySide } from './side-by-side.ts';

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

export interface EntriesOptions {
  readonly stores: readonly ReconciledStore[];
  readonly repository: ReconciledRepository;
  readonly from: number;
  readonly until: number;
  /** Given signed records to choose from, where attestations are to be looked for. */
  readonly sample: Sample<Attested> | undefined;
  readonly onProgress: (copies: number) => void;
}

/** Reads every copy of a time into the ledger; yields what is wrong with one by itself, answers how many ends are unsigned. */
export async function* readEntries(
  ledger: Ledger,
  { stores, repository, from, until, sample, onProgress }: EntriesOptions,
  signal: AbortSignal,
): AsyncGenerator<Finding, number> {
  const span = { from: new Date(from), until: new Date(until), read: 'whole' } as const;
  let copies = 0;
  let unsigned = 0;
  for (const [index, { reader }] of stores.entries()) {
    for await (const entry of reader.list(span, signal)) {
      onProgress(++copies);
      const fact = readEntry(entry, repository);
      yield* ledger.addEntry(fact, index);
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
  return unsigned;
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
