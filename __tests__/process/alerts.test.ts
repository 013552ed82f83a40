import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type SlackServer, startSlack, textsOf } from '../support/slack-server.ts';
import { selfApprovedWorld } from '../support/world-variants.ts';
import { type Deployment, deploy, expectProof } from './deployment.ts';

let slack: SlackServer;
let open: Deployment | undefined;
beforeEach(async () => {
  slack = await startSlack();
});
afterEach(async () => {
  await Promise.all([slack.close(), open?.close()]);
  open = undefined;
});

describe('a built job with alerts', () => {
  it('tells Slack once, at its start, and leaves its record as it is', async () => {
    open = await deploy(selfApprovedWorld(), {
      inputs: { alerts: '[{"type": "slack"}]', 'slack-webhook-url': slack.webhookUrl, 'announce-wait': '20000' },
    });
    const pre = await open.run('pre');
    const post = await open.run('post');
    expect([pre.code, post.code]).toEqual([1, 1]);
    expect(slack.messages.map((message) => textsOf(message)[0])).toEqual([
      expect.stringMatching(/^Doorlog: approver-is-not-initiator \(critical\) in octo-org\/payments\./),
    ]);
    expect(post.summary).toContain('| **Alerts** | slack: 1 told |');
    expect(`${pre.stdout}${post.stdout}${post.summary}${JSON.stringify(post.state)}`).not.toContain('cnryHook');
    await expectProof(open, post);
  });
});
