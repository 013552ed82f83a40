import { createHmac } from 'node:crypto';
import * as z from 'zod/mini';
import { DoorlogError } from '../errors.ts';
import { receiversTime, signWebhook, webhookKeys } from '../net/standard-webhooks.ts';
import type { AlertMessage } from '../ports/alerts.ts';
import type { Clock, HttpResponse } from '../ports.ts';
import { ServerUrl } from '../sinks/common-config.ts';
import { type Attempt, sendUntilAnswered } from '../sinks/http-attempts.ts';
import { commonConfig, defineChannelType } from './channel-type.ts';
import { outcomeOf } from './outcome.ts';

const SERVICE = 'the webhook';
/** The CloudEvents type of an alert. */
const EVENT_TYPE = 'io.github.doorlog.alert.v1';

const Config = z.strictObject({
  ...commonConfig('webhook'),
  url: ServerUrl('sign messages by the input webhook-secret instead'),
});

export const webhookType = defineChannelType({
  schema: Config,
  needs: 'webhookSecret',
  async create({ url }, { http, clock, secrets, secretNames }) {
    const name = secretNames('webhookSecret');
    const secret = secrets.webhookSecret;
    if (secret === undefined) {
      throw new DoorlogError('input-invalid', `Input alerts: the webhook needs the ${name}, which is missing.`);
    }
    const keys = webhookKeys(secret, name);
    return {
      mark: (text) => createHmac('sha256', secret).update(text).digest('hex').slice(0, 16),
      async tell({ message }, signal) {
        const body = cloudEvent(message);
        const request = () => ({
          service: SERVICE,
          method: 'POST' as const,
          url,
          headers: {
            'content-type': 'application/cloudevents+json; charset=utf-8',
            ...signWebhook(keys, { id: message.id, sentAt: clock.now(), body }),
          },
          body,
        });
        const read = (response: HttpResponse) => readReply(response, clock);
        return outcomeOf(await sendUntilAnswered({ http, request, read, signal }));
      },
    };
  },
});

/** An alert as a CloudEvent in JSON’s structured mode (CloudEvents 1.0.2, JSON event format 1.0.2). */
function cloudEvent(message: AlertMessage): string {
  const { id, time, rule, server, repository } = message;
  const source = server !== undefined && repository !== undefined ? `${server}/${repository}` : 'urn:doorlog';
  return JSON.stringify({
    specversion: '1.0',
    id,
    source,
    type: EVENT_TYPE,
    time,
    subject: rule,
    datacontenttype: 'application/json',
    data: message,
  });
}

/** Standard Webhooks 1.0.0, “Webhook consumers”: any 2xx takes it, 410 wants no more. */
function readReply({ status, headers }: HttpResponse, clock: Clock): Attempt<true> {
  if (status >= 200 && status < 300) return { kind: 'answered', answer: true };
  if (status === 429) return { kind: 'busy', reason: 'it takes no more messages for now (429)', mayBeStored: false };
  if (status >= 500) return { kind: 'busy', reason: `it is out of order (${status})`, mayBeStored: true };
  if (status === 410) return refused('it wants no more messages (410): take it out of the list');
  if (status < 400) return refused(`it sends messages elsewhere (${status}): give the address that it leads to`);
  const theirs = receiversTime(headers.date, clock.now());
  const why = theirs && ', and its clock and this machine’s are more than five minutes apart';
  return refused(`it refused the message (${status})${why ?? ''}`);
}

function refused(reason: string): Attempt<true> {
  return { kind: 'refused', reason, mayBeStored: false };
}
