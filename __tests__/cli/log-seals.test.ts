import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { log } from '../../src/cli/log.ts';
import { entryKey } from '../../src/model/entry-key.ts';
import type { LogEntry } from '../../src/ports.ts';
import { lineOf } from '../../src/sinks/file/line.ts';
import { entryOf } from '../sinks/entries.ts';
import { commandIo } from './command-io.ts';

const ORIGIN = 'github.com/acme/shop/doorlog';
let folder = '';
let vkey = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doorlog-seals-'));
  const made = await run('new-key', ORIGIN, '--out', 'seal.key');
  expect(made.code).toBe(0);
  vkey = made.said.trim();
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function run(...args: string[]): Promise<{ code: number; said: string; err: string }> {
  const io = commandIo({ cwd: folder });
  const code = await log(args, io);
  return { code, said: io.out.join(''), err: io.err.join('') };
}

const hourly = (number: number, changes: Partial<LogEntry> = {}) =>
  entryOf(number, { time: new Date(Date.now() - number * 3_600_000).toISOString(), ...changes });

async function store(...entries: readonly LogEntry[]): Promise<void> {
  await writeFile(join(folder, 'log.jsonl'), entries.map((entry) => lineOf(entry).line).join(''));
}

const SINKS = ['--sinks', '[{"type":"file","path":"log.jsonl"}]', '--seals', 'seals'];
const seal = (...more: string[]) => run('seal', ...SINKS, '--seal-key', 'seal.key', ...more);
const check = (...more: string[]) => run('check', ...SINKS, ...more);
const sealFile = (name: string) => join(folder, 'seals', name);

/** Sealed twice: three entries, then four. */
async function sealed(): Promise<LogEntry[]> {
  const entries = Array.from({ length: 7 }, (_, number) => hourly(number));
  await store(...entries.slice(0, 3));
  expect(await seal()).toMatchObject({ code: 0, said: expect.stringContaining('sealed 3 entries, 3 of them new') });
  await store(...entries);
  expect(await seal()).toMatchObject({ code: 0, said: expect.stringContaining('sealed 7 entries, 4 of them new') });
  return entries;
}

describe('doorlog log seal', () => {
  it('keeps what it sealed, and nothing more where there is nothing new', async () => {
    await sealed();
    const names = ['checkpoint-3.txt', 'checkpoint-7.txt', 'leaves-0-3.jsonl', 'leaves-3-7.jsonl'];
    expect((await readdir(join(folder, 'seals'))).sort()).toEqual(names);
    expect(await seal()).toMatchObject({
      code: 0,
      said: expect.stringContaining('nothing new; the checkpoint over 7'),
    });
    expect((await readdir(join(folder, 'seals'))).sort()).toEqual(names);
    const [first, second] = await Promise.all(
      [3, 7].map((size) => readFile(sealFile(`checkpoint-${size}.txt`), 'utf8')),
    );
    expect(first).toMatch(
      /^github\.com\/acme\/shop\/doorlog\n3\n[\w+/]{43}=\n\n— github\.com\/acme\/shop\/doorlog \S+\n$/,
    );
    expect(second?.split('\n')[1]).toBe('7');
    expect(await check('--vkey', vkey)).toMatchObject({ code: 0, said: expect.stringMatching(/intact\n$/) });
  });

  it('says what is gone, and seals what is there all the same', async () => {
    const [gone, ...others] = await sealed();
    if (!gone) throw new Error('nothing was sealed');
    await store(...others, hourly(20));
    const said = await seal();
    expect(said).toMatchObject({ code: 1 });
    expect(said.said).toContain(`REMOVED  ${entryKey(gone)}`);
    expect(said.said).toContain('sealed 8 entries, 1 of them new');
    expect((await seal()).code).toBe(1);
  });

  it('says what was altered, and does not take it for gone', async () => {
    const [first, ...others] = await sealed();
    if (!first) throw new Error('nothing was sealed');
    await store({ ...first, document: { ...first.document, people: 'nobody' } }, ...others);
    const { code, said } = await seal();
    expect(code).toBe(1);
    expect(said).toContain(`ALTERED  ${entryKey(first)} in file`);
    expect(said).not.toContain('REMOVED');
    expect(await seal('--names')).toMatchObject({ code: 0 });
    expect(await check('--all')).toMatchObject({ code: 1, said: expect.stringContaining('it was altered') });
  });

  it('does not expect what is older than the days that it looks back', async () => {
    await store(hourly(500), hourly(1));
    await seal();
    // The bundle tells when it was sealed; without one everything is looked at each time.
    await store(hourly(1), hourly(2));
    expect(await seal('--since', new Date(Date.now() - 48 * 3_600_000).toISOString())).toMatchObject({ code: 0 });
    expect(await seal()).toMatchObject({ code: 1, said: expect.stringContaining('REMOVED') });
    const since = new Date(Date.now() - 48 * 3_600_000).toISOString();
    expect(await check('--since', since)).toMatchObject({ code: 0 });
    expect(await check()).toMatchObject({ code: 1 });
  });

  it('seals nothing on top of a folder that was tampered with', async () => {
    await sealed();
    const file = sealFile('leaves-0-3.jsonl');
    const lines = (await readFile(file, 'utf8')).split('\n');
    await writeFile(file, [lines[1], lines[0], ...lines.slice(2)].join('\n'));
    expect(await seal()).toMatchObject({ code: 1, err: expect.stringContaining('Nothing was sealed on top of it') });
    expect(await check()).toMatchObject({ code: 1, said: expect.stringContaining('not those that') });
  });

  it('says that there is nothing when there is nothing', async () => {
    await store();
    expect(await seal()).toMatchObject({ code: 0, said: 'There is nothing to seal.\n' });
    expect(await check()).toMatchObject({ code: 3, said: expect.stringMatching(/absent\n$/) });
  });

  it('counts what can’t be named, and seals the rest', async () => {
    await store(hourly(1), { ...hourly(2), digest: 'none' });
    const { code, said } = await seal();
    expect(code).toBe(0);
    expect(said).toContain('1 document bears no name');
    expect(said).toContain('sealed 1 entry,');
  });

  it('is a mistake when a key, a folder or an option is wrong', async () => {
    await sealed();
    await writeFile(join(folder, 'broken.key'), 'PRIVATE+KEY+canary+secret');
    const broken = await run('seal', ...SINKS, '--seal-key', 'broken.key');
    expect(broken).toMatchObject({ code: 2, err: expect.stringContaining('no private key') });
    expect(broken.err).not.toContain('canary');
    await run('new-key', 'elsewhere', '--out', 'other.key');
    const other = await run('seal', ...SINKS, '--seal-key', 'other.key');
    expect(other).toMatchObject({ code: 2, err: expect.stringContaining(`of the log ${ORIGIN}`) });
    expect(await run('seal', ...SINKS)).toMatchObject({ code: 2, err: expect.stringContaining('--seal-key') });
    expect(await seal('--overlap-days', 'many')).toMatchObject({ code: 2 });
    expect(await seal('--since', 'yesterday')).toMatchObject({ code: 2 });
    expect(await run('seal', '--seal-key', 'seal.key', '--seals', 'x')).toMatchObject({ code: 2 });
    expect(await run('seal', '--seal-key', 'seal.key')).toMatchObject({ code: 2 });
  });
});

describe('doorlog log check', () => {
  it('names what was removed, and tells how much is not sealed yet', async () => {
    const entries = await sealed();
    await store(...entries.slice(0, 5), hourly(30), hourly(31));
    const { code, said } = await check();
    expect(code).toBe(1);
    for (const entry of entries.slice(5)) expect(said).toContain(`REMOVED  ${entryKey(entry)}`);
    expect(said).toContain('2 entries are in no checkpoint yet.');
    const answer = JSON.parse((await check('--json')).said);
    expect(answer).toMatchObject({ verdict: 'refused', size: 7, unsealed: 2, altered: [] });
    expect(answer.removed).toHaveLength(2);
  });

  it('finds nothing wrong when only that is gone which was erased on purpose', async () => {
    const entries = await sealed();
    const [first, second, third] = entries;
    if (!first || !second || !third) throw new Error('there are no entries');
    await store(...entries.slice(2));
    const list = `# asked for in case 12\n${entryKey(first)}  # the key\r\n\n${second.recordId}\n`;
    await writeFile(join(folder, 'erased.txt'), list);
    expect(await check()).toMatchObject({ code: 1 });
    const fine = await check('--erased', 'erased.txt');
    expect(fine).toMatchObject({ code: 0, said: expect.stringContaining('2 entries were erased, as the list') });
    await store(...entries.slice(3));
    const { code, said } = await check('--erased', 'erased.txt');
    expect([code, said.match(/REMOVED/g)]).toEqual([1, ['REMOVED']]);
    expect(said).toContain(`REMOVED  ${entryKey(third)}`);
    await writeFile(join(folder, 'erased.txt'), 'every one of them\n');
    expect(await check('--erased', 'erased.txt')).toMatchObject({ code: 2, err: expect.stringContaining('Entry 1') });
  });

  it('finds that what was sealed was rewritten when somebody kept an older checkpoint', async () => {
    const entries = await sealed();
    const kept = await readFile(sealFile('checkpoint-3.txt'), 'utf8');
    await writeFile(join(folder, 'kept.txt'), kept);
    expect(await check('--checkpoint', 'kept.txt')).toMatchObject({ code: 0 });
    // The whole folder is made anew, without the first entry, by whoever holds the key.
    await rm(join(folder, 'seals'), { recursive: true });
    await store(...entries.slice(1));
    expect((await seal()).code).toBe(0);
    expect(await check('--vkey', vkey)).toMatchObject({ code: 0 });
    const { code, said } = await check('--checkpoint', 'kept.txt');
    expect(code).toBe(1);
    expect(said).toContain('what was sealed was rewritten');
  });

  it('finds that the folder was cut short when somebody kept a newer checkpoint', async () => {
    await sealed();
    await writeFile(join(folder, 'kept.txt'), await readFile(sealFile('checkpoint-7.txt'), 'utf8'));
    for (const name of ['checkpoint-7.txt', 'leaves-3-7.jsonl']) await rm(sealFile(name));
    expect(await check('--checkpoint', 'kept.txt')).toMatchObject({
      code: 1,
      said: expect.stringContaining('it was cut short'),
    });
    await rm(join(folder, 'seals'), { recursive: true });
    expect(await check('--checkpoint', 'kept.txt')).toMatchObject({
      code: 1,
      said: expect.stringContaining('no checkpoint at all'),
    });
  });

  it.each([
    ['a leaf was lost', 'leaves-3-7.jsonl', (text: string) => text.split('\n').slice(1).join('\n'), 'there are 6'],
    ['a line is none', 'leaves-0-3.jsonl', (text: string) => text.replace('{', '['), 'is no leaf'],
    [
      'a root is another',
      'checkpoint-3.txt',
      (text: string) => text.replace(/\n[\w+/]{43}=/, `\n${'A'.repeat(43)}=`),
      'altered',
    ],
    ['a leaf is there twice', 'leaves-3-7.jsonl', (text: string) => `${text}${text.split('\n')[0]}\n`, 'sealed twice'],
  ])('refuses the folder when %s', async (_, name, change, words) => {
    await sealed();
    await writeFile(sealFile(name), change(await readFile(sealFile(name), 'utf8')));
    expect(await check()).toMatchObject({ code: 1, said: expect.stringContaining(words) });
  });

  it('refuses a checkpoint by another key, and misses bundles where they are asked for', async () => {
    await sealed();
    const other = (await run('new-key', ORIGIN, '--out', 'other.key')).said.trim();
    expect(await check('--vkey', other)).toMatchObject({
      code: 1,
      said: expect.stringContaining('not signed with the given key'),
    });
    expect(await check('--signatures')).toMatchObject({ code: 3, said: expect.stringContaining('has no bundle') });
    expect(await check('--vkey', 'none')).toMatchObject({ code: 2 });
  });

  it('leaves open what is there by name only', async () => {
    const [first, ...others] = await sealed();
    const line = first && JSON.parse(lineOf(first).line);
    await store(...others);
    const text = await readFile(join(folder, 'log.jsonl'), 'utf8');
    await writeFile(join(folder, 'log.jsonl'), `${text}${JSON.stringify({ ...line, record: undefined })}\n`);
    expect(await check()).toMatchObject({ code: 3, said: expect.stringContaining('by name only') });
  });
});

describe('doorlog log prove and check-proof', () => {
  it('prove an entry to somebody who has a checkpoint, or only the key', async () => {
    const entries = await sealed();
    for (const entry of entries) {
      const proof = await run('prove', 'inclusion', entry.recordId, '--seals', 'seals');
      expect(proof).toMatchObject({
        code: 0,
        said: expect.stringMatching(/^c2sp\.org\/tlog-proof@v1\nextra \S+\nindex \d\n/),
      });
      await writeFile(join(folder, 'proof'), proof.said);
      const kept = ['--checkpoint', 'seals/checkpoint-7.txt'];
      expect(await run('check-proof', 'proof', ...kept)).toMatchObject({
        code: 0,
        said: expect.stringContaining(entryKey(entry)),
      });
      expect(await run('check-proof', 'proof', '--vkey', vkey)).toMatchObject({ code: 0 });
      expect(await run('check-proof', 'proof', '--vkey', vkey, '--entry', entryKey(entry))).toMatchObject({ code: 0 });
      const wrong = entryKey({ ...entry, digest: 'a'.repeat(64) });
      expect(await run('check-proof', 'proof', '--vkey', vkey, '--entry', wrong)).toMatchObject({ code: 1 });
    }
    expect(await run('check-proof', 'proof')).toMatchObject({
      code: 3,
      said: expect.stringContaining('Nobody vouches'),
    });
    expect(await run('check-proof', 'proof', '--checkpoint', 'seals/checkpoint-3.txt')).toMatchObject({
      code: 3,
      said: expect.stringContaining('--size 3'),
    });
  });

  it('prove it for an older checkpoint when that was there', async () => {
    const [first, , , , late] = await sealed();
    const proof = await run('prove', 'inclusion', first?.recordId ?? '', '--seals', 'seals', '--size', '3');
    await writeFile(join(folder, 'proof'), proof.said);
    const kept = ['--checkpoint', 'seals/checkpoint-3.txt'];
    expect(await run('check-proof', 'proof', ...kept, '--json')).toMatchObject({ code: 0 });
    const asked = ['prove', 'inclusion', late?.recordId ?? '', '--seals', 'seals'];
    expect(await run(...asked, '--size', '3')).toMatchObject({ code: 2, err: expect.stringContaining('sealed later') });
    expect(await run(...asked, '--size', '4')).toMatchObject({ code: 2, err: expect.stringContaining('3, 7') });
    expect(await run(...asked, '--size', 'x')).toMatchObject({ code: 2 });
    expect(JSON.parse((await run(...asked, '--json')).said)).toMatchObject({ size: 7, origin: ORIGIN });
  });

  it('choose the end of a record, and ask where there is no telling', async () => {
    const { recordId } = hourly(1);
    const document = { recordId, phase: 'start' };
    const start = entryOf(1, { phase: 'start', document });
    await store(
      start,
      hourly(1),
      entryOf(2, { view: 'attested' }),
      hourly(3),
      hourly(3, { document: { recordId: hourly(3).recordId, phase: 'end', more: 1 } }),
    );
    await seal();
    expect(JSON.parse((await run('prove', 'inclusion', recordId, '--seals', 'seals', '--json')).said).key).toContain(
      '-end-',
    );
    expect(await run('prove', 'inclusion', entryKey(start), '--seals', 'seals')).toMatchObject({ code: 0 });
    expect(await run('prove', 'inclusion', hourly(3).recordId, '--seals', 'seals')).toMatchObject({
      code: 2,
      err: expect.stringContaining('There are 2 entries'),
    });
    expect(await run('prove', 'inclusion', 'f'.repeat(64), '--seals', 'seals')).toMatchObject({ code: 2 });
  });

  it('prove that the log grew out of a kept checkpoint, and not out of another one', async () => {
    await sealed();
    const proof = await run('prove', 'consistency', 'seals/checkpoint-3.txt', '7', '--seals', 'seals');
    expect(proof).toMatchObject({ code: 0, said: expect.stringMatching(/^old 3\n/) });
    await writeFile(join(folder, 'growth'), proof.said);
    const kept = ['--checkpoint', 'seals/checkpoint-3.txt'];
    expect(await run('check-proof', 'growth', ...kept, '--vkey', vkey)).toMatchObject({ code: 0 });
    expect(await run('check-proof', 'growth')).toMatchObject({ code: 3 });
    expect(await run('check-proof', 'growth', '--checkpoint', 'seals/checkpoint-7.txt')).toMatchObject({ code: 3 });
    const checkpoint = await readFile(sealFile('checkpoint-3.txt'), 'utf8');
    await writeFile(join(folder, 'forged'), checkpoint.replace(/\n[\w+/]{43}=/, `\n${'A'.repeat(43)}=`));
    expect(await run('check-proof', 'growth', '--checkpoint', 'forged')).toMatchObject({ code: 1 });
    await writeFile(join(folder, 'strange'), checkpoint.replaceAll('acme', 'other'));
    expect(await run('check-proof', 'growth', '--checkpoint', 'strange')).toMatchObject({ code: 1 });
    expect(await run('prove', 'consistency', '7', '3', '--seals', 'seals')).toMatchObject({ code: 2 });
    expect(await run('prove', 'consistency', '7', '--seals', 'seals')).toMatchObject({ code: 2 });
  });

  it('is a mistake when something else is no proof, no entry or nothing', async () => {
    await writeFile(join(folder, 'text'), 'no proof\n');
    for (const args of [['text'], [], ['none'], ['text', 'more']]) {
      expect(await run('check-proof', ...args)).toMatchObject({ code: 2 });
    }
    expect(await run('prove', 'inclusion', 'x', '--seals', 'none')).toMatchObject({ code: 2 });
    expect(await run('prove', 'inclusion', 'x')).toMatchObject({ code: 2 });
    expect(await run('prove', 'inclusion')).toMatchObject({ code: 2 });
  });
});

describe('doorlog log new-key', () => {
  it('keeps the private key from others, prints the public one, and overwrites nothing', async () => {
    if (process.platform !== 'win32') expect((await stat(join(folder, 'seal.key'))).mode & 0o777).toBe(0o600);
    expect(vkey).toMatch(/^github\.com\/acme\/shop\/doorlog\+[0-9a-f]{8}\+A\S{43}$/);
    expect(await run('new-key', ORIGIN, '--out', 'seal.key')).toMatchObject({ code: 2 });
    expect(await run('new-key', 'two words', '--out', 'x')).toMatchObject({ code: 2 });
    expect(await run('new-key', `https://${ORIGIN}`, '--out', 'x')).toMatchObject({ code: 2 });
    expect(await run('new-key', ORIGIN)).toMatchObject({ code: 2 });
    expect(JSON.parse((await run('new-key', ORIGIN, '--out', 'y', '--json')).said)).toHaveProperty('vkey');
  });

  it.each([
    ['new-key'],
    ['seal'],
    ['check'],
    ['prove'],
    ['prove', 'inclusion'],
    ['prove', 'consistency'],
    ['check-proof'],
  ])('tells how it is used: %s %s', async (...words) => {
    expect(await run(...words, '--help')).toMatchObject({
      code: 0,
      said: expect.stringContaining('Example: doorlog log'),
    });
  });
});
