import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { AlarmOutcome, AlertMessage } from '../../src/ports/alerts.ts';
import { cutShort, dropped, endless, replies, serverError, tooManyRequests } from '../support/faults.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts';
import { channelOf, messageOf } from './messages.ts';

const SECRET = `whsec_${randomBytes(32).toString('base64')}`;

let receiver: WebhookReceiver;
beforeEach(async () => {
  receiver = await startWebhookReceiver({ secret: SECRET });
});
afterEach(() => receiver.close());

async function tell(message: AlertMessage = messageOf(), timeout = 5_000): Promise<AlarmOutcome> {
  const channel = await channelOf(
    { type: 'webhook', url: `${receiver.url}/hooks` },
    { secrets: { webhookSecret: SECRET } },
  );
  return channel.tell({ message }, AbortSignal.timeout(timeout));
}

describe('a webhook of alerts', () => {
  it('is sent a signed CloudEvent with everything that may be told when a finding is told', async () => {
    expect(await tell()).toEqual({ status: 'sent' });
    expect([...receiver.taken]).toEqual([
      [
        messageOf().id,
        {
          specversion: '1.0',
          id: messageOf().id,
          source: 'https://github.com/octo-org/payments',
          type: 'io.github.doorlog.alert.v1',
          subject: 'approver-is-not-initiator',
          time: '2026-11-21T10:00:00.000Z',
          datacontenttype: 'application/json',
          data: messageOf(),
        },
      ],
    ]);
  });

  it('can tell a test by the type of the event when it is one', async () => {
    await tell(messageOf({ test: true }));
    expect([...receiver.taken.values()]).toMatchObject([
      { type: 'io.github.doorlog.alert.v1.test', data: { test: true } },
    ]);
  });

  it.each([
    ['asks to wait', tooManyRequests(0)],
    ['fails', serverError(500)],
    ['closes the connection', dropped()],
    ['cuts its reply short', cutShort()],
  ])('has the event once, by its id, when it %s and then is fine', async (_, fault) => {
    receiver.addFault({}, fault);
    expect(await tell()).toEqual({ status: 'sent' });
    expect([receiver.taken.size, receiver.requests.length]).toEqual([1, 2]);
  });

  it.each([
    ['never ends its reply', endless(), 'pending'],
    ['is out of order for ever', serverError(503), 'pending'],
    ['wants no more', replies(410, ''), 'failed'],
    ['sends it elsewhere', replies(307, '', { location: 'https://evil.example/' }), 'failed'],
  ])('is given up in time when it %s', async (_, fault, status) => {
    receiver.addFault({ times: Number.POSITIVE_INFINITY }, fault);
    const outcome = await tell(messageOf(), 300);
    expect(outcome.status).toBe(status);
    expect(JSON.stringify(outcome)).not.toMatch(/whsec|evil/);
  });

  it('has the event when its clock is two days ahead', async () => {
    await receiver.close();
    receiver = await startWebhookReceiver({ secret: SECRET, ahead: 172_800_000 });
    expect(await tell()).toEqual({ status: 'sent' });
  });

  it.each([
    ['is missing', undefined],
    ['is no good', 'cnry'],
  ])('is not used and the input is named when its secret %s', async (_, webhookSecret) => {
    const made = channelOf({ type: 'webhook', url: receiver.url }, { secrets: { webhookSecret } });
    await expect(made).rejects.toThrow(/input webhook-secret/);
    await expect(made).rejects.not.toThrow(/cnry/);
  });

  it.each([
    'http://alerts.example.org/',
    'https://user:cnry@alerts.example.org/',
    'https://alerts.example.org/?key=cnry',
  ])('is refused without its address being repeated when that is %s', async (url) => {
    const made = channelOf({ type: 'webhook', url });
    await expect(made).rejects.toThrow(/^Input alerts: alerts\[0\]\.url must /);
    await expect(made).rejects.not.toThrow(/cnry/);
  });

  it('marks one text alike for one secret and otherwise for another', async () => {
    const of = (webhookSecret: string) =>
      channelOf({ type: 'webhook', url: receiver.url }, { secrets: { webhookSecret } });
    const other = `whsec_${randomBytes(32).toString('base64')}`;
    const [one, same, different] = await Promise.all([of(SECRET), of(SECRET), of(other)]);
    expect(same.mark('x')).toBe(one.mark('x'));
    expect(different.mark('x')).not.toBe(one.mark('x'));
  });
});
