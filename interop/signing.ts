import { createHash } from 'node:crypto';
import { bundleToJSON } from '@sigstore/bundle';
import { DSSEBundleBuilder, FulcioSigner, RekorWitness, TSAWitness, type Witness } from '@sigstore/sign';
import type { OidcIssuer } from '../__tests__/support/oidc-issuer.ts';
import type { Instance } from './stack/sigstore.ts';

const PAYLOAD_TYPE = 'application/vnd.in-toto+json';

/**
 * Signs any statement with the issuer's present identity and answers the bundle's JSON text; for statements that
 * Doorlog itself would never sign.
 */
export async function signStatement(statement: unknown, instance: Instance, issuer: OidcIssuer): Promise<string> {
  const network = { timeout: 20_000, retry: 0 };
  const signer = new FulcioSigner({
    fulcioBaseURL: instance.fulcioUrl,
    identityProvider: { getToken: () => identityToken(issuer) },
    ...network,
  });
  const witnesses: Witness[] = [new TSAWitness({ tsaBaseURL: instance.timestampUrl, ...network })];
  if (instance.rekorUrl !== undefined) {
    witnesses.push(hashedWitness(instance.rekorUrl));
  }
  const builder = new DSSEBundleBuilder({ signer, witnesses });
  const bundle = await builder.create({ data: Buffer.from(JSON.stringify(statement)), type: PAYLOAD_TYPE });
  return JSON.stringify(bundleToJSON(bundle));
}

async function identityToken(issuer: OidcIssuer): Promise<string> {
  const response = await fetch(`${issuer.requestUrl}&audience=sigstore`, {
    headers: { authorization: `Bearer ${issuer.requestToken}` },
  });
  const { value } = (await response.json()) as { value: string };
  return value;
}

/** Rekor v2 takes only hashes: of the envelope's pre-authentication encoding (DSSE protocol), with its signature. */
function hashedWitness(rekorUrl: string): Witness {
  const rekor = new RekorWitness({ rekorBaseURL: rekorUrl, majorApiVersion: 2, timeout: 20_000, retry: 0 });
  return {
    testify: (content, publicKey) => {
      const envelope = content.$case === 'dsseEnvelope' ? content.dsseEnvelope : undefined;
      const signature = envelope?.signatures[0]?.sig;
      if (envelope === undefined || signature === undefined) {
        throw new Error('only a signed envelope can be logged');
      }
      const encoding = Buffer.concat([
        Buffer.from(`DSSEv1 ${envelope.payloadType.length} ${envelope.payloadType} ${envelope.payload.length} `),
        envelope.payload,
      ]);
      const digest = createHash('sha256').update(encoding).digest();
      const messageDigest = { algorithm: 1, digest }; // 1 is SHA2_256 in protobuf-specs' HashAlgorithm.
      return rekor.testify({ $case: 'messageSignature', messageSignature: { messageDigest, signature } }, publicKey);
    },
  };
}
