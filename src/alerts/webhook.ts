import { createHmac } from 'node:crypto';
import * as z from 'zod/mini';
import { DoorlogError } from '../errors.ts';
import { webhookKeys } from '../net/standard-webhooks.ts';
import type { AlertMessage } from '../ports/alerts.ts';
import { postSigned } from '../sinks/webhook/signed-post.ts';
import { WebhookUrl } from '../sinks/webhook/type.ts';
import { commonConfig, defineChannelType } from './channel-type.ts';
import { outcomeOf } from './outcome.ts';

/** The project’s domain turned round, as CloudEvents asks of types. */
const EVENT_TYPE = 'io.github.doorlog.alert.v1';

const Config = z.strictObject({ ...commonConfig('webhook'), url: WebhookUrl() });

export const webhookType = defineChannelType({
  schema: Config,
  needs: 'webhookSecret',
  async create({ url }, { http, clock, secrets, secretNames }) {
    const name = secretNames('webhookSecret');
    const secret = secrets.webhookSecret;
    if (secret === undefined) {
      throw new DoorlogError(
        'input-invalid',
        `Input alerts: the webhook needs the ${name}, which is missing; give it from a secret.`,
      );
    }
    const keys = webhookKeys(secret, name);
    return {
      mark: (text) => createHmac('sha256', secret).update(text).digest('hex').slice(0, 16),
      async tell({ message }, signal) {
        const post = {
          http,
          clock,
          keys,
          service: 'The webhook',
          url,
          id: message.id,
          body: cloudEvent(message),
          signal,
        };
        const { outcome, clocks } = await postSigned(post);
        return outcomeOf(outcome, clocks);
      },
    };
  },
});

/** An alert as a structured-mode event of CloudEvents 1.0.2; its id is the same in all attempts, jobs and hooks. */
function cloudEvent(message: AlertMessage): string {
  const { id, time, rule } = message;
  return JSON.stringify({
    specversion: '1.0',
    id,
    source: sourceOf(message),
    type: message.test ? `${EVENT_TYPE}.test` : EVENT_TYPE,
    subject: rule,
    ...(Number.isNaN(Date.parse(time)) ? {} : { time: new Date(time).toISOString() }),
    datacontenttype: 'application/json',
    data: message,
  });
}

/** The address of the repository, where there is one. */
function sourceOf({ server, repository }: AlertMessage): string {
  const address = `${server?.replace(/\/+$/, '')}/${repository}`;
  return server && repository && URL.canParse(address) ? new URL(address).href : 'urn:doorlog';
}
