import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { unzipSync } from 'fflate';
import { handedOverSpools, identitiesFrom } from '../../src/cli/handed-over.ts';
import { digestOf } from '../../src/core/canonical.ts';
import type { SinkSecrets } from '../../src/model/sink-secrets.ts';
import { replay } from '../../src/pipeline/replay.ts';
import type { LogEntry, Sink } from '../../src/ports.ts';
import { parseSinks } from '../../src/sinks/config.ts';
import { parseEntry } from '../../src/sinks/spool-file.ts';
import { startElasticsearch } from '../support/elasticsearch-server.ts';
import { serverError } from '../support/faults.ts';
import type { HookOptions } from '../support/runner.ts';
import { sinkSurroundings } from '../support/sink-surroundings.ts';
import { deploymentWorld, unsignedCommitWorld } from '../support/world.ts';
import type { World } from '../support/world-types.ts';
import { marksIn } from './canaries.ts';
import { attestedOf, type Deployment, deploy } from './deployment.ts';
import { infest } from './infestation.ts';

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Nobody listens there. */
const DEAD = [{ type: 'elasticsearch', url: 'http://127.0.0.1:9' }];
const AGE = {
  recipient: 'age1r2ejchr3nfrr436kcdh0vvar728z2yjqkr2nll5ar4zca9a4y3yqhxj43j',
  identity: 'AGE-SECRET-KEY-150E9XV3VCHZ7ALSR8JELH4JFCL64Y3KDQZNUDAKS5AU2XHV8DZSSSEH4VD',
};

/** A job whose log stores are these. */
async function start(
  more: Partial<HookOptions> & { sinks?: unknown } = {},
  world: World = deploymentWorld(),
): Promise<Deployment> {
  const { sinks = DEAD, ...rest } = more;
  const inputs = {
    sinks: typeof sinks === 'string' ? sinks : JSON.stringify(sinks),
    'elasticsearch-api-key': 'a2V5',
    'announce-wait': '300',
    'delivery-timeout': '1000',
  };
  const job = await deploy(world, { ...rest, inputs: { ...inputs, ...rest.inputs } });
  closing.push(job.close);
  return job;
}

/** The only file of an artifact of the run. */
function fileOf(
  job: Deployment,
  name = /^doorlog-undelivered-[0-9a-f]{16}$/,
): { name: string; file: string; text: string } {
  const found = job.world.artifacts.filter((artifact) => name.test(artifact.name));
  const files = Object.entries(unzipSync(new Uint8Array(found[0]?.content ?? [])));
  if (found.length !== 1 || files.length !== 1) throw new Error(`There are ${found.length} artifacts`);
  const [[file, bytes] = ['', new Uint8Array()]] = files;
  return { name: found[0]?.name ?? '', file, text: Buffer.from(bytes).toString('utf8') };
}

function entriesIn(text: string): LogEntry[] {
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const parsed = parseEntry(line, digestOf);
      if ('fault' in parsed) throw new Error(parsed.fault);
      return parsed.entry;
    });
}

/** Keeps the artifact as a browser saves it. */
function download(job: Deployment, name: string): { zip: string; folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'doorlog-download-'));
  closing.push(() => rmSync(folder, { recursive: true, force: true }));
  const zip = join(folder, `${name}.zip`);
  writeFileSync(zip, job.world.artifacts.find((artifact) => artifact.name === name)?.content ?? '');
  return { zip, folder };
}

async function sinkOf(item: object, secrets: SinkSecrets = {}): Promise<Sink> {
  const [configured] = await parseSinks(JSON.stringify([item]));
  if (!configured) throw new Error('There is no sink');
  return configured.create(sinkSurroundings({ secrets }));
}

const logger = { info: () => undefined, warn: () => undefined };

describe('what no log store took', () => {
  it('is left as its attested view with its bundle when there is no key, and said everywhere', async () => {
    const job = await start();
    const pre = await job.run('pre');
    const post = await job.run('post');
    expect([pre.code, post.code]).toEqual([0, 0]);
    const record = attestedOf(post);
    const { name, file, text } = fileOf(job);
    expect([name, file]).toEqual([`doorlog-undelivered-${record.recordId.slice(0, 16)}`, 'undelivered.jsonl']);
    const [first, last, ...others] = entriesIn(text);
    expect(others).toEqual([]);
    expect([first, last]).toMatchObject([
      { phase: 'start', view: 'attested' },
      { phase: 'end', view: 'attested', digest: post.outputs['record-digest']?.slice('sha256:'.length) },
    ]);
    expect(last?.document).toEqual(record);
    expect(last?.bundle).toBe(readFileSync(post.outputs['bundle-path'] ?? '', 'utf8').trim());
    expect(text).not.toContain('"salt"');
    expect(post.outputs.undelivered).toBe('2');
    expect(post.stdout).toMatch(
      new RegExp(
        `^::warning [^\\n]*2 records did not reach every log store; their attested view is left as .*${name}`,
        'm',
      ),
    );
    expect(post.summary).toContain(`--name ${name} --dir ${name}\ndoorlog replay ${name} --sinks sinks.yml\n`);
    expect(record.links?.startEvent?.announced).toBe('late');
  });

  it.each([
    ['age', AGE.recipient, AGE.identity],
    ['an RSA key', ...pemPair(generateKeyPairSync('rsa', { modulusLength: 2048 }))],
    ['an elliptic curve', ...pemPair(generateKeyPairSync('ec', { namedCurve: 'P-256' }))],
  ])('is left whole and replayed from the zip exactly once when it is encrypted to %s', async (_name, key, secret) => {
    const job = await start({ inputs: { 'handover-key': key } });
    await job.run('pre');
    const post = await job.run('post');
    const { name, file, text } = fileOf(job);
    expect(file).toMatch(/^undelivered\.jsonl\.(age|jwe)$/);
    expect(text).not.toMatch(/recordId|alice/);
    expect(post.stdout).toContain('encrypted to the key of the input “handover-key”');

    const { zip, folder } = download(job, name);
    writeFileSync(join(folder, 'key.txt'), secret);
    const identity = await identitiesFrom('key.txt', { cwd: folder });
    const sink = await sinkOf({ type: 'file', path: join(folder, 'log.jsonl') });
    for (const settled of [0, 2]) {
      const spools = await handedOverSpools(zip, { cwd: folder, identity });
      const report = await replay(spools, { sinks: [sink], timeout: 5_000, logger });
      expect(report).toMatchObject({ found: 2, settled, left: 0, brokenCount: 0 });
    }
    const lines = readFileSync(join(folder, 'log.jsonl'), 'utf8').trim().split('\n');
    const records = lines.map((line) => JSON.parse(line).record);
    expect(records.map(({ phase }) => phase)).toEqual(['start', 'end']);
    expect(records[1].commitment.salt).toMatch(/^[0-9a-f]{64}$/);
    await expect(handedOverSpools(zip, { cwd: folder, identity: undefined })).rejects.toThrow(
      /give the file .* --identity/,
    );
  });

  it('goes beside the whole, and is no conflict, when the store had taken that and its answers were lost', async () => {
    const store = await startElasticsearch();
    closing.push(store.close);
    const { username, password } = store.writer;
    const job = await start({
      sinks: [{ type: 'elasticsearch', url: store.url }],
      inputs: { 'elasticsearch-api-key': '', 'elasticsearch-username': username, 'elasticsearch-password': password },
    });
    const disarm = store.addFault({ times: Number.POSITIVE_INFINITY }, { kind: 'cut' });
    await job.run('pre');
    await job.run('post');
    disarm();
    const { name } = fileOf(job);
    const { zip, folder } = download(job, name);
    const secrets = { elasticsearchUsername: username, elasticsearchPassword: password };
    const sink = await sinkOf({ type: 'elasticsearch', url: store.url }, secrets);
    const spools = await handedOverSpools(zip, { cwd: folder, identity: undefined });
    const report = await replay(spools, { sinks: [sink], timeout: 5_000, logger });
    expect(report.deliveries.map(({ status }) => status)).toEqual(['delivered', 'delivered']);
    const phases = store.documents().map(({ id }) => /-((?:start|end)(?:\.attested)?)-/.exec(id)?.[1]);
    expect(phases.sort()).toEqual(['end', 'end.attested', 'start', 'start.attested']);
  });

  it('is left only for the store that lacks it when another one has it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'doorlog-log-'));
    closing.push(() => rmSync(folder, { recursive: true, force: true }));
    const file = { type: 'file', path: join(folder, 'log.jsonl') };
    const job = await start({ sinks: [file, ...DEAD], inputs: { 'handover-key': AGE.recipient } });
    await job.run('pre');
    await job.run('post');
    const { zip, folder: downloads } = download(job, fileOf(job).name);
    writeFileSync(join(downloads, 'key.txt'), AGE.identity);
    const identity = await identitiesFrom('key.txt', { cwd: downloads });
    const [spool] = await handedOverSpools(zip, { cwd: downloads, identity });
    const { entries } = (await spool?.list()) ?? { entries: [] };
    expect(entries.map(({ done }) => done.map(({ sink }) => sink))).toEqual([['file'], ['file']]);
    expect(entries.map(({ keys }) => keys.get('elasticsearch'))).toEqual(['tried', 'tried']);
  });

  it('is left by the start when that is refused, because its end may never come', async () => {
    const job = await start({}, unsignedCommitWorld());
    const pre = await job.run('pre');
    expect(pre.code).toBe(1);
    const { file, text } = fileOf(job, /^doorlog-undelivered-start-/);
    expect(file).toBe('undelivered.jsonl');
    expect(entriesIn(text)).toMatchObject([{ phase: 'start', view: 'attested' }]);
    await job.run('post');
    expect(job.world.artifacts.map(({ name }) => name.replace(/[0-9a-f]{16}$/, ''))).toEqual([
      'doorlog-undelivered-start-',
      'doorlog-undelivered-',
    ]);
  });

  it('is everything when the list of log stores can’t be used', async () => {
    const job = await start({ sinks: '[{"type":"elasticsaerch"}]', inputs: { mode: 'audit' } });
    await job.run('pre');
    const post = await job.run('post');
    expect(entriesIn(fileOf(job).text).map(({ phase }) => phase)).toEqual(['start', 'end']);
    expect(post.outputs.undelivered).toBe('2');
  });

  it('stays in the spool, and people are told where, when the artifact is not kept', async () => {
    const job = await start();
    job.artifacts.addFault({ times: Number.POSITIVE_INFINITY }, serverError(503));
    await job.run('pre');
    const post = await job.run('post');
    expect(post.code).toBe(0);
    expect(post.stdout).toMatch(/The artifact “doorlog-undelivered-[0-9a-f]{16}” was not kept: /);
    const spool = /left on this machine alone, in (\S+spool): deliver/.exec(post.stdout)?.[1] ?? '';
    expect(post.summary).toContain(`doorlog replay ${spool} --sinks sinks.yml`);
  });

  it('is nothing, and no artifact is made, when all stores have all', async () => {
    const job = await deploy(deploymentWorld());
    closing.push(job.close);
    await job.run('pre');
    const post = await job.run('post');
    expect(job.world.artifacts).toEqual([]);
    expect(post.outputs.undelivered).toBe('0');
  });
});

describe('a key that can’t be used', () => {
  it('is told at the start, is not kept, and leaves the attested view', async () => {
    const job = await start({ inputs: { 'handover-key': AGE.identity, mode: 'audit' } });
    const pre = await job.run('pre');
    expect(pre.stdout).toMatch(/^::warning [^\n]*The input “handover-key” is a private key, which must never/m);
    const post = await job.run('post');
    expect(fileOf(job).file).toBe('undelivered.jsonl');
    expect(JSON.stringify([pre, post, fileOf(job)])).not.toContain(AGE.identity);
  });

  it('fails the start when nothing says that it is only to warn', async () => {
    const job = await start({ inputs: { 'handover-key': 'age1something' } });
    const pre = await job.run('pre');
    expect(pre.code).toBe(1);
    expect(pre.stdout).toMatch(/^::error [^\n]*The input “handover-key” is no recipient of age, or mistyped/m);
  });
});

describe('what is handed over of a public repository', () => {
  it('holds no secret when ten thousand lie about', async () => {
    const { world, env, inputs } = infest();
    const job = await start({ env, inputs, workerLog: true }, world);
    await job.run('pre');
    await job.run('post');
    const texts = [fileOf(job).text, fileOf(job, /^doorlog-undelivered-start-/).text];
    expect(texts.map((text) => entriesIn(text).length)).toEqual([2, 1]);
    expect(texts.flatMap((text) => marksIn(text))).toEqual([]);
  });
});

function pemPair(pair: ReturnType<typeof generateKeyPairSync>): [string, string] {
  const publicKey = pair.publicKey.export({ type: 'spki', format: 'pem' });
  return [String(publicKey), String(pair.privateKey.export({ type: 'pkcs8', format: 'pem' }))];
}
