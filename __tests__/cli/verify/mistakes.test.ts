import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createHttp } from '../../../src/net/http.ts';
import { type GitHubServer, startGitHub } from '../../support/github-server.ts';
import type { World } from '../../support/world-types.ts';
import { type Desk, openDesk, sampleWorld, signJob } from './verified-job.ts';

let desk: Desk;
let github: GitHubServer | undefined;

beforeAll(async () => {
  desk = await openDesk();
  const job = await signJob(desk, {});
  await desk.write({ 'access-record.json': job.record, 'list.json': '{"a":1}', 'words.txt': 'not a bundle' });
});

afterEach(async () => {
  await github?.close();
  github = undefined;
});
afterAll(() => desk.remove());

async function ask(args: string, env: Record<string, string>, world: World = sampleWorld([])) {
  github = await startGitHub(world);
  return desk.run(args, { http: createHttp({}), env: { GITHUB_API_URL: github.url, ...env } });
}

describe('doorlog verify, used wrongly', () => {
  it.each(['list.json', 'words.txt'])('names the file when --bundle %s is no bundle', async (file) => {
    const { code, err } = await desk.run(`access-record.json --bundle ${file} --repo octo-org/octo-repo --offline`);
    expect({ code, err }).toEqual({
      code: 2,
      err: `${file} is not a Sigstore bundle; name the bundle.sigstore.json that the job left, or leave --bundle away to look for it.\n`,
    });
  });

  it.each([
    ['sha256:abc', 'sha256:abc has 3 hex digits after sha256:, and a SHA-256 has 64: give all of them.'],
    [
      'abc1234',
      'There is no file abc1234, and it may be a shortened commit: give all 40 hex digits, as git rev-parse abc1234 prints them.',
    ],
  ])('says what %s lacks when no file is called so', async (target, sentence) => {
    const answer = await desk.run(`${target} --repo octo-org/octo-repo --offline`);
    expect(answer).toEqual({ code: 2, out: '', err: `${sentence}\n` });
  });

  it('asks for a token when there is none and the repository is hidden', async () => {
    const { code, err } = await ask('octo-org/octo-repo@v1', {});
    expect({ code, err }).toEqual({ code: 4, err: expect.stringContaining('name one by GH_TOKEN') });
    expect(err).not.toContain('rejected the token');
  });

  it('says how a tag is named when there is no release of it', async () => {
    const world = sampleWorld([]);
    const { code, out } = await ask('octo-org/octo-repo@1.2.3', { GH_TOKEN: world.token }, world);
    expect({ code, out }).toEqual({ code: 3, out: expect.stringContaining('"1.2.3"') });
    expect(out).toContain('with its v where it has one');
  });
});
