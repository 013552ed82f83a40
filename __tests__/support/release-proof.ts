import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { AccessRecord } from '../../src/model/access-record.ts';
import type { StoredEntry } from '../../src/ports.ts';
import { sampleClaims } from '../core/verification/sample.ts';
import type { MockSigstore } from '../signing/mock-sigstore.ts';
import { BUILD, PACK, recordOfJob, signedRecord, TEST } from './release-world.ts';
import type { World } from './world-types.ts';

export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** What the log holds when these jobs were recorded; left out, all that the world’s release waits for. */
export function signedLog(recorders: Pick<MockSigstore, 'sign'>, world: World, ids = [BUILD, TEST, PACK]) {
  return Promise.all(ids.map((id) => signedRecord(recorders, recordOfJob(world, id))));
}

const Statement = z.object({
  subject: z.array(z.object({ name: z.string(), digest: z.object({ sha256: z.string() }) })),
  predicate: z.looseObject({
    properties: z.optional(z.array(z.string())),
    verifier: z.optional(z.looseObject({ policies: z.array(z.unknown()) })),
  }),
});

/** The statement that a bundle holds, of a report or of its result. */
export function statementOf(bundle: string) {
  return Statement.parse(JSON.parse(Buffer.from(JSON.parse(bundle).dsseEnvelope.payload, 'base64').toString('utf8')));
}

/** What a collector of the same repository says of a job. */
export function collected(
  recorders: Pick<MockSigstore, 'sign'>,
  world: World,
  jobId: string,
  identity: string,
  change: (record: AccessRecord) => void = () => {},
): Promise<StoredEntry> {
  const record = recordOfJob(world, jobId, (made) => {
    made.phase = 'collector';
    made.observedAt = { collector: new Date().toISOString() };
    made.recorder = {
      ...made.recorder,
      kind: 'collector',
      workflowRef: identity.replace('https://github.com/', ''),
      runId: '77',
      runAttempt: '1',
    };
    change(made);
  });
  const claims = sampleClaims({
    9: identity,
    12: 'https://github.com/octo-org/payments',
    13: world.context.sha,
    15: world.repository.id,
    16: 'https://github.com/octo-org',
    17: world.users['octo-org']?.id,
    18: identity,
    20: 'workflow_run',
    21: 'https://github.com/octo-org/payments/actions/runs/77/attempts/1',
    23: undefined,
  });
  return signedRecord(recorders, record, { identity, claims });
}
