import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { newFolder } from '../sinks/entries.ts';
import { playJob } from '../support/in-process-job.ts';
import { deploymentWorld } from '../support/world.ts';

function phasesIn(file: string): string[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line).phase);
}

describe('a job with a sink that does not want everything', () => {
  it('has its start announced when the sink lacks it only because it does not want it', async () => {
    const file = join(await newFolder(), 'ends.jsonl');
    const job = await playJob(deploymentWorld(), {
      moreSinks: [{ type: 'file', name: 'ends', path: file, only: { phases: ['end'] } }],
    });
    expect(job.codes).toEqual({ start: 0, end: 0 });
    expect(phasesIn(file)).toEqual(['end']);
    expect(job.end.links?.startEvent?.announced).toBe('announced');
  });

  it('sends nothing when it deploys elsewhere than the sink wants', async () => {
    const file = join(await newFolder(), 'staging.jsonl');
    const only = { environments: ['Nowhere-Else'] };
    const job = await playJob(deploymentWorld(), {
      moreSinks: [{ type: 'file', name: 'staging', required: true, path: file, only }],
    });
    expect(job.end.pipeline.environment).toBeDefined();
    expect(phasesIn(file)).toEqual([]);
    expect(job.codes).toEqual({ start: 0, end: 0 });
  });
});
