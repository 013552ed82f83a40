import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { logVerify } from '../../src/cli/log-verify.ts';
import { run } from '../../src/cli/run.ts';
import { digestOf } from '../../src/core/canonical.ts';
import { valueAt } from '../../src/core/verification/pointer.ts';
import { commandIo } from './command-io.ts';

type Line = Record<string, unknown> & { record: Record<string, unknown>; bundle?: unknown };

let folder = '';
/** Start and end of one run, as they were written. */
let start: Line;
let end: Line;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doorlog-log-'));
  const env = { PATH: process.env.PATH, HOME: folder, DOORLOG_HOME: join(folder, 'home') };
  const command = ['--log', join(folder, 'log.jsonl'), '--', process.execPath, '-e', ''];
  expect(await run(command, commandIo({ env, cwd: folder }))).toBe(0);
  const text = await readFile(join(folder, 'log.jsonl'), 'utf8');
  [start, end] = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line)) as [Line, Line];
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function verifyLines(lines: readonly unknown[], ...more: string[]) {
  const path = join(folder, 'read.jsonl');
  await writeFile(path, lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''));
  const io = commandIo({ cwd: folder });
  const sinks = JSON.stringify([{ type: 'file', path }]);
  const key = join(folder, 'home', 'key.pub.pem');
  const code = await logVerify([String(end.recordId), '--sinks', sinks, '--key', key, ...more], io);
  return { code, said: io.out.join(''), err: io.err.join('') };
}

/** A line whose record is another one, filed as if it had been so from the beginning. */
function refiled(line: Line, changes: Record<string, unknown>): Line {
  const record = { ...line.record, ...changes };
  const digest = digestOf(record);
  return { ...line, record, digest, key: `${line.recordId}-${line.phase}-${digest}` };
}

describe('doorlog log verify', () => {
  it('proves every copy and says how when nothing was touched', async () => {
    const { code, said } = await verifyLines([start, end]);
    expect(said).toContain('The signature holds, by the given key.');
    expect(said).toContain('The start event is the one that the end names.');
    expect(said.trimEnd().split('\n').at(-1)).toBe('proven');
    expect(code).toBe(0);
  });

  it('finds the record when the file is full of other lines, broken ones too', async () => {
    const other = { ...end, recordId: 'f'.repeat(64) };
    expect(await verifyLines(['{"broken', other, start, '', JSON.stringify(start).slice(0, 300), end])).toMatchObject({
      code: 0,
    });
  });

  it.each([
    [
      'a fact of the record was changed',
      () => [start, { ...end, record: { ...end.record, schemaVersion: '9' } }],
      'it was altered',
    ],
    [
      'a record was changed and filed anew',
      () => [start, refiled(end, { outcome: { status: 'failure' } })],
      'FAILED      Commitment',
    ],
    [
      'a start was changed and filed anew',
      () => [refiled(start, { drift: [1] }), end],
      'not the one that the end names',
    ],
    ['a key is another’s', () => [start, { ...end, key: `${end.recordId}-end-${start.digest}` }], 'FAILED      Key'],
    ['a start is filed as an end', () => [{ ...start, phase: 'end', key: undefined }, end], 'says that it is another'],
    ['the bundle is of nothing that can be read', () => [start, { ...end, bundle: '{}' }], 'FAILED'],
  ])('refuses when %s, and proves it once that is mended', async (_, lines, words) => {
    const { code, said } = await verifyLines(lines());
    expect(said).toContain(words);
    expect({ code, verdict: said.trimEnd().split('\n').at(-1) }).toEqual({ code: 1, verdict: 'refused' });
    expect((await verifyLines([start, end])).code).toBe(0);
  });

  it('tells of a conflict when two versions of one phase are there', async () => {
    const copy = refiled({ ...start }, { drift: [1] });
    const { code, said } = await verifyLines([start, copy, end]);
    expect(said).toContain('2 of its start');
    expect({ code, verdict: said.trimEnd().split('\n').at(-1) }).toEqual({ code: 3, verdict: 'conflict' });
  });

  it.each([
    ['the start is gone', () => [end], 'not stored here'],
    ['the end is gone', () => [start], 'no end that names it'],
    ['the bundle is gone', () => [start, { ...end, bundle: undefined }], 'it was not signed'],
    ['the log view was erased', () => [start, { ...end, record: undefined }], 'it was erased'],
  ])('says what it could not prove when %s', async (_, lines, words) => {
    const { code, said } = await verifyLines(lines());
    expect(said).toContain(words);
    expect({ code, verdict: said.trimEnd().split('\n').at(-1) }).toEqual({ code: 3, verdict: 'incomplete' });
  });

  it('looks at digests alone when told to leave signatures out', async () => {
    const { code, said } = await verifyLines([start, end], '--no-signatures');
    expect(said.trimEnd().split('\n').at(-1)).toBe('intact');
    expect(said).not.toContain('Signature');
    expect(code).toBe(0);
  });

  it('exits with 3 when no store has the record', async () => {
    const { code, said } = await verifyLines([{ ...end, recordId: 'e'.repeat(64) }]);
    expect({ code, said }).toEqual({
      code: 3,
      said: expect.stringMatching(/^No store has a record with this id\..*\nabsent\n$/),
    });
  });

  it('gives every check as data when asked for JSON', async () => {
    const { said } = await verifyLines([start, end], '--json');
    expect(valueAt(JSON.parse(said), '/copies/1/checks/0')).toMatchObject({ id: 'digest', status: 'ok' });
  });

  it.each([
    ['the id is none', ['abc', '--sinks', '[]'], 'by its id, 64 hex digits'],
    ['there are no sinks', ['a'.repeat(64)], 'Option --sinks is missing'],
    [
      'the file is not there',
      ['a'.repeat(64), '--no-signatures', '--sinks', '[{"type":"file","path":"no-such"}]'],
      'ENOENT',
    ],
  ])('exits with 2 and one sentence when %s', async (_, args, words) => {
    const io = commandIo({ cwd: folder });
    expect(await logVerify(args, io)).toBe(2);
    expect(io.err.join('')).toContain(words);
    expect(io.err.join('').trimEnd()).not.toContain('\n');
  });
});
