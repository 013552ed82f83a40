import { resolve } from 'node:path';
import { sha256Hex } from '../../core/canonical.ts';
import { tellBundles } from '../../core/told-bundle.ts';
import type { ArtifactFile } from '../../core/verification/artifacts.ts';
import { DoorlogError } from '../../errors.ts';
import { PREDICATE_TYPE } from '../../model/predicate-type.ts';
import { findBundles } from '../../pipeline/find-bundles.ts';
import { type RecordQuestion, testimonyAmong } from '../../pipeline/prove-record.ts';
import { readBytes } from '../large-file.ts';
import { conflictSentences, worstOf } from './answer.ts';
import { besideSource } from './beside.ts';
import { checkEvidence, failWithoutAnswer } from './evidence-check.ts';
import type { TargetOutcome } from './outcome.ts';
import { attestationsOf, type VerifySettings } from './settings.ts';
import { proveBesideStored } from './stored-beside.ts';
import { toldBy } from './told-record.ts';

/** A record file with the bundle file that was named for it: nothing else is looked at. */
export async function verifyNamedBundle(
  { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
  bundles: { readonly name: string; readonly text: string },
  settings: VerifySettings,
): Promise<TargetOutcome> {
  const testimony = testimonyAmong(tellBundles(bundles.text), toldBy(bytes));
  return prove(name, { bytes, bundles: bundles.text, from: [bundles.name], testimony }, settings);
}

/** A record file whose bundle has to be found: beside it, where the options say, and at GitHub. */
export async function verifyRecordFile(
  { name, path, bytes }: { readonly name: string; readonly path: string; readonly bytes: Uint8Array },
  settings: VerifySettings,
): Promise<TargetOutcome> {
  const { recordId, repository, isLogView } = toldBy(bytes);
  const sha256 = sha256Hex(bytes);
  const sources = [besideSource(path), ...settings.sources, ...attestationsOf(settings, repository)];
  const { bundles, looked } = await findBundles(
    { sha256, ...(recordId !== undefined && { recordId }) },
    sources,
    settings.signal,
  );
  const own = bundles.filter(({ predicateType }) => predicateType === PREDICATE_TYPE);
  const evidence = checkEvidence(looked, 'Name its bundle by --bundle.');
  if (own.length > 0) {
    const lines = own.map(({ json }) => JSON.stringify(JSON.parse(json))).join('\n');
    const from = [...new Set(own.flatMap((each) => each.from))];
    const { answer, proven } = await prove(name, { bytes, bundles: lines, from }, settings);
    return { answer: { ...answer, checks: [evidence, ...answer.checks] }, proven };
  }
  failWithoutAnswer(looked);
  return {
    answer: {
      target: { kind: 'record', name, sha256 },
      verdict: 'missing',
      checks: [evidence],
      records: [],
      missing: [
        isLogView
          ? 'The file is the log’s own view, which nobody signs; doorlog record show FILE --view attested --json writes the one that is signed.'
          : `No bundle about the record file (sha256:${sha256}) was found, so that nothing proves who made it.`,
      ],
    },
    proven: [],
  };
}

async function prove(name: string, question: RecordQuestion, settings: VerifySettings): Promise<TargetOutcome> {
  const { options, io } = settings;
  const log =
    options.log === undefined
      ? undefined
      : (await readBytes(resolve(io.cwd, options.log), 'the log view')).toString('utf8');
  const artifacts = await artifactsOf(options.artifact, io.cwd);
  const whole = { ...question, artifacts, ...(log !== undefined && { log }) };
  const { proven, rivals } = await proveBesideStored([whole], settings);
  const [own] = proven;
  if (!own) throw new DoorlogError('internal', 'A record was proven and has no answer.');
  const { sha256, verdict, checks, signer } = own.answer;
  const records = [own, ...rivals].map(({ answer }) => answer);
  const answer = {
    target: { kind: 'record', name, sha256 },
    verdict: rivals.length > 0 ? worstOf([verdict, 'conflict']) : verdict,
    checks,
    ...(signer && { signer }),
    records,
    missing: conflictSentences(records),
  } as const;
  return { answer, proven };
}

/** The files that a job is to have made, by `--artifact`. Raises `file-unreadable`, `file-invalid`. */
export async function artifactsOf(names: readonly string[], cwd: string): Promise<ArtifactFile[]> {
  const { digestOfFile } = await import('../../ci/file-digest.ts');
  return Promise.all(
    names.map(async (name) => {
      const path = resolve(cwd, name);
      const sha256 = await digestOfFile(path).catch((cause) => {
        throw new DoorlogError(
          'file-unreadable',
          `There is no ${path} that can be read; name a file that the job made.`,
          { cause },
        );
      });
      if (sha256 !== undefined) return { name, sha256 };
      throw new DoorlogError('file-invalid', `${path} is no file; name a file that the job made.`);
    }),
  );
}
