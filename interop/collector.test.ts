import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { COLLECTOR_PERMISSIONS, collectorOf, endRun, freshWorld } from '../__tests__/support/collector-world.ts';
import { startGitHub } from '../__tests__/support/github-server.ts';
import { claimsOf } from '../__tests__/support/oidc-claims.ts';
import { type HookResult, runHook, startJob } from '../__tests__/support/runner.ts';
import { PREDICATE_TYPE } from '../src/model/predicate-type.ts';
import { DIST } from './built.ts';
import { runDoorlog } from './doorlog.ts';
import { type Instance, type Sigstore, startSigstore } from './stack/sigstore.ts';
import { type Trust, VERIFIERS } from './verifiers.ts';

/** The programs that nobody here wrote; sigstore-python verifies nothing that is not in a transparency log. */
const OTHERS = { logged: ['gh', 'cosign', 'sigstore-python'], timestamped: ['gh', 'cosign'] } as const;

const IDENTITY = 'https://github.com/octo-org/payments/.github/workflows/collect.yml@refs/heads/main';

let folder = '';
let sigstore: Sigstore;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doorlog-interop-collector-'));
  sigstore = await startSigstore(claimsOf(freshWorld()));
});

afterAll(async () => {
  await sigstore?.stop();
  await rm(folder, { recursive: true, force: true });
});

describe.each(['logged', 'timestamped'] as const)('a record by the built collector against a %s Sigstore', (kind) => {
  let instance: Instance;
  let collector: HookResult;
  let recordFile = '';
  let bundleFile = '';

  beforeAll(async () => {
    instance = sigstore[kind];
    collector = await jobAndCollector(kind, instance);
    const kept = collector.outputs['record-directory'] ?? '';
    const [name = ''] = readdirSync(kept);
    recordFile = join(kept, name, 'access-record.json');
    bundleFile = join(kept, name, 'bundle.sigstore.json');
  });

  it('names the job’s own records as proven when it looked for them', () => {
    expect(collector).toMatchObject({
      code: 0,
      outputs: { collected: '1', 'without-record': '0', disagreements: '0' },
    });
    const record = JSON.parse(readFileSync(recordFile, 'utf8'));
    expect(record.phase).toBe('collector');
    expect(record.links.records.map(({ proof }: { proof: string }) => proof)).toEqual(['verified', 'verified']);
  });

  it.each(OTHERS[kind])('is accepted when %s verifies it', async (verifier) => {
    const { accepted, output } = await VERIFIERS[verifier](claim(), trust());
    expect(accepted ? 'accepted' : output).toBe('accepted');
  });

  it.each(OTHERS[kind])('is refused when %s expects another predicate or another workflow', async (verifier) => {
    const other = {
      ...claim(),
      identity: IDENTITY.replace('collect', 'deploy'),
      predicateType: 'https://slsa.dev/provenance/v1',
    };
    expect(await VERIFIERS[verifier](other, trust())).toMatchObject({ accepted: false });
  });

  it('is accepted by doorlog when the collector is one that is believed', async () => {
    const answer = await doorlogVerify('--collector', IDENTITY);
    expect(answer.exitCode === 0 ? 'verified' : answer.stdout + answer.stderr).toBe('verified');
  });

  it.each([
    ['nobody says which collectors are believed', []],
    ['another collector is believed', ['--collector', IDENTITY.replace('main', 'evil')]],
  ])('is refused by doorlog when %s', async (_name, args) => {
    const answer = await doorlogVerify(...args);
    expect([answer.exitCode, /FAILED .*[Cc]ollector/.test(answer.stdout)]).toEqual([1, true]);
  });

  function doorlogVerify(...args: string[]) {
    const { issuer, repository } = claim();
    return runDoorlog([
      'verify',
      recordFile,
      ...['--bundle', bundleFile, '--trust-root', instance.rootFile, '--repo', repository, '--issuer', issuer],
      ...args,
    ]);
  }

  function claim() {
    return {
      recordFile,
      bundleFile,
      predicateType: PREDICATE_TYPE,
      repository: 'octo-org/payments',
      identity: IDENTITY,
      issuer: sigstore.issuer.issuer,
    };
  }

  function trust(): Trust {
    const { rootLinesFile, trustConfigFile } = sigstore;
    return { rootFile: instance.rootFile, rootLinesFile, trustConfigFile, logged: kind === 'logged' };
  }
});

/** A job that records itself, and the collector that runs once it is over, both as built, each with its own identity. */
async function jobAndCollector(
  kind: string,
  { fulcioUrl, timestampUrl, rekorUrl, rootFile }: Instance,
): Promise<HookResult> {
  const world = freshWorld();
  const { issuer } = sigstore;
  const github = await startGitHub(world);
  const logFile = join(folder, `${kind}.jsonl`);
  await writeFile(logFile, '');
  const inputs = {
    sigstore: 'custom',
    'fulcio-url': fulcioUrl,
    'tsa-url': timestampUrl,
    ...(rekorUrl !== undefined && { 'rekor-url': rekorUrl, 'rekor-version': '2' }),
    sinks: JSON.stringify([{ type: 'file', path: logFile }]),
  };
  try {
    issuer.setClaims(claimsOf(world));
    const job = startJob({ root: join(folder, `${kind}-job`), world, github, issuer, inputs, dist: DIST });
    await job.run('pre');
    await job.run('post');
    endRun(world);
    const own = collectorOf(world);
    world.tokenPermissions = COLLECTOR_PERMISSIONS;
    issuer.setClaims(claimsOf(own));
    const root = join(folder, `${kind}-collector`);
    const given = { ...inputs, 'trust-root': rootFile };
    const collector = await runHook('collect', { root, world: own, github, issuer, inputs: given, dist: DIST });
    if (collector.outputs.collected !== '1')
      throw new Error(`nothing was collected:\n${collector.stdout}${collector.stderr}`);
    return collector;
  } finally {
    await github.close();
  }
}
