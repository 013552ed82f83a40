import { asksMoreThanKey } from '../../core/verification/expected-signer.ts';
import { PREDICATE_TYPE } from '../../model/predicate-type.ts';
import { type EvidenceSource, findBundles } from '../../pipeline/find-bundles.ts';
import { verifyArtifact } from '../../pipeline/verify-artifact.ts';
import type { NamedTarget } from './answer.ts';
import { checkEvidence, failWithoutAnswer } from './evidence-check.ts';
import type { TargetOutcome } from './outcome.ts';
import { attestationsOf, type VerifySettings } from './settings.ts';

/** The type that `--predicate-type` asks for, where it is none of access records. */
export function otherType({ options }: VerifySettings): string | undefined {
  const type = options['predicate-type'];
  return type === PREDICATE_TYPE ? undefined : type;
}

/** A file or digest of which an attestation of another type is asked for: one has to hold, whatever its predicate says. */
export async function verifyAttested(
  target: NamedTarget & { readonly sha256: string },
  predicateType: string,
  sources: readonly EvidenceSource[],
  settings: VerifySettings,
): Promise<TargetOutcome> {
  const { sha256 } = target;
  const name = target.kind === 'digest' ? 'the file' : target.name;
  const { ports, options, signal } = settings;
  const places = [...sources, ...settings.sources, ...attestationsOf(settings)];
  const { bundles, looked } = await findBundles({ sha256 }, places, signal);
  const fitting = bundles.filter((bundle) => bundle.predicateType === predicateType);
  const evidence = checkEvidence(looked);
  if (fitting.length === 0) {
    failWithoutAnswer(looked);
    const sentence = `No attestation of type ${predicateType} about sha256:${sha256} was found.`;
    return { answer: { target, verdict: 'missing', checks: [evidence], records: [], missing: [sentence] }, proven: [] };
  }
  const question = {
    artifact: { name, digest: `sha256:${sha256}` },
    bundles: fitting.map(({ json }) => JSON.stringify(JSON.parse(json))).join('\n'),
    expected: options.key === undefined || asksMoreThanKey(ports.expected) ? ports.expected : ('key' as const),
    predicateType,
  };
  const { verdict, checks, signer, bundle } = await verifyArtifact(question, ports.verifier);
  const answer = {
    target,
    verdict,
    checks: [evidence, ...checks],
    ...(signer && { signer }),
    records: [],
    missing: [],
  };
  const isKept = verdict === 'verified' && bundle !== undefined;
  return { answer, proven: [], attested: isKept ? [{ name, sha256, predicateType, json: bundle }] : [] };
}
