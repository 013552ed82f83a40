import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { commitmentHolds } from '../../src/core/commitment.ts';
import { AccessRecord } from '../../src/model/access-record.ts';
import { verifyRecord } from '../../src/pipeline/verify.ts';
import { parseTrustRoots } from '../../src/signing/trust-root.ts';
import { createBundleVerifier } from '../../src/signing/verifier.ts';
import { type ArtifactService, startArtifactService } from '../support/artifact-service.ts';
import { type GitHubServer, startGitHub } from '../support/github-server.ts';
import { claimsOf, type OidcIssuer, startOidcIssuer } from '../support/oidc-issuer.ts';
import { type Hook, type HookOptions, type HookResult, startJob } from '../support/runner.ts';
import { type SigstoreServer, startSigstore } from '../support/sigstore-server.ts';
import type { World } from '../support/world-types.ts';

/** Everything around one job: GitHub, issuer, Sigstore, artifacts, folders. */
export interface Deployment {
  readonly world: World;
  readonly github: GitHubServer;
  readonly issuer: OidcIssuer;
  readonly sigstore: SigstoreServer;
  readonly artifacts: ArtifactService;
  readonly root: string;
  readonly run: (hook: Hook, more?: Partial<HookOptions>) => Promise<HookResult>;
  /** The lines of the file sink. */
  readonly log: () => LoggedRecord[];
  readonly close: () => Promise<void>;
}

/** One line of the file sink. */
export interface LoggedRecord {
  readonly key: string;
  readonly phase: string;
  readonly digest: string;
  readonly record: AccessRecord;
  readonly bundle?: unknown;
}

/** A job in a world, with one file as its log store; `more` goes over what its hooks are started with. */
export async function deploy(world: World, more: Partial<HookOptions> = {}): Promise<Deployment> {
  const github = await startGitHub(world);
  const issuer = await startOidcIssuer({ claims: claimsOf(world) });
  const sigstore = await startSigstore({ issuer });
  const artifacts = await startArtifactService(world);
  const logFolder = mkdtempSync(join(tmpdir(), 'doorlog-test-'));
  const logFile = join(logFolder, 'log.jsonl');
  const inputs = {
    sigstore: 'custom',
    'fulcio-url': sigstore.fulcioUrl,
    'tsa-url': sigstore.tsaUrl,
    'rekor-url': sigstore.rekorV1Url,
    sinks: JSON.stringify([{ type: 'file', path: logFile }]),
  };
  const job = startJob({ world, github, issuer, artifacts, ...more, inputs: { ...inputs, ...more.inputs } });
  return {
    world,
    github,
    issuer,
    sigstore,
    artifacts,
    root: job.root,
    run: (hook, options = {}) =>
      job.run(hook, {
        ...options,
        ...(options.inputs && { inputs: { ...inputs, ...more.inputs, ...options.inputs } }),
      }),
    log: () =>
      existsSync(logFile)
        ? readFileSync(logFile, 'utf8')
            .split('\n')
            .filter(Boolean)
            .map((line) => JSON.parse(line))
        : [],
    async close() {
      job.close();
      rmSync(logFolder, { recursive: true, force: true });
      await Promise.all([github, issuer, sigstore, artifacts].map((server) => server.close()));
    },
  };
}

/** The record that an end left as a file, held against its schema. */
export function attestedOf(post: HookResult): AccessRecord {
  return AccessRecord.parse(JSON.parse(readFileSync(post.outputs['record-path'] ?? '', 'utf8')));
}

/** Holds all that a good end leaves against each other: file, bundle, log line, commitment, output. */
export async function expectProof({ sigstore, issuer, log }: Deployment, post: HookResult): Promise<AccessRecord> {
  const text = readFileSync(post.outputs['record-path'] ?? '');
  const bundles = readFileSync(post.outputs['bundle-path'] ?? '', 'utf8');
  const roots = parseTrustRoots(sigstore.trustedRootJsonl(), 'the test’s');
  const expected = { issuer: issuer.issuer };
  const answer = await verifyRecord(
    { record: text, bundles, expected },
    createBundleVerifier({ roots: async () => roots }),
  );
  expect(answer.checks.filter(({ status }) => status === 'failed')).toEqual([]);
  expect(answer.verdict).toBe('verified');
  const attested = attestedOf(post);
  const stored = log().filter(({ phase }) => phase === 'end');
  expect(stored).toHaveLength(1);
  expect(stored[0]?.bundle).toEqual(JSON.parse(bundles));
  expectLogged(attested, stored[0]);
  return attested;
}

/** Holds an attested record against its line in the log. */
export function expectLogged(attested: AccessRecord, line: LoggedRecord | undefined): void {
  const log = AccessRecord.parse(line?.record);
  expect(commitmentHolds(attested, log)).toBe(true);
}

/** The sentences that a person sees on the run: annotations and the lines of the step. */
export function sentencesOf({ stdout }: HookResult): string[] {
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => line.replace(/^::(error|warning)[^:]*(:[^:]+)*?::/, '$1: '));
}
