import { entryKey } from '../../../src/model/entry-key.ts';
import { splunkReply, startSplunk } from '../../support/splunk-server.ts';
import type { StoreUnderTest } from '../store-under-test.ts';

export const splunkUnderTest: StoreUnderTest = {
  type: 'splunk',
  async start() {
    const server = await startSplunk();
    return {
      url: server.url,
      secrets: { splunkToken: server.token },
      configAt: (url) => ({ type: 'splunk', url }),
      copiesOf: (entry) => server.events.filter(({ fields }) => fields.doorlog_key === entryKey(entry)).length,
      // “Server is busy”, by a gateway that makes 200 of everything.
      itemErrors: () => ({ status: 200, body: String(splunkReply(9).body) }),
      close: server.close,
    };
  },
};
