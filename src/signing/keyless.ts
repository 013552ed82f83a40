import { X509Certificate } from 'node:crypto';
import { type BundleWithDsseEnvelope, bundleToJSON, toDSSEBundle } from '@sigstore/bundle';
import type { Witness } from '@sigstore/sign';
import { PAYLOAD_TYPE } from '../model/predicate-type.ts';
import type { Http, SignedBundle, Signer } from '../ports.ts';
import { preAuthEncoding } from './dsse.ts';
import { createFulcioSigner } from './fulcio.ts';
import type { SigstoreInstance } from './instance.ts';
import { subjectOf } from './oidc.ts';
import { createRekorV1Witness } from './rekor-v1.ts';
import { createRekorV2Witness } from './rekor-v2.ts';
import type { SigstoreService } from './sigstore-service.ts';
import { createTimestampWitness } from './timestamp-authority.ts';

/** Certificate authorities and logs are slow at times; the Sigstore clients of others give them as long. */
const DEFAULT_TIMEOUT = 20_000;

/** What a keyless signer needs. */
export interface KeylessOptions {
  readonly instance: SigstoreInstance;
  /** Gives a fresh identity token; asked once for each signature. */
  readonly idToken: () => Promise<string>;
  readonly http: Http;
  /** For each service, in milliseconds; default 20,000. */
  readonly timeout?: number;
}

/**
 * Signs with a key that lives for one signature and a certificate that Fulcio issues for the job's identity. Timestamp
 * and log entry are fetched side by side, and each that the instance has must succeed.
 * The signer raises `oidc-unavailable`, and `signing-failed` naming the service and its host, never the token.
 */
export function createKeylessSigner(options: KeylessOptions): Signer {
  return {
    async sign(statement) {
      const token = await options.idToken();
      const bundle = await build(options, token, Buffer.from(statement));
      const [entry] = bundle.verificationMaterial.tlogEntries;
      return {
        json: JSON.stringify(bundleToJSON(bundle)),
        instance: options.instance.name,
        ...(entry && { logIndex: entry.logIndex }),
      } satisfies SignedBundle;
    },
  };
}

async function build(options: KeylessOptions, token: string, artifact: Buffer): Promise<BundleWithDsseEnvelope> {
  const { instance, http, timeout = DEFAULT_TIMEOUT } = options;
  const service = (name: string, url: string) => ({ name, url, http, timeout });
  const fulcio = service('The certificate authority', instance.fulcioUrl);
  const { signature, key } = await createFulcioSigner(fulcio, { token, subject: subjectOf(token) }).sign(
    preAuthEncoding(PAYLOAD_TYPE, artifact),
  );
  const pem = key.$case === 'x509Certificate' ? key.certificate : key.publicKey;
  // One certificate without its chain is what makes it a bundle v0.3.
  const certificate = new X509Certificate(pem).raw;
  const bundle = toDSSEBundle({ artifact, artifactType: PAYLOAD_TYPE, signature, certificate });
  const witnesses = witnessesOf(instance, service);
  const testimonies = await Promise.all(witnesses.map((witness) => witness.testify(bundle.content, pem)));
  bundle.verificationMaterial.tlogEntries = testimonies.flatMap(({ tlogEntries }) => tlogEntries ?? []);
  bundle.verificationMaterial.timestampVerificationData = {
    rfc3161Timestamps: testimonies.flatMap(({ rfc3161Timestamps }) => rfc3161Timestamps ?? []),
  };
  return bundle;
}

function witnessesOf(instance: SigstoreInstance, service: (name: string, url: string) => SigstoreService): Witness[] {
  const { tsaUrl, rekor } = instance;
  const createRekorWitness = rekor?.version === 2 ? createRekorV2Witness : createRekorV1Witness;
  return [
    ...(tsaUrl ? [createTimestampWitness(service('The timestamp authority', tsaUrl))] : []),
    ...(rekor ? [createRekorWitness(service('The transparency log', rekor.url))] : []),
  ];
}
