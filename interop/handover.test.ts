import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { unzipSync } from 'fflate';
import { startArtifactService } from '../__tests__/support/artifact-service.ts';
import { startGitHub } from '../__tests__/support/github-server.ts';
import { startJob } from '../__tests__/support/runner.ts';
import { deploymentWorld } from '../__tests__/support/world.ts';
import { digestOf } from '../src/core/canonical.ts';
import { parseEntry } from '../src/sinks/spool-file.ts';
import { DIST } from './built.ts';
import { runDoorlog } from './doorlog.ts';
import { programOf, TOOLS } from './tools.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'doorlog-handover-'));
  folders.push(folder);
  return folder;
}

/** Plays a job whose log store is nowhere; answers the zip of what it handed over. */
async function playJob(key: string): Promise<Buffer> {
  const world = deploymentWorld();
  const github = await startGitHub(world);
  const artifacts = await startArtifactService(world);
  const inputs = {
    attest: 'none',
    sinks: '[{"type": "elasticsearch", "url": "http://127.0.0.1:9"}]',
    'elasticsearch-api-key': 'a2V5',
    'handover-key': key,
    'announce-wait': '200',
    'delivery-timeout': '500',
  };
  const job = startJob({ world, github, artifacts, inputs, dist: DIST });
  try {
    await job.run('pre');
    await job.run('post');
    const left = world.artifacts.find(({ name }) => name.startsWith('doorlog-undelivered-'));
    if (left === undefined) throw new Error('The job left nothing');
    return left.content;
  } finally {
    job.close();
    await Promise.all([github.close(), artifacts.close()]);
  }
}

/** The only file of the zip. */
function fileIn(zip: Buffer): { name: string; content: Buffer } {
  const [[name, content] = ['', new Uint8Array()]] = Object.entries(unzipSync(new Uint8Array(zip)));
  return { name, content: Buffer.from(content) };
}

function phasesIn(lines: string): string[] {
  return lines
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const parsed = parseEntry(line, digestOf);
      return 'entry' in parsed ? parsed.entry.phase : parsed.fault;
    });
}

/** Replays by the command line into a file; answers the phases that are then in it. */
async function replayed(place: string, folder: string, identity?: string): Promise<unknown[]> {
  const log = join(folder, 'log.jsonl');
  const sinks = JSON.stringify([{ type: 'file', path: log }]);
  const key = identity === undefined ? [] : ['--identity', identity];
  for (let turn = 0; turn < 2; turn += 1) {
    const { exitCode, stderr } = await runDoorlog(['replay', place, '--sinks', sinks, ...key]);
    expect([exitCode, stderr]).toEqual([0, '']);
  }
  const lines = readFileSync(log, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line).phase);
}

function age(args: readonly string[], input?: Buffer): Buffer {
  return execFileSync(programOf(TOOLS.age), args, { ...(input && { input }), stdio: ['pipe', 'pipe', 'pipe'] });
}

/** A pair of keys as people make it. */
function ageKeys(folder: string): { recipient: string; file: string } {
  const file = join(folder, 'key.txt');
  const keygen = join(dirname(programOf(TOOLS.age)), 'age-keygen');
  execFileSync(keygen, ['-o', file], { stdio: 'ignore' });
  return { file, recipient: execFileSync(keygen, ['-y', file], { encoding: 'utf8' }).trim() };
}

describe('what a job hands over to a key of age', () => {
  it('is decrypted by age itself, and replayed from the zip and from what age made of it', async () => {
    const folder = newFolder();
    const { recipient, file } = ageKeys(folder);
    const zip = await playJob(recipient);
    const { name, content } = fileIn(zip);
    expect(name).toBe('undelivered.jsonl.age');
    const plain = age(['--decrypt', '--identity', file], content);
    expect(phasesIn(plain.toString('utf8'))).toEqual(['start', 'end']);

    writeFileSync(join(folder, 'artifact.zip'), zip);
    expect(await replayed(join(folder, 'artifact.zip'), folder, file)).toEqual(['start', 'end']);
    const unpacked = join(folder, 'unpacked');
    mkdirSync(unpacked);
    writeFileSync(join(unpacked, 'undelivered.jsonl'), plain);
    expect(await replayed(unpacked, newFolder())).toEqual(['start', 'end']);
  }, 60_000);

  it.each([[[]], [['--armor']]])(
    'is what doorlog replay opens when age encrypted it with %j',
    async (options) => {
      const folder = newFolder();
      const { recipient, file } = ageKeys(folder);
      const stranger = ageKeys(newFolder()).recipient;
      const plain = age(['--decrypt', '--identity', file], fileIn(await playJob(recipient)).content);
      const path = join(folder, 'undelivered.jsonl.age');
      writeFileSync(path, age([...options, '--recipient', stranger, '--recipient', recipient], plain));
      expect(await replayed(path, folder, file)).toEqual(['start', 'end']);
    },
    60_000,
  );
});

const DECRYPT = `
import sys
from jwcrypto import jwe, jwk
token = jwe.JWE(algs=['RSA-OAEP-256', 'ECDH-ES', 'A256GCM'])
token.deserialize(sys.stdin.read(), jwk.JWK.from_pem(open(sys.argv[1], 'rb').read()))
sys.stdout.buffer.write(token.payload)
`;

const ENCRYPT = `
import sys
from jwcrypto import jwe, jwk
key = jwk.JWK.from_pem(open(sys.argv[1], 'rb').read())
header = '{"alg": "%s", "enc": "A256GCM"}' % ('RSA-OAEP-256' if key['kty'] == 'RSA' else 'ECDH-ES')
token = jwe.JWE(sys.stdin.buffer.read(), header, algs=['RSA-OAEP-256', 'ECDH-ES', 'A256GCM'])
token.add_recipient(key)
sys.stdout.write(token.serialize(compact=True))
`;

function python(script: string, key: string, input: Buffer): Buffer {
  return execFileSync(programOf(TOOLS.jwcrypto), ['-c', script, key], { input, maxBuffer: 64 * 1024 * 1024 });
}

describe('what a job hands over to a key in PEM', () => {
  it.each([
    ['RSA', ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:3072']],
    ['P-256', ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256']],
    ['P-521', ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-521']],
    ['X25519', ['-algorithm', 'X25519']],
  ])(
    'is decrypted by jwcrypto, and what that encrypts by doorlog replay, when the key is %s',
    async (_name, options) => {
      const folder = newFolder();
      const file = join(folder, 'key.pem');
      const publicFile = join(folder, 'public.pem');
      execFileSync('openssl', ['genpkey', ...options, '-out', file], { stdio: 'ignore' });
      execFileSync('openssl', ['pkey', '-in', file, '-pubout', '-out', publicFile]);
      const zip = await playJob(readFileSync(publicFile, 'utf8'));
      const { name, content } = fileIn(zip);
      expect(name).toBe('undelivered.jsonl.jwe');
      const plain = python(DECRYPT, file, content);
      expect(phasesIn(plain.toString('utf8'))).toEqual(['start', 'end']);

      writeFileSync(join(folder, 'artifact.zip'), zip);
      expect(await replayed(join(folder, 'artifact.zip'), folder, file)).toEqual(['start', 'end']);
      const again = newFolder();
      writeFileSync(join(again, name), python(ENCRYPT, publicFile, plain));
      expect(await replayed(again, again, file)).toEqual(['start', 'end']);
    },
    120_000,
  );
});
