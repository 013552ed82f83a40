import { afterEach, describe, expect, it } from '@jest/globals';
import { deploymentWorld } from '../support/world.ts';
import { type Deployment, deploy, sentencesOf } from './deployment.ts';

const closing: Deployment[] = [];
afterEach(async () => {
  for (const job of closing.splice(0)) await job.close();
});

async function start(inputs: Record<string, string>): Promise<Deployment> {
  const job = await deploy(deploymentWorld(), { inputs: { 'on-error': 'warn', ...inputs } });
  closing.push(job);
  return job;
}

describe('the list of sinks', () => {
  it.each([
    ['a password in an address', '[{"type": "elasticsearch", "url": "https://me:s3cret@logs.example.org"}]'],
    [
      'a key that is none of ours',
      '[{"type": "elasticsearch", "url": "https://logs.example.org", "apiKey": "s3cret"}]',
    ],
  ])('leaves nothing of itself anywhere when it holds %s', async (_, sinks) => {
    const job = await start({ sinks });
    const pre = await job.run('pre');
    const post = await job.run('post');
    expect(JSON.stringify([pre, post])).not.toContain('s3cret');
    expect(sentencesOf(pre)).toContainEqual(expect.stringMatching(/Input sinks: sinks\[0\]/));
    expect(post.outputs['record-path']).not.toBe('');
  });

  it('is refused with its mend when a path starts from the workspace, which a checkout empties', async () => {
    const job = await start({ sinks: '[{"type": "file", "path": "log.jsonl"}]' });
    expect(sentencesOf(await job.run('pre'))).toContainEqual(
      expect.stringMatching(/sinks\[0\]\.path is relative.*give an absolute path outside the workspace/),
    );
  });

  it('is joined in that by an address of Sigstore when it holds a password', async () => {
    const job = await start({ 'tsa-url': 'https://me:s3cret@tsa.example.org' });
    const pre = await job.run('pre');
    const post = await job.run('post');
    expect(JSON.stringify([pre, post])).not.toContain('s3cret');
    expect(sentencesOf(pre)).toContainEqual(expect.stringMatching(/“tsa-url” must be an address .* with no user name/));
  });
});
