import { sha256Hex } from '../../core/canonical.ts';
import type { ToldBundle } from '../../core/told-bundle.ts';
import { type Check, check } from '../../core/verification/check.ts';
import { PREDICATE_TYPE } from '../../model/predicate-type.ts';
import { type EvidenceSource, type FoundBundle, findBundles } from '../../pipeline/find-bundles.ts';
import { recordsInBundles } from '../../pipeline/prove-record.ts';
import { conflictSentences, type NamedTarget, verdictOfAll, verdictOfSome, worstOf } from './answer.ts';
import { checkEvidence, failWithoutAnswer } from './evidence-check.ts';
import type { TargetOutcome } from './outcome.ts';
import { artifactsOf } from './record-target.ts';
import { attestationsOf, type VerifySettings } from './settings.ts';
import { proveBesideStored } from './stored-beside.ts';

/** A file, or its digest alone, of which records are looked for: at least one has to hold. */
export async function verifySubject(
  target: NamedTarget & { readonly sha256: string },
  sources: readonly EvidenceSource[],
  settings: VerifySettings,
): Promise<TargetOutcome> {
  const { sha256 } = target;
  const name = target.kind === 'digest' ? 'the file' : target.name;
  const places = [...sources, ...settings.sources, ...attestationsOf(settings)];
  const { bundles, looked } = await findBundles({ sha256 }, places, settings.signal);
  const own = bundles.filter(({ predicateType }) => predicateType === PREDICATE_TYPE);
  const questions = recordsInBundles(own).map((question) => ({
    ...question,
    // A record is looked for by its own digest too: then it is no artifact of itself.
    ...(!isRecordItself(question.bytes, sha256) && { artifacts: [{ name, sha256 }] }),
  }));
  if (questions.length === 0) failWithoutAnswer(looked);
  const { proven, rivals } = await proveBesideStored(questions, settings);
  const ofSubject = proven.map(({ answer }) => answer);
  const records = [...ofSubject, ...rivals.map(({ answer }) => answer)];
  const answer = {
    target,
    verdict: worstOf([verdictOfSome(ofSubject), ...(rivals.length > 0 ? ['conflict' as const] : [])]),
    checks: [checkEvidence(looked, hintFor(settings))],
    records,
    missing: [
      ...(records.length === 0 ? [`No access record that speaks about sha256:${sha256} was found.`] : []),
      ...conflictSentences(records),
      ...(records.length === 0 ? sentenceAboutOthers(bundles) : []),
    ],
  };
  return { answer, proven };
}

/** The bundles of one or several files. */
export interface BundlesRead {
  readonly bundles: readonly ToldBundle[];
  /** How many more there are, of which nobody can tell what they say. */
  readonly unreadable: number;
}

/** A bundle file: every record in it has to hold, each being its own record file. */
export async function verifyBundleFile(
  target: NamedTarget,
  { bundles, unreadable }: BundlesRead,
  settings: VerifySettings,
): Promise<TargetOutcome> {
  const own = bundles.filter(({ predicateType }) => predicateType === PREDICATE_TYPE);
  const placed: FoundBundle[] = own.map((told) => ({ ...told, from: [target.name] }));
  const artifacts = await artifactsOf(settings.options.artifact, settings.io.cwd);
  const questions = recordsInBundles(placed).map((question) => ({ ...question, artifacts }));
  const { proven, rivals } = await proveBesideStored(questions, settings);
  const records = [...proven, ...rivals].map(({ answer }) => answer);
  const missing = records.length === 0 ? ['The file holds no access record.', ...sentenceAboutOthers(bundles)] : [];
  return {
    answer: {
      target,
      verdict: worstOf([verdictOfAll(records), ...(unreadable > 0 ? ['refused' as const] : [])]),
      checks: checkRest(bundles, unreadable),
      records,
      missing: [...missing, ...conflictSentences(records)],
    },
    proven,
  };
}

/** What is there beside records is told, too: it was not verified. */
function checkRest(bundles: readonly ToldBundle[], unreadable: number): Check[] {
  const open = check('other-bundles', 'Other bundles');
  const others = bundles.filter(({ predicateType }) => predicateType !== PREDICATE_TYPE);
  return [
    ...(unreadable > 0
      ? [open.failed(`${unreadable === 1 ? '1 bundle' : `${unreadable} bundles`} can’t be read: altered, or cut off.`)]
      : []),
    ...(others.length > 0 ? [open.notChecked(`They were not looked at. ${sentenceAboutOthers(others).join('')}`)] : []),
  ];
}

function isRecordItself(bytes: Uint8Array, sha256: string): boolean {
  return sha256Hex(bytes) === sha256;
}

function sentenceAboutOthers(bundles: readonly ToldBundle[]): string[] {
  const types = [...new Set(bundles.map(({ predicateType }) => predicateType))].filter(
    (type) => type !== PREDICATE_TYPE,
  );
  return types.length === 0
    ? []
    : [`There are other attestations, of type ${types.join(', ')}; --predicate-type TYPE verifies them.`];
}

function hintFor({ options }: VerifySettings): string {
  if (options.offline) return '--from DIR names bundles on this machine.';
  return options.repo === undefined
    ? 'GitHub can be asked with --repo OWNER/REPO.'
    : '--from DIR and --sinks name more places.';
}
