import { describe, expect, it } from '@jest/globals';
import { endRun } from '../support/collector-world.ts';
import { setUpLog } from '../support/set-up-log.ts';
import { collectScenes } from './collect-scenes.ts';

const scenes = collectScenes();
const { collect, recorded, unrecorded } = scenes;

describe('a collector', () => {
  it('records what it saw and what it found when a job recorded itself', async () => {
    await recorded();
    const { collector, record } = await collect();
    const own = scenes.now.log().find((each) => each.record.phase === 'end');
    expect(record).toMatchObject({
      phase: 'collector',
      recordId: own?.record.recordId,
      recorder: { kind: 'collector', runId: '18900000001' },
      pipeline: { runId: scenes.now.world.run.id, job: 'deploy', ref: 'refs/heads/main', environment: 'production' },
      people: { initiator: { id: '1001', role: 'write' }, rerunner: { id: '1002' } },
      runner: { environment: 'github-hosted', image: 'ubuntu-24.04 20261115.2.0' },
      access: {
        oidc: { available: true },
        token: { permissions: { contents: { observed: 'read', source: 'job-log' } } },
      },
      outcome: { status: 'success', conclusion: 'success' },
      disagreements: [],
      policy: { verdict: 'pass' },
    });
    expect(record.links.records).toEqual([
      { phase: 'start', digest: own?.record.links.startEvent?.digest, proof: 'verified' },
      { phase: 'end', digest: own?.digest, proof: 'verified' },
    ]);
    expect(record.approvals).toHaveLength(1);
    expect(collector.code).toBe(0);
    expect(collector.outputs).toMatchObject({ collected: '1', 'without-record': '0', disagreements: '0', left: '0' });
    expect(scenes.now.world.attestations).toHaveLength(2);
  });

  it('says that there is none when a job has no record', async () => {
    await unrecorded();
    const { collector, record } = await collect();
    expect(record.links.records).toEqual([]);
    expect(collector.outputs['without-record']).toBe('1');
    expect(collector.summary).toContain('**none**');
  });

  it('refuses the job when a rule that needs the exact rights fails by them', async () => {
    await recorded((world) => {
      for (const { files } of Object.values(world.commits)) {
        files['.github/doorlog.yml'] = 'version: 1\nrules:\n  - id: token-is-as-declared\n';
      }
      const [id = ''] = Object.keys(world.jobLogs ?? {});
      const held = { ...world, tokenPermissions: { ...world.tokenPermissions, packages: 'write' as const } };
      world.jobLogs = { [id]: setUpLog(held) };
    });
    const { collector, record } = await collect();
    expect(record.access.token?.permissions?.packages).toMatchObject({ observed: 'write' });
    expect(record.policy?.results).toContainEqual(
      expect.objectContaining({ rule: 'token-is-as-declared', result: 'fail' }),
    );
    expect([collector.code, collector.outputs.verdict]).toEqual([1, 'fail']);
  });

  it('is not fooled when a step writes another set-up into the log', async () => {
    await recorded((world) => {
      const forged = setUpLog(
        { ...world, tokenPermissions: { contents: 'write' } },
        {
          actions: [['actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8', 'f'.repeat(40)]],
        },
      );
      for (const [id, text] of Object.entries(world.jobLogs ?? {}))
        world.jobLogs = { [id]: `${text}${forged.slice(1)}` };
    });
    const { record } = await collect();
    expect(record.access.token?.permissions?.contents?.observed).toBe('read');
    expect(record.actions?.[1]?.commit).toBe('08c6903cd8c0fde910a37f88322edcfb5dd907a8');
  });

  it.each([
    ['cancelled', 'cancelled', undefined, 'Complete job', 'cancelled'],
    ['timed out', 'timed_out', undefined, 'Complete job', 'timed-out'],
    [
      'timed out, as GitHub shows it',
      'cancelled',
      'The job running on runner x has exceeded the maximum execution time of 360 minutes.',
      'Complete job',
      'timed-out',
    ],
    ['evicted', 'failure', 'The self-hosted runner: x lost communication with the server.', 'Run build', 'evicted'],
    ['told to stop', 'failure', 'The runner has received a shutdown signal.', 'Run build', 'evicted'],
    ['failed and pretends', 'failure', 'The runner has received a shutdown signal.', 'Complete job', undefined],
    ['failed', 'failure', undefined, 'Complete job', undefined],
  ] as const)('tells what ended a job when it was %s', async (_name, conclusion, message, last, interrupted) => {
    await recorded((world) => {
      endRun(world, conclusion);
      for (const job of world.jobs) {
        world.annotations = { [job.id]: message ? [{ level: 'failure', message }] : [] };
        job.steps?.splice(2, 1, {
          name: last,
          status: last === 'Complete job' ? 'completed' : 'in_progress',
          conclusion: last === 'Complete job' ? 'success' : null,
        });
      }
    });
    const { record } = await collect();
    expect(record.outcome?.interrupted).toBe(interrupted);
    expect(record.outcome?.conclusion).toBe(conclusion);
  });

  it('names the fact when the record says another actor than GitHub', async () => {
    await recorded((world) => {
      world.run.actor = 'carol';
    });
    const { collector, record } = await collect();
    const end = scenes.now.log().find((each) => each.record.phase === 'end');
    expect(record.disagreements).toEqual([
      { pointer: '/people/initiator/id', record: end?.digest, said: '1001', seen: '1003' },
    ]);
    expect(collector.outputs.disagreements).toBe('1');
    expect(collector.output).toContain('says otherwise than was seen at /people/initiator/id');
    const attested = JSON.stringify(scenes.now.world.attestations.at(-1));
    expect(attested).not.toContain('"said"');
  });

  it('records nothing twice when it is told of a run again, on a schedule too', async () => {
    await recorded();
    await collect();
    const again = await scenes.now.collect();
    const later = await scenes.now.collect({ event: 'schedule' });
    expect([again.records, later.records, again.code, later.code]).toEqual([[], [], 0, 0]);
    expect(again.summary).toContain('recorded before');
    expect(scenes.now.log().filter(({ record }) => record.phase === 'collector')).toHaveLength(1);
  });

  it('records a job again when a record of it has come since', async () => {
    await unrecorded();
    await collect();
    scenes.now.world.run.status = 'in_progress';
    await scenes.now.job();
    endRun(scenes.now.world);
    const { record } = await collect();
    expect(record.links.records?.map(({ phase }) => phase)).toEqual(['start', 'end']);
    expect((await scenes.now.collect()).records).toEqual([]);
  });

  it('does not believe that a job was collected when somebody plants a record that says so', async () => {
    await unrecorded();
    const { record } = await collect();
    const [line] = scenes.now.log();
    scenes.now.world.run.id = '17912345999';
    scenes.now.write([{ ...line, bundle: undefined, record }]);
    const second = await collect();
    expect(second.record.recordId).not.toBe(record.recordId);
  });

  it('catches up when it runs on a schedule, and looks no further back than it is told', async () => {
    await recorded((world) => {
      world.run.createdAt = new Date(Date.now() - 5 * 3_600_000).toISOString();
    });
    expect((await scenes.now.collect({ event: 'schedule', inputs: { hours: '4' } })).records).toEqual([]);
    const { record } = await collect({ event: 'schedule', inputs: { hours: '6' } });
    expect(record.links.records).toHaveLength(2);
  });

  it('says that nobody can tell when a schedule has no store to read', async () => {
    await recorded();
    const collector = await scenes.now.collect({ event: 'schedule', inputs: { sinks: '' } });
    expect([collector.code, collector.records]).toEqual([1, []]);
    expect(collector.output).toContain('No sink in the input “sinks” can be read back');
  });

  it('leaves the rest to the next schedule when the rate limit is low', async () => {
    await recorded((world) => {
      world.rateLimit.remaining = 70;
    });
    const collector = await scenes.now.collect();
    expect(collector.records).toEqual([]);
    expect(collector.outputs.left).toBe('2');
    expect(collector.output).toContain(`left to the next schedule: ${scenes.now.world.run.id}/2`);
    expect(collector.requests.length).toBeLessThan(8);
    expect(collector.code).toBe(0);
  });

  it('asks GitHub seldom when a run has many jobs', async () => {
    await recorded((world) => {
      const [first] = world.jobs;
      if (!first) throw new Error('there is no job');
      world.jobs = Array.from({ length: 12 }, (_, index) => ({ ...first, id: String(52123456789 + index) }));
      const log = Object.values(world.jobLogs ?? {})[0] ?? '';
      world.jobLogs = Object.fromEntries(world.jobs.map(({ id }) => [id, log]));
    });
    const collector = await scenes.now.collect();
    expect(collector.records).toHaveLength(12);
    const api = collector.requests.filter((request) => !request.includes('/-/store/'));
    // A log, an artifact to look for and an attestation for each, and as much again once for the run.
    expect(api.length).toBeLessThanOrEqual(12 * 3 + 16);
  });
});
