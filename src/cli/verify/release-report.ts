import { canonicalize, sha256Hex } from '../../core/canonical.ts';
import {
  type ComparedRelease,
  checkReleaseReport,
  checkReleaseStatement,
  REPORT_FILES,
} from '../../core/release-report-check.ts';
import { checkReportSigner } from '../../core/release-report-signer.ts';
import type { ToldBundle } from '../../core/told-bundle.ts';
import { type Check, check } from '../../core/verification/check.ts';
import { RELEASE_REPORT_TYPE } from '../../model/predicate-type.ts';
import type { ReleaseReport } from '../../model/release-report.ts';
import type { ProvingPorts } from '../../pipeline/prove-record.ts';
import { verifyArtifact } from '../../pipeline/verify-artifact.ts';
import type { JobLine } from './answer.ts';
import type { AttestedFile } from './outcome.ts';

/** What is known of a release’s access report. */
export interface ProvenReport {
  readonly checks: readonly Check[];
  /** That there is one, and it does not hold. */
  readonly refused: boolean;
  /** Only where every check holds. */
  readonly report?: ReleaseReport;
  /** The bundle that proves it. */
  readonly attested?: AttestedFile;
}

/** Proves a release access report and holds it against the release; of several the one that holds. */
export async function proveReport(
  bundles: readonly ToldBundle[],
  release: ComparedRelease,
  ports: ProvingPorts,
): Promise<ProvenReport> {
  const distinct = [...new Map(bundles.map((bundle) => [canonicalize(bundle.predicate), bundle])).values()];
  let worst: ProvenReport | undefined;
  for (const bundle of distinct) {
    const proof = await proveOne(bundle, release, ports);
    if (proof.report) return proof;
    worst ??= proof;
  }
  const open = check('report', 'Release access report');
  return (
    worst ?? { checks: [open.notChecked('The release has none among its files and attestations.')], refused: false }
  );
}

async function proveOne(
  { json, predicate }: ToldBundle,
  release: ComparedRelease,
  { verifier, expected }: ProvingPorts,
): Promise<ProvenReport> {
  const answer = await verifyArtifact(
    {
      artifact: { name: 'the report', digest: `sha256:${sha256Hex(canonicalize(predicate))}` },
      bundles: JSON.stringify(JSON.parse(json)),
      expected,
      predicateType: RELEASE_REPORT_TYPE,
    },
    verifier,
  );
  const isSigned = answer.verdict === 'verified';
  const statement = isSigned ? checkReleaseStatement(verifier.open(json)) : undefined;
  const compared = statement?.report && checkReleaseReport(statement.report, release);
  const made = statement?.report && answer.signer ? checkReportSigner(answer.signer, statement.report, expected) : [];
  const checks = [...answer.checks, ...(statement?.checks ?? []), ...made, ...(compared?.checks ?? [])];
  const isBelieved = made.some(({ id, status }) => id === 'made-by' && status === 'ok');
  const refused = checks.some(({ status }) => status === 'failed');
  const shown = [...new Map(checks.map((each) => [each.id, each])).values()].map((each) => ({
    ...each,
    id: `report-${each.id}`,
    title: `Report: ${each.title}`,
  }));
  if (refused || !isBelieved || !compared?.report) return { checks: shown, refused };
  const sha256 = sha256Hex(canonicalize(predicate));
  const attested = { name: REPORT_FILES.json, sha256, predicateType: RELEASE_REPORT_TYPE, json };
  return { checks: shown, refused, report: compared.report, attested };
}

const LEFT_OUT = {
  'this-job': 'The release access report leaves it out: it is the job that made the report.',
  'still-running': 'The release access report leaves it out: it had not ended yet.',
  'except-jobs': 'The release access report leaves it out: the release workflow names it in except-jobs.',
} as const satisfies Record<ReleaseReport['excluded'][number]['why'], string>;

/** Jobs of which nothing is at hand, as a genuine report tells of them: it was made by who had the records. */
export function withReport(lines: readonly JobLine[], { report }: ProvenReport): JobLine[] {
  const told = new Map(report?.jobs.map((job) => [job.recordId, job.verdict]));
  const excluded = new Map(report?.excluded.map((job) => [job.recordId, job.why]));
  return lines.map((line) => {
    if (line.verdict !== 'unknown') return line;
    const why = excluded.get(line.recordId);
    if (why !== undefined) return { ...line, verdict: 'left-out', detail: LEFT_OUT[why] };
    return told.get(line.recordId) === 'verified'
      ? {
          ...line,
          verdict: 'verified',
          detail: 'The release access report says that its record was proven; the record itself is not at hand.',
        }
      : line;
  });
}
