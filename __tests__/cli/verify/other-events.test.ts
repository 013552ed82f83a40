import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createHttp } from '../../../src/net/http.ts';
import { type GitHubServer, startGitHub } from '../../support/github-server.ts';
import { jobOf, runOf } from '../../support/release-world.ts';
import type { World } from '../../support/world-types.ts';
import { type Desk, openDesk, type SignedJob, sampleWorld, signJob } from './verified-job.ts';

const COMMIT = 'a'.repeat(40);
const ASK = `${COMMIT} --repo octo-org/octo-repo --sinks [{"type":"file","path":"log.jsonl"}]`;
const COLLECTOR = { id: '3900', headSha: COMMIT, path: '.github/workflows/collect.yml' };
let desk: Desk;
let build: SignedJob;
let github: GitHubServer | undefined;

beforeAll(async () => {
  desk = await openDesk();
  build = await signJob(desk, { checkRunId: '4004' });
  await desk.write({ 'log.jsonl': build.logLine, 'nothing.jsonl': '' });
});

afterEach(async () => {
  await github?.close();
  github = undefined;
});
afterAll(() => desk.remove());

async function ask(args: string, world: World) {
  github = await startGitHub(world);
  return desk.run(args, { http: createHttp({}), env: { GITHUB_API_URL: github.url, GH_TOKEN: world.token } });
}

/** The commit was built, and was the default branch’s newest when something else started a run, too. */
function worldWith(event: string, jobs: readonly string[] = ['4004']): World {
  const world = sampleWorld([...jobs]);
  world.history?.runs.push(runOf({ ...COLLECTOR, event }));
  world.history?.jobs.push(jobOf({ id: '4900', runId: '3900', name: 'other' }));
  return world;
}

describe('doorlog verify of a commit that other events started runs for', () => {
  it.each(['workflow_run', 'schedule', 'pull_request', 'issue_comment', 'dynamic'])(
    'asks for no record of a job when %s started its run',
    async (event) => {
      const { code, out } = await ask(ASK, worldWith(event));
      expect(out).toContain(
        `not checked Job other (run 3900 attempt 1): There is no record of it, and none was asked for: ${event} started its run, which builds nothing of this commit by itself (--every-run asks for all).`,
      );
      expect({ code, verdict: out.trimEnd().split('\n').at(-1) }).toEqual({ code: 0, verdict: 'verified' });
    },
  );

  it('misses the record when every run is to have them', async () => {
    const { code, out } = await ask(`${ASK} --every-run`, worldWith('schedule'));
    expect({ code, out }).toEqual({ code: 3, out: expect.stringMatching(/^missing +Job other /m) });
  });

  it('misses the record when the event builds what the commit is', async () => {
    expect(await ask(ASK, worldWith('workflow_dispatch'))).toMatchObject({ code: 3 });
  });

  it('is not verified when nothing was asked for', async () => {
    const { code, out } = await ask(ASK, worldWith('pull_request', []));
    expect(out).toContain(
      'No job of this commit was asked for its record, because none of its runs builds it; --every-run asks for all.',
    );
    expect({ code, verdict: out.trimEnd().split('\n').at(-1) }).toEqual({ code: 3, verdict: 'incomplete' });
  });
});
