import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { SinkSecrets } from '../../src/model/sink-secrets.ts';
import { parseSinks } from '../../src/sinks/config.ts';
import { openSearchSetupSteps, openSearchWriterHints } from '../../src/sinks/opensearch/setup.ts';
import { sinkSurroundings } from '../support/sink-surroundings.ts';
import { type BulkServer, startBulkServer } from './bulk-server.ts';
import { entryOf, firstTry } from './entries.ts';

const CANARY = 'canary-5f0c-opensearch-password';
let server: BulkServer;

beforeEach(async () => {
  server = await startBulkServer();
});

afterEach(async () => {
  await server.close();
});

async function newSink(secrets: SinkSecrets = {}, more = '') {
  const [sink] = await parseSinks(`[{type: opensearch, url: "${server.url}"${more}}]`);
  if (sink === undefined) throw new Error('there is no sink');
  return sink.create(sinkSurroundings({ secrets }));
}

describe('the OpenSearch sink', () => {
  it('creates documents with its own credentials when those of Elasticsearch are given too', async () => {
    const sink = await newSink({
      opensearchUsername: 'writer',
      opensearchPassword: CANARY,
      elasticsearchApiKey: 'another-key',
    });
    expect(await sink.deliver(entryOf(1), firstTry())).toMatchObject({ sink: 'opensearch', status: 'delivered' });
    const basic = `Basic ${Buffer.from(`writer:${CANARY}`).toString('base64')}`;
    expect(server.requests).toEqual([{ authorization: basic }]);
  });

  it('names itself and no secret when the cluster refuses and quotes what it was sent', async () => {
    server.authorization = 'Basic another';
    const sink = await newSink({ opensearchUsername: 'writer', opensearchPassword: CANARY });
    const delivery = await sink.deliver(entryOf(1), firstTry());
    expect(delivery).toMatchObject({ status: 'failed', reason: expect.stringContaining('OpenSearch did not take') });
    expect(JSON.stringify(delivery)).not.toContain('canary');
  });

  it('raises input-invalid with the names of its own inputs when one of two is missing', async () => {
    await expect(newSink({ opensearchPassword: CANARY })).rejects.toMatchObject({
      code: 'input-invalid',
      message: 'Give input opensearch-username and input opensearch-password together: one of them is missing.',
    });
  });

  it('is refused when it is to write in a vocabulary that its template does not know', async () => {
    await expect(newSink({}, ', shape: ocsf')).rejects.toMatchObject({
      message: expect.stringContaining('sinks[0].shape must be ecs: the index template'),
    });
  });
});

describe('the set-up of OpenSearch', () => {
  it('gives the writer neither read nor delete when it makes the role', () => {
    const writer = openSearchSetupSteps('door').find(({ name }) => name === 'door_writer');
    expect(writer?.path).toBe('/_plugins/_security/api/roles/door_writer');
    const text = JSON.stringify(writer?.body);
    expect(text).toContain('"door-*"');
    expect(text).not.toMatch(/read|delete\b|crud|manage|unlimited/);
  });

  it('tells how to make a writer of that role', () => {
    const hints = openSearchWriterHints('https://logs.example.org:9200', 'door');
    expect(hints).toContain('https://logs.example.org:9200/_plugins/_security/api/internalusers/door-writer');
    expect(hints).toContain(`rolesmapping/door_writer' -d '{"users":["door-writer"]}'`);
  });
});
