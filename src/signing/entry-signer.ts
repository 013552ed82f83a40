import type { KeyObject } from 'node:crypto';
import * as z from 'zod/mini';
import { DoorlogError } from '../errors.ts';
import { jsonOrNothing } from '../json.ts';

const Verifier = z.union([
  z.object({ x509Certificate: z.object({ rawBytes: z.string() }) }),
  z.object({ publicKey: z.object({ rawBytes: z.string() }) }),
]);

/** Entries of Rekor v1 and v2, as far as they say who signed (sigstore/rekor, pkg/types; sigstore/rekor-tiles, api). */
const HashedRecordV1 = z.object({ signature: z.object({ publicKey: z.object({ content: z.string() }) }) });
const HashedRecordV2 = z.object({ hashedRekordV002: z.object({ signature: z.object({ verifier: Verifier }) }) });
const EnvelopeV1 = z.object({ signatures: z.array(z.object({ verifier: z.string() })) });
const EnvelopeV2 = z.object({ dsseV002: z.object({ signatures: z.array(z.object({ verifier: Verifier })) }) });
const Intoto = z.object({
  content: z.object({ envelope: z.object({ signatures: z.array(z.object({ publicKey: z.string() })) }) }),
});
const Entry = z.object({ spec: z.unknown() });

/** Who signed a bundle: the certificate in DER, or the key that was given. */
export type EntrySigner = { readonly certificate: Uint8Array } | { readonly key: KeyObject };

/**
 * Refuses a log entry that was made for another signer: @sigstore/verify compares signature and digest only, so that the
 * entry could name whomever it likes. Raises `verification-failed`.
 */
export function checkEntrySigner(body: Uint8Array, signer: EntrySigner): void {
  const wanted = 'certificate' in signer ? Buffer.from(signer.certificate) : spki(signer.key);
  const named = signersIn(body);
  if (named.length > 0 && named.every((der) => der.equals(wanted))) return;
  throw new DoorlogError('verification-failed', 'The transparency log’s entry was made for another signer.');
}

function signersIn(body: Uint8Array): Buffer[] {
  const spec = Entry.safeParse(jsonOrNothing(body)).data?.spec;
  const hashedV1 = HashedRecordV1.safeParse(spec);
  if (hashedV1.success) return [fromPem(hashedV1.data.signature.publicKey.content)];
  const hashedV2 = HashedRecordV2.safeParse(spec);
  if (hashedV2.success) return [rawBytesOf(hashedV2.data.hashedRekordV002.signature.verifier)];
  const envelopeV1 = EnvelopeV1.safeParse(spec);
  if (envelopeV1.success) return envelopeV1.data.signatures.map(({ verifier }) => fromPem(verifier));
  const envelopeV2 = EnvelopeV2.safeParse(spec);
  if (envelopeV2.success) return envelopeV2.data.dsseV002.signatures.map(({ verifier }) => rawBytesOf(verifier));
  const intoto = Intoto.safeParse(spec);
  return intoto.success ? intoto.data.content.envelope.signatures.map(({ publicKey }) => fromPem(publicKey)) : [];
}

function rawBytesOf(verifier: z.infer<typeof Verifier>): Buffer {
  const { rawBytes } = 'publicKey' in verifier ? verifier.publicKey : verifier.x509Certificate;
  return Buffer.from(rawBytes, 'base64');
}

/** The DER in a PEM that the entry holds in base64: a certificate or a public key, of several the first. */
function fromPem(base64: string): Buffer {
  const pem = Buffer.from(base64, 'base64').toString('latin1');
  const [, body = ''] = /-----BEGIN (?:CERTIFICATE|PUBLIC KEY)-----([A-Za-z0-9+/=\s]*)-----END/.exec(pem) ?? [];
  return Buffer.from(body, 'base64');
}

function spki(key: KeyObject): Buffer {
  return key.export({ format: 'der', type: 'spki' });
}
