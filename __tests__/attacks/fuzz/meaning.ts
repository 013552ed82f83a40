import { canonicalize } from '../../../src/core/canonical.ts';
import { AccessRecord } from '../../../src/model/access-record.ts';
import type { BundleVerifier } from '../../../src/ports.ts';
import type { BundleJson } from '../sigstore.ts';

/**
 * What evidence that was accepted means, as text: the record, what was signed, the signature, who signed and when. What a
 * bundle says beside that (hints, spare fields, how its base64 is written) means nothing.
 */
export async function meaningOf(record: string, bundles: string, verifier: BundleVerifier): Promise<string> {
  const lines = isJson(bundles) ? [bundles] : bundles.split('\n').filter(isJson);
  const meanings: string[] = [];
  for (const line of lines) {
    try {
      const { signer, evidence } = await verifier.verify(line);
      const { dsseEnvelope, verificationMaterial } = JSON.parse(line) as BundleJson;
      meanings.push(
        canonicalize({
          record: JSON.parse(record.replace(/\r?\n$/, '')),
          payload: bytesIn(dsseEnvelope.payload),
          payloadType: dsseEnvelope.payloadType,
          signatures: dsseEnvelope.signatures.map(({ sig }) => bytesIn(sig)),
          certificate: bytesIn(verificationMaterial.certificate?.rawBytes ?? ''),
          signer,
          evidence,
        }),
      );
    } catch {
      // A line that does not hold is not the one that was accepted.
    }
  }
  return meanings[0] ?? 'nothing';
}

function bytesIn(base64: string): string {
  return Buffer.from(base64, 'base64').toString('hex');
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const FULCIO = '1.3.6.1.4.1.57264.1.';

/** Whether a record that was accepted is in canonical form, of the schema, and says what the certificate claims. */
export function saysWhatIsClaimed(text: string, claims: Readonly<Record<string, string>>): boolean {
  const value: unknown = JSON.parse(text.replace(/\r?\n$/, ''));
  const { pipeline } = AccessRecord.parse(value);
  const { server, repository } = pipeline;
  const said: Readonly<Record<number, string | undefined>> = {
    12: `${server}/${repository}`,
    13: pipeline.sha,
    14: pipeline.ref,
    15: pipeline.repositoryId,
    17: pipeline.repositoryOwnerId,
    18: `${server}/${pipeline.workflowRef}`,
    20: pipeline.event,
    21: `${server}/${repository}/actions/runs/${pipeline.runId}/attempts/${pipeline.runAttempt}`,
    23: pipeline.environment,
  };
  return (
    canonicalize(value) === text.replace(/\r?\n$/, '') &&
    Object.entries(said).every(([oid, fact]) => claims[`${FULCIO}${oid}`] === fact)
  );
}
