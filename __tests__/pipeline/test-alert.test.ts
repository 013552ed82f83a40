import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sendTestAlert } from '../../src/pipeline/test-alert.ts';
import { channelOf } from '../alerts/messages.ts';
import { endless } from '../support/faults.ts';
import { type SlackServer, startSlack, textsOf } from '../support/slack-server.ts';

let slack: SlackServer;
beforeEach(async () => {
  slack = await startSlack();
});
afterEach(() => slack.close());

async function send(nonce: string, timeout = 5_000) {
  const item = { type: 'slack', severity: 'critical', rules: ['approver-is-not-initiator'] };
  const channel = await channelOf(item, { secrets: { slackWebhookUrl: slack.webhookUrl } });
  return sendTestAlert(channel, { now: new Date('2026-11-21T10:00:00Z'), nonce, from: 'doorlog doctor', timeout });
}

describe('sendTestAlert', () => {
  it('says of itself that it is a test, whatever the channel wants to know', async () => {
    expect(await send('a')).toEqual({ channel: 'slack', status: 'sent' });
    const text = textsOf(slack.messages[0] ?? {}).join(' ');
    expect(text).toMatch(/^TEST: .*no job was judged.*from doorlog doctor/);
  });

  it('says why when nothing got through in time', async () => {
    slack.addFault({ times: Number.POSITIVE_INFINITY }, endless());
    expect(await send('a', 200)).toMatchObject({ channel: 'slack', status: 'pending' });
  });
});
