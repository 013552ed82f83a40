import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseAlerts } from '../../src/alerts/config.ts';
import { DoorlogError } from '../../src/errors.ts';

async function complaintOf(text: string): Promise<string> {
  try {
    await parseAlerts(text);
  } catch (error) {
    if (error instanceof DoorlogError) return error.message;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('parseAlerts', () => {
  it('finds no channels when the text is empty', async () => {
    expect(await parseAlerts(' \n')).toEqual([]);
  });

  it('tells the worst half only, of any rule and place, when a channel says nothing else', async () => {
    const [channel] = await parseAlerts('- type: slack');
    expect(channel).toMatchObject({ name: 'slack', filter: { severity: 'high' }, needs: 'slackWebhookUrl' });
    expect(channel?.filter).toEqual({ severity: 'high' });
  });

  it('reads all that a channel can be told when the text is YAML', async () => {
    const text = `
- type: slack
  name: on-call
  severity: critical
  environments: [production]
- type: webhook
  url: https://alerts.example.org/doorlog
  rules:
    - approver-is-not-initiator
- type: github-issue
  severity: low
`;
    expect((await parseAlerts(text)).map(({ name, filter }) => [name, filter])).toEqual([
      ['on-call', { severity: 'critical', environments: ['production'] }],
      ['webhook', { severity: 'high', rules: ['approver-is-not-initiator'] }],
      ['github-issue', { severity: 'low' }],
    ]);
  });

  it.each([
    ['type: slack', /^Input alerts must be a list: start each channel with a dash/],
    ['- slack', /^Input alerts: alerts\[0\] must be a mapping with a type, such as \{"type": "slack"/],
    ['- type: slak', /alerts\[0\]\.type must be slack, webhook or github-issue; did you mean slack\?$/],
    ['- type: slack\n  severty: low', /alerts\[0\] has the unknown key "severty"; did you mean severity\?$/],
    ['- type: slack\n  severity: bad', /alerts\[0\]\.severity must be low, medium, high or critical\.$/],
    ['- type: slack\n  rules: []', /alerts\[0\]\.rules must name at least one rule\.$/],
    ['- type: slack\n  rules: ["cnry/é"]', /alerts\[0\]\.rules\[0\] must be the id of a rule, such as /],
    ['- type: webhook', /alerts\[0\]\.url is missing\.$/],
    [
      '- type: slack\n- type: slack',
      /alerts\[1\]\.name is slack, as alerts\[0\] already is; give each channel its own/,
    ],
    ['- &a {type: slack, name: x}\n- *a', /^Input alerts uses a YAML alias/],
    ['- type: slack\n  url: https://hooks.slack.com/services/cnry', /alerts\[0\] has the unknown key "url"/],
  ])('names the place and the mend when the text is %j', async (text, words) => {
    const complaint = await complaintOf(text);
    expect(complaint).toMatch(words);
    expect(complaint).not.toMatch(/cnry/);
  });

  it('raises nothing but its own error when the text is anything', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.json(), fc.string()), async (text) => {
        const parsed = await parseAlerts(text).catch((error: unknown) => error);
        expect(Array.isArray(parsed) || (parsed instanceof DoorlogError && parsed.code === 'input-invalid')).toBe(true);
      }),
    );
  });
});
