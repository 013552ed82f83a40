import { createHmac } from 'node:crypto';
import * as z from 'zod/mini';
import { DoorlogError } from '../errors.ts';
import type { HttpResponse } from '../ports.ts';
import { type Attempt, sendUntilAnswered } from '../sinks/http-attempts.ts';
import { commonConfig, defineChannelType } from './channel-type.ts';
import { outcomeOf } from './outcome.ts';
import { slackMessage } from './slack-message.ts';

/** An incoming webhook of Slack or GovSlack, the address being its only secret; tests listen on a loopback address. */
const ADDRESS =
  /^(https:\/\/hooks\.slack(-gov)?\.com|http:\/\/(127\.0\.0\.1|\[::1\]|localhost)(:\d+)?)\/services(\/\w+)+$/;
const SERVICE = 'Slack';

/** What Slack’s words mean to whoever has to mend it (docs.slack.dev, incoming webhooks, “Handling errors”). */
const FAULTS: ReadonlyMap<string, string> = new Map([
  ['invalid_payload', 'it did not understand the message (invalid_payload), which is Doorlog’s fault: report it'],
  ['no_text', 'it found no text in the message (no_text), which is Doorlog’s fault: report it'],
  ['invalid_token', 'the webhook’s address is not valid (invalid_token): give the one that the Slack app shows'],
  ['no_service', 'the webhook was removed or switched off (no_service): add it to the Slack app again'],
  ['no_active_hooks', 'the webhook is switched off (no_active_hooks): switch it on in the Slack app'],
  ['no_service_id', 'the webhook’s address is not whole (no_service_id): give the one that the Slack app shows'],
  ['no_team', 'the webhook’s workspace is unknown (no_team): give the address that the Slack app shows'],
  ['team_disabled', 'the webhook’s workspace is switched off (team_disabled)'],
  ['channel_not_found', 'the webhook’s channel is gone (channel_not_found): add a webhook for another channel'],
  ['channel_is_archived', 'the webhook’s channel is archived (channel_is_archived): bring it back or choose another'],
  ['user_not_found', 'the person whom the webhook writes to is gone (user_not_found)'],
  ['action_prohibited', 'an administrator of the workspace forbids it (action_prohibited)'],
  [
    'posting_to_general_channel_denied',
    'an administrator forbids posts to the general channel (posting_to_general_channel_denied)',
  ],
]);

export const slackType = defineChannelType({
  schema: z.strictObject(commonConfig('slack')),
  needs: 'slackWebhookUrl',
  async create(_config, { http, secrets, secretNames }) {
    const url = secrets.slackWebhookUrl;
    if (url === undefined || !ADDRESS.test(url)) {
      const complaint = url === undefined ? 'is missing' : 'is no address of an incoming webhook';
      throw new DoorlogError(
        'input-invalid',
        `Input alerts: Slack needs the ${secretNames('slackWebhookUrl')}, which ${complaint}; give the address that the Slack app shows, https://hooks.slack.com/services/…, from a secret.`,
      );
    }
    return {
      mark: (text) => createHmac('sha256', url).update(text).digest('hex').slice(0, 16),
      async tell({ message }, signal) {
        const headers = { 'content-type': 'application/json; charset=utf-8' };
        const body = slackMessage(message);
        const request = () => ({ service: SERVICE, method: 'POST' as const, url, headers, body });
        return outcomeOf(await sendUntilAnswered({ http, request, read, signal }));
      },
    };
  },
});

/** Slack answers with one word, which is `ok` only if the message is there. */
function read({ status, body }: HttpResponse): Attempt<true> {
  const word = body.length <= 100 ? body.toString('utf8').trim() : '';
  if (status === 200 && word === 'ok') return { kind: 'answered', answer: true };
  if (status === 429) return { kind: 'busy', reason: 'it takes no more messages for now (429)', mayBeStored: false };
  if (status >= 500) return { kind: 'busy', reason: `it is out of order (${status})`, mayBeStored: true };
  const known = status >= 400 ? FAULTS.get(word) : undefined;
  const strange = `the answer has status ${status} and is not Slack’s: look for a proxy in between`;
  return { kind: 'refused', reason: known ?? strange, mayBeStored: status < 400 };
}
