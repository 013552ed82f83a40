import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { IDENTITY, sampleRecord, TOKEN } from '../__tests__/core/verification/sample.ts';
import { createLoggedSigstore } from '../__tests__/support/logged-bundles.ts';
import { canonicalize } from '../src/core/canonical.ts';
import { recordIdOf } from '../src/core/record-id.ts';
import { createStatement } from '../src/signing/statement.ts';

const RUN_ATTEMPT = '2';

/** A folder of bundles, and what they verify by. */
export interface SignedRecords {
  /** Holds the bundles and nothing else: `0.sigstore.json` and so on. */
  readonly bundles: string;
  /** Holds the records of the first bundles, as files: `0.json` and so on. */
  readonly records: string;
  readonly trustedRoot: string;
  readonly identity: string;
  readonly issuer: string;
}

/**
 * Signs so many records, each of another run and by a certificate of its own, as the public-good Sigstore would: P-384
 * authorities, a certificate timestamp, an entry of Rekor v1 with promise and proof, a timestamp; all else is P-256.
 */
export async function signRecords(folder: string, count: number): Promise<SignedRecords> {
  const bundles = join(folder, 'bundles');
  const records = join(folder, 'records');
  mkdirSync(bundles, { recursive: true });
  mkdirSync(records, { recursive: true });
  const sigstore = await createLoggedSigstore();
  const trustedRoot = join(folder, 'trusted_root.json');
  writeFileSync(trustedRoot, JSON.stringify(sigstore.trustedRoot));
  for (let index = 0; index < count; index++) {
    const record = recordOf(index);
    const text = canonicalize(record);
    const subjects = [{ name: 'access-record.json', sha256: createHash('sha256').update(text).digest('hex') }];
    const statement = createStatement({ subjects, predicate: JSON.parse(text) });
    const bundle = await sigstore.signStatement(statement, {
      ...TOKEN,
      run_id: String(runOf(index)),
      workflow: 'Deploy',
    });
    writeFileSync(join(bundles, `${index}.sigstore.json`), JSON.stringify(bundle));
    if (index < 100) writeFileSync(join(records, `${index}.json`), text);
  }
  return { bundles, records, trustedRoot, identity: IDENTITY, issuer: TOKEN.iss };
}

function runOf(index: number): number {
  return 1_000_000 + index;
}

function recordOf(index: number) {
  const record = sampleRecord();
  const runId = String(runOf(index));
  const checkRunId = String(9_000_000 + index);
  const { server = '', repositoryId = '' } = record.pipeline;
  return {
    ...record,
    recordId: recordIdOf({ server, repositoryId, runId, runAttempt: RUN_ATTEMPT, checkRunId }),
    recorder: { ...record.recorder, runId },
    pipeline: {
      ...record.pipeline,
      runId,
      checkRunId,
      runUrl: `https://github.com/octo-org/octo-repo/actions/runs/${runId}/attempts/${RUN_ATTEMPT}`,
    },
  };
}
