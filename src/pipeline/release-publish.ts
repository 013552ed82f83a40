import { canonicalize, sha256Hex } from '../core/canonical.ts';
import { type Problem, problemOf } from '../core/problem.ts';
import { REPORT_FILES } from '../core/release-report-check.ts';
import { verificationResultOf } from '../core/release-result.ts';
import { codeOf } from '../errors.ts';
import { RELEASE_REPORT_TYPE, SVR_TYPE } from '../model/predicate-type.ts';
import type { ReleaseReport } from '../model/release-report.ts';
import type { Visibility } from '../model/visibility.ts';
import type {
  ArtifactStore,
  AttachedFile,
  AttestationFinder,
  AttestationStore,
  BundleVerifier,
  ReleaseShelf,
  SeenRelease,
  SignedBundle,
} from '../ports.ts';

/** What a report is published with. */
export interface PublishPorts {
  /** Makes the exact bytes of a Statement over these files. Raises `signing-failed`. */
  readonly statement: (options: {
    readonly subjects: readonly { readonly name: string; readonly sha256: string }[];
    readonly predicate: Readonly<Record<string, unknown>>;
    readonly predicateType: string;
  }) => Uint8Array;
  readonly signStatement: (statement: Uint8Array, visibility: Visibility | undefined) => Promise<SignedBundle>;
  readonly attestations: AttestationStore;
  readonly shelf: ReleaseShelf;
  /** Left out where the run can keep no files. */
  readonly artifacts: ArtifactStore | undefined;
  /** Writes files, and answers their folder. Raises `file-unreadable`. */
  readonly keep: (files: Readonly<Record<string, string>>) => Promise<string>;
}

/** A report on its way out. */
export interface Publishing {
  readonly report: ReleaseReport;
  readonly markdown: string;
  /** What it is attached to; left out where there is no release. */
  readonly release: SeenRelease | undefined;
  /** Whether it is a fault that there is none. */
  readonly isAwaited: boolean;
  readonly visibility: Visibility | undefined;
  readonly attempt: string;
}

/** Where a report is now. */
export interface Published {
  /** SHA-256 of the report’s file. */
  readonly digest: string;
  /** Folder with the files; left out where they could not be written. */
  readonly folder?: string;
  readonly attestations: readonly { readonly id: string; readonly url: string }[];
  readonly attached: readonly { readonly name: string; readonly status: 'attached' | 'already-there' }[];
  /** Name of the run’s artifact that holds the files, where the release does not have them all. */
  readonly artifact?: string;
  readonly signed: boolean;
}

/** Signs a report and its result, attests them, and attaches all to the release. Never raises: what failed goes to `problems`. */
export async function publish(ports: PublishPorts, publishing: Publishing, problems: Problem[]): Promise<Published> {
  const { report, markdown, release, visibility, attempt } = publishing;
  const text = canonicalize(report);
  const digest = sha256Hex(text);
  const subjects = [...report.release.artifacts, { name: REPORT_FILES.json, sha256: digest }];
  const sign = (predicateType: string, predicate: Readonly<Record<string, unknown>>) =>
    caught(problems, async () =>
      ports.signStatement(ports.statement({ subjects, predicate, predicateType }), visibility),
    );
  // One after the other: both take the same identity token, which is fetched once.
  const bundle = await sign(RELEASE_REPORT_TYPE, report);
  const result = bundle && (await sign(SVR_TYPE, { ...verificationResultOf(report) }));
  const uploads = await Promise.all(
    [bundle, result].map(async (each) => each && caught(problems, () => ports.attestations.upload(each.json))),
  );
  const files: Record<string, string> = {
    [REPORT_FILES.json]: text,
    [REPORT_FILES.markdown]: markdown,
    ...(bundle && { [REPORT_FILES.bundle]: bundle.json }),
    ...(result && { [REPORT_FILES.result]: result.json }),
  };
  const folder = await caught(problems, () => ports.keep(files));
  const attached = release ? await attachAll(ports.shelf, release, files, problems) : [];
  const isWhole = attached.length === Object.keys(files).length;
  const artifact = isWhole ? undefined : await leave(ports, files, attempt, problems);
  if (publishing.isAwaited && !release) {
    problems.push({
      kind: 'service',
      code: 'delivery-failed',
      message: `There is no release of the tag ${JSON.stringify(report.release.tag)} that this token can see, so the report is attached to none; make the release or its draft before this step, and give the job contents: write.`,
    });
  }
  return {
    digest,
    ...(folder !== undefined && { folder }),
    attestations: uploads.flatMap((each) => each ?? []),
    attached,
    ...(artifact !== undefined && { artifact }),
    signed: bundle !== undefined && result !== undefined,
  };
}

async function attachAll(
  shelf: ReleaseShelf,
  release: SeenRelease,
  files: Readonly<Record<string, string>>,
  problems: Problem[],
): Promise<{ name: string; status: 'attached' | 'already-there' }[]> {
  const attached: { name: string; status: 'attached' | 'already-there' }[] = [];
  for (const [name, text] of Object.entries(files)) {
    const file: AttachedFile = { name, text, mediaType: name.endsWith('.md') ? 'text/markdown' : 'application/json' };
    try {
      attached.push({ name, status: await shelf.attach(release, file) });
    } catch (error) {
      problems.push(problemOf(error));
      // The others would be refused for the same reason.
      if (codeOf(error) !== 'delivery-refused' || release.immutable === true) break;
    }
  }
  return attached;
}

/** What is not beside the release is left with the run. */
async function leave(
  { artifacts }: Pick<PublishPorts, 'artifacts'>,
  files: Readonly<Record<string, string>>,
  attempt: string,
  problems: Problem[],
): Promise<string | undefined> {
  const name = `doorlog-release-access-report-${attempt}`;
  if (!artifacts) return undefined;
  return caught(problems, async () => {
    await artifacts.upload(name, files);
    return name;
  });
}

async function caught<T>(problems: Problem[], action: () => Promise<T>): Promise<T | undefined> {
  try {
    return await action();
  } catch (error) {
    problems.push(problemOf(error));
    return undefined;
  }
}

/** The types of GitHub’s own attestation of an immutable release, the newest first (docs.github.com, “Immutable releases”). */
const RELEASE_TYPES = ['https://in-toto.io/attestation/release/v0.2', 'https://in-toto.io/attestation/release/v0.1'];

/**
 * GitHub’s own attestation of a release that nobody can change any more, found by one of its files. Never raises: the
 * report is complete without it.
 */
export async function ownAttestation(
  finder: AttestationFinder,
  verifier: BundleVerifier,
  release: SeenRelease | undefined,
  artifacts: ReleaseReport['release']['artifacts'],
): Promise<ReleaseReport['release']['attestation']> {
  const [artifact] = artifacts.filter(({ name }) => release?.assets.some((asset) => asset.name === name));
  if (release?.immutable !== true || release.draft || !artifact) return undefined;
  for (const predicateType of RELEASE_TYPES) {
    try {
      for await (const bundle of finder.find(`sha256:${artifact.sha256}`, predicateType)) {
        const { payload } = verifier.open(bundle);
        return { predicateType, statement: sha256Hex(payload), verified: await holds(verifier, bundle) };
      }
    } catch {
      // The next type, or none.
    }
  }
  return undefined;
}

async function holds(verifier: BundleVerifier, bundle: string): Promise<boolean> {
  try {
    await verifier.verify(bundle);
    return true;
  } catch {
    return false;
  }
}
