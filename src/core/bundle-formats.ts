import * as z from 'zod/mini';
import { jsonOrNothing } from '../json.ts';
import { PAYLOAD_TYPE } from '../model/predicate-type.ts';
import { isTooDeep } from './verification/nesting.ts';

/** What GitHub's and npm's attestation APIs answer (docs.github.com/rest/repos/attestations; registry.npmjs.org/-/npm/v1/attestations). */
const Attestations = z.object({ attestations: z.array(z.looseObject({ bundle: z.nullish(z.looseObject({})) })) });

/** A Python package's attestation (PEP 740): a bundle in other words. */
const PythonAttestation = z.object({
  version: z.literal(1),
  verification_material: z.object({ certificate: z.string(), transparency_entries: z.array(z.unknown()) }),
  envelope: z.object({ statement: z.string(), signature: z.string() }),
});

/** A line of a log file (src/sinks/file/line.ts): its bundle as an object, or as text. */
const LogLine = z.object({
  recordId: z.string(),
  phase: z.string(),
  digest: z.string(),
  bundle: z.union([z.string(), z.looseObject({})]),
});

/** What PyPI's integrity API answers: attestations by publisher. */
const PythonProvenance = z.object({
  version: z.literal(1),
  attestation_bundles: z.array(z.object({ attestations: z.array(z.unknown()) })),
});

/**
 * The Sigstore bundles in a text, as JSON each: a bundle, JSON Lines of them, what GitHub's, npm's or PyPI's API answers
 * about attestations, an attestation of PEP 740, or lines of a log file. What is none of them comes back as it is.
 */
export function bundlesIn(text: string): readonly string[] {
  const whole = jsonOrNothing(text);
  if (whole !== undefined) return bundlesOf(whole, text);
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.length <= 1 ? [text] : lines.flatMap((line) => bundlesOf(jsonOrNothing(line), line));
}

function bundlesOf(json: unknown, text: string): readonly string[] {
  // What is that deep can't be written as text again.
  if (isTooDeep(text)) return [text];
  const answer = Attestations.safeParse(json);
  if (answer.success) {
    return answer.data.attestations.flatMap(({ bundle }) => (bundle ? [JSON.stringify(bundle)] : []));
  }
  const line = LogLine.safeParse(json);
  if (line.success) {
    const { bundle } = line.data;
    return [typeof bundle === 'string' ? bundle : JSON.stringify(bundle)];
  }
  const provenance = PythonProvenance.safeParse(json);
  const attestations = provenance.success
    ? provenance.data.attestation_bundles.flatMap((publisher) => publisher.attestations)
    : [json];
  const converted = attestations.flatMap((each) => fromPython(each) ?? []);
  return converted.length === attestations.length ? converted : [text];
}

function fromPython(json: unknown): string | undefined {
  const { success, data } = PythonAttestation.safeParse(json);
  if (!success) return undefined;
  const { verification_material: material, envelope } = data;
  return JSON.stringify({
    mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
    verificationMaterial: {
      certificate: { rawBytes: material.certificate },
      tlogEntries: material.transparency_entries,
    },
    dsseEnvelope: {
      payload: envelope.statement,
      payloadType: PAYLOAD_TYPE,
      signatures: [{ sig: envelope.signature }],
    },
  });
}
