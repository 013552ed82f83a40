import { entryKey } from '../../../src/model/entry-key.ts';
import { indexOf } from '../../../src/sinks/elasticsearch/sink.ts';
import { parseBulk } from '../../support/elasticsearch-bulk.ts';
import { startElasticsearch } from '../../support/elasticsearch-server.ts';
import type { StoreUnderTest } from '../store-under-test.ts';

export const elasticsearchUnderTest: StoreUnderTest = {
  type: 'elasticsearch',
  async start() {
    const server = await startElasticsearch();
    return {
      url: server.url,
      secrets: { elasticsearchApiKey: server.writer.apiKey },
      configAt: (url) => ({ type: 'elasticsearch', url }),
      copiesOf: ({ digest }) =>
        server.documents().filter(({ source }) => (source.doorlog as { digest?: unknown })?.digest === digest).length,
      squat: (entry) =>
        server.put({ index: indexOf('doorlog', entry.time), id: entryKey(entry), source: { squatted: true } }),
      itemErrors,
      close: server.close,
    };
  },
};

/** What a node with a full queue says of each document. */
function itemErrors(request: Buffer) {
  const error = { type: 'es_rejected_execution_exception', reason: 'rejected execution of coordinating operation' };
  const items = parseBulk(request.toString('utf8'), undefined).map(({ index, id }) => ({
    create: { _index: index, _id: id, status: 429, error },
  }));
  const headers = { 'content-type': 'application/json', 'x-elastic-product': 'Elasticsearch' };
  return { status: 200, headers, body: JSON.stringify({ took: 0, errors: true, items }) };
}
