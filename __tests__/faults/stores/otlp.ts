import { entryKey } from '../../../src/model/entry-key.ts';
import { startOtlpReceiver, uidOf } from '../../support/otlp-receiver.ts';
import type { StoreUnderTest } from '../store-under-test.ts';

export const otlpUnderTest: StoreUnderTest = {
  type: 'otlp',
  async start() {
    const receiver = await startOtlpReceiver({ token: 'fault-table' });
    const rejected = { partialSuccess: { rejectedLogRecords: '1', errorMessage: 'no room' } };
    return {
      url: receiver.url,
      secrets: { otlpHeaders: 'authorization=Bearer fault-table' },
      configAt: (url) => ({ type: 'otlp', url }),
      copiesOf: (entry) => receiver.logRecords.filter((record) => uidOf(record) === entryKey(entry)).length,
      itemErrors: () => ({
        status: 200,
        body: JSON.stringify(rejected),
      }),
      close: receiver.close,
    };
  },
};
