import { afterEach, describe, expect, it } from '@jest/globals';
import { dependabotWorld, forkPullRequestWorld } from '../support/world.ts';
import type { World } from '../support/world-types.ts';
import { attestedOf, type Deployment, deploy, expectLogged } from './deployment.ts';

const WARN = { 'on-violation': 'warn' };

let open: Deployment | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

async function play(world: World) {
  open = await deploy(world, { inputs: WARN });
  const pre = await open.run('pre');
  const post = await open.run('post');
  return { job: open, pre, post, record: attestedOf(post) };
}

describe('a job of somebody who is given neither secrets nor an identity', () => {
  it('is recorded by its head commit, unsigned, and left as an artifact when it is a fork’s pull request', async () => {
    const world = forkPullRequestWorld();
    const { job, pre, post, record } = await play(world);
    expect([pre.code, post.code]).toEqual([0, 0]);
    expect(record).toMatchObject({
      people: { initiator: { login: 'mallory', id: '6666' } },
      pipeline: {
        event: 'pull_request',
        pullRequest: { number: '42', fromFork: true, headRepository: 'mallory/payments' },
      },
      source: { commit: world.pulls[0]?.headSha, verification: { verified: false, reason: 'unsigned' } },
      access: { oidc: { available: false } },
    });
    expect(record.gaps).toContainEqual(expect.objectContaining({ pointer: '/signing', reason: 'not-permitted' }));
    expect(world.attestations).toEqual([]);
    expect(world.artifacts.map(({ name }) => name)).toEqual([expect.stringMatching(/^doorlog-unsigned-record-/)]);
    expect(job.log().map(({ phase }) => phase)).toEqual(['start', 'end']);
    expectLogged(record, job.log()[1]);
  });

  it('is recorded as a bot’s when Dependabot started it', async () => {
    const { pre, post, record } = await play(dependabotWorld());
    expect([pre.code, post.code]).toEqual([0, 0]);
    expect(record.people.initiator).toMatchObject({ login: 'dependabot[bot]', type: 'bot' });
    expect(record.gaps).toContainEqual(
      expect.objectContaining({ pointer: '/people/initiator/role', reason: 'not-applicable' }),
    );
  });
});
