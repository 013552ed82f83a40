import { startElasticsearch } from '../__tests__/support/elasticsearch-server.ts';
import { startGitHub } from '../__tests__/support/github-server.ts';
import { claimsOf, startOidcIssuer } from '../__tests__/support/oidc-issuer.ts';
import { startSigstore } from '../__tests__/support/sigstore-server.ts';
import { testTls } from '../__tests__/support/test-tls.ts';
import { benchWorld, rateLimit } from './bench-world.ts';
import type { Command, Ready } from './service-process.ts';

// A process of its own, so that the work of GitHub, Sigstore and the log store counts for nobody.
const tls = process.argv[2] === 'tls';
const world = benchWorld();
const github = await startGitHub(world, { tls });
const issuer = await startOidcIssuer({ claims: claimsOf(world), tls });
const sigstore = await startSigstore({ issuer, tls });
const elasticsearch = await startElasticsearch({ tls });
const servers = [github, issuer, sigstore, elasticsearch];
const { username, password } = elasticsearch.writer;

const ready: Ready = {
  github: { url: github.url, graphqlUrl: github.graphqlUrl },
  issuer: { requestUrl: issuer.requestUrl, requestToken: issuer.requestToken },
  inputs: {
    sigstore: 'custom',
    'fulcio-url': sigstore.fulcioUrl,
    'tsa-url': sigstore.tsaUrl,
    'rekor-url': sigstore.rekorV2Url,
    'rekor-version': '2',
    sinks: JSON.stringify([{ type: 'elasticsearch', url: elasticsearch.url, required: true }]),
    'elasticsearch-username': username,
    'elasticsearch-password': password,
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
