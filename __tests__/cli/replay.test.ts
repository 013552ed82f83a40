import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { replay } from '../../src/cli/replay.ts';
import { digestOf } from '../../src/core/canonical.ts';
import { createSpool } from '../../src/sinks/spool.ts';
import { type BulkServer, startBulkServer } from '../sinks/bulk-server.ts';
import { entryOf, newFolder } from '../sinks/entries.ts';
import { doorlog } from './cli-process.ts';
import { commandIo } from './command-io.ts';

let server: BulkServer;
let cwd: string;
const spool = () => createSpool({ folder: join(cwd, 'spool'), digestOf });
const sinks = () =>
  JSON.stringify([
    { type: 'file', path: 'log.jsonl' },
    { type: 'elasticsearch', url: server.url },
  ]);

beforeEach(async () => {
  server = await startBulkServer();
  cwd = await newFolder();
});

afterEach(async () => {
  await server.close();
});

describe('doorlog replay', () => {
  it('delivers everything once and exits with 0 when all sinks are well, however often it runs', async () => {
    await spool().put(entryOf(1));
    await spool().put(entryOf(2));
    const io = commandIo({ cwd, env: { DOORLOG_ELASTICSEARCH_API_KEY: 'a2V5' } });
    server.authorization = 'ApiKey a2V5';
    expect(await replay(['spool', '--sinks', sinks()], io)).toBe(0);
    expect(io.out.join('').match(/^delivered/gm)).toHaveLength(4);
    expect(await replay(['spool', '--sinks', sinks()], io)).toBe(0);
    expect(io.out.at(-1)).toBe('Nothing to do: every sink has what it wants of all 2 entries.\n');
    expect(server.documents.size).toBe(2);
    expect((await readFile(join(cwd, 'log.jsonl'), 'utf8')).match(/\n/g)).toHaveLength(2);
  });

  it('reads the list of sinks from a file and prints JSON when asked to', async () => {
    await spool().put(entryOf(1));
    await writeFile(join(cwd, 'sinks.yml'), '- type: file\n  path: log.jsonl\n');
    const io = commandIo({ cwd });
    expect(await replay(['spool', '--sinks', 'sinks.yml', '--json'], io)).toBe(0);
    expect(JSON.parse(io.out.join(''))).toEqual({
      found: 1,
      settled: 0,
      left: 0,
      sinks: { file: { delivered: 1 } },
      broken: [],
      brokenCount: 0,
      deliveries: [expect.objectContaining({ sink: 'file', status: 'delivered', recordId: entryOf(1).recordId })],
    });
  });

  it('finds the spools of all jobs when it is given the folder that holds them', async () => {
    for (const [number, job] of ['job-a', 'job-b'].entries()) {
      await createSpool({ folder: join(cwd, 'doorlog', job, 'spool'), digestOf }).put(entryOf(number));
    }
    const tooDeep = createSpool({ folder: join(cwd, 'doorlog', 'job-c', 'x', 'spool'), digestOf });
    await tooDeep.put(entryOf(9));
    const io = commandIo({ cwd, env: { DOORLOG_ELASTICSEARCH_API_KEY: 'a2V5' } });
    expect(await replay(['doorlog', join('doorlog', 'job-a'), '--sinks', sinks()], io)).toBe(0);
    expect(server.documents.size).toBe(2);
    expect(server.sizes).toEqual([2]);
  });

  it('prints counts and what is not fine, and how far it is, when there are thousands', async () => {
    for (let number = 0; number < 1_100; number++) await spool().put(entryOf(number));
    server.refuses = (document) => JSON.stringify(document).includes('person-7"');
    const io = commandIo({ cwd, env: { DOORLOG_ELASTICSEARCH_API_KEY: 'a2V5' } });
    const only = JSON.stringify([{ type: 'elasticsearch', url: server.url }]);
    expect(await replay(['spool', '--sinks', only], io)).toBe(4);
    expect(io.out.join('').split('\n')).toEqual([
      expect.stringMatching(/^failed {8}elasticsearch {2}0+7 end {2}/),
      'elasticsearch: 1,099 delivered, 1 failed',
      '1 of 1,100 entries is left; run the command again to go on from here.',
      '',
    ]);
    expect(io.err.join('')).toBe('1,000 of 1,100 entries\n');

    const terminal = commandIo({ cwd, env: { DOORLOG_ELASTICSEARCH_API_KEY: 'a2V5' }, isTerminal: true });
    server.refuses = () => false;
    expect(await replay(['spool', '--sinks', only], terminal)).toBe(0);
    expect(terminal.err).toEqual(['\r1,100 of 1,100 entries', '\r\u001b[K']);
  });

  it('ends in order with exit code 4 and how many are left when it is interrupted, and goes on from there', async () => {
    for (let number = 0; number < 300; number++) await spool().put(entryOf(number));
    const only = JSON.stringify([{ type: 'elasticsearch', url: server.url }]);
    const harmless = { kind: 'item', status: 429, type: '', of: () => false } as const;
    // One batch gets through; then each of the two that are on their way at a time hangs.
    server.faults.push(harmless, { kind: 'endless' }, { kind: 'endless' });
    const ended = await doorlog(['replay', 'spool', '--sinks', only], {
      cwd,
      env: process.env,
      async onStart(child) {
        while (server.requests.length < 3 && child.exitCode === null)
          await new Promise((resolve) => setTimeout(resolve, 10));
        child.kill('SIGINT');
      },
    });
    // Windows knows no interrupt from another process: there the child is killed.
    if (process.platform !== 'win32') {
      expect(ended.code).toBe(4);
      expect(ended.out).toContain('Interrupted: 268 of 300 entries are left; run the command again');
    }
    server.faults.length = 0;
    const io = commandIo({ cwd });
    expect(await replay(['spool', '--sinks', only], io)).toBe(0);
    expect(server.documents.size).toBe(300);
  });

  it('exits with 4 and keeps the entry when a sink turns it away', async () => {
    await spool().put(entryOf(1));
    server.authorization = 'ApiKey a2V5';
    const io = commandIo({
      cwd,
      env: { DOORLOG_ELASTICSEARCH_USERNAME: 'w', DOORLOG_ELASTICSEARCH_PASSWORD: 'canary' },
    });
    expect(await replay(['spool', '--sinks', sinks()], io)).toBe(4);
    expect(io.out.join('')).toContain('failed        elasticsearch');
    expect([...io.out, ...io.err].join('')).not.toContain('canary');
    server.authorization = undefined;
    expect(await replay(['spool', '--sinks', sinks()], io)).toBe(0);
  });

  it('exits with 3 when all is delivered but a file in the spool is broken or there is a conflict', async () => {
    await spool().put(entryOf(1));
    await writeFile(join(cwd, 'spool', 'x.entry.json'), '{');
    const io = commandIo({ cwd });
    expect(await replay(['spool', '--sinks', sinks()], io)).toBe(3);
    expect(io.out.join('')).toContain('unusable');

    const other = join(await newFolder(), 'spool');
    await createSpool({ folder: other, digestOf }).put(entryOf(1, { document: { other: true } }));
    expect(await replay([other, '--sinks', sinks()], io)).toBe(3);
  });

  it.each([
    ['no folder', [], 'Name at least one spool folder'],
    ['a folder that is not there', ['nowhere', '--sinks', '[]'], 'There is no folder'],
    ['no sinks', ['.'], 'Option --sinks is missing'],
    ['an empty list', ['.', '--sinks', '[]'], 'names no sink'],
    ['a broken list', ['.', '--sinks', '[{"type":"fil","path":"a"}]'], 'did you mean file?'],
    ['a file that is not there', ['.', '--sinks', 'sinks.yml'], 'sinks.yml could not be read (ENOENT)'],
    ['an unknown option', ['.', '--sink', '[]'], "Unknown option '--sink'"],
    ['a bad time', ['.', '--sinks', '[]', '--timeout', '1m'], 'Option --timeout must be whole seconds'],
  ])('exits with 2 and one sentence when there is %s', async (_, args, words) => {
    const io = commandIo({ cwd });
    expect(await replay(args, io)).toBe(2);
    expect(io.out).toEqual([]);
    expect(io.err).toHaveLength(1);
    expect(io.err[0]).toContain(words);
    expect(io.err[0]?.trimEnd()).not.toContain('\n');
  });

  it('prints no character that moves the cursor when somebody chose the names of files', async () => {
    if (process.platform === 'win32') return;
    await spool().put(entryOf(1));
    await writeFile(join(cwd, 'spool', '\u001b[2Jfine\u202e.entry.json'), '');
    const io = commandIo({ cwd });
    expect(await replay(['spool', '--sinks', '[{"type": "file", "path": "log.jsonl"}]'], io)).toBe(3);
    const printed = io.out.join('') + io.err.join('');
    expect(printed).toContain('[2Jfine');
    expect(printed).not.toMatch(/[^\P{C}\n]/u);
  });

  it('prints its use with an example when asked for help', async () => {
    const io = commandIo({ cwd });
    expect(await replay(['--help'], io)).toBe(0);
    expect(io.out.join('')).toMatch(/^Usage: [\s\S]*Example: doorlog replay/);
  });
});
