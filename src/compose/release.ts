import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReleaseInputs } from '../action/release-inputs.ts';
import { createAttestationFinder } from '../ci/github/attestation-finder.ts';
import { createReleaseShelf } from '../ci/github/release-assets.ts';
import { createReleaseReader } from '../ci/github/release-reader.ts';
import { createRunHistory } from '../ci/github/run-history.ts';
import { findSubjectFiles } from '../ci/github/subject-files.ts';
import { type Problem, problemOf } from '../core/problem.ts';
import { tellBundles } from '../core/told-bundle.ts';
import { GITHUB_ISSUER } from '../core/verification/signer.ts';
import { DoorlogError } from '../errors.ts';
import type { ReleaseInput, ReleasePorts } from '../pipeline/release.ts';
import type { FoundBundle } from '../pipeline/release-elsewhere.ts';
import type { Logger } from '../ports.ts';
import { releasePage } from '../report/release-report.ts';
import { createStatement } from '../signing/statement.ts';
import { VERSION } from '../version.ts';
import { outputFolder } from './record-files.ts';
import { composeTrustedJob } from './trusted-job.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const LARGEST_BUNDLE_FILE = 32 * 1024 * 1024;

/** A release with thousands of jobs takes minutes, not hours. */
const LONGEST = 30 * 60_000;

/** What a release step is composed from. */
export interface ReleaseOptions {
  readonly env: Environment;
  readonly inputs: ReleaseInputs;
  readonly logger: Logger;
}

/** A release step ready to run. */
export interface ComposedRelease {
  readonly ports: ReleasePorts;
  readonly input: ReleaseInput;
}

/** Wires a release step together; nothing is sent yet. Raises `input-invalid` where no tag is given or pushed. */
export function composeRelease({ env, inputs, logger }: ReleaseOptions): ComposedRelease {
  const job = composeTrustedJob({ env, inputs, logger });
  const { variables, repository, server } = job;
  const { configuration, secrets } = inputs;
  const client = job.client();
  const reader = createReleaseReader(client, job.http, repository);
  const folder = join(outputFolder(configuration, env, job.folder), 'release');
  return {
    ports: {
      clock: job.ports.clock,
      redact: job.ports.redact,
      ...(job.ports.custom && { custom: job.ports.custom }),
      observers: job.ports.observers,
      history: createRunHistory(client, repository),
      finder: createAttestationFinder({ client, http: job.http, repository }),
      reader,
      shelf: createReleaseShelf({
        http: job.deedHttp,
        apiUrl: variables.apiUrl ?? 'https://api.github.com',
        token: secrets.token ?? '',
        repository,
        reader,
      }),
      stores: job.stores,
      verifier: job.verifier,
      signStatement: job.signStatement,
      statement: createStatement,
      attestations: job.ports.attestations,
      artifacts: job.ports.artifacts,
      keep: async (files) => keep(folder, files),
      files: (globs) => filesIn(variables.workspace, globs, 'artifacts'),
      bundles: (globs) => bundlesIn(variables.workspace, globs),
      page: releasePage,
    },
    input: {
      tag: tagOf(inputs.tag, variables.ref),
      server,
      repository,
      repositoryId: variables.repositoryId,
      sha: variables.sha ?? '',
      thisRun: variables.runId ? { id: variables.runId, attempt: variables.runAttempt ?? '1' } : undefined,
      thisJob: inputs.claims.checkRunId,
      recorder: {
        version: VERSION,
        ...(variables.workflowRef && { workflowRef: variables.workflowRef }),
        ...(variables.runId && { runId: variables.runId }),
        ...(variables.runAttempt && { runAttempt: variables.runAttempt }),
      },
      expected: {
        issuer: inputs.issuer ?? issuerOf(server),
        repository,
        ...(inputs.collectors.length > 0 && { collectors: inputs.collectors }),
      },
      events: inputs.events,
      except: inputs.exceptJobs,
      artifacts: inputs.artifacts,
      records: inputs.records,
      onMissing: inputs.onMissing,
      attach: inputs.attach,
      configuration,
      problems: job.problems,
      signal: AbortSignal.timeout(LONGEST),
    },
  };
}

function tagOf(given: string | undefined, ref: string | undefined): string {
  const tag = given ?? /^refs\/tags\/(.+)$/.exec(ref ?? '')?.[1];
  if (tag !== undefined) return tag;
  throw new DoorlogError(
    'input-invalid',
    'The run is for no tag, so nobody knows what is released; name it by the input “tag”.',
  );
}

/**
 * Who issues the identity tokens of a server’s jobs: github.com’s own, a ghe.com tenant’s, or the server itself
 * (docs.github.com, OpenID Connect reference; the same for GitHub Enterprise Server).
 */
export function issuerOf(server: string): string {
  const { hostname } = new URL(server);
  if (hostname === 'github.com') return GITHUB_ISSUER;
  return hostname.endsWith('.ghe.com') ? `https://token.actions.${hostname}` : `${server}/_services/token`;
}

function keep(folder: string, files: Readonly<Record<string, string>>): string {
  try {
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return folder;
  } catch (cause) {
    const message = `The report’s files could not be written to ${folder}; give the input output-directory a folder that can be.`;
    throw new DoorlogError('file-unreadable', message, { cause });
  }
}

/** Files that globs name; the sentences about them speak of the input that they came by. */
async function filesIn(workspace: string | undefined, globs: string, inputName: string) {
  const found = await findSubjectFiles(workspace, globs);
  const renamed = (sentence: string) => sentence.replaceAll('“subjects”', `“${inputName}”`);
  return {
    artifacts: found.artifacts.map(({ name, sha256 }) => ({ name, sha256 })),
    problems: found.problems.map(problemOf).map((problem) => ({ ...problem, message: renamed(problem.message) })),
  };
}

async function bundlesIn(workspace: string | undefined, globs: string) {
  const { artifacts, problems: lost } = await filesIn(workspace, globs, 'records');
  const { readBounded } = await import('../ci/github/bounded-file.ts');
  const bundles: FoundBundle[] = [];
  const problems: Problem[] = [...lost];
  for (const { name } of artifacts) {
    try {
      const bytes = await readBounded(join(workspace ?? '.', name), LARGEST_BUNDLE_FILE);
      const told = tellBundles(bytes?.toString('utf8') ?? '');
      bundles.push(...told.map((each) => ({ told: each, location: name })));
    } catch (error) {
      problems.push(problemOf(error));
    }
  }
  return { bundles, problems };
}
