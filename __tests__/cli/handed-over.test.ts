import { generateKeyPairSync } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { zipSync } from 'fflate';
import { handedOverSpools } from '../../src/cli/handed-over.ts';
import { replay } from '../../src/cli/replay.ts';
import { createPacker } from '../../src/handover/packer.ts';
import { parseRecipient } from '../../src/handover/recipient.ts';
import type { KeyState, SpooledEntry } from '../../src/ports.ts';
import { startBulkServer } from '../sinks/bulk-server.ts';
import { entryOf, newFolder } from '../sinks/entries.ts';
import { commandIo } from './command-io.ts';

let cwd: string;
beforeEach(async () => {
  cwd = await newFolder();
});

const SINKS = '[{"type": "file", "path": "log.jsonl"}]';
const logged = async () => (await readFile(join(cwd, 'log.jsonl'), 'utf8')).split('\n').filter(Boolean);

function spooled(number: number, changes: Partial<SpooledEntry> = {}): SpooledEntry {
  return { entry: entryOf(number), keys: new Map(), done: [], ...changes };
}

/** Unpacks what a job would hand over into a folder. */
async function unpack(folder: string, entries: readonly SpooledEntry[], key?: string): Promise<void> {
  await mkdir(join(cwd, folder), { recursive: true });
  const files = await createPacker(key === undefined ? undefined : parseRecipient(key)).pack(entries);
  for (const [name, text] of Object.entries(files)) await writeFile(join(cwd, folder, name), text);
}

async function run(...args: string[]) {
  const io = commandIo({ cwd });
  const code = await replay([...args, '--sinks', SINKS], io);
  return { code, out: io.out.join(''), err: io.err.join('') };
}

describe('doorlog replay of what was handed over', () => {
  it('delivers once, and knows of it the next time, when it is an unpacked folder', async () => {
    await unpack('artifact', [spooled(1), spooled(2)]);
    expect((await run('artifact')).code).toBe(0);
    expect(await logged()).toHaveLength(2);
    const again = await run('artifact');
    expect([again.code, again.out]).toEqual([0, expect.stringContaining('every sink has what it wants')]);
    expect(await logged()).toHaveLength(2);
    expect(await readFile(join(cwd, 'artifact', 'replay.journal.jsonl'), 'utf8')).not.toMatch(/person-/);
  });

  it('delivers from a zip, from several folders in one, and from the bare file', async () => {
    await unpack('all/a', [spooled(1)]);
    await unpack('all/b', [spooled(2)]);
    await unpack('c', [spooled(3)]);
    await unpack('d', [spooled(4)]);
    const bytes = await readFile(join(cwd, 'c', 'undelivered.jsonl'));
    await writeFile(join(cwd, 'c.zip'), zipSync({ 'undelivered.jsonl': new Uint8Array(bytes) }));
    expect((await run('all', 'c.zip', join('d', 'undelivered.jsonl'))).code).toBe(0);
    expect(await logged()).toHaveLength(4);
  });

  it('decrypts in memory alone when it is given the key', async () => {
    const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
    await unpack('artifact', [spooled(1)], String(pair.publicKey.export({ type: 'spki', format: 'pem' })));
    await writeFile(join(cwd, 'key.pem'), pair.privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const locked = await run('artifact');
    expect([locked.code, locked.err]).toEqual([2, expect.stringMatching(/is encrypted; give the file .* --identity/)]);
    expect((await run('artifact', '--identity', 'key.pem')).code).toBe(0);
    expect(await logged()).toHaveLength(1);
    expect(await readdir(join(cwd, 'artifact'))).toEqual(['replay.journal.jsonl', 'undelivered.jsonl.jwe']);
    expect(await readFile(join(cwd, 'artifact', 'replay.journal.jsonl'), 'utf8')).not.toMatch(/person-/);
  });

  it('says which key is missing, unreadable or wrong, and nothing of it', async () => {
    const age = 'age1r2ejchr3nfrr436kcdh0vvar728z2yjqkr2nll5ar4zca9a4y3yqhxj43j';
    const other = 'AGE-SECRET-KEY-1FU30F6WYQ4T3MGVVA4DTH9E6DCFM0RS9G6DZE9GWN8GNENZ8Q7EQF5MVT7';
    await unpack('artifact', [spooled(1)], age);
    await writeFile(join(cwd, 'other.txt'), `${other}\n`);
    await writeFile(join(cwd, 'none.txt'), 'swordfish\n');
    const runs = [];
    for (const key of ['absent.txt', 'other.txt', 'none.txt']) runs.push(await run('artifact', '--identity', key));
    expect(runs.map(({ code, err }) => [code, err])).toEqual([
      [2, expect.stringContaining('absent.txt could not be read')],
      [2, expect.stringContaining('encrypted to another key')],
      [2, expect.stringContaining('neither an identity file of age')],
    ]);
    expect(JSON.stringify(runs)).not.toMatch(/AGE-SECRET-KEY-1F|swordfish/);
  });

  it('refuses lines that were altered, and delivers the others', async () => {
    await unpack('artifact', [spooled(1), spooled(2)]);
    const file = join(cwd, 'artifact', 'undelivered.jsonl');
    await writeFile(file, `${(await readFile(file, 'utf8')).replace('person-2', 'person-3')}rubbish\n`);
    const { code, out } = await run('artifact');
    expect(code).toBe(3);
    expect(out).toMatch(/line 2 .*not the one that its digest names/);
    expect(out).toMatch(/line 3 .*not an entry/);
    expect(await logged()).toHaveLength(1);
  });

  it('leaves alone what has it already when the job said so', async () => {
    await unpack('artifact', [spooled(1, { done: [{ sink: 'elasticsearch', status: 'delivered' }] })]);
    const [spool] = await handedOverSpools('artifact', { cwd, identity: undefined });
    const { entries } = (await spool?.list()) ?? { entries: [] };
    expect(entries[0]?.done).toEqual([{ sink: 'elasticsearch', status: 'delivered' }]);
  });

  it.each<[KeyState, string]>([
    ['unused', 'already-there'],
    ['tried', 'already-there'],
    ['taken', 'conflict'],
  ])('takes a key that the store refuses as the job left it when that is %s', async (state, status) => {
    const server = await startBulkServer();
    const sinks = JSON.stringify([{ type: 'elasticsearch', url: server.url }]);
    try {
      await unpack('first', [spooled(1)]);
      const io = commandIo({ cwd });
      expect(await replay(['first', '--sinks', sinks], io)).toBe(0);
      // Somebody else replays the same without knowing of it.
      await unpack('second', [spooled(1, { keys: new Map([['elasticsearch', state]]) })]);
      await replay(['second', '--sinks', sinks, '--json'], io);
      expect(JSON.parse(io.out.at(-1) ?? '').deliveries).toMatchObject([{ status }]);
    } finally {
      await server.close();
    }
  });

  it('unpacks one file when the directory of a zip lists it over and over', async () => {
    await unpack('artifact', [spooled(1)]);
    const text = new Uint8Array(await readFile(join(cwd, 'artifact', 'undelivered.jsonl')));
    const zip = Buffer.from(
      zipSync({ 'undelivered.jsonl': text, 'undelivered.jsonl.age': new Uint8Array(40_000_000) }),
    );
    const end = zip.length - 22;
    const directory = zip.subarray(zip.readUInt32LE(end + 16), end);
    const times = 1_000;
    const bomb = Buffer.concat([zip.subarray(0, end), ...Array(times - 1).fill(directory), zip.subarray(end)]);
    bomb.writeUInt16LE(2 * times, bomb.length - 14);
    bomb.writeUInt16LE(2 * times, bomb.length - 12);
    bomb.writeUInt32LE(directory.length * times, bomb.length - 10);
    await writeFile(join(cwd, 'bomb.zip'), bomb);
    expect((await run('bomb.zip')).code).toBe(0);
    expect(await logged()).toHaveLength(1);
  });

  it('refuses a file when it has more lines than any job hands over', async () => {
    await writeFile(join(cwd, 'undelivered.jsonl'), '\n'.repeat(1_001));
    const { code, err } = await run('undelivered.jsonl');
    expect([code, err]).toEqual([2, expect.stringContaining('more than 1000 lines')]);
  });

  it.each([
    ['no zip', 'x.zip', 'rubbish', /is no whole zip file/],
    [
      'a zip of something else',
      'y.zip',
      zipSync({ 'readme.txt': new Uint8Array([1]) }),
      /holds nothing that a job handed over/,
    ],
    ['a file of another name', 'z.jsonl', '{}', /There is no folder/],
  ])('says what it takes when it is given %s', async (_name, file, content, sentence) => {
    await writeFile(join(cwd, file), content);
    const { code, err } = await run(file);
    expect(code).toBe(2);
    expect(err).toMatch(sentence);
  });

  it('goes on without an account when none can be written beside it', async () => {
    await unpack('artifact', [spooled(1)]);
    await rename(join(cwd, 'artifact', 'undelivered.jsonl'), join(cwd, 'undelivered.jsonl'));
    await mkdir(join(cwd, 'undelivered.jsonl.replay.journal.jsonl'));
    const { code, err } = await run('undelivered.jsonl');
    expect(err).toMatch(/account of this replay could not be written/);
    expect(code).toBe(0);
  });
});
