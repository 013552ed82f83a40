import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { entryOf } from '../__tests__/sinks/entries.ts';
import { startGitHub } from '../__tests__/support/github-server.ts';
import { claimsOf } from '../__tests__/support/oidc-claims.ts';
import { type HookResult, startJob } from '../__tests__/support/runner.ts';
import { noEnvironmentWorld } from '../__tests__/support/world.ts';
import { leafData } from '../src/core/merkle/sealed-leaf.ts';
import { LOG_CHECKPOINT_TYPE } from '../src/model/predicate-type.ts';
import type { LogEntry } from '../src/ports.ts';
import { lineOf } from '../src/sinks/file/line.ts';
import { DIST } from './built.ts';
import { runDoorlog } from './doorlog.ts';
import { type Sigstore, startSigstore } from './stack/sigstore.ts';
import { programOf, TOOLS } from './tools.ts';
import { type Claim, type Trust, VERIFIERS } from './verifiers.ts';

const world = noEnvironmentWorld();
const REPOSITORY = `${world.repository.owner}/${world.repository.name}`;
const IDENTITY = `https://github.com/${world.context.jobWorkflowRef}`;
const OTHERS = ['gh', 'cosign', 'sigstore-python'] as const;

let folder = '';
let sigstore: Sigstore;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doorlog-checkpoint-'));
  sigstore = await startSigstore(claimsOf(world));
});

afterAll(async () => {
  await sigstore?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** What Go’s libraries say to it. */
async function go(...args: string[]): Promise<{ accepted: boolean; said: string }> {
  try {
    const { stdout } = await promisify(execFile)(programOf(TOOLS.checkpointChecker), args);
    return { accepted: true, said: stdout };
  } catch (error) {
    return { accepted: false, said: String(error) };
  }
}

function hourly(number: number): LogEntry {
  return entryOf(number, { time: new Date(Date.now() - number * 3_600_000).toISOString() });
}

function store(entries: readonly LogEntry[]): Promise<void> {
  return writeFile(join(folder, 'log.jsonl'), entries.map((entry) => lineOf(entry).line).join(''));
}

const SINKS = () => JSON.stringify([{ type: 'file', path: join(folder, 'log.jsonl') }]);

/** Seals as the built action does in a runner. */
async function seal(name: string, seals: string, inputs: Record<string, string> = {}): Promise<HookResult> {
  const { fulcioUrl, timestampUrl, rekorUrl } = sigstore.logged;
  const github = await startGitHub(structuredClone(world));
  try {
    const job = startJob({
      root: join(folder, name),
      world,
      github,
      dist: DIST,
      issuer: sigstore.issuer,
      inputs: {
        sigstore: 'custom',
        'fulcio-url': fulcioUrl,
        'tsa-url': timestampUrl,
        'rekor-url': rekorUrl ?? '',
        'rekor-version': '2',
        'trust-root': sigstore.logged.rootFile,
        folder: seals,
        sinks: SINKS(),
        ...inputs,
      },
    });
    const result = await job.run('seal');
    if (result.code !== 0) throw new Error(`sealing ended with ${result.code}: ${result.stdout}${result.stderr}`);
    return result;
  } finally {
    await github.close();
  }
}

describe('checkpoints of the built action', () => {
  const entries = Array.from({ length: 21 }, (_, number) => hourly(number));
  let seals = '';
  let outputs: Record<string, string> = {};

  beforeAll(async () => {
    seals = join(folder, 'seals');
    await store(entries.slice(0, 5));
    await seal('first', seals);
    await store(entries);
    ({ outputs } = await seal('second', seals));
  });

  const checkpoint = (size: number) => join(seals, `checkpoint-${size}.txt`);

  it.each(OTHERS)('are accepted with their bundle when %s verifies them', async (verifier) => {
    const claim: Claim = {
      recordFile: checkpoint(21),
      bundleFile: outputs['bundle-path'] ?? '',
      predicateType: LOG_CHECKPOINT_TYPE,
      repository: REPOSITORY,
      identity: IDENTITY,
      issuer: sigstore.issuer.issuer,
    };
    const { rootLinesFile, trustConfigFile, logged } = sigstore;
    const trust: Trust = { rootFile: logged.rootFile, rootLinesFile, trustConfigFile, logged: true };
    const { accepted, output } = await VERIFIERS[verifier](claim, trust);
    expect(accepted ? 'accepted' : output).toBe('accepted');
    expect(await VERIFIERS[verifier]({ ...claim, recordFile: checkpoint(5) }, trust)).toMatchObject({
      accepted: false,
    });
  });

  it('are accepted by doorlog log check, bundle by bundle', async () => {
    const run = await runDoorlog([
      ...['log', 'check', '--seals', seals, '--sinks', SINKS(), '--repo', REPOSITORY, '--identity', IDENTITY],
      ...['--issuer', sigstore.issuer.issuer, '--trust-root', sigstore.logged.rootFile, '--checkpoint', checkpoint(5)],
    ]);
    expect(run).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/intact\n$/) });
  });

  it('are read by Go’s libraries, with the key that was attested', async () => {
    const read = await go('checkpoint', outputs.vkey ?? '', checkpoint(21));
    expect(read).toEqual({
      accepted: true,
      said: `github.com/${REPOSITORY}/doorlog 21 ${outputs['root-hash']}\n`,
    });
    // The key of one checkpoint signed no other one.
    expect(await go('checkpoint', outputs.vkey ?? '', checkpoint(5))).toMatchObject({ accepted: false });
  });
});

describe('checkpoints by a standing key that Go made', () => {
  const entries = Array.from({ length: 70 }, (_, number) => hourly(number));
  const SIZES = [1, 2, 7, 8, 33, 64, 70];
  let seals = '';
  let vkey = '';

  beforeAll(async () => {
    seals = join(folder, 'standing');
    const [skey = '', publicKey = ''] = (await go('new-key', 'log.example/acme')).said.split('\n');
    vkey = publicKey;
    await writeFile(join(folder, 'go.key'), skey);
    for (const size of SIZES) {
      await store(entries.slice(0, size));
      const run = await runDoorlog([
        'log',
        'seal',
        '--sinks',
        SINKS(),
        '--seals',
        seals,
        '--seal-key',
        join(folder, 'go.key'),
      ]);
      expect(run).toMatchObject({ exitCode: 0 });
    }
  });

  const checkpoint = (size: number) => join(seals, `checkpoint-${size}.txt`);

  it('are read by Go’s libraries, every one', async () => {
    for (const size of SIZES) {
      const { accepted, said } = await go('checkpoint', vkey, checkpoint(size));
      expect([accepted, said.split(' ')[1]]).toEqual([true, String(size)]);
    }
    await writeFile(join(folder, 'altered.txt'), (await readFile(checkpoint(70), 'utf8')).replace('\n70\n', '\n71\n'));
    expect(await go('checkpoint', vkey, join(folder, 'altered.txt'))).toMatchObject({ accepted: false });
  });

  it('hold every entry when Go’s library checks the proofs of inclusion', async () => {
    for (const number of [0, 1, 6, 31, 63, 69]) {
      const entry = entries[number] ?? hourly(0);
      const leaf = join(folder, `leaf-${number}`);
      await writeFile(leaf, leafData(entry));
      for (const size of SIZES.filter((each) => each > number)) {
        const asked = ['log', 'prove', 'inclusion', entry.recordId, '--seals', seals, '--size', String(size)];
        const { stdout, exitCode } = await runDoorlog(asked);
        expect(exitCode).toBe(0);
        const proof = join(folder, `proof-${number}-${size}`);
        await writeFile(proof, stdout);
        expect(await go('inclusion', vkey, proof, leaf)).toMatchObject({ accepted: true });
        const altered = stdout.replace(/^index \d+$/m, `index ${number + 1}`);
        await writeFile(proof, altered);
        expect(await go('inclusion', vkey, proof, leaf)).toMatchObject({ accepted: false });
      }
    }
  });

  it('grew out of each other when Go’s library checks the proofs of consistency', async () => {
    for (const [index, older] of SIZES.entries()) {
      for (const newer of SIZES.slice(index)) {
        const { stdout, exitCode } = await runDoorlog([
          ...['log', 'prove', 'consistency', String(older), String(newer), '--seals', seals],
        ]);
        expect(exitCode).toBe(0);
        const proof = join(folder, `growth-${older}-${newer}`);
        await writeFile(proof, stdout);
        expect(await go('consistency', vkey, checkpoint(older), proof)).toMatchObject({ accepted: true });
      }
    }
    const [proof, other] = [join(folder, 'growth-7-70'), checkpoint(8)];
    expect(await go('consistency', vkey, other, proof)).toMatchObject({ accepted: false });
  });
});
