import { sha256Hex } from '../../core/canonical.ts';
import { check } from '../../core/verification/check.ts';
import { codeOf, sentenceOf } from '../../errors.ts';
import { type ProvenAnswer, type ProvingPorts, proveRecord, type RecordQuestion } from '../../pipeline/prove-record.ts';

/** Proves records one after the other; one that can’t be judged at all, for want of its key say, hides none of the others. */
export async function proveAll(
  questions: readonly RecordQuestion[],
  ports: ProvingPorts,
): Promise<readonly ProvenAnswer[]> {
  const answers: ProvenAnswer[] = [];
  let failure: unknown;
  for (const question of questions) {
    try {
      answers.push(await proveRecord(question, ports));
    } catch (error) {
      if (codeOf(error) !== 'usage' && codeOf(error) !== 'file-invalid') throw error;
      failure ??= error;
      answers.push(unproven(question, sentenceOf(error)));
    }
  }
  if (failure !== undefined && answers.length === 1) throw failure;
  return answers;
}

function unproven({ bytes, bundles, from }: RecordQuestion, sentence: string): ProvenAnswer {
  const checks = [check('signature', 'Signature').notChecked(sentence)];
  return { answer: { sha256: sha256Hex(bytes), from, verdict: 'incomplete', checks }, bytes, bundles };
}
