import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { log } from '../../src/cli/log.ts';
import { sha256Hex } from '../../src/core/canonical.ts';
import { createNoteSigner, formatSignerKey } from '../../src/core/checkpoint-note/note-key.ts';
import { entryKey } from '../../src/model/entry-key.ts';
import { LogCheckpoint } from '../../src/model/log-checkpoint.ts';
import { LOG_CHECKPOINT_TYPE } from '../../src/model/predicate-type.ts';
import type { LogEntry } from '../../src/ports.ts';
import { lineOf } from '../../src/sinks/file/line.ts';
import { commandIo } from '../cli/command-io.ts';
import { entryOf } from '../sinks/entries.ts';
import { replies } from '../support/faults.ts';
import { playSeal, type SealPlay } from '../support/in-process-seal.ts';
import { claimsOf, type OidcIssuer, startOidcIssuer } from '../support/oidc-issuer.ts';
import { type SigstoreServer, startSigstore } from '../support/sigstore-server.ts';
import { noEnvironmentWorld } from '../support/world.ts';

let sigstore: SigstoreServer;
let issuer: OidcIssuer;
let root = '';

beforeAll(async () => {
  sigstore = await startSigstore();
  issuer = await startOidcIssuer({ claims: claimsOf(noEnvironmentWorld()) });
});

afterAll(() => Promise.all([sigstore.close(), issuer.close()]));

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'doorlog-sealing-'));
});

afterEach(() => rm(root, { recursive: true, force: true }));

const hourly = (number: number, changes: Partial<LogEntry> = {}) =>
  entryOf(number, { time: new Date(Date.now() - number * 3_600_000).toISOString(), ...changes });

function store(...entries: readonly LogEntry[]): Promise<void> {
  return writeFile(join(root, 'log.jsonl'), entries.map((entry) => lineOf(entry).line).join(''));
}

function play(world = noEnvironmentWorld(), more: Partial<SealPlay> = {}) {
  return playSeal(world, { root, sigstore, issuer, ...more });
}

async function check(...more: string[]) {
  const roots = join(root, 'roots.jsonl');
  await writeFile(roots, sigstore.trustedRootJsonl());
  const io = commandIo({ cwd: root });
  const sinks = JSON.stringify([{ type: 'file', path: 'log.jsonl' }]);
  const signed = ['--trust-root', roots, '--issuer', issuer.issuer];
  const code = await log(
    ['check', '--seals', 'seals', '--sinks', sinks, ...(more.length > 0 ? signed : []), ...more],
    io,
  );
  return { code, said: io.out.join(''), err: io.err.join('') };
}

async function predicateIn(file = ''): Promise<LogCheckpoint> {
  const { dsseEnvelope } = JSON.parse(await readFile(file, 'utf8'));
  const statement = JSON.parse(Buffer.from(dsseEnvelope.payload, 'base64').toString('utf8'));
  expect(statement.predicateType).toBe(LOG_CHECKPOINT_TYPE);
  return LogCheckpoint.parse(statement.predicate);
}

describe('the sealing action', () => {
  it('signs, attests and keeps checkpoints that are linked to each other', async () => {
    const world = noEnvironmentWorld();
    const repository = `${world.repository.owner}/${world.repository.name}`;
    await store(hourly(1), hourly(2));
    const first = await play(world);
    expect(first.output).not.toContain('::error');
    expect(first).toMatchObject({ code: 0, outputs: { size: '2', added: '2', removed: '0' } });
    await store(hourly(1), hourly(2), hourly(0));
    const second = await play(world);
    expect(second).toMatchObject({ code: 0, outputs: { size: '3', added: '1' } });
    expect(second.summary).toContain('Doorlog sealed the log');
    const [older, newer] = await Promise.all([first, second].map(({ outputs }) => predicateIn(outputs['bundle-path'])));
    const text = await readFile(first.outputs['checkpoint-path'] ?? '', 'utf8');
    expect(newer).toMatchObject({
      size: 3,
      rootHash: second.outputs['root-hash'],
      vkey: second.outputs.vkey,
      previous: { size: 2, rootHash: older?.rootHash, checkpointDigest: sha256Hex(text) },
      leaves: { from: 2, to: 3 },
      stores: 1,
      alarms: { removed: 0, altered: 0 },
    });
    expect(newer?.consistency).toHaveLength(1);
    expect(older?.origin).toBe(`github.com/${repository}/doorlog`);
    expect(world.attestations.map(({ predicateType }) => predicateType)).toEqual([
      LOG_CHECKPOINT_TYPE,
      LOG_CHECKPOINT_TYPE,
    ]);
    expect(await check('--repo', repository)).toMatchObject({ code: 0, err: '' });
    expect(await check('--repo', 'else/where')).toMatchObject({ code: 1 });
    expect(await check('--identity', 'https://example.org/else')).toMatchObject({ code: 1 });
  });

  it('fails loudly for what is gone or altered, and seals what is there first', async () => {
    const entries = [1, 2, 3].map((number) => hourly(number));
    await store(...entries);
    await play();
    const [gone, altered, left] = entries as [LogEntry, LogEntry, LogEntry];
    await store({ ...altered, document: { ...altered.document, forged: true } }, left, hourly(0));
    const played = await play();
    expect(played).toMatchObject({ code: 1, outputs: { size: '4', added: '1', removed: '1', altered: '1' } });
    expect(played.output).toContain(`::error title=Doorlog%3A the log was tampered with::${entryKey(gone)}`);
    expect(played.output).toContain(`${entryKey(altered)} in file`);
    expect(played.summary).toContain('what was sealed is not there as it was');
    expect((await predicateIn(played.outputs['bundle-path'])).alarms).toEqual({ removed: 1, altered: 1 });
    expect(await play(noEnvironmentWorld(), { inputs: { mode: 'audit' } })).toMatchObject({
      code: 0,
      outputs: { removed: '1' },
    });
    expect(await check()).toMatchObject({ code: 1, said: expect.stringContaining(`REMOVED  ${entryKey(gone)}`) });
  });

  it('looks a few days back only, once a bundle tells when it sealed', async () => {
    await store(hourly(24 * 30), hourly(1));
    expect(await play()).toMatchObject({ code: 0, outputs: { size: '2' } });
    // What is older may have been taken by the store’s retention.
    await store(hourly(1), hourly(0));
    expect(await play()).toMatchObject({ code: 0, outputs: { size: '3', removed: '0' } });
    expect(await play(noEnvironmentWorld(), { inputs: { 'overlap-days': '60' } })).toMatchObject({ code: 1 });
  });

  it('warns of what was at fault before anybody sealed it, fails for it in no run, and says so in check', async () => {
    const entry = hourly(1);
    const garbage = { ...entry, document: { ...entry.document, forged: true } };
    await store(garbage);
    expect(await play()).toMatchObject({ code: 0, outputs: { size: '0', altered: '0', 'at-fault': '1' } });
    await store(garbage, hourly(2));
    for (const added of ['1', '0']) {
      const played = await play();
      const outputs = { size: '1', added, removed: '0', altered: '0', 'at-fault': '1' };
      expect(played).toMatchObject({ code: 0, outputs });
      expect(played.output).not.toContain('::error');
      expect(played.output).toMatch(new RegExp(`::warning[^\n]*Not sealed, because ${entryKey(entry)}`));
      expect(played.summary).toContain('not sealed');
    }
    const { code, said } = await check();
    expect([code, said]).toEqual([3, expect.stringContaining(`AT FAULT  ${entryKey(entry)} (not sealed) in file`)]);
    await store(garbage, hourly(2), entry);
    const sealed = await play();
    expect(sealed).toMatchObject({ code: 0, outputs: { size: '2', altered: '0', 'at-fault': '1' } });
    expect((await predicateIn(sealed.outputs['bundle-path'])).alarms).toEqual({ removed: 0, altered: 0 });
    expect(await check()).toMatchObject({ code: 3, said: expect.stringContaining('CONFLICT') });
    await store(garbage, hourly(2));
    expect(await play()).toMatchObject({ code: 1, outputs: { altered: '1', 'at-fault': '0' } });
    expect(await check()).toMatchObject({ code: 1, said: expect.stringContaining(`ALTERED  ${entryKey(entry)}`) });
  });

  it('seals nothing on top of a checkpoint that nothing proves to be its own', async () => {
    const [first, second] = [hourly(1), hourly(2)];
    await store(first);
    const { outputs } = await play();
    await store(first, second);
    const files = async () => (await readdir(join(root, 'seals'))).sort();
    const before = await files();
    const refused = 'Nothing was sealed on top of';
    // By another workflow of the repository; by another Sigstore; without any proof.
    const claims = claimsOf(noEnvironmentWorld());
    const workflow = claims.job_workflow_ref?.replace(/[^/]+@/, 'else.yml@') ?? '';
    issuer.setClaims({ ...claims, job_workflow_ref: workflow });
    await expect(play()).rejects.toThrow(refused);
    issuer.setClaims(claims);
    const other = await startSigstore();
    const roots = join(root, 'other.jsonl');
    await writeFile(roots, other.trustedRootJsonl());
    await other.close();
    await expect(play(noEnvironmentWorld(), { inputs: { 'trust-root': roots } })).rejects.toThrow(refused);
    const bundle = outputs['bundle-path'] ?? '';
    const text = await readFile(bundle, 'utf8');
    await rm(bundle);
    await expect(play()).rejects.toThrow('There is no bundle beside it');
    await writeFile(bundle, text);
    expect(await files()).toEqual(before);
    // On whatever ref the workflow file stood.
    const elsewhere = {
      ...claims,
      job_workflow_ref: claims.job_workflow_ref?.replace(/@.*/, '@refs/heads/next') ?? '',
    };
    issuer.setClaims(elsewhere);
    expect(await play()).toMatchObject({ code: 0, outputs: { size: '2' } });
    issuer.setClaims(claims);
  });

  it('signs with a standing key that shows nowhere, attested or not', async () => {
    const seed = Buffer.alloc(32, 9);
    const signer = createNoteSigner('log.example/acme', seed);
    const key = formatSignerKey(signer, seed);
    await store(hourly(1));
    const inputs = { 'seal-key': key, attest: 'none' };
    const played = await play(noEnvironmentWorld(), { inputs });
    expect(played).toMatchObject({ code: 0, outputs: { vkey: signer.vkey, 'bundle-path': '' } });
    await store(hourly(1), hourly(2));
    const attested = await play(noEnvironmentWorld(), { inputs: { 'seal-key': key, origin: 'log.example/acme' } });
    expect((await predicateIn(attested.outputs['bundle-path'])).vkey).toBe(signer.vkey);
    const files = await readdir(join(root, 'seals'));
    const texts = await Promise.all(files.map((file) => readFile(join(root, 'seals', file), 'utf8')));
    const secret = key.split('+').at(-1) ?? '';
    for (const text of [...texts, played.output, played.summary, attested.output, JSON.stringify(attested.outputs)]) {
      expect(text).not.toContain(secret);
    }
    expect(await check('--vkey', signer.vkey)).toMatchObject({ code: 0 });
  });

  it.each([
    ['there is no key and nothing is attested', { attest: 'none' }, 'seal-key'],
    ['the key is none', { 'seal-key': 'PRIVATE+KEY+canary+1+AAAA' }, 'no private key'],
    ['the name is none', { origin: 'two words' }, '“origin”'],
    ['no store can be read', { sinks: '' }, 'No store can be read back'],
    ['a sink can’t be made', { sinks: '[{"type":"s3","url":"https://127.0.0.1:1","bucket":"acme"}]' }, ''],
  ])('raises before anything is kept when %s', async (_, inputs, words) => {
    await store(hourly(1));
    const failure = await play(noEnvironmentWorld(), { inputs }).then(
      () => new Error('it sealed'),
      (error: Error) => error,
    );
    expect(failure.message).not.toContain('it sealed');
    expect(failure.message).toContain(words);
    expect(failure.message).not.toContain('canary');
    await expect(readdir(join(root, 'seals'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('raises for a key of another name than the log’s', async () => {
    const seed = Buffer.alloc(32, 9);
    const key = formatSignerKey(createNoteSigner('log.example/acme', seed), seed);
    await store(hourly(1));
    await expect(play(noEnvironmentWorld(), { inputs: { 'seal-key': key, origin: 'else' } })).rejects.toThrow(
      'leave “origin” out',
    );
  });

  it('keeps the bundle and fails when it can’t be uploaded', async () => {
    await store(hourly(1));
    const faults = [[{ method: 'POST', path: /attestations/ }, replies(500, {})] as const];
    const played = await play(noEnvironmentWorld(), { faults });
    expect(played).toMatchObject({ code: 1, outputs: { size: '1' } });
    expect(await predicateIn(played.outputs['bundle-path'])).toMatchObject({ size: 1 });
  });

  it('says which inputs can’t be used', async () => {
    await store(hourly(1));
    const inputs = { since: 'long ago', 'overlap-days': 'many', read: 'half' };
    const { code, output } = await play(noEnvironmentWorld(), { inputs });
    expect(code).toBe(1);
    for (const name of Object.keys(inputs)) expect(output).toContain(`“${name}”`);
  });
});
