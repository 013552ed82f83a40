import { createHash, X509Certificate } from 'node:crypto';
import { TransparencyLogEntry } from '@sigstore/protobuf-specs';
import type { Witness } from '@sigstore/sign';
import * as z from 'zod/mini';
import { preAuthEncoding } from './dsse.ts';
import { askService, readReply, type SigstoreService, serviceFailed } from './sigstore-service.ts';

const EntryReply = z.looseObject({
  logIndex: z.string(),
  logId: z.looseObject({ keyId: z.string() }),
  kindVersion: z.looseObject({ kind: z.string(), version: z.string() }),
  inclusionProof: z.looseObject({ checkpoint: z.looseObject({ envelope: z.string() }) }),
  canonicalizedBody: z.string(),
});

/**
 * Logs a signed envelope in Rekor v2 (github.com/sigstore/rekor-tiles) as a `hashedrekord`: the SHA-256 of what was
 * really signed, the envelope's pre-authentication encoding, with the envelope's signature. Current servers refuse a
 * `dsse` request, and other verifiers refuse the entry that older servers make of one. Raises `signing-failed`.
 */
export function createRekorV2Witness(service: SigstoreService): Witness {
  return {
    async testify(content, certificate) {
      const [signature] = content.$case === 'dsseEnvelope' ? content.dsseEnvelope.signatures : [];
      if (content.$case !== 'dsseEnvelope' || !signature) throw serviceFailed(service, 'only envelopes are logged');
      const { payloadType, payload } = content.dsseEnvelope;
      const reply = await askService(service, {
        path: '/api/v2/log/entries',
        body: {
          hashedRekordRequestV002: {
            digest: createHash('sha256').update(preAuthEncoding(payloadType, payload)).digest('base64'),
            signature: {
              content: signature.sig.toString('base64'),
              verifier: {
                keyDetails: 'PKIX_ECDSA_P256_SHA_256',
                x509Certificate: { rawBytes: new X509Certificate(certificate).raw.toString('base64') },
              },
            },
          },
        },
      });
      const { logId, kindVersion, ...entry } = TransparencyLogEntry.fromJSON(readReply(service, EntryReply, reply));
      if (!logId || !kindVersion) throw serviceFailed(service, 'its answer holds no entry');
      return { tlogEntries: [{ ...entry, logId, kindVersion }] };
    },
  };
}
