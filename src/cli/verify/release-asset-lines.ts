import { canonicalize, sha256Hex } from '../../core/canonical.ts';
import { isReportFile, REPORT_FILES } from '../../core/release-report-check.ts';
import { isAbout, tellBundles } from '../../core/told-bundle.ts';
import { PREDICATE_TYPE, RELEASE_REPORT_TYPE } from '../../model/predicate-type.ts';
import type { FoundBundle } from '../../pipeline/find-bundles.ts';
import { type ProvenAnswer, recordsInBundles } from '../../pipeline/prove-record.ts';
import { verifyArtifact } from '../../pipeline/verify-artifact.ts';
import type { AssetLine, TargetVerdict } from './answer.ts';
import type { AttestedFile } from './outcome.ts';
import { proveAll } from './prove-all.ts';
import type { ReleaseFile } from './release-files.ts';
import type { ProvenReport } from './release-report.ts';
import type { VerifySettings } from './settings.ts';

/** What is known about a release by the time its files are looked at. */
export interface ReleaseEvidence {
  readonly files: readonly ReleaseFile[];
  /** Bundles by the SHA-256 of the file that they say they are about. */
  readonly found: ReadonlyMap<string, readonly FoundBundle[]>;
  /** Files of which a place that could not be asked may know more. */
  readonly unanswered: ReadonlySet<string>;
  /** Records of the jobs of the release’s commit. */
  readonly jobs: readonly ProvenAnswer[];
  readonly report: ProvenReport;
}

/** A line for each file of a release: who made it, by a record, by the report, or by another attestation. */
export async function assetLines(
  evidence: ReleaseEvidence,
  settings: VerifySettings,
): Promise<{ readonly lines: AssetLine[]; readonly proven: ProvenAnswer[]; readonly attested: AttestedFile[] }> {
  const lines: AssetLine[] = [];
  const more: ProvenAnswer[] = [];
  const attested: AttestedFile[] = [];
  for (const file of evidence.files) {
    const { verdict, detail, proven = [], other } = await lookAt(file, evidence, settings);
    const { asset, sha256 } = file;
    lines.push({ name: asset.name, ...(sha256 !== undefined && { sha256 }), verdict, detail });
    more.push(...proven);
    if (other) attested.push(other);
  }
  const known = new Set(evidence.jobs.map(({ answer }) => answer.sha256));
  const others = new Map(more.map((each) => [each.answer.sha256, each]));
  return { lines, attested, proven: [...others.values()].filter(({ answer }) => !known.has(answer.sha256)) };
}

/** What all files amount to: one that nobody speaks about is missing its proof. */
export function verdictOfAssets(lines: readonly AssetLine[]): TargetVerdict[] {
  return lines.map(({ verdict }) =>
    verdict === 'evidence' ? 'verified' : verdict === 'unknown' ? 'incomplete' : verdict,
  );
}

interface Look extends Pick<AssetLine, 'verdict' | 'detail'> {
  readonly proven?: readonly ProvenAnswer[];
  /** The attestation that speaks for it, where no record does. */
  readonly other?: AttestedFile;
}

async function lookAt(file: ReleaseFile, evidence: ReleaseEvidence, settings: VerifySettings): Promise<Look> {
  const { asset, sha256, toldOtherwise, bundles } = file;
  const { found, jobs, report } = evidence;
  if (toldOtherwise !== undefined) {
    return {
      verdict: 'refused',
      detail: `GitHub tells of sha256:${toldOtherwise}, and what it gave has sha256:${sha256}; download it again, and believe neither while they differ.`,
    };
  }
  if (bundles.length > 0)
    return { verdict: 'evidence', detail: 'It holds bundles, which are looked at by themselves.' };
  if (sha256 === undefined) return { verdict: 'unknown', detail: 'Its digest is not known: GitHub does not say it.' };
  if (isReportFile(asset.name)) return lookAtReport(asset.name, sha256, report);
  const job = jobs.find(({ answer, bundles: own }) => answer.verdict === 'verified' && names(own, sha256));
  if (job) return { verdict: 'verified', detail: `${whose(job)} names it.` };
  const about = found.get(sha256) ?? [];
  const own = about.filter(({ predicateType }) => predicateType === PREDICATE_TYPE);
  const questions = recordsInBundles(own).map((question) => ({
    ...question,
    artifacts: [{ name: asset.name, sha256 }],
  }));
  const proven = await proveAll(questions, settings.ports);
  const holding = proven.find(({ answer }) => answer.verdict === 'verified');
  if (holding) return { verdict: 'verified', detail: `${whose(holding)}, of another commit’s run, names it.`, proven };
  if (report.report?.release.artifacts.some((artifact) => artifact.sha256 === sha256)) {
    return { verdict: 'verified', detail: 'The release access report names it, though no record does.', proven };
  }
  const other = await lookAtOthers(asset.name, sha256, about, settings);
  if (other) return { ...other, proven };
  const [refused] = proven.flatMap(({ answer }) => answer.checks.filter(({ status }) => status === 'failed'));
  if (!refused && evidence.unanswered.has(sha256)) {
    return {
      verdict: 'unknown',
      detail: 'Nothing at hand speaks about it, and not every place could be asked.',
      proven,
    };
  }
  return refused
    ? { verdict: 'refused', detail: `Records speak about it, and none holds: ${refused.detail}`, proven }
    : { verdict: 'missing', detail: 'No record, report or attestation of this repository speaks about it.', proven };
}

function lookAtReport(name: string, sha256: string, { report, refused }: ProvenReport): Look {
  if (name !== REPORT_FILES.json) {
    return { verdict: 'evidence', detail: 'It stands beside the release access report and is not signed by itself.' };
  }
  if (!report) {
    return { verdict: refused ? 'refused' : 'unknown', detail: 'There is no report that holds to compare it with.' };
  }
  return sha256Hex(canonicalize(report)) === sha256
    ? { verdict: 'verified', detail: 'It is the report that was signed.' }
    : { verdict: 'refused', detail: 'It is another report than the one that was signed.' };
}

/** An attestation of another kind, build provenance say, by who was expected to sign. */
async function lookAtOthers(
  name: string,
  sha256: string,
  about: readonly FoundBundle[],
  { ports }: VerifySettings,
): Promise<Look | undefined> {
  for (const { json, predicateType } of about) {
    if (predicateType === PREDICATE_TYPE || predicateType === RELEASE_REPORT_TYPE) continue;
    const { verdict, signer } = await verifyArtifact(
      { artifact: { name, digest: `sha256:${sha256}` }, bundles: json, expected: ports.expected, predicateType },
      ports.verifier,
    );
    if (verdict !== 'verified' || signer?.kind !== 'certificate') continue;
    const detail = `No access record names it; an attestation of type ${predicateType} by ${signer.identity} holds.`;
    return { verdict: 'verified', detail, other: { name, sha256, predicateType, json } };
  }
  return undefined;
}

function names(bundles: string, sha256: string): boolean {
  return tellBundles(bundles).some((told) => isAbout(told, sha256));
}

function whose({ answer }: ProvenAnswer): string {
  const { job, runId, phase, sha256 } = answer;
  const of = job === undefined ? '' : ` of job ${job}`;
  return `The record${of} (${phase}, run ${runId}, sha256:${sha256.slice(0, 12)}…)`;
}
