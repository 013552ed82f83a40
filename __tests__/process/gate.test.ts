import { afterEach, describe, expect, it } from '@jest/globals';
import { gateWorld, roster } from '../support/gate-world.ts';
import type { HookOptions } from '../support/runner.ts';
import type { World } from '../support/world-types.ts';
import { Canaries, filesBelow, marksIn } from './canaries.ts';
import { attestedOf, type Deployment, deploy, expectProof, sentencesOf } from './deployment.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function start(world: World, more: Partial<HookOptions> = {}): Promise<Deployment> {
  const inputs = { environment: 'production', roster: roster(), ...more.inputs };
  const job = await deploy(world, { ...more, inputs });
  closing.push(job.close);
  return job;
}

describe('the gate of a run', () => {
  it('leaves a proven record and lets the run through when nothing is against it', async () => {
    const job = await start(gateWorld());
    const gate = await job.run('gate');
    expect([gate.code, gate.stderr]).toEqual([0, '']);
    const record = await expectProof(job, gate);
    expect(record).toMatchObject({
      recorder: { kind: 'gate' },
      pipeline: { environment: 'production' },
      signing: { instance: 'custom' },
    });
    expect(job.world.attestations).toHaveLength(1);
    expect(gate.summary).toContain('Doorlog');
    expect(gate.outputs).toMatchObject({ 'record-id': record.recordId, 'attestation-id': expect.any(String) });
    expect(gate.state).toEqual({});
  });

  it('proves which environment its own job is in when that is another than the run is going to', async () => {
    const world = gateWorld((made) => {
      made.context.environment = 'gate';
      const production = made.environments.production;
      if (production) made.environments.gate = { ...production, id: '161088069', name: 'gate' };
    });
    const job = await start(world);
    const record = await expectProof(job, await job.run('gate'));
    expect([record.recorder.environment, record.pipeline.environment]).toEqual(['gate', 'production']);
  });

  it('fails with its record signed, attested, logged and its responses done when it refuses', async () => {
    const world = gateWorld();
    const job = await start(world, { inputs: { roster: roster('alice'), responses: 'open-issue cancel-run' } });
    const gate = await job.run('gate');
    expect(gate.code).toBe(1);
    const record = await expectProof(job, gate);
    expect(record.policy?.verdict).toBe('fail');
    expect(record.responses).toMatchObject([
      { kind: 'open-issue', status: 'done', target: '#1' },
      { kind: 'cancel-run', status: 'asked' },
    ]);
    expect(world.responses?.cancelledRuns).toEqual([world.run.id]);
    const paths = job.github.requests.map(({ method, path }) => `${method} ${path}`);
    const of = (pattern: RegExp) => paths.findIndex((path) => pattern.test(path));
    expect(of(/^POST .*\/issues$/)).toBeLessThan(of(/^POST .*\/attestations$/));
    expect(of(/^POST .*\/attestations$/)).toBeLessThan(of(/^POST .*\/cancel$/));
    expect(of(/^POST .*\/cancel$/)).toBe(paths.length - 1);
    expect(sentencesOf(gate).at(-1)).toBe('error: This run is refused at its gate; its record was completed first.');
  });

  it('leaves none of its tokens anywhere when a service says them and fails', async () => {
    const canaries = new Canaries();
    const [audit, responses] = [canaries.name(), canaries.name()];
    const world = gateWorld((made) => {
      made.gateTokens = { [audit]: {}, [responses]: {} };
    });
    const inputs = {
      roster: roster('alice'),
      'audit-log-token': audit,
      'responses-token': responses,
      responses: 'open-issue fail-deployment disable-workflow cancel-run',
    };
    const job = await start(world, { inputs });
    const echo = JSON.stringify({ message: `${audit} ${responses}` });
    for (const path of [/audit-log/, /issues/, /deployments/, /disable/, /cancel/]) {
      const fault = { kind: 'reply', status: 403, headers: {}, body: echo } as const;
      job.github.addFault({ path, times: Number.POSITIVE_INFINITY }, fault);
    }
    const gate = await job.run('gate');
    expect(gate.code).toBe(1);
    const record = attestedOf(gate);
    expect(record.responses?.map(({ status }) => status)).toEqual(['failed', 'failed', 'failed', 'asked']);
    const told = [gate.stdout, gate.stderr, gate.summary, JSON.stringify([gate.outputs, gate.exported, gate.state])];
    const kept = [JSON.stringify(job.log()), JSON.stringify(world.attestations), JSON.stringify(world.responses)];
    const files = filesBelow(gate.tempDir).map(([, text]) => text);
    expect([...told, ...kept, ...files].flatMap((text) => marksIn(text))).toEqual([]);
  });

  it('refuses with a sentence and a record when it may do nothing but read its own repository', async () => {
    const world = gateWorld((made) => {
      made.tokenPermissions = { contents: 'read', metadata: 'read' };
    });
    const job = await start(world, { inputs: { roster: roster('alice'), responses: 'cancel-run' } });
    const gate = await job.run('gate');
    expect(gate.code).toBe(1);
    expect(gate.stdout).toContain('The response cancel-run failed');
    expect(gate.stdout).toContain('It takes permissions: actions: write');
    expect(attestedOf(gate).gaps).toContainEqual(
      expect.objectContaining({ pointer: '/signing', reason: 'not-permitted' }),
    );
  });
});
