import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { codeOf, sentenceOf } from '../../src/errors.ts';
import { receiversTime, signWebhook, webhookId, webhookKeys } from '../../src/net/standard-webhooks.ts';

const NAME = 'input webhook-secret';

function secretOf(bytes: Uint8Array): string {
  return `whsec_${Buffer.from(bytes).toString('base64')}`;
}

function mistake(secret: string): string {
  try {
    webhookKeys(secret, NAME);
  } catch (error) {
    expect(codeOf(error)).toBe('input-invalid');
    return sentenceOf(error);
  }
  throw new Error('the secret was taken');
}

describe('signWebhook', () => {
  it('gives the signature of a known message when signed with its secret', () => {
    // The vector that the reference libraries of Standard Webhooks share.
    const keys = webhookKeys('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', NAME);
    const message = {
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      sentAt: new Date(1_614_265_330_000),
      body: '{"test": 2432232314}',
    };
    expect(signWebhook(keys, message)).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('is accepted by the reference library when any bytes are signed with any key', () => {
    const key = fc.uint8Array({ minLength: 24, maxLength: 64 });
    fc.assert(
      fc.property(key, fc.json(), fc.string({ minLength: 1 }), (bytes, body, name) => {
        const secret = secretOf(bytes);
        const id = webhookId(`msg_${Buffer.from(name).toString('hex')}`);
        const headers = signWebhook(webhookKeys(secret, NAME), { id, sentAt: new Date(), body });
        expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
      }),
    );
  });

  it('is accepted with either secret when two are given for a change-over', () => {
    const secrets = [secretOf(new Uint8Array(24).fill(1)), secretOf(new Uint8Array(64).fill(2))];
    const keys = webhookKeys(`  ${secrets.join('\n')}\n`, NAME);
    const headers = signWebhook(keys, { id: 'msg_1', sentAt: new Date(), body: '{}' });
    for (const secret of secrets) expect(new Webhook(secret).verify('{}', headers)).toEqual({});
    expect(() => new Webhook(secretOf(new Uint8Array(24).fill(3))).verify('{}', headers)).toThrow();
  });

  it('leaves the signature out when there is no key', () => {
    const headers = signWebhook([], { id: 'msg_1', sentAt: new Date(1_999), body: '{}' });
    expect(headers).toEqual({ 'webhook-id': 'msg_1', 'webhook-timestamp': '1' });
  });
});

describe('webhookKeys', () => {
  const good = secretOf(new Uint8Array(32));

  it.each([
    ['', 'is empty'],
    [good.slice('whsec_'.length), 'does not start with whsec_'],
    [`whsec_${'x'.repeat(33)}`, 'is not Base64'],
    ['whsec_not_base64_but_url_safe_letters_', 'is not Base64'],
    [secretOf(new Uint8Array(23)), 'stands for 23 bytes'],
    [secretOf(new Uint8Array(65)), 'stands for 65 bytes'],
    [Array.from({ length: 5 }, () => good).join(' '), 'more than 4'],
  ])('says what is wrong without the value when the secret is no good (%#)', (secret, complaint) => {
    const said = mistake(secret);
    expect(said).toContain(NAME);
    expect(said).toContain(complaint);
    if (secret !== '') expect(said).not.toContain(secret.replace(/^whsec_/, '').slice(0, 12));
  });
});

describe('webhookId', () => {
  it('has no full stop when the name has one', () => {
    expect(webhookId('abc-end.attested-def')).toBe('abc-end_attested-def');
  });
});

describe('receiversTime', () => {
  const now = new Date('2026-03-01T12:00:00Z');

  it.each([
    ['Sun, 01 Mar 2026 12:05:01 GMT', '2026-03-01T12:05:01.000Z'],
    ['Fri, 27 Feb 2026 12:00:00 GMT', '2026-02-27T12:00:00.000Z'],
  ])('is what the receiver says when its clock is more than five minutes from ours (%s)', (date, time) => {
    expect(receiversTime(date, now)?.toISOString()).toBe(time);
  });

  it.each([undefined, 'yesterday', 'Sun, 01 Mar 2026 12:05:00 GMT', 'Sun, 01 Mar 2026 11:55:00 GMT'])(
    'is nothing when the clocks agree or the header says nothing (%s)',
    (date) => {
      expect(receiversTime(date, now)).toBeUndefined();
    },
  );
});
