import { sha256Hex } from '../core/canonical.ts';
import { type Check, check } from '../core/verification/check.ts';
import { checkSigner, type ExpectedSigner } from '../core/verification/signer.ts';
import {
  checkSignatureCount,
  checkStatement,
  type RecordFile,
  subjectDigests,
} from '../core/verification/statement.ts';
import { codeOf, DoorlogError, sentenceOf } from '../errors.ts';
import type { BundleSigner, BundleVerifier } from '../ports.ts';

/** What is to be verified. */
export interface VerifyQuestion {
  /** The exact bytes of the record file. */
  readonly record: Uint8Array;
  /** The text of a bundle file: one bundle, or JSON Lines of which the first about this record counts. */
  readonly bundles: string;
  readonly expected: ExpectedSigner;
}

/** What came of it: refused as soon as one check failed. */
export interface VerifyAnswer {
  readonly verdict: 'verified' | 'refused';
  readonly checks: readonly Check[];
  /** Who signed, where that could be proven. */
  readonly signer?: BundleSigner;
}

/**
 * Verifies a record with its bundle: signature, statement, signer, and every field that the certificate also claims.
 * Raises `file-invalid` for a record or bundle that is not JSON, and what the verifier raises for want of a trust root.
 */
export async function verifyRecord(question: VerifyQuestion, verifier: BundleVerifier): Promise<VerifyAnswer> {
  const record = readRecord(question.record);
  const open = check('signature', 'Signature');
  try {
    const bundle = chooseBundle(question.bundles, record, verifier);
    const count = checkSignatureCount(verifier.open(bundle));
    if (count.status === 'failed') return answer([count, open.notChecked('It is not clear which signature counts.')]);
    const { envelope, signer, evidence } = await verifier.verify(bundle);
    const checks = [
      count,
      open.ok(`The signature holds: ${evidence}.`),
      ...checkStatement(envelope, record),
      ...checkSigner(signer, record.value, question.expected),
    ];
    return { ...answer(checks), signer };
  } catch (error) {
    if (codeOf(error) !== 'verification-failed') throw error;
    return answer([
      open.failed(sentenceOf(error)),
      check('contents', 'Statement and signer').notChecked('Without a signature that holds, nothing else counts.'),
    ]);
  }
}

function answer(checks: readonly Check[]): VerifyAnswer {
  return { verdict: checks.some(({ status }) => status === 'failed') ? 'refused' : 'verified', checks };
}

function readRecord(bytes: Uint8Array): RecordFile {
  try {
    return { bytes, value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) };
  } catch (cause) {
    throw new DoorlogError('file-invalid', 'The record is not JSON in UTF-8.', { cause });
  }
}

function chooseBundle(text: string, record: RecordFile, verifier: BundleVerifier): string {
  const lines = isJson(text) ? [text] : text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length <= 1) return lines[0] ?? '';
  const digest = sha256Hex(record.bytes);
  const fitting = lines.find((line) => {
    try {
      return subjectDigests(verifier.open(line).payload).includes(digest);
    } catch (error) {
      if (codeOf(error) === 'verification-failed') return false;
      throw error;
    }
  });
  if (fitting !== undefined) return fitting;
  throw new DoorlogError(
    'verification-failed',
    `None of the ${lines.length} bundles speaks about the record file (sha256:${digest}).`,
  );
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
