import type { ChannelSurroundings } from '../../src/alerts/channel-type.ts';
import { parseAlerts } from '../../src/alerts/config.ts';
import { createHttp } from '../../src/net/http.ts';
import type { AlertChannel, AlertMessage } from '../../src/ports/alerts.ts';
import { INPUT_NAMES } from '../../src/sinks/secrets.ts';

/** A finding of a deployment, as a channel is told of it. */
export function messageOf(changes: Partial<AlertMessage> = {}): AlertMessage {
  return {
    id: `alert-${'5'.repeat(32)}`,
    fingerprint: 'f'.repeat(64),
    rule: 'approver-is-not-initiator',
    severity: 'high',
    raisedBy: ['environment'],
    message: 'mallory approved the deployment that mallory started.',
    mend: 'Let somebody else approve.',
    locations: [{ file: '.github/workflows/deploy.yml', line: 7 }],
    mode: 'enforce',
    refused: true,
    recordId: 'a'.repeat(64),
    moment: 'end',
    time: '2026-11-21T10:00:00.000Z',
    server: 'https://github.com',
    repository: 'octo-org/payments',
    workflow: '.github/workflows/deploy.yml',
    job: 'deploy',
    environment: 'production',
    ref: 'refs/heads/main',
    sha: 'c'.repeat(40),
    event: 'push',
    runId: '9000000001',
    runNumber: '17',
    runAttempt: '1',
    runUrl: 'https://github.com/octo-org/payments/actions/runs/9000000001',
    initiator: 'mallory',
    ...changes,
  };
}

/** A channel as a list configures it, real but for what the test changes. */
export async function channelOf(
  item: Readonly<Record<string, unknown>>,
  changes: Partial<ChannelSurroundings> = {},
): Promise<AlertChannel> {
  const [channel] = await parseAlerts(JSON.stringify([item]));
  if (!channel) throw new Error('there is no channel');
  const clock = { now: () => new Date() };
  return channel.create({ http: createHttp({}), clock, secrets: {}, secretNames: INPUT_NAMES, ...changes });
}
