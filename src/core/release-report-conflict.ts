import type { ReleaseReport } from '../model/release-report.ts';
import type { BundleSigner } from '../ports.ts';
import { isAgainstPolicy } from './release-report.ts';

/** Run Invocation URI (github.com/sigstore/fulcio, docs/oid-info.md). */
const RUN = '1.3.6.1.4.1.57264.1.21';

/** A report that was proven, with who signed it. */
export interface SignedReport {
  readonly report: ReleaseReport;
  readonly signer: BundleSigner;
}

/**
 * What two reports about one release say differently, in words that go on after “contradict each other”; nothing where
 * both can be true. That one of them names more jobs with proven records, or leaves one out that was the other’s own or
 * had not ended, is no contradiction: it was made at another time.
 */
export function contradictionBetween(one: ReleaseReport, other: ReleaseReport): string | undefined {
  return aboutArtifacts(one, other) ?? aboutJobs(one, other) ?? aboutJobs(other, one);
}

/**
 * The reports that a later attempt of the same run did not make again: the same workflow file looked once more. Both are
 * read from the certificates.
 */
export function currentReports<T extends SignedReport>(reports: readonly T[]): T[] {
  return reports.filter((each) => !reports.some((other) => isLaterAttempt(other.signer, each.signer)));
}

function isLaterAttempt(later: BundleSigner, earlier: BundleSigner): boolean {
  if (later.kind !== 'certificate' || earlier.kind !== 'certificate' || later.identity !== earlier.identity)
    return false;
  const [one, other] = [attemptOf(later.claims[RUN]), attemptOf(earlier.claims[RUN])];
  return one !== undefined && other !== undefined && one.run === other.run && one.attempt > other.attempt;
}

function attemptOf(address = ''): { readonly run: string; readonly attempt: number } | undefined {
  const [, run, attempt] = /^(.+)\/attempts\/(\d{1,9})$/.exec(address) ?? [];
  return run === undefined ? undefined : { run, attempt: Number(attempt) };
}

function aboutArtifacts(one: ReleaseReport, other: ReleaseReport): string | undefined {
  const [first, second] = [one.release.artifacts, other.release.artifacts];
  const strange = [...notIn(first, second), ...notIn(second, first)];
  const [named] = strange;
  if (!named) return undefined;
  const more = strange.length > 1 ? ` and ${strange.length - 1} more` : '';
  return `about the released files: only one of them names ${named.name} (sha256:${named.sha256.slice(0, 12)}…)${more}`;
}

function notIn(files: ReleaseReport['release']['artifacts'], others: ReleaseReport['release']['artifacts']) {
  const known = new Set(others.map(({ sha256 }) => sha256));
  return files.filter(({ sha256 }) => !known.has(sha256));
}

interface Standing {
  readonly title: string;
  readonly verdict: string;
  readonly digest?: string;
}

/** Verdicts that a report may have of a job of which another one says that its record is proven, or says nothing. */
const SILENT: ReadonlySet<string> = new Set(['verified', 'left out', 'not named']);

const NOT_NAMED: Standing = { title: '', verdict: 'not named' };

function aboutJobs(one: ReleaseReport, other: ReleaseReport): string | undefined {
  const others = standingsIn(other);
  for (const [id, { title, verdict, digest }] of standingsIn(one)) {
    const there = others.get(id) ?? NOT_NAMED;
    if (there.verdict !== verdict && !(SILENT.has(verdict) && SILENT.has(there.verdict))) {
      return `about ${title}, which is ${verdict} in one and ${there.verdict} in the other`;
    }
    if (digest !== undefined && there.digest !== undefined && there.digest !== digest) {
      return `about ${title}, of which each names another record`;
    }
  }
  return undefined;
}

function standingsIn({ jobs, missing, excluded }: ReleaseReport): Map<string, Standing> {
  const title = ({ run, job }: Pick<ReleaseReport['missing'][number], 'run' | 'job'>) =>
    `job ${job.name} of run ${run.id}`;
  return new Map<string, Standing>([
    ...excluded.map((each) => [each.recordId, { title: title(each), verdict: 'left out' }] as const),
    ...missing.map((each) => [each.recordId, { title: title(each), verdict: each.why }] as const),
    ...jobs.map((each) => {
      const { recordId, recordDigest: digest, verdict } = each;
      const judged = verdict === 'verified' && isAgainstPolicy(each) ? 'against the policy' : verdict;
      return [recordId, { title: title(each), verdict: judged, ...(digest !== undefined && { digest }) }] as const;
    }),
  ]);
}
