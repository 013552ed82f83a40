import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { digestOf } from '../../src/core/canonical.ts';
import { recordIdOf } from '../../src/core/record-id.ts';
import { endRun, freshWorld } from '../support/collector-world.ts';
import { replies } from '../support/faults.ts';
import { type CollectScene, openScene } from '../support/in-process-collect.ts';
import { type SigstoreServer, startSigstore } from '../support/sigstore-server.ts';
import type { World } from '../support/world-types.ts';

const OWN_FILE = '.github/workflows/collect.yml';

let sigstore: SigstoreServer;
let scene: CollectScene;

beforeAll(async () => {
  sigstore = await startSigstore();
});
afterEach(() => scene.close());
afterAll(() => sigstore.close());

async function open(change: (world: World) => void): Promise<void> {
  scene = await openScene(freshWorld(), sigstore);
  endRun(scene.world);
  change(scene.world);
}

describe('a collector among strangers', () => {
  it.each<[string, (world: World) => void]>([
    ['the name of the workflow', (world) => Object.assign(world.run, { name: `${'x'.repeat(999)}😀` })],
    ['the name of a runner', ({ jobs }) => Object.assign(jobs[0] ?? {}, { runnerName: `${'x'.repeat(299)}😀` })],
    ['a label', ({ jobs }) => Object.assign(jobs[0] ?? {}, { labels: [`${'x'.repeat(299)}😀`] })],
  ])('records the job all the same when %s is cut in the middle of a character', async (_, change) => {
    await open(change);
    const { records, output } = await scene.collect();
    expect([output, records.length]).toEqual([expect.any(String), 1]);
  });

  it('passes over no run of a file that has the path of its own when that is of another branch', async () => {
    await open((world) => Object.assign(world.run, { path: OWN_FILE, event: 'push', headBranch: 'feature' }));
    const { outputs, output } = await scene.collect({ event: 'schedule' });
    expect([output, outputs.collected]).toEqual([expect.any(String), '1']);
  });

  it('passes over no run of a fork that changes the file of the collector', async () => {
    await open((world) =>
      Object.assign(world.run, {
        path: OWN_FILE,
        event: 'pull_request',
        headRepository: { id: '999', name: 'mallory/shop' },
      }),
    );
    expect((await scene.collect({ event: 'schedule' })).outputs.collected).toBe('1');
  });

  it('catches up with the rest of an earlier attempt when that was left half done', async () => {
    await open(({ jobs }) => {
      const [first] = jobs;
      if (first) jobs.push({ ...first, id: '52000000001', attempt: 1 });
    });
    expect((await scene.collect()).outputs.collected).toBe('2');
    const [first] = scene.world.jobs;
    if (first) scene.world.jobs.push({ ...first, id: '52000000002', attempt: 1 });
    const { records } = await scene.collect({ event: 'schedule' });
    expect(records.map(({ pipeline }) => pipeline.checkRunId)).toEqual(['52000000002']);
  });

  it.each([
    ['nested without end', `${'['.repeat(60_000)}`],
    [
      'of aliases',
      `a: &a [${'x,'.repeat(99)}]\n${Array.from({ length: 9 }, (_, n) => `b${n}: &b${n} [${`*${n === 0 ? 'a' : `b${n - 1}`},`.repeat(9)}]`).join('\n')}\njobs: *b8\n`,
    ],
    ['of keys of every object', 'jobs:\n  __proto__: { runs-on: x, name: deploy }\n  constructor: { runs-on: x }\n'],
    ['no text', '\u0000\u0001\ufffd'],
    ['deep flow map', `jobs: ${'{a: '.repeat(5_000)}1${'}'.repeat(5_000)}`],
  ])('records the job all the same when its workflow file is %s', async (_, text) => {
    await open(({ commits, run }) => {
      for (const { files } of Object.values(commits)) files[run.path] = text;
    });
    const { records, output } = await scene.collect();
    expect([output, records.length]).toEqual([expect.any(String), 1]);
    expect(output).not.toMatch(/internal|RangeError/);
  });

  it('records the job all the same when another writer stores a record of it with half a character', async () => {
    await open(() => undefined);
    const { records } = await scene.collect();
    const [seen] = records;
    if (!seen) throw new Error('there is no record');
    const record = { ...seen, phase: 'end', people: { initiator: { login: 'alice', id: '\ud800' } } };
    scene.write([{ recordId: seen.recordId, phase: 'end', digest: 'a'.repeat(64), record }]);
    const again = await scene.collect();
    expect([again.output, again.records.length]).toEqual([expect.any(String), 1]);
    expect(again.records[0]?.links.records).toEqual([expect.objectContaining({ phase: 'end', proof: 'refused' })]);
  });

  it('does not take a planted record for its own when no identity token is to be had', async () => {
    await open(() => undefined);
    const { pipeline, ...rest } = (await scene.collect()).records[0] ?? {};
    const { server = '', repositoryId = '', runAttempt = '', checkRunId } = pipeline ?? {};
    const runId = '17912345999';
    scene.world.run.id = runId;
    const recordId = recordIdOf({ server, repositoryId, runId, runAttempt, checkRunId });
    const record = { ...rest, pipeline: { ...pipeline, runId }, recordId };
    scene.write([{ recordId, phase: 'collector', digest: digestOf(record), record }]);
    const again = await scene.collect({ event: 'schedule', tokenFault: replies(403) });
    expect([again.output, again.outputs.collected]).toEqual([expect.any(String), '1']);
  });

  it('finds its job known when another collector had looked at the same moment', async () => {
    await open(() => undefined);
    const elsewhere = join(mkdtempSync(join(tmpdir(), 'doorlog-race-')), 'log.jsonl');
    writeFileSync(elsewhere, '');
    const first = await scene.collect({ inputs: { sinks: JSON.stringify([{ type: 'file', path: elsewhere }]) } });
    expect([first.output, first.outputs.collected]).toEqual([expect.any(String), '1']);
    expect((await scene.collect()).outputs.collected).toBe('1');
    scene.write([JSON.parse(readFileSync(elsewhere, 'utf8'))]);
    rmSync(dirname(elsewhere), { recursive: true });
    const records = scene.log().map(({ record }) => `${record.phase} ${record.recordId}`);
    expect([records.length, new Set(records).size]).toEqual([2, 1]);
    const again = await scene.collect({ event: 'schedule' });
    expect(again.outputs).toMatchObject({ collected: '0', left: '0' });
  });

  it('passes over its own runs on a schedule', async () => {
    await open((world) => Object.assign(world.run, { path: OWN_FILE, event: 'schedule' }));
    expect((await scene.collect({ event: 'schedule' })).outputs.collected).toBe('0');
  });
});
