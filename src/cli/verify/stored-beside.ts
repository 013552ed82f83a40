import { tellBundles } from '../../core/told-bundle.ts';
import { codeOf } from '../../errors.ts';
import { PREDICATE_TYPE } from '../../model/predicate-type.ts';
import type { FoundBundle } from '../../pipeline/find-bundles.ts';
import {
  type ProvenAnswer,
  type RecordQuestion,
  recordsInBundles,
  testimonyAmong,
} from '../../pipeline/prove-record.ts';
import { conflictsAmong } from './answer.ts';
import { proveAll } from './prove-all.ts';
import type { VerifySettings } from './settings.ts';
import { toldBy } from './told-record.ts';

/**
 * Proves records with what the stores hold of the same jobs: what collectors saw counts, and a genuine record that says
 * otherwise about the same moment of a job is answered as a rival. Raises what readers and `proveAll` raise.
 */
export async function proveBesideStored(
  questions: readonly RecordQuestion[],
  settings: VerifySettings,
): Promise<{ readonly proven: readonly ProvenAnswer[]; readonly rivals: readonly ProvenAnswer[] }> {
  const known = new Set(questions.map(({ bytes }) => Buffer.from(bytes).toString('utf8')));
  const whole: RecordQuestion[] = [];
  const others: RecordQuestion[] = [];
  for (const question of questions) {
    const { recordId, phase } = toldBy(question.bytes);
    const stored = recordId === undefined ? [] : await storedBundles(recordId, settings);
    const testimony = [...(question.testimony ?? []), ...testimonyAmong(stored, { recordId, phase })];
    whole.push({ ...question, ...(testimony.length > 0 && { testimony }) });
    const same = stored.filter(({ predicate }) => predicate.recordId === recordId && predicate.phase === phase);
    for (const rival of recordsInBundles(same)) {
      const text = Buffer.from(rival.bytes).toString('utf8');
      if (!known.has(text)) others.push(rival);
      known.add(text);
    }
  }
  const proven = await proveAll(whole, settings.ports);
  const records = proven.map(({ answer }) => answer);
  const rivals = (await Promise.all(others.map((other) => provenOrNot(other, settings)))).flat();
  const isRival = ({ answer }: ProvenAnswer) => records.some((record) => conflictsAmong([record, answer]).length > 0);
  return { proven, rivals: rivals.filter(isRival) };
}

/** Of a rival that can’t be judged, for want of its key say, nothing follows. */
async function provenOrNot(question: RecordQuestion, { ports }: VerifySettings): Promise<readonly ProvenAnswer[]> {
  return proveAll([question], ports).catch((error: unknown) => {
    if (codeOf(error) === 'usage' || codeOf(error) === 'file-invalid') return [];
    throw error;
  });
}

async function storedBundles(recordId: string, { stores, signal }: VerifySettings): Promise<FoundBundle[]> {
  const found: FoundBundle[] = [];
  for (const { sink, reader } of stores) {
    for await (const { bundle } of reader.read(recordId, signal)) {
      const own = tellBundles(bundle ?? '').filter(({ predicateType }) => predicateType === PREDICATE_TYPE);
      found.push(...own.map((told) => ({ ...told, from: [sink] })));
    }
  }
  return found;
}
