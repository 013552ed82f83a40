import { startSilentServer } from '../__tests__/process/silent-server.ts';
import { startElasticsearch } from '../__tests__/support/elasticsearch-server.ts';
import { startGitHub } from '../__tests__/support/github-server.ts';
import { claimsOf, startOidcIssuer } from '../__tests__/support/oidc-issuer.ts';
import { startSigstore } from '../__tests__/support/sigstore-server.ts';
import { startSplunk } from '../__tests__/support/splunk-server.ts';
import { testTls } from '../__tests__/support/test-tls.ts';
import { startWebhookReceiver } from '../__tests__/support/webhook-receiver.ts';
import { benchWorld, rateLimit } from './bench-world.ts';
import type { Command, Ready } from './service-process.ts';

/** 32 bytes, as any receiver of webhooks may have them. */
const WEBHOOK_SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

// A process of its own, so that the work of GitHub, Sigstore and the log store counts for nobody.
const tls = process.argv[2] === 'tls';
const world = benchWorld();
const github = await startGitHub(world, { tls });
const issuer = await startOidcIssuer({ claims: claimsOf(world), tls });
const sigstore = await startSigstore({ issuer, tls });
const elasticsearch = await startElasticsearch({ tls });
const splunk = await startSplunk({ tls });
const webhook = await startWebhookReceiver({ tls, secret: WEBHOOK_SECRET });
const silent = await startSilentServer();
const servers = [github, issuer, sigstore, elasticsearch, splunk, webhook];
const { username, password } = elasticsearch.writer;

const one = { type: 'elasticsearch', url: elasticsearch.url, required: true };
const three = [
  one,
  { type: 'splunk', url: splunk.url, required: true },
  { type: 'webhook', url: webhook.url, required: true },
];

const ready: Ready = {
  github: { url: github.url, graphqlUrl: github.graphqlUrl },
  issuer: { requestUrl: issuer.requestUrl, requestToken: issuer.requestToken },
  inputs: {
    sigstore: 'custom',
    'fulcio-url': sigstore.fulcioUrl,
    'tsa-url': sigstore.tsaUrl,
    'rekor-url': sigstore.rekorV2Url,
    'rekor-version': '2',
    sinks: JSON.stringify([one]),
    'elasticsearch-username': username,
    'elasticsearch-password': password,
  },
  logStores: {
    three: { sinks: JSON.stringify(three), 'splunk-token': splunk.token, 'webhook-secret': WEBHOOK_SECRET },
    // The end has to wait for as long as it was told to: what is asked here is what the start does.
    silent: { sinks: JSON.stringify([{ ...one, url: silent.url, required: false }]), 'delivery-timeout': '1000' },
  },
  env: tls ? { NODE_EXTRA_CA_CERTS: (await testTls()).caPath } : {},
};
process.send?.(ready);

process.on('message', (command: Command) => {
  if (command.latency !== undefined) {
    for (const server of servers) server.setLatency(command.latency);
  }
  if (command.remaining !== undefined) world.rateLimit = rateLimit(command.remaining);
  process.send?.(github.requests.length);
});
process.on('disconnect', () => process.exit());
