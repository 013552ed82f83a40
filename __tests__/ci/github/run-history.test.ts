import { afterEach, describe, expect, it } from '@jest/globals';
import { createGitHubClient } from '../../../src/ci/github/client.ts';
import { createRunHistory } from '../../../src/ci/github/run-history.ts';
import { createHttp } from '../../../src/net/http.ts';
import type { RunQuery } from '../../../src/ports.ts';
import { type GitHubServer, startGitHub } from '../../support/github-server.ts';
import { deploymentWorld } from '../../support/world.ts';
import type { WorldHistory, WorldHistoryRun } from '../../support/world-types.ts';

let server: GitHubServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const START = Date.UTC(2026, 9, 1);
const SHA = 'a'.repeat(40);
const DAY = 86_400_000;

async function connect(history: WorldHistory) {
  const world = { ...deploymentWorld(), history, rateLimit: { limit: 5_000, remaining: 5_000, reset: 1 } };
  server = await startGitHub(world);
  const { url: apiUrl, graphqlUrl } = server;
  const client = createGitHubClient({ http: createHttp({}), apiUrl, graphqlUrl, token: world.token });
  return { server, world, history: createRunHistory(client, 'octo-org/payments') };
}

function run(index: number, at: number, more: Partial<WorldHistoryRun> = {}): WorldHistoryRun {
  const createdAt = new Date(at).toISOString().replace('.000', '');
  return { id: String(1_000 + index), attempt: 1, createdAt, headSha: SHA, path: '.github/workflows/ci.yml', ...more };
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

const october: RunQuery = { created: { from: new Date(START), until: new Date(START + 30 * DAY) } };

describe('The history of runs', () => {
  it('lists every run of a window once, newest first, when there are more than GitHub lists for one filter', async () => {
    const runs = Array.from({ length: 2_345 }, (_, index) =>
      run(index, START + Math.floor((index % 700) / 3) * 60_000),
    );
    const { history } = await connect({ runs, jobs: [] });

    const found = await all(history.runs(october));

    expect(new Set(found.map(({ id }) => id))).toEqual(new Set(runs.map(({ id }) => id)));
    expect(found).toHaveLength(runs.length);
    const times = found.map(({ createdAt }) => Date.parse(createdAt));
    expect(times).toEqual([...times].sort((a, b) => b - a));
  });

  it('leaves out what was created before the window or at its end when it lists one', async () => {
    const runs = [run(1, START - 1000), run(2, START), run(3, START + DAY - 1000), run(4, START + DAY)];
    const { history } = await connect({ runs, jobs: [] });

    const found = await all(history.runs({ created: { from: new Date(START), until: new Date(START + DAY) } }));

    expect(found.map(({ id }) => id)).toEqual(['1003', '1002']);
  });

  it('finds the runs of one commit when a thousand others have none of it', async () => {
    const other = 'b'.repeat(40);
    const runs = Array.from({ length: 1_100 }, (_, index) =>
      run(index, START + index * 1000, { headSha: index % 2 ? SHA : other }),
    );
    const { history } = await connect({ runs, jobs: [] });

    expect(await all(history.runs({ headSha: other }))).toHaveLength(550);
  });

  it('finds all runs of one commit when it has more than GitHub lists for one filter', async () => {
    const runs = Array.from({ length: 1_100 }, (_, index) => run(index, START + index * 1000));
    const { history } = await connect({ runs, jobs: [] });

    expect(await all(history.runs({ headSha: SHA }))).toHaveLength(1_100);
  });

  it('says so when more runs than GitHub lists were created in one second', async () => {
    const runs = Array.from({ length: 1_001 }, (_, index) => run(index, START));
    const { history } = await connect({ runs, jobs: [] });

    await expect(all(history.runs(october))).rejects.toMatchObject({ code: 'http-reply-invalid' });
  });

  it('reads the path without its ref, the branch and the people when it sees one attempt', async () => {
    const { history } = await connect({ runs: [run(1, START, { attempt: 3, conclusion: 'success' })], jobs: [] });

    const seen = await history.run('1001', '2');

    expect(seen).toMatchObject({ id: '1001', attempt: '2', path: '.github/workflows/ci.yml', headBranch: 'main' });
    expect(seen.actor?.login).toBeDefined();
    await expect(history.run('1001', '4')).rejects.toMatchObject({ code: 'api-not-found' });
  });

  it('lists the jobs of one attempt with their steps when they take several pages', async () => {
    const jobs = Array.from({ length: 230 }, (_, index) => ({
      id: String(5_000 + index),
      runId: '1001',
      attempt: index < 205 ? 1 : 2,
      name: `job ${index}`,
      startedAt: '2026-10-01T00:00:10Z',
      completedAt: '2026-10-01T00:01:10Z',
      steps: [{ name: 'Set up job', status: 'completed' as const, conclusion: 'success' }],
    }));
    const { history } = await connect({ runs: [run(1, START, { attempt: 2 })], jobs });

    const first = await all(history.jobs('1001', '1'));

    expect(first.map(({ id }) => id)).toEqual(jobs.slice(0, 205).map(({ id }) => id));
    expect(first[0]).toMatchObject({
      attempt: '1',
      conclusion: 'success',
      steps: [{ name: 'Set up job', conclusion: 'success' }],
    });
    expect(await all(history.jobs('1001', '2'))).toHaveLength(25);
  });

  it('asks no more when it is told to stop', async () => {
    const { server: github, history } = await connect({ runs: [run(1, START)], jobs: [] });

    await expect(all(history.runs(october, AbortSignal.abort()))).rejects.toThrow();
    expect(github.requests).toHaveLength(0);
  });
});
