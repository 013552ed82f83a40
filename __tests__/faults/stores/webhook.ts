import { randomBytes } from 'node:crypto';
import { entryKey } from '../../../src/model/entry-key.ts';
import { webhookId } from '../../../src/net/standard-webhooks.ts';
import { startWebhookReceiver } from '../../support/webhook-receiver.ts';
import type { StoreUnderTest } from '../store-under-test.ts';

export const webhookUnderTest: StoreUnderTest = {
  type: 'webhook',
  async start() {
    const secret = `whsec_${randomBytes(32).toString('base64')}`;
    const receiver = await startWebhookReceiver({ secret });
    return {
      url: receiver.url,
      secrets: { webhookSecret: secret },
      configAt: (url) => ({ type: 'webhook', url }),
      // What came twice counts twice, though this receiver drops what it has by its id.
      copiesOf: (entry) =>
        receiver.requests.filter(
          ({ status, headers }) => status === 204 && headers['webhook-id'] === webhookId(entryKey(entry)),
        ).length,
      close: receiver.close,
    };
  },
};
