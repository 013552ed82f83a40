import { sha256Hex } from '../core/canonical.ts';
import type { PolicyChoice } from '../core/policy-choice.ts';
import { choosePolicy } from '../core/policy-choice.ts';
import { type Problem, problemOf, problemsFail } from '../core/problem.ts';
import { assembleReleaseReport, type LedJob } from '../core/release-report.ts';
import { isReportFile } from '../core/release-report-check.ts';
import { verdictFor } from '../core/verdict.ts';
import type { ExpectedSigner } from '../core/verification/signer.ts';
import { codeOf } from '../errors.ts';
import type { Configuration } from '../model/configuration.ts';
import { POLICY_PATH } from '../model/policy.ts';
import { MOST_ARTIFACTS, ReleaseReport } from '../model/release-report.ts';
import type { AttestationFinder, BundleVerifier, ReleaseReader, RunHistory, SeenRelease } from '../ports.ts';
import { customJudgements } from './custom-rules.ts';
import { type HookPorts, showable } from './hook.ts';
import { elsewhereFor, type FoundBundle, tolerant } from './release-elsewhere.ts';
import { gatherEvidence } from './release-evidence.ts';
import { ownAttestation, type Published, type PublishPorts, publish } from './release-publish.ts';
import type { AskedStore } from './verify-stored.ts';

/** A file of the workspace or of a release, by name and SHA-256. */
type Artifact = ReleaseReport['release']['artifacts'][number];

/** What a release report is made with. */
export interface ReleasePorts extends PublishPorts, Pick<HookPorts, 'clock' | 'custom' | 'redact'> {
  readonly observers: Pick<HookPorts['observers'], 'repository' | 'organizationPolicy' | 'checkExpressions'>;
  readonly history: RunHistory;
  readonly finder: AttestationFinder;
  readonly reader: ReleaseReader;
  readonly stores: () => Promise<{ readonly stores: readonly AskedStore[]; readonly problems: readonly Problem[] }>;
  readonly verifier: () => Promise<BundleVerifier>;
  /** Files of the workspace that globs name. Never raises. */
  readonly files: (globs: string) => Promise<{ artifacts: readonly Artifact[]; problems: readonly Problem[] }>;
  /** Bundles in files of the workspace that globs name. Never raises. */
  readonly bundles: (globs: string) => Promise<{ bundles: readonly FoundBundle[]; problems: readonly Problem[] }>;
  /** The report as a page. */
  readonly page: (report: ReleaseReport) => string;
}

/** What a release report is made of. */
export interface ReleaseInput {
  readonly tag: string;
  readonly server: string;
  /** `OWNER/REPO`. */
  readonly repository: string;
  /** Left out where no variable tells it: then it is asked for. */
  readonly repositoryId: string | undefined;
  /** What is released where the tag is not there yet. */
  readonly sha: string;
  readonly thisRun: { readonly id: string; readonly attempt: string } | undefined;
  /** Id of the job’s check run, where it is known. */
  readonly thisJob: string | undefined;
  readonly recorder: ReleaseReport['recorder'];
  readonly expected: ExpectedSigner;
  readonly events: readonly string[];
  readonly except: readonly string[];
  readonly artifacts: string | undefined;
  readonly records: string | undefined;
  readonly onMissing: 'fail' | 'warn';
  readonly attach: boolean;
  readonly configuration: Configuration;
  readonly problems: readonly Problem[];
  readonly signal: AbortSignal;
}

/** What came of it. */
export interface ReleaseResult extends Published {
  readonly report: ReleaseReport;
  readonly markdown: string;
  readonly problems: readonly Problem[];
  /** Whether the step is to be failed. */
  readonly refused: boolean;
}

/**
 * Gathers what is proven of every job that led to a release, signs one report about it, attests it and attaches it; only
 * then it says whether the release is to be stopped. Raises what keeps anybody from knowing which jobs there were.
 */
export async function release(ports: ReleasePorts, input: ReleaseInput): Promise<ReleaseResult> {
  const { configuration, server, repository, signal } = input;
  const problems: Problem[] = [...input.problems];
  const [{ stores, problems: storeProblems }, verifier, overview, seen] = await Promise.all([
    ports.stores(),
    ports.verifier(),
    ports.observers.repository.overview({ sha: input.sha, policyPath: POLICY_PATH }),
    releaseOf(ports.reader, input.tag),
  ]);
  problems.push(...storeProblems);
  const commit = await commitOf(ports.reader, input);
  const artifacts = await artifactsOf(ports, input, seen, problems);
  const repositoryId = input.repositoryId ?? (overview.repository.ok ? overview.repository.value.id : repository);
  const choice = await choosePolicy(
    overview,
    repository,
    { sha: undefined, ref: undefined },
    {
      demanded: configuration.organizationPolicy,
      read: (file) => ports.observers.organizationPolicy.read(file, async () => true),
      check: ports.observers.checkExpressions,
    },
  );
  if (choice.error) problems.push(problemOf(choice.error));

  const evidence = await gatherEvidence(
    { ...input, commit, repositoryId },
    {
      history: ports.history,
      stores: stores.map((store) => tolerant(store, problems)),
      elsewhere: () => elsewhereFor(ports, { artifacts, records: input.records, signal }, problems),
      verifier,
      expected: input.expected,
    },
    signal,
  );
  const jobs: LedJob[] = [];
  // One by one: custom rules have little time each, of which others would take some.
  for (const each of evidence.jobs) jobs.push(await judgedAgain(each, choice, ports));
  const attestation = await ownAttestation(ports.finder, verifier, seen, artifacts);
  const assembled = assembleReleaseReport({
    ...input,
    madeAt: ports.clock.now().toISOString(),
    jobs,
    otherRuns: evidence.otherRuns,
    except: input.except,
    release: {
      server,
      repository,
      repositoryId,
      tag: input.tag,
      commit,
      ...(seen && { id: seen.id, draft: seen.draft, ...(seen.url.length <= LONGEST_ADDRESS && { url: seen.url }) }),
      ...(seen?.immutable !== undefined && { immutable: seen.immutable }),
      artifacts,
      ...(attestation && { attestation }),
    },
    ...(policyPart(choice) && { policy: policyPart(choice) }),
  });
  const report = ReleaseReport.parse(ports.redact(assembled));
  const markdown = ports.page(report);
  const published = await publish(
    ports,
    {
      report,
      markdown,
      release: input.attach ? seen : undefined,
      // Whoever names the files is not taken to have a release yet.
      isAwaited: input.attach && input.artifacts === undefined,
      visibility: overview.repository.ok ? overview.repository.value.visibility : undefined,
      attempt: input.thisRun?.attempt ?? '1',
    },
    problems,
  );
  if (seen && input.attach) problems.push(...(await changesSince(ports.reader, seen)));
  return {
    ...published,
    report,
    markdown,
    problems: showable(problems, ports),
    refused: isStopped(report, input) || problemsFail(problems, configuration),
  };
}

/** Whether what the report says stops the release. */
export function isStopped(
  { counts }: Pick<ReleaseReport, 'counts'>,
  { onMissing, configuration }: Pick<ReleaseInput, 'onMissing' | 'configuration'>,
): boolean {
  if (configuration.mode === 'audit') return false;
  const isMissing = counts.missing > 0 && onMissing === 'fail';
  const isViolated = counts.againstPolicy > 0 && configuration.onViolation === 'fail';
  return counts.refused > 0 || isMissing || isViolated;
}

async function releaseOf(reader: ReleaseReader, tag: string): Promise<SeenRelease | undefined> {
  return reader.byTag(tag).catch(unlessMissing(undefined));
}

/** Of a draft the tag is made when it is published. */
async function commitOf(reader: ReleaseReader, { tag, sha }: Pick<ReleaseInput, 'tag' | 'sha'>): Promise<string> {
  return reader.commitOf(`refs/tags/${tag}`).catch(unlessMissing(sha));
}

function unlessMissing<T>(fallback: T): (error: unknown) => T {
  return (error) => {
    if (codeOf(error) === 'api-not-found') return fallback;
    throw error;
  };
}

/**
 * Whoever may write to the release may exchange its files while the report is made: what the report speaks about has to
 * be what is there once it is attached. A tag or draft that is gone by then was taken away meanwhile, too.
 */
async function changesSince(reader: ReleaseReader, seen: SeenRelease): Promise<Problem[]> {
  try {
    const now = await reader.byTag(seen.tag);
    const isSame = now.id === seen.id && filesOf(now) === filesOf(seen);
    if (isSame) return [];
    const message = `The files of the release ${JSON.stringify(seen.tag)} were changed while its report was made, which speaks of those that were there before; see who did that, and run the job again.`;
    return [{ kind: 'mistake', code: 'verification-failed', message }];
  } catch (error) {
    return [problemOf(error)];
  }
}

/** A file can't be changed in its place: another one has another id. Digests may come later than the file. */
function filesOf({ assets }: SeenRelease): string {
  const lines = assets
    .filter(({ name }) => !isReportFile(name))
    .map(({ id, name, size }) => JSON.stringify([id, name, size]));
  return lines.sort().join('\n');
}

/** What the schema allows; a tag of many letters that are not Latin ones makes a longer one. */
const LONGEST_ADDRESS = 500;

/** The largest file of a release that is read to learn its digest, which GitHub tells of all but old ones. */
const LARGEST_READ = 256 * 1024 * 1024;

async function artifactsOf(
  ports: Pick<ReleasePorts, 'reader' | 'files'>,
  { artifacts: globs }: Pick<ReleaseInput, 'artifacts'>,
  seen: SeenRelease | undefined,
  problems: Problem[],
): Promise<Artifact[]> {
  const found = globs === undefined ? { artifacts: [], problems: [] } : await ports.files(globs);
  problems.push(...found.problems);
  const all = [...found.artifacts];
  for (const asset of seen?.assets ?? []) {
    if (isReportFile(asset.name)) continue;
    const told = /^sha256:([0-9a-f]{64})$/.exec(asset.digest ?? '')?.[1];
    const sha256 = told ?? (await digestOfAsset(ports.reader, asset));
    const other = all.find(({ name }) => name.split('/').at(-1) === asset.name);
    if (other && other.sha256 !== sha256) {
      problems.push({
        kind: 'mistake',
        code: 'file-invalid',
        message: `The file ${other.name} of the workspace is not the ${asset.name} that the release has; see which of the two was built.`,
      });
    }
    all.push({ name: asset.name, sha256 });
  }
  const distinct = [...new Map(all.map(({ name, sha256 }) => [sha256, { name, sha256 }])).values()];
  if (distinct.length > MOST_ARTIFACTS) {
    const message = `The release has ${distinct.length} files, and an attestation takes ${MOST_ARTIFACTS} beside the report, so that it speaks of the first ones only; pack them.`;
    problems.push({ kind: 'mistake', code: 'file-invalid', message });
  }
  return distinct.slice(0, MOST_ARTIFACTS);
}

async function digestOfAsset(reader: ReleaseReader, asset: SeenRelease['assets'][number]): Promise<string> {
  return sha256Hex(await reader.asset(asset, LARGEST_READ));
}

/** By the policy of today, with what the attested view shows: what a rule can’t tell from it keeps nothing out. */
async function judgedAgain(
  each: LedJob,
  choice: PolicyChoice,
  { custom }: Pick<ReleasePorts, 'custom'>,
): Promise<LedJob> {
  const { proven } = each;
  if (!proven || !('policy' in choice)) return each;
  const known = await customJudgements(custom, choice, proven.record);
  const strict = { mode: 'enforce', onViolation: 'fail', onUnknown: 'ignore', onError: 'warn' } as const;
  return { ...each, proven: { ...proven, again: verdictFor(proven.record, choice, strict, known) } };
}

function policyPart(choice: PolicyChoice): ReleaseReport['policy'] {
  if (!('policy' in choice)) return undefined;
  const { repository, path, commit, digest } = choice.policy.origin;
  if (digest === undefined) return undefined;
  return { digest, ...(repository && { repository }), ...(path && { path }), ...(commit && { commit }) };
}
