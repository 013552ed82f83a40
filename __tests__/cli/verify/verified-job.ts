import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CliIo } from '../../../src/cli/io.ts';
import { verify } from '../../../src/cli/verify.ts';
import { canonicalize, digestOf, sha256Hex } from '../../../src/core/canonical.ts';
import { commit } from '../../../src/core/commitment.ts';
import { recordIdOf } from '../../../src/core/record-id.ts';
import { DoorlogError } from '../../../src/errors.ts';
import type { AccessRecord } from '../../../src/model/access-record.ts';
import type { Http } from '../../../src/ports.ts';
import { createStatement } from '../../../src/signing/statement.ts';
import { IDENTITY, sampleClaims, sampleRecord } from '../../core/verification/sample.ts';
import { createMockSigstore, type MockSigner, type MockSigstore } from '../../signing/mock-sigstore.ts';
import { deploymentWorld, type World, type WorldChanges } from '../../support/world.ts';
import { commandIo } from '../command-io.ts';

/** What a job left: its record file, bundle and line of the log. */
export interface SignedJob {
  readonly recordId: string;
  readonly record: string;
  readonly sha256: string;
  readonly bundle: Record<string, unknown>;
  readonly logLine: string;
}

/** A folder, and a Sigstore whose trust root lies in it as `roots.jsonl`. */
export interface Desk {
  readonly cwd: string;
  readonly sigstore: MockSigstore;
  write(files: Readonly<Record<string, string>>): Promise<void>;
  /** Runs the command as typed, with the trust root unless another is named. */
  run(args: string, changes?: Partial<CliIo>): Promise<{ code: number; out: string; err: string }>;
  remove(): Promise<void>;
}

export const APP = 'the app';
export const APP_SHA256 = sha256Hex(APP);

/** Refuses every question to the network. */
export const nobodyThere: Http = async ({ url }) => {
  throw new DoorlogError('http-connection', `Somebody asked ${new URL(url).host}.`);
};

export async function openDesk(): Promise<Desk> {
  const cwd = await mkdtemp(join(tmpdir(), 'doorlog-targets-'));
  const sigstore = await createMockSigstore();
  const write = async (files: Readonly<Record<string, string>>) => {
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(join(cwd, name)), { recursive: true });
      await writeFile(join(cwd, name), content);
    }
  };
  await write({ 'roots.jsonl': `${sigstore.trustedRoot}\n` });
  return {
    cwd,
    sigstore,
    write,
    async run(args, changes = {}) {
      const io = commandIo({ cwd, http: nobodyThere, env: { XDG_CACHE_HOME: join(cwd, 'cache') }, ...changes });
      const trust = /--trust-root|--key|untrusted/.test(args) ? [] : ['--trust-root', 'roots.jsonl'];
      const words = args.split(' ').filter((word) => word !== '' && word !== 'untrusted');
      const code = await verify([...words, ...trust], io);
      return { code, out: io.out.join(''), err: io.err.join('') };
    },
    remove: () => rm(cwd, { recursive: true, force: true }),
  };
}

/** Signs what the job with this check run left; its artifact is the app unless others are named. */
export async function signJob(
  { sigstore }: Pick<Desk, 'sigstore'>,
  {
    checkRunId = '4004',
    change = (record) => record,
    artifacts = [{ name: 'dist/app.tgz', sha256: APP_SHA256 }],
    signer = {},
  }: {
    checkRunId?: string;
    change?: (record: AccessRecord) => AccessRecord;
    artifacts?: readonly { name: string; sha256: string }[];
    signer?: Partial<MockSigner>;
  } = {},
): Promise<SignedJob> {
  const sample = sampleRecord();
  const run = { server: 'https://github.com', repositoryId: '1001', runId: '3003', runAttempt: '2' };
  const recordId = recordIdOf({ ...run, checkRunId });
  const views = commit(
    change({
      ...sample,
      recordId,
      pipeline: { ...sample.pipeline, checkRunId, job: 'deploy' },
      resources: { artifacts: artifacts.map((artifact) => ({ ...artifact, from: 'input' as const })) },
      sources: { '/pipeline/checkRunId': 'input' },
    }),
    'a'.repeat(64),
  );
  const record = canonicalize(views.attested);
  const sha256 = sha256Hex(record);
  const statement = createStatement({
    subjects: [{ name: 'access-record.json', sha256 }, ...artifacts],
    predicate: JSON.parse(record),
  });
  const bundle = await sigstore.sign(statement, { identity: IDENTITY, claims: sampleClaims(), ...signer });
  const log: { recordId: string; phase: string } = JSON.parse(canonicalize(views.log));
  const entry = { recordId: log.recordId, phase: log.phase, digest: digestOf(log), record: log };
  const logLine = `${JSON.stringify({ ...entry, bundle: JSON.stringify(bundle) })}\n`;
  return { recordId: log.recordId, record, sha256, bundle, logLine };
}

/** A statement of another type about the app, signed as the job would. */
export async function attestApp({ sigstore }: Pick<Desk, 'sigstore'>, predicateType: string): Promise<string> {
  const statement = createStatement({
    subjects: [{ name: 'app.tgz', sha256: APP_SHA256 }],
    predicate: { buildDefinition: {} },
    predicateType,
  });
  return JSON.stringify(await sigstore.sign(statement, { identity: IDENTITY, claims: sampleClaims() }));
}

/** GitHub with the sample’s repository and its run of two attempts; jobs by their check runs. */
export function sampleWorld(jobs: readonly string[], changes: WorldChanges = {}): World {
  const world = deploymentWorld((each) => {
    Object.assign(each.repository, { owner: 'octo-org', name: 'octo-repo', id: '1001' });
    each.tokenPermissions = { ...each.tokenPermissions, actions: 'read', attestations: 'read', contents: 'read' };
    each.rateLimit = { limit: 5_000, remaining: 5_000, reset: 1 };
    each.history = {
      runs: [
        {
          id: '3003',
          attempt: 2,
          createdAt: '2026-08-01T10:00:00Z',
          headSha: 'a'.repeat(40),
          path: '.github/workflows/deploy.yml',
          conclusion: 'success',
        },
      ],
      jobs: jobs.map((id, index) => ({
        id,
        runId: '3003',
        attempt: 2,
        name: `job ${index + 1}`,
        startedAt: '2026-11-21T11:10:00Z',
        completedAt: '2026-11-21T11:20:00Z',
      })),
    };
  });
  if (typeof changes === 'function') changes(world);
  else Object.assign(world, changes);
  return world;
}

/** An attestation as the server keeps it. */
export function attestation(bundle: Record<string, unknown>, predicateType: string, ...sha256: string[]) {
  return { id: 1, digests: sha256.map((hex) => `sha256:${hex}`), predicateType, bundle };
}
