import { entryKey } from '../../../src/model/entry-key.ts';
import { splunkReply, startSplunk } from '../../support/splunk-server.ts';
import type { StoreUnderTest } from '../store-under-test.ts';

export const splunkUnderTest = collectorUnderTest('splunk');
export const acknowledgingSplunkUnderTest = collectorUnderTest('splunk-acknowledged');

function collectorUnderTest(type: 'splunk' | 'splunk-acknowledged'): StoreUnderTest {
  const acknowledge = type === 'splunk-acknowledged';
  return {
    type,
    async start() {
      const server = await startSplunk();
      const token = server.tokens.get(server.token);
      if (acknowledge && token) token.acknowledges = true;
      return {
        url: server.url,
        secrets: { splunkToken: server.token },
        configAt: (url) => ({ type: 'splunk', url, acknowledge }),
        copiesOf: (entry) => server.events.filter(({ fields }) => fields.doorlog_key === entryKey(entry)).length,
        // “Server is busy”, by a gateway that makes 200 of everything.
        itemErrors: () => ({ status: 200, body: String(splunkReply(9).body) }),
        close: server.close,
      };
    },
  };
}
