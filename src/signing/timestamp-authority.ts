import { createHash } from 'node:crypto';
import type { SignatureBundle, Witness } from '@sigstore/sign';
import { askService, type SigstoreService, serviceFailed } from './sigstore-service.ts';

/** First byte of every RFC 3161 reply: an ASN.1 SEQUENCE. */
const SEQUENCE = 0x30;

/**
 * Has the signature's time vouched for by an RFC 3161 authority that takes JSON
 * (github.com/sigstore/timestamp-authority). The address may already hold the path. Raises `signing-failed`.
 */
export function createTimestampWitness(service: SigstoreService): Witness {
  const path = new URL(service.url).pathname === '/' ? '/api/v1/timestamp' : '';
  return {
    async testify(content) {
      const artifactHash = createHash('sha256').update(signatureIn(content)).digest('base64');
      const { body } = await askService(service, { path, body: { artifactHash, hashAlgorithm: 'sha256' } });
      if (body[0] !== SEQUENCE) throw serviceFailed(service, 'its answer is no timestamp');
      return { rfc3161Timestamps: [{ signedTimestamp: body }] };
    },
  };
}

function signatureIn(content: SignatureBundle): Buffer {
  if (content.$case === 'messageSignature') return content.messageSignature.signature;
  return content.dsseEnvelope.signatures[0]?.sig ?? Buffer.alloc(0);
}
