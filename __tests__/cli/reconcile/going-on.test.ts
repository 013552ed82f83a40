import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { rateLimited } from '../../support/faults.ts';
import { historyJob, historyRun } from '../../support/reconciled-world.ts';
import { closeScenes, endOf, githubOf, run, scene, withoutEntry } from './scene.ts';

afterEach(closeScenes);

describe('A reconciliation that goes on', () => {
  it('makes only conditional requests when nothing changed since the last time', async () => {
    const built = scene();
    const first = await run(built);
    const second = await run(built);

    expect(first.requests.every(({ status }) => status === 200)).toBe(true);
    expect(second.requests.length).toBe(first.requests.length);
    expect(second.requests.every(({ status }) => status === 304)).toBe(true);
    expect(second.findings).toEqual(first.findings);
  });

  it('answers the same as at once when it was ended at any request and run again', async () => {
    const built = scene({ hoursAgo: 60, runs: 6, hoursApart: 9 });
    const [open, gone] = [endOf(built, 2).recordId, endOf(built, 7).recordId];
    withoutEntry(built, ({ recordId, phase }) => recordId !== gone && (recordId !== open || phase === 'start'));
    const whole = await run(built, ['--state', 'whole', '--parallel', '1']);
    expect(whole.findings.length).toBeGreaterThan(1);

    for (let step = 0; step < whole.requests.length - 1; step++) {
      const more = ['--state', `ended-${step}`, '--parallel', '1'];
      const ended = await run(built, more, { interruptedAfter: step });
      const resumed = await run(built, more);
      expect({ step, code: ended.code }).toEqual({ step, code: 4 });
      expect(resumed.findings).toEqual(whole.findings);
      expect(resumed.summary).toMatchObject({ jobs: whole.summary.jobs, findings: whole.summary.findings });
      expect(resumed.says).toContain('where an earlier reconciliation stopped');
    }
  });

  it('leaves nothing out that was created since, when the one before was ended', async () => {
    const built = scene({ hoursAgo: 60, runs: 6, hoursApart: 9 });
    await run(built, [], { interruptedAfter: 3 });
    const late = historyRun(77, Date.now());
    built.history.runs.push(late);
    built.history.jobs.push(
      historyJob(late, 950, 'deploy', { startedAt: late.createdAt, completedAt: late.createdAt }),
    );
    // GitHub and its search tell the second in which a run was created.
    await new Promise((resolve) => setTimeout(resolve, 1_100));

    const resumed = await run(built, ['--grace', '0m']);

    expect(resumed.says).toContain('where an earlier');
    expect(resumed.findings).toMatchObject([{ kind: 'no-record', job: { id: '7000950' } }]);
  });

  it('asks again about days that are over when the one before was ended more than a day ago', async () => {
    const built = scene({ hoursAgo: 60, runs: 6, hoursApart: 9 });
    const paths = async (state: string, days: number) => {
      const args = ['--state', state, '--parallel', '1'];
      await run(built, args, { interruptedAfter: 14 });
      for (const { parentPath, name } of readdirSync(join(built.folder, state), {
        recursive: true,
        withFileTypes: true,
      })) {
        if (name !== 'question.json') continue;
        const path = join(parentPath, name);
        const question = JSON.parse(readFileSync(path, 'utf8'));
        writeFileSync(path, JSON.stringify({ ...question, since: new Date(Date.now() - days * 86_400_000) }));
      }
      const { requests, says } = await run(built, args);
      expect(says).toContain('where an earlier');
      return requests.length;
    };
    expect(await paths('old', 2)).toBeGreaterThan(await paths('young', 0));
  });

  it('takes nothing of another server’s when that has a repository of the same name', async () => {
    const built = scene();
    await run(built, [], { interruptedAfter: 4 });
    const { url } = await githubOf(built);

    const other = await run(built, ['--api-url', url.replace('127.0.0.1', 'localhost')]);

    expect(other.says).not.toContain('where an earlier');
    expect(other.requests.every(({ status }) => status === 200)).toBe(true);
  });

  it('answers the same when files of its state were cut short or are another’s', async () => {
    const built = scene({ hoursAgo: 60, runs: 6, hoursApart: 9 });
    const whole = await run(built);
    await run(built, [], { interruptedAfter: 6 });
    const state = join(built.folder, 'state');
    const files = readdirSync(state, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files.length).toBeGreaterThan(3);
    for (const { parentPath, name } of files) {
      const path = join(parentPath, name);
      const text = readFileSync(path, 'utf8');
      writeFileSync(path, `${text.slice(0, text.length / 2)}\n{"address": 1}\n`);
    }

    const again = await run(built);

    expect(again.says).not.toContain('where an earlier');
    expect(again.findings).toEqual(whole.findings);
    expect(again.summary).toMatchObject({ jobs: whole.summary.jobs, expected: whole.summary.expected });
  });

  it('says so when its state can’t be written', async () => {
    const built = scene();
    writeFileSync(join(built.folder, 'taken'), '');

    const { code, says } = await run(built, ['--state', 'taken']);

    expect(code).toBe(2);
    expect(says).toMatch(/can’t be written .*--state/);
  });

  it('stops with what to do when the rate limit is nearly used up and it must not wait', async () => {
    const built = scene();
    built.world.rateLimit = { limit: 100, remaining: 13, reset: Math.floor(Date.now() / 1000) + 600 };

    const stopped = await run(built, ['--no-wait']);
    expect(stopped).toMatchObject({ code: 4 });
    expect(stopped.says).toMatch(/gives new ones in 1\d minutes; run again to go on/);

    built.world.rateLimit = { limit: 100, remaining: 100, reset: Math.floor(Date.now() / 1000) + 600 };
    expect(await run(built, ['--no-wait'])).toMatchObject({ code: 0, findings: [] });
  });

  it('waits and goes on when GitHub refuses for the rate limit', async () => {
    const built = scene();
    (await githubOf(built)).addFault(
      { method: 'GET', path: /attempts\/1\/jobs/, times: 1 },
      rateLimited(Math.floor(Date.now() / 1000) + 2),
    );

    const { code, says } = await run(built);

    expect(code).toBe(0);
    expect(says).toContain('Waiting 0:0');
  });
});
