import { entryKey } from '../../../src/model/entry-key.ts';
import type { LogEntry } from '../../../src/ports.ts';
import { objectKey } from '../../../src/sinks/s3/keys.ts';
import { fault, type S3Store, startS3Store } from '../../support/s3-store.ts';
import type { StoreUnderTest } from '../store-under-test.ts';

/** Under a COMPLIANCE lock, so that each entry is two objects side by side. */
export const s3UnderTest: StoreUnderTest = {
  type: 's3',
  async start() {
    const store = await startS3Store();
    const { bucket, accessKeyId, secretAccessKey } = store;
    return {
      url: store.url,
      secrets: { awsAccessKeyId: accessKeyId, awsSecretAccessKey: secretAccessKey },
      configAt: (url) => ({ type: 's3', url, bucket, lock: { mode: 'COMPLIANCE', days: 1 } }),
      copiesOf: (entry) => copiesIn(store, entry),
      squat: (entry) =>
        store.objects.set(objectKey('doorlog/', 'records', entry.time, entryKey(entry)), {
          body: Buffer.from('{"squatted":true}'),
          legalHold: false,
        }),
      // S3 answers so to requests that take it long.
      itemErrors: () => ({ status: 200, body: String(fault(200, 'InternalError').body) }),
      close: store.close,
    };
  },
};

/** Records that are ours, each with its erasable half. Raises where one half is missing. */
function copiesIn({ objects }: S3Store, { digest }: LogEntry): number {
  const ours = [...objects].filter(([, { body }]) => {
    const stored: { digest?: unknown; erasable?: unknown } = JSON.parse(body.toString('utf8'));
    return stored.digest === digest && typeof stored.erasable === 'string';
  });
  for (const [, { body, lock }] of ours) {
    const { erasable } = JSON.parse(body.toString('utf8'));
    if (!objects.has(erasable)) throw new Error('A record has no erasable half.');
    if (lock?.mode !== 'COMPLIANCE') throw new Error('A record is not locked.');
  }
  return ours.length;
}
