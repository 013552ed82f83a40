import { generateKeyPairSync, sign, X509Certificate } from 'node:crypto';
import type { Signer } from '@sigstore/sign';
import * as z from 'zod/mini';
import { askService, readReply, type SigstoreService, serviceFailed } from './sigstore-service.ts';

const Chain = z.object({ chain: z.object({ certificates: z.array(z.string()).check(z.minLength(1)) }) });
const CertificateReply = z.union([
  z.object({ signedCertificateEmbeddedSct: Chain }),
  z.object({ signedCertificateDetachedSct: Chain }),
]);

/** The identity for which a certificate is asked: the token, and the claim of it that is signed as a proof. */
export interface FulcioIdentity {
  readonly token: string;
  readonly subject: string;
}

/**
 * Signs with a P-256 key that lives for one signature, and gets the certificate for it from Fulcio
 * (github.com/sigstore/fulcio, fulcio.proto, `CreateSigningCertificate`). The signer raises `signing-failed`.
 */
export function createFulcioSigner(service: SigstoreService, identity: FulcioIdentity): Signer {
  return {
    async sign(data) {
      const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const content = publicKey.export({ format: 'pem', type: 'spki' }).toString();
      const reply = await askService(service, {
        path: '/api/v2/signingCert',
        body: {
          credentials: { oidcIdentityToken: identity.token },
          publicKeyRequest: {
            publicKey: { algorithm: 'ECDSA', content },
            proofOfPossession: sign('sha256', Buffer.from(identity.subject), privateKey).toString('base64'),
          },
        },
      });
      const certificate = leafOf(readReply(service, CertificateReply, reply));
      if (certificate === undefined || keyIn(certificate) !== content) {
        throw serviceFailed(service, 'its certificate is not for the key that was sent');
      }
      return { signature: sign('sha256', data, privateKey), key: { $case: 'x509Certificate', certificate } };
    },
  };
}

function leafOf(reply: z.infer<typeof CertificateReply>): string | undefined {
  const { chain } =
    'signedCertificateEmbeddedSct' in reply ? reply.signedCertificateEmbeddedSct : reply.signedCertificateDetachedSct;
  return chain.certificates[0];
}

function keyIn(certificate: string): string | undefined {
  try {
    return new X509Certificate(certificate).publicKey.export({ format: 'pem', type: 'spki' }).toString();
  } catch {
    return undefined;
  }
}
