import { createHash } from 'node:crypto';
import { toMessageSignatureBundle } from '@sigstore/bundle';
import type { SignatureBundle, Witness } from '@sigstore/sign';
import { preAuthEncoding } from './dsse.ts';

/**
 * Logs a signed envelope in Rekor v2 as a `hashedrekord`: the SHA-256 of what was really signed (the envelope's
 * pre-authentication encoding) with the envelope's signature. Current servers refuse the `dsse` request that the library
 * would send, and the other verifiers refuse the entry that older servers make of it.
 */
export function hashedRekordWitness(rekor: Witness): Witness {
  return { testify: (content, publicKey) => rekor.testify(messageSignatureOf(content), publicKey) };
}

function messageSignatureOf(content: SignatureBundle): SignatureBundle {
  const [signature] = content.$case === 'dsseEnvelope' ? content.dsseEnvelope.signatures : [];
  if (content.$case !== 'dsseEnvelope' || !signature) return content;
  const { payloadType, payload } = content.dsseEnvelope;
  const digest = createHash('sha256').update(preAuthEncoding(payloadType, payload)).digest();
  return toMessageSignatureBundle({ digest, signature: signature.sig }).content;
}
