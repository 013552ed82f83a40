import { canonicalize, sha256Hex } from '../../core/canonical.ts';
import {
  type ComparedRelease,
  checkReleaseReport,
  checkReleaseStatement,
  REPORT_FILES,
} from '../../core/release-report-check.ts';
import { contradictionBetween, currentReports, type SignedReport } from '../../core/release-report-conflict.ts';
import { checkReportSigner } from '../../core/release-report-signer.ts';
import type { ToldBundle } from '../../core/told-bundle.ts';
import { type Check, check } from '../../core/verification/check.ts';
import { RELEASE_REPORT_TYPE } from '../../model/predicate-type.ts';
import type { ReleaseReport } from '../../model/release-report.ts';
import type { ProvingPorts } from '../../pipeline/prove-record.ts';
import { verifyArtifact } from '../../pipeline/verify-artifact.ts';
import type { BundleSigner } from '../../ports.ts';
import type { JobLine } from './answer.ts';
import type { AttestedFile } from './outcome.ts';

/** What is known of a release’s access report. */
export interface ProvenReport {
  readonly checks: readonly Check[];
  /** That there is one, and it does not hold. */
  readonly refused: boolean;
  /** That there are several genuine ones, and they contradict each other. */
  readonly isContradicted?: boolean;
  /** Only where every check holds. */
  readonly report?: ReleaseReport;
  /** The bundle that proves it. */
  readonly attested?: AttestedFile;
}

/** What came of one report. */
interface Proof extends ProvenReport {
  /** What somebody who may speak for the release signed about it, even where the release is not in order. */
  readonly genuine?: SignedReport;
}

/** What a genuine report can say of a release that is not in order. */
const TESTIMONY = new Set(['artifacts', 'records', 'report-verdict']);

/**
 * Proves release access reports and holds them against the release; of several the one that holds, unless genuine ones
 * contradict it: any job at the released commit can sign one, and nobody here can tell which of them is honest.
 */
export async function proveReport(
  bundles: readonly ToldBundle[],
  release: ComparedRelease,
  ports: ProvingPorts,
): Promise<ProvenReport> {
  const distinct = new Map(bundles.map((bundle) => [canonicalize(JSON.parse(bundle.json)), bundle]));
  const proofs: Proof[] = [];
  for (const bundle of distinct.values()) proofs.push(await proveOne(bundle, release, ports));
  const current = currentReports(proofs.flatMap((proof) => (proof.genuine ? [{ ...proof.genuine, proof }] : [])));
  const holding = current.find(({ proof }) => proof.report !== undefined);
  if (holding) return contradictedIn(current) ?? holding.proof;
  const open = check('report', 'Release access report');
  return (
    current[0]?.proof ??
    proofs[0] ?? {
      checks: [open.notChecked('The release has none among its files and attestations.')],
      refused: false,
    }
  );
}

function contradictedIn(reports: readonly SignedReport[]): ProvenReport | undefined {
  for (const [index, one] of reports.entries()) {
    for (const other of reports.slice(index + 1)) {
      const about = contradictionBetween(one.report, other.report);
      if (about === undefined) continue;
      const [first, second] = [nameOf(one.signer), nameOf(other.signer)];
      const mend =
        first === second
          ? `made by ${first}; one workflow made both: delete the false one and its attestation.`
          : `made by ${first} and ${second}; name who should have made it by --workflow or --identity.`;
      const open = check('report-conflict', 'Release access reports');
      const sentence = `Two genuine reports contradict each other ${about}; they were ${mend}`;
      return { checks: [open.failed(sentence)], refused: false, isContradicted: true };
    }
  }
  return undefined;
}

function nameOf(signer: BundleSigner): string {
  return signer.kind === 'certificate' ? signer.identity : `the key ${signer.fingerprint}`;
}

async function proveOne(
  { json, predicate }: ToldBundle,
  release: ComparedRelease,
  { verifier, expected }: ProvingPorts,
): Promise<Proof> {
  const answer = await verifyArtifact(
    {
      artifact: { name: 'the report', digest: `sha256:${sha256Hex(canonicalize(predicate))}` },
      bundles: JSON.stringify(JSON.parse(json)),
      expected,
      predicateType: RELEASE_REPORT_TYPE,
    },
    verifier,
  );
  const { signer } = answer;
  const statement = answer.verdict === 'verified' ? checkReleaseStatement(verifier.open(json)) : undefined;
  const compared = statement?.report && checkReleaseReport(statement.report, release);
  const made = statement?.report && signer ? checkReportSigner(signer, statement.report, expected) : [];
  const checks = [...answer.checks, ...(statement?.checks ?? []), ...made, ...(compared?.checks ?? [])];
  const failed = checks.filter(({ status }) => status === 'failed');
  const shown = [...new Map(checks.map((each) => [each.id, each])).values()].map((each) => ({
    ...each,
    id: `report-${each.id}`,
    title: `Report: ${each.title}`,
  }));
  const proof = { checks: shown, refused: failed.length > 0 };
  const isBelieved = made.some(({ id, status }) => id === 'made-by' && status === 'ok');
  if (!isBelieved || !compared?.report || !signer || failed.some(({ id }) => !TESTIMONY.has(id))) return proof;
  const genuine = { report: compared.report, signer };
  if (proof.refused) return { ...proof, genuine };
  const sha256 = sha256Hex(canonicalize(predicate));
  const attested = { name: REPORT_FILES.json, sha256, predicateType: RELEASE_REPORT_TYPE, json };
  return { ...proof, genuine, report: compared.report, attested };
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
