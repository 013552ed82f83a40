import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { escaped, slackMessage } from '../../src/alerts/slack-message.ts';
import type { AlarmOutcome, AlertMessage } from '../../src/ports/alerts.ts';
import { cutShort, dropped, endless, html, replies, serverError, tooManyRequests } from '../support/faults.ts';
import { controlsIn, type SlackServer, startSlack, textsOf } from '../support/slack-server.ts';
import { channelOf, messageOf } from './messages.ts';

const SECRET = 'cnryHookOfSlack0000000000';

let slack: SlackServer;
beforeEach(async () => {
  slack = await startSlack();
});
afterEach(() => slack.close());

async function tell(message: AlertMessage = messageOf(), timeout = 5_000): Promise<AlarmOutcome> {
  const channel = await channelOf({ type: 'slack' }, { secrets: { slackWebhookUrl: slack.webhookUrl } });
  return channel.tell({ message }, AbortSignal.timeout(timeout));
}

describe('Slack', () => {
  it('gets one message that says what, where, who and how to mend it when a finding is told', async () => {
    expect(await tell()).toEqual({ status: 'sent' });
    expect(slack.messages).toHaveLength(1);
    const [message = {}] = slack.messages;
    const text = textsOf(message).join('\n');
    for (const part of [
      'Doorlog: approver-is-not-initiator',
      'mallory approved the deployment that mallory started.',
      'Let somebody else approve.',
      'high, raised by environment',
      'this job is refused',
      'octo-org/payments',
      'deploy in .github/workflows/deploy.yml',
      'production',
      'refs/heads/main, cccccccccccc',
      '.github/workflows/deploy.yml, line 7',
      '<https://github.com/octo-org/payments/actions/runs/9000000001|run 17, attempt 1>',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain('TEST');
  });

  it('is told that nothing happened when the message is a test', async () => {
    await tell(messageOf({ test: true }));
    const texts = textsOf(slack.messages[0] ?? {});
    expect(texts[0]).toMatch(/^TEST: /);
    expect(texts).toContain('This is a test of the channel: no job was judged.');
  });

  it.each([
    ['invalid_token', 'failed'],
    ['no_service', 'failed'],
    ['channel_not_found', 'failed'],
    ['channel_is_archived', 'failed'],
    ['action_prohibited', 'failed'],
    ['posting_to_general_channel_denied', 'failed'],
    ['team_disabled', 'failed'],
  ])('is asked once and its word repeated when it says %s', async (word, status) => {
    slack.setTrouble(word);
    const outcome = await tell();
    expect(outcome).toMatchObject({ status, reason: expect.stringContaining(`(${word})`) });
    expect(slack.requests).toHaveLength(1);
  });

  it('has the message once when it asks to wait and then takes it', async () => {
    slack.addFault({}, tooManyRequests(0));
    expect(await tell()).toEqual({ status: 'sent' });
    expect([slack.messages.length, slack.requests.length]).toEqual([1, 2]);
  });

  it('has the message when it fails and then is fine', async () => {
    slack.addFault({ times: 2 }, serverError(500));
    expect(await tell()).toEqual({ status: 'sent' });
    expect(slack.messages).toHaveLength(1);
  });

  it('has the message when the connection breaks before the reply', async () => {
    slack.addFault({}, dropped());
    expect(await tell()).toEqual({ status: 'sent' });
    expect(slack.messages).toHaveLength(1);
  });

  it('has it twice, rather than perhaps not at all, when the reply is cut short', async () => {
    slack.addFault({}, cutShort());
    expect(await tell()).toEqual({ status: 'sent' });
    expect(slack.messages).toHaveLength(2);
  });

  it.each([
    ['never ends its reply', endless()],
    ['asks to wait for an hour', tooManyRequests(3_600)],
    ['is out of order for ever', serverError(503)],
  ])('is given up in time when it %s', async (_, fault) => {
    slack.addFault({ times: Number.POSITIVE_INFINITY }, fault);
    expect(await tell(messageOf(), 300)).toMatchObject({ status: 'pending' });
  });

  it.each([
    ['a page for people', html()],
    ['another word', replies(200, 'okay')],
    ['nothing', replies(204)],
    ['a redirect', replies(302, '', { location: 'https://elsewhere.example/' })],
    ['a page of a proxy', replies(403, '<html>Blocked by policy</html>')],
  ])('is not believed to have the message when the answer is %s', async (_, fault) => {
    slack.addFault({ times: Number.POSITIVE_INFINITY }, fault);
    const outcome = await tell();
    expect(outcome.status).toBe('failed');
    expect(JSON.stringify(outcome)).not.toMatch(/html|Blocked|elsewhere/i);
    expect(slack.requests).toHaveLength(1);
  });

  it('is never named with its secret when anything goes wrong', async () => {
    const outcomes: AlarmOutcome[] = [];
    for (const fault of [dropped(), serverError(500), replies(404, slack.webhookUrl), replies(200, SECRET)]) {
      const disarm = slack.addFault({ times: Number.POSITIVE_INFINITY }, fault);
      outcomes.push(await tell(messageOf(), 150));
      disarm();
    }
    await slack.close();
    outcomes.push(await tell(messageOf(), 150));
    expect(outcomes.map(({ status }) => status)).not.toContain('sent');
    expect(JSON.stringify(outcomes)).not.toContain(SECRET);
  });

  it.each([
    undefined,
    'https://hooks.slack.com/workflows/T0/A0/1/cnry',
    'https://hooks.slack.com.example.org/services/T0/B0/cnry',
    'http://hooks.slack.com/services/T0/B0/cnry',
    'https://hooks.slack.com/services/T0/B0/cnry?x=1',
    'https://user:cnry@hooks.slack.com/services/T0/B0/cnry',
    'xoxb-cnry',
  ])('is not used and the input is named when its address is %s', async (slackWebhookUrl) => {
    const made = channelOf({ type: 'slack' }, { secrets: { slackWebhookUrl } });
    await expect(made).rejects.toThrow(/^Input alerts: Slack needs the input slack-webhook-url, which /);
    await expect(made).rejects.not.toThrow(/cnry/);
  });

  it.each(['https://hooks.slack.com/services/T0/B0/abc123', 'https://hooks.slack-gov.com/services/T0/B0/abc123'])(
    'is used when its address is %s',
    async (slackWebhookUrl) => {
      expect((await channelOf({ type: 'slack' }, { secrets: { slackWebhookUrl } })).name).toBe('slack');
    },
  );

  it('marks one text alike for one address and otherwise for another', async () => {
    const of = (token: string) =>
      channelOf({ type: 'slack' }, { secrets: { slackWebhookUrl: `https://hooks.slack.com/services/T/B/${token}` } });
    const [one, same, other] = await Promise.all([of('a'), of('a'), of('b')]);
    expect(one.mark('x')).toMatch(/^[0-9a-f]{16}$/);
    expect([same.mark('x') === one.mark('x'), other.mark('x') === one.mark('x')]).toEqual([true, false]);
    expect(one.mark('y')).not.toBe(one.mark('x'));
  });
});

/** Text as somebody would write it who wants to be heard by everybody. */
const hostile = fc.oneof(
  fc.constantFrom(
    '<!channel>',
    '<@U012AB3CD>',
    '<!subteam^S1|x>',
    '<https://evil.example|run 17>',
    '@here',
    '&lt;!channel&gt;',
    '\u202egnp.exe',
    '```\n*bold*\n> quote',
    '|<!everyone>',
  ),
  fc.string({ unit: 'binary', maxLength: 6_000 }),
);

const hostileMessage = fc
  .record({
    rule: hostile,
    message: hostile,
    mend: hostile,
    repository: hostile,
    workflow: hostile,
    job: hostile,
    environment: hostile,
    ref: hostile,
    sha: hostile,
    runNumber: hostile,
    runAttempt: hostile,
    runUrl: fc.oneof(hostile, fc.constant('https://github.com/o/r/actions/runs/1?a=1&b=2')),
    initiator: hostile,
    rerunner: hostile,
    time: hostile,
    locations: fc.array(fc.record({ file: hostile })),
  })
  .map((changes) => messageOf(changes));

describe('a message to Slack', () => {
  it('is taken whole, mentions nobody and links nowhere but to the run when all of it is hostile', async () => {
    await fc.assert(
      fc.asyncProperty(hostileMessage, async (message) => {
        const reply = await fetch(slack.webhookUrl, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: slackMessage(message),
        });
        expect([reply.status, await reply.text()]).toEqual([200, 'ok']);
        const texts = textsOf(slack.messages.at(-1) ?? {});
        const controls = texts.flatMap(controlsIn);
        expect(controls.every((inner) => /^https?:\/\/[^|<>]+\|/.test(inner))).toBe(true);
        expect(controls.length).toBeLessThanOrEqual(1);
        expect(texts.join('')).not.toMatch(/&(?!(amp|lt|gt);)|@(?!\u2060)|[\u202a-\u202e\u2066-\u2069]/);
      }),
      { numRuns: 60 },
    );
  });

  it('says as much as fits when a text is too long', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 60 }), (text, most) => {
        const short = escaped(text, most);
        expect(short.length).toBeLessThanOrEqual(most);
        expect(short).not.toMatch(/&(?!(amp|lt|gt);)|[<>]/);
        expect(short.isWellFormed()).toBe(true);
      }),
    );
  });
});
