import { createReleaseReader } from '../../ci/github/release-reader.ts';
import { type Check, check } from '../../core/verification/check.ts';
import { codeOf, sentenceOf } from '../../errors.ts';
import { RELEASE_REPORT_TYPE } from '../../model/predicate-type.ts';
import { storeOfBundles } from '../../pipeline/bundle-store.ts';
import type { EvidenceSource } from '../../pipeline/find-bundles.ts';
import type { ReleaseReader, SeenRelease } from '../../ports/evidence.ts';
import { worstOf } from './answer.ts';
import { checkRuns, gitHubOrRefuse, jobsOf, summaryOf } from './commit-target.ts';
import { checkEvidence } from './evidence-check.ts';
import { attestationSource, knownRepository } from './github-access.ts';
import { ASKED_OF_NONE, isAskedOfNone, sentencesAboutJobs, verdictOfJobs } from './job-lines.ts';
import type { TargetOutcome } from './outcome.ts';
import { checkOwnAttestation } from './own-attestation.ts';
import { assetLines, verdictOfAssets } from './release-asset-lines.ts';
import { bundlesAbout, placed, sourceOf } from './release-evidence.ts';
import { readReleaseFiles } from './release-files.ts';
import { proveReport, withReport } from './release-report.ts';
import type { VerifySettings } from './settings.ts';

/**
 * A release: every job that ran for its commit and every file of it, and its release access report. Raises `usage`, and what
 * GitHub’s API and the stores raise.
 */
export async function verifyRelease(
  { repository, tag, server }: { readonly repository: string; readonly tag: string; readonly server?: string },
  given: VerifySettings,
): Promise<TargetOutcome> {
  const access = gitHubOrRefuse(given, server);
  const known = await knownRepository(access, repository);
  // Who signs for another repository signs nothing about this release, unless somebody asks for just that.
  const expected = { ...given.ports.expected, repository: given.ports.expected.repository ?? known.name };
  const settings = { ...given, ports: { ...given.ports, expected } };
  const reader = createReleaseReader(access.client, settings.io.http, known.name);
  const release = await reader.byTag(tag).catch((error: unknown) => noRelease(error, known.name, tag));
  if ('answer' in release) return release;
  const commit = await commitOf(tag, reader);
  const files = await readReleaseFiles(release, reader);
  const attached = files.flatMap(({ bundles }) => bundles);
  const sources: EvidenceSource[] = [
    sourceOf('the release’s files', attached),
    ...settings.localSources,
    attestationSource(access, settings.io.http, known.name),
  ];
  const { found, unanswered, looked } = await bundlesAbout(files, sources, settings.signal);
  const all = [...attached, ...[...found.values()].flat()];
  const stores = [...settings.stores, storeOfBundles('bundles about the release’s files', () => placed(all))];
  const hasStores = settings.stores.length > 0;
  const jobs = commit === undefined ? [] : await jobsOf(commit, known, access, settings, stores, hasStores);
  const { proven: ofJobs, runs } = summaryOf(commit ?? '', jobs);
  const isUnasked = isAskedOfNone(jobs.map(({ line }) => line));
  const report = await proveReport(
    all.filter(({ predicateType }) => predicateType === RELEASE_REPORT_TYPE),
    {
      repository: known.name,
      tag,
      ...(commit !== undefined && { commit }),
      artifacts: files.flatMap(({ asset, sha256, bundles }) =>
        sha256 !== undefined && bundles.length === 0 ? [{ name: asset.name, sha256 }] : [],
      ),
      records: new Map(ofJobs.flatMap(({ answer }) => (answer.recordId ? [[answer.recordId, answer.sha256]] : []))),
    },
    settings.ports,
  );
  const lines = withReport(
    jobs.map(({ line }) => line),
    report,
  );
  const assets = await assetLines({ files, found, unanswered, jobs: ofJobs, report }, settings);
  const missing = [
    ...(commit === undefined
      ? [`The tag ${tag} stands for no commit, so that nobody can tell which jobs led to it.`]
      : []),
    ...(commit !== undefined && lines.length === 0
      ? [`GitHub knows no run of commit ${commit}: there was none, or it was deleted, by hand or after its time.`]
      : [...sentencesAboutJobs(lines), ...(isUnasked ? [ASKED_OF_NONE] : [])]),
    ...(files.length === 0 ? ['The release has no files but the source that GitHub packs.'] : []),
  ];
  const checks: Check[] = [
    checkRelease(release, known.name, commit),
    ...(await checkOwnAttestation(
      { repository: known.name, tag, isImmutable: release.immutable === true },
      { files, found },
      settings.ports.verifier,
    )),
    checkEvidence(looked),
    checkRuns(runs, lines.length, known.name),
    ...report.checks,
  ];
  const answer = {
    target: {
      kind: 'release',
      name: `${known.name}@${tag}`,
      repository: known.name,
      tag,
      ...(commit !== undefined && { commit }),
    },
    verdict: worstOf([
      ...verdictOfJobs(lines),
      ...verdictOfAssets(assets.lines),
      ...(report.refused ? ['refused' as const] : []),
      ...(report.isContradicted ? ['conflict' as const] : []),
      ...(lines.length === 0 ? ['missing' as const] : []),
      ...(isUnasked ? ['incomplete' as const] : []),
    ]),
    checks,
    records: [...ofJobs, ...assets.proven].map((each) => each.answer),
    jobs: lines,
    assets: assets.lines,
    missing,
  } as const;
  const attested = [...(report.attested ? [report.attested] : []), ...assets.attested];
  return { answer, proven: [...ofJobs, ...assets.proven], attested };
}

/** The repository can be seen, so that GitHub’s 404 says that there is none. */
function noRelease(error: unknown, repository: string, tag: string): TargetOutcome {
  if (codeOf(error) !== 'api-not-found') throw error;
  const answer = {
    target: { kind: 'release', name: `${repository}@${tag}`, repository, tag },
    verdict: 'missing',
    ...{ checks: [], records: [], jobs: [], assets: [] },
    missing: [sentenceOf(error)],
  } as const;
  return { answer, proven: [] };
}

/** A draft’s tag need not be there yet. */
async function commitOf(tag: string, reader: ReleaseReader): Promise<string | undefined> {
  return reader.commitOf(`refs/tags/${tag}`).catch((error: unknown) => {
    if (codeOf(error) === 'api-not-found') return undefined;
    throw error;
  });
}

function checkRelease({ draft, immutable, url }: SeenRelease, repository: string, commit: string | undefined): Check {
  const open = check('release', 'Release');
  const kind = draft
    ? 'a draft, which may still change'
    : immutable
      ? 'immutable'
      : 'published, and may still be changed';
  const of = commit === undefined ? '' : `, of commit ${commit}`;
  return open.ok(`${url} of ${repository} is ${kind}${of}.`);
}
