import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from '@jest/globals';
import { testIdentity } from '../support/client-certificate.ts';
import type { HookResult } from '../support/runner.ts';
import { type SyslogReceiver, startSyslogReceiver } from '../support/syslog-receiver.ts';
import { testTls } from '../support/test-tls.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts';
import { deploymentWorld } from '../support/world.ts';
import { filesBelow } from './canaries.ts';
import { type Deployment, deploy } from './deployment.ts';

const SECRET = `whsec_${Buffer.from('the-very-secret-canary-of-webhooks').toString('base64')}`;

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

interface Receivers {
  readonly job: Deployment;
  readonly syslog: SyslogReceiver;
  readonly webhook: WebhookReceiver;
  /** Parts of what was given, any of which would give it away. */
  readonly secrets: readonly string[];
}

/** A job with both sinks, each required; the receivers let in nobody without the right secrets. */
async function receivers({ given }: { given: boolean }): Promise<Receivers> {
  const [client, { ca, caPath }] = await Promise.all([testIdentity('doorlog'), testTls()]);
  const syslog = await startSyslogReceiver({ clientCa: client.cert });
  const webhook = await startWebhookReceiver({ secret: SECRET, tls: true });
  const sinks = [
    { type: 'syslog', host: '127.0.0.1', port: syslog.port, ca, 'client-certificate': true, required: true },
    { type: 'webhook', url: webhook.url, required: true },
  ];
  const job = await deploy(deploymentWorld(), {
    env: { NODE_EXTRA_CA_CERTS: caPath },
    inputs: {
      sinks: JSON.stringify(sinks),
      ...(given && { 'syslog-certificate': client.cert, 'syslog-key': client.key, 'webhook-secret': SECRET }),
    },
  });
  closing.push(job.close, syslog.close, webhook.close);
  const lines = client.key.split('\n').filter((line) => line.length > 20 && !line.startsWith('-----'));
  return { job, syslog, webhook, secrets: [...lines.map((line) => line.slice(0, 40)), SECRET.slice(6, 40)] };
}

/** All that the hooks said and left, and all that was sent to be kept. */
function traces({ job, syslog, webhook }: Receivers, results: readonly HookResult[]): string {
  return [
    ...results.map((result) => JSON.stringify({ ...result, child: undefined })),
    ...filesBelow(results[0]?.tempDir ?? '').map(([, text]) => text),
    ...syslog.messages.map(({ text }) => text),
    ...webhook.requests.map(({ headers, body }) => `${JSON.stringify(headers)} ${body.toString()}`),
    JSON.stringify(job.world.attestations),
    ...job.sigstore.requests.map(({ body }) => body.toString()),
  ].join('\n');
}

describe('a job that reports by syslog and webhook', () => {
  it('has its start and its end at both and its secrets nowhere when all is well', async () => {
    const world = await receivers({ given: true });
    const results = [await world.job.run('pre'), await world.job.run('post')];
    expect(results.map(({ code, stderr }) => [code, stderr])).toEqual([
      [0, ''],
      [0, ''],
    ]);
    expect(world.syslog.complaints).toEqual([]);
    // What can't tell duplicates apart gets nothing twice: the start that was delivered is not sent again.
    expect(world.syslog.messages.map(({ messageId }) => messageId)).toEqual(['start', 'end']);
    expect([...world.webhook.taken.values()].map(({ type }) => type)).toEqual([
      'io.github.doorlog.access_record.start.v1',
      'io.github.doorlog.access_record.end.v1',
    ]);
    const said = traces(world, results);
    for (const secret of world.secrets) expect(said).not.toContain(secret);
  });

  it('says which secret is missing when it is given none', async () => {
    const world = await receivers({ given: false });
    const results = [await world.job.run('pre'), await world.job.run('post')];
    const said = results.map(({ stdout }) => stdout).join('\n');
    for (const name of ['syslog-certificate', 'syslog-key', 'webhook-secret']) expect(said).toContain(name);
    expect(world.syslog.connections()).toBe(0);
    expect(world.webhook.requests).toEqual([]);
  });

  it('fails with its secrets nowhere when a secret is mistaken', async () => {
    const world = await receivers({ given: true });
    const mistaken = {
      'syslog-key': `${readFileSync((await testTls()).caPath, 'utf8')}`,
      'webhook-secret': SECRET.slice(0, 30),
    };
    const results = [
      await world.job.run('pre', { inputs: mistaken }),
      await world.job.run('post', { inputs: mistaken }),
    ];
    expect(results.map(({ code }) => code)).toContain(1);
    const said = traces(world, results);
    for (const secret of world.secrets) expect(said).not.toContain(secret.slice(0, 20));
  });
});
