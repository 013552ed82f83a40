import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { deploymentWorld } from '../support/world.ts';
import { deploy } from './deployment.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A job that logs to a file in a folder of its own, and the phases in that file. */
async function start() {
  const folder = mkdtempSync(join(tmpdir(), 'doorlog-test-'));
  const path = join(folder, 'logs', 'log.jsonl');
  const job = await deploy(deploymentWorld(), { inputs: { sinks: JSON.stringify([{ type: 'file', path }]) } });
  closing.push(async () => {
    await job.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const phases = () =>
    readFileSync(path, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).phase);
  return { job, phases, remove: () => rmSync(join(folder, 'logs'), { recursive: true }) };
}

describe('a log file', () => {
  it('has each phase once when nobody touches it', async () => {
    const { job, phases } = await start();
    await job.run('pre');
    expect(phases()).toEqual(['start']);
    await job.run('post');
    expect(phases()).toEqual(['start', 'end']);
  });

  it('has each phase once when a step deletes it in between', async () => {
    const { job, phases, remove } = await start();
    await job.run('pre');
    remove();
    await job.run('post');
    expect(phases()).toEqual(['start', 'end']);
  });
});
