import type { LogCheckpoint } from '../../model/log-checkpoint.ts';
import { LOG_CHECKPOINT_TYPE } from '../../model/predicate-type.ts';
import type { BundleSigner } from '../../ports.ts';
import { sha256Hex } from '../canonical.ts';
import { bytesOfBase64 } from '../checkpoint-note/base64.ts';
import type { SignedCheckpoint } from '../checkpoint-note/checkpoint.ts';
import { parseVerifierKey } from '../checkpoint-note/note-key.ts';
import { isConsistent } from '../merkle/verify-proof.ts';
import { type Check, check } from './check.ts';
import { checkExpected, claimedIn, type ExpectedSigner } from './expected-signer.ts';
import { matchesPattern } from './identity-pattern.ts';

/** A checkpoint’s file. */
export interface CheckpointFile extends SignedCheckpoint {
  readonly text: string;
}

/** What is known beside a checkpoint, to hold its attested predicate against. */
export interface CheckpointSurroundings {
  /** The checkpoint before it. */
  readonly last?: CheckpointFile | undefined;
  /** SHA-256 in hex of the file of the leaves that it added. */
  readonly leavesDigest: string;
}

/** Holds what was attested of a checkpoint against its file, its key, its leaves and the checkpoint before it. */
export function checkCheckpointStatement(
  statement: {
    readonly predicateType: string;
    readonly subjects: readonly string[];
    readonly predicate: LogCheckpoint;
  },
  file: CheckpointFile,
  { last, leavesDigest }: CheckpointSurroundings,
): Check[] {
  const { predicateType, subjects, predicate } = statement;
  const subject = check('subject', 'Attested file');
  const agrees = check('predicate', 'Attested tree head');
  const key = check('note', 'Signature of the checkpoint');
  const link = check('link', 'Link to the checkpoint before');
  const leaves = check('leaves', 'Attested leaves');
  const isSame =
    predicate.origin === file.origin && predicate.size === file.size && predicate.rootHash === base64(file.rootHash);
  return [
    predicateType === LOG_CHECKPOINT_TYPE && subjects.includes(sha256Hex(file.text))
      ? subject.ok('The statement is about this checkpoint file.')
      : subject.failed('The statement is about another file, or no statement about a checkpoint.'),
    isSame
      ? agrees.ok('What is attested is what the checkpoint says.')
      : agrees.failed('What is attested is another tree head than the checkpoint’s.'),
    isSignedBy(predicate.vkey, file)
      ? key.ok('It was signed by the key that is attested.')
      : key.failed('It was not signed by the key that is attested.'),
    isLinked(predicate, file, last)
      ? link.ok(last ? 'It grew out of the one before it, which it names.' : 'It is the first of its log.')
      : link.failed('It does not name the one before it, or did not grow out of it.'),
    predicate.leaves.digest === leavesDigest &&
    predicate.leaves.from === (last?.size ?? 0) &&
    predicate.leaves.to === file.size
      ? leaves.ok('The file of its leaves is the attested one.')
      : leaves.failed('The file of its leaves is not the one that was attested.'),
  ];
}

/** Whether a checkpoint was sealed by whom it was expected from. */
export function checkSealer(signer: BundleSigner, expected: ExpectedSigner): Check[] {
  const issuer = check('issuer', 'Issuer of the identity');
  const identity = check('identity', 'Identity');
  if (signer.kind === 'key') {
    return [identity.failed('A key signed the statement, which has no identity, but a certified one was expected.')];
  }
  const isExpected = expected.identity === undefined || matchesPattern(expected.identity, signer.identity);
  const isAnybody = [expected.identity, expected.repository, expected.workflow].every((each) => each === undefined);
  return [
    signer.issuer === expected.issuer
      ? issuer.ok(`The identity comes from ${signer.issuer}.`)
      : issuer.failed(`The identity comes from ${signer.issuer}, not from ${expected.issuer}.`),
    isAnybody
      ? identity.notChecked(`Sealed by ${signer.identity}; say who was to, because anybody can get an identity.`)
      : isExpected
        ? identity.ok(`Sealed by ${signer.identity}.`)
        : identity.failed(`Sealed by ${signer.identity}, but ${expected.identity} was expected.`),
    ...checkExpected(claimedIn(signer.claims), expected).filter(({ status }) => status !== 'not-checked'),
  ];
}

function isSignedBy(vkey: string, { note, origin }: CheckpointFile): boolean {
  try {
    const key = parseVerifierKey(vkey, 'The attested key');
    return key.name === origin && key.verifies(note);
  } catch {
    return false;
  }
}

function isLinked(
  { previous, consistency }: LogCheckpoint,
  file: CheckpointFile,
  last: CheckpointFile | undefined,
): boolean {
  if (!last) return previous === undefined && consistency.length === 0;
  const proof = consistency.map(bytesOfBase64).filter((hash) => hash !== undefined);
  return (
    previous?.checkpointDigest === sha256Hex(last.text) &&
    previous.size === last.size &&
    previous.rootHash === base64(last.rootHash) &&
    isConsistent(last, file, proof)
  );
}

function base64(hash: Uint8Array): string {
  return Buffer.from(hash).toString('base64');
}
