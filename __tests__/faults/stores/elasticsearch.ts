import { entryKey } from '../../../src/model/entry-key.ts';
import type { SinkSecrets } from '../../../src/model/sink-secrets.ts';
import { indexOf } from '../../../src/sinks/elasticsearch/sink.ts';
import { parseBulk } from '../../support/elasticsearch-bulk.ts';
import type { Credentials } from '../../support/elasticsearch-security.ts';
import { startElasticsearch } from '../../support/elasticsearch-server.ts';
import type { StoreUnderTest } from '../store-under-test.ts';

export const elasticsearchUnderTest = clusterUnderTest('elasticsearch', ({ apiKey }) => ({
  elasticsearchApiKey: apiKey,
}));

/** What Doorlog asks of OpenSearch is what both have in common: Basic authentication and the bulk API. */
export const openSearchUnderTest = clusterUnderTest('opensearch', ({ username, password }) => ({
  opensearchUsername: username,
  opensearchPassword: password,
}));

function clusterUnderTest(
  type: 'elasticsearch' | 'opensearch',
  secretsOf: (writer: Credentials) => SinkSecrets,
): StoreUnderTest {
  return {
    type,
    async start() {
      const server = await startElasticsearch();
      return {
        url: server.url,
        secrets: secretsOf(server.writer),
        configAt: (url) => ({ type, url }),
        copiesOf: ({ digest }) =>
          server.documents().filter(({ source }) => JSON.stringify(source).includes(digest)).length,
        squat: (entry) =>
          server.put({ index: indexOf('doorlog', entry.time), id: entryKey(entry), source: { squatted: true } }),
        itemErrors,
        close: server.close,
      };
    },
  };
}

/** What a node with a full queue says of each document. */
function itemErrors(request: Buffer) {
  const error = { type: 'es_rejected_execution_exception', reason: 'rejected execution of coordinating operation' };
  const items = parseBulk(request.toString('utf8'), undefined).map(({ index, id }) => ({
    create: { _index: index, _id: id, status: 429, error },
  }));
  const headers = { 'content-type': 'application/json', 'x-elastic-product': 'Elasticsearch' };
  return { status: 200, headers, body: JSON.stringify({ took: 0, errors: true, items }) };
}
