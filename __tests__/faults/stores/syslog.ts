import { entryKey } from '../../../src/model/entry-key.ts';
import { startSyslogReceiver } from '../../support/syslog-receiver.ts';
import { testTls } from '../../support/test-tls.ts';
import type { StoreUnderTest } from '../store-under-test.ts';
import { startSyslogProxy } from '../syslog-proxy.ts';

export const syslogUnderTest: StoreUnderTest = {
  type: 'syslog',
  async start() {
    const receiver = await startSyslogReceiver();
    const { ca } = await testTls();
    return {
      url: `tls://127.0.0.1:${receiver.port}`,
      secrets: {},
      ca: [ca],
      configAt(url) {
        const { hostname, port } = new URL(url);
        return { type: 'syslog', host: hostname, port: Number(port) };
      },
      copiesOf: (entry) => receiver.messages.filter(({ parameters }) => parameters.key === entryKey(entry)).length,
      startProxy: startSyslogProxy,
      close: receiver.close,
    };
  },
};
