import * as z from 'zod/mini';
import type { SealedStep } from '../core/merkle/seal-history.ts';
import { type Check, check } from '../core/verification/check.ts';
import type { ExpectedSigner } from '../core/verification/expected-signer.ts';
import { checkCheckpointStatement, checkSealer } from '../core/verification/log-checkpoint.ts';
import { codeOf, sentenceOf } from '../errors.ts';
import { jsonOrNothing } from '../json.ts';
import { LogCheckpoint } from '../model/log-checkpoint.ts';
import { PAYLOAD_TYPE, STATEMENT_TYPE } from '../model/predicate-type.ts';
import type { BundleVerifier, SealFolder } from '../ports.ts';

/** What the bundles of checkpoints are proven by, and who must have sealed. */
export interface SealSignatures {
  readonly verifier: BundleVerifier;
  readonly expected: ExpectedSigner;
}

/**
 * Checks the bundle of one checkpoint: who sealed, and that what was attested is its file, its leaves and the checkpoint
 * before it. Undefined where there is no bundle. Raises what the folder raises, and what the verifier raises for want of a
 * trust root.
 */
export async function checkStep(
  folder: SealFolder,
  { step, last }: { readonly step: SealedStep; readonly last: SealedStep | undefined },
  signatures: SealSignatures,
): Promise<Check[] | undefined> {
  const bundle = await folder.bundle(step.size);
  if (bundle === undefined) return undefined;
  const leavesDigest = await folder.leavesDigest(step.from, step.size);
  return checkBundle(bundle, signatures, (statement) =>
    checkCheckpointStatement(statement, step, { last, leavesDigest }),
  );
}

const Statement = z.object({
  _type: z.literal(STATEMENT_TYPE),
  predicateType: z.string(),
  subject: z.array(z.object({ digest: z.object({ sha256: z.string() }) })),
  predicate: LogCheckpoint,
});

type StatementCheck = (statement: Parameters<typeof checkCheckpointStatement>[0]) => Check[];

async function checkBundle(
  bundle: string,
  { verifier, expected }: SealSignatures,
  holds: StatementCheck,
): Promise<Check[]> {
  const open = check('signature', 'Signature');
  try {
    const { envelope, signer } = await verifier.verify(bundle);
    const { data } = Statement.safeParse(jsonOrNothing(envelope.payload));
    if (!data || envelope.payloadType !== PAYLOAD_TYPE || envelope.signatures !== 1)
      return [open.failed('What was signed is no statement about a checkpoint, or not by one signer.')];
    const { predicateType, subject, predicate } = data;
    const subjects = subject.map(({ digest }) => digest.sha256);
    return [...checkSealer(signer, expected), ...holds({ predicateType, subjects, predicate })];
  } catch (error) {
    if (codeOf(error) !== 'verification-failed' && codeOf(error) !== 'file-invalid') throw error;
    return [open.failed(sentenceOf(error))];
  }
}
