import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { DoorlogError, systemCodeOf } from '../../errors.ts';
import type { SinkSecrets } from '../../model/sink-secrets.ts';
import type { TlsTarget } from '../../net/tls-connection.ts';
import type { SecretNames } from '../secrets.ts';

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** The certificates of a PEM text; undefined where it holds none, or one that can’t be read. */
export function certificatesIn(pem: string): readonly X509Certificate[] | undefined {
  const blocks = pem.match(CERTIFICATE) ?? [];
  try {
    return blocks.length === 0 ? undefined : blocks.map((block) => new X509Certificate(block));
  } catch {
    return undefined;
  }
}

/**
 * The certificate and key that receivers are shown when they ask for them; undefined where none were given.
 * Raises `input-invalid` where one is missing, can’t be used, or does not belong to the other.
 */
export function clientOf(secrets: SinkSecrets, names: SecretNames): TlsTarget['client'] {
  const certificate = secrets.syslogCertificate?.trim() || undefined;
  const key = secrets.syslogKey?.trim() || undefined;
  if (certificate === undefined && key === undefined) return undefined;
  if (certificate === undefined || key === undefined) {
    throw invalid(`Give ${names('syslogCertificate')} and ${names('syslogKey')} together: one of them is missing.`);
  }
  const [own] = certificatesIn(certificate) ?? [];
  if (own === undefined) {
    throw invalid(
      `What ${names('syslogCertificate')} holds is no certificate in PEM; give the whole file, line breaks included.`,
    );
  }
  if (!own.checkPrivateKey(privateKey(key, names))) {
    throw invalid(
      `The key of ${names('syslogKey')} does not belong to the certificate of ${names('syslogCertificate')}; give the pair.`,
    );
  }
  return { certificate: `${certificate}\n`, key: `${key}\n` };
}

/** OpenSSL’s own sentence is not passed on as a cause: nobody vouches that it never quotes a key. */
function privateKey(pem: string, names: SecretNames): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch (error) {
    const isLocked = systemCodeOf(error) === 'ERR_MISSING_PASSPHRASE' || pem.includes('ENCRYPTED');
    throw invalid(
      isLocked
        ? `The key of ${names('syslogKey')} needs a passphrase; give it without one, as from: openssl pkey -in key.pem.`
        : `What ${names('syslogKey')} holds is no private key in PEM; give the whole file, line breaks included.`,
    );
  }
}

function invalid(sentence: string): DoorlogError {
  return new DoorlogError('input-invalid', sentence);
}
