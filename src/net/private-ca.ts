import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

type Environment = Readonly<Record<string, string | undefined>>;

/** The private certificate authorities that Node was started with. */
export interface PrivateAuthorities {
  readonly file: string;
  /** SHA-256 in hex of the file. */
  readonly digest: string;
  readonly pem: string;
}

/** Reads the file that NODE_EXTRA_CA_CERTS names; undefined where it names none or one that can't be read. */
export function privateAuthorities(env: Environment): PrivateAuthorities | undefined {
  const file = env.NODE_EXTRA_CA_CERTS;
  if (!file) return undefined;
  return readAuthorities(file);
}

/** Reads a file of PEM certificates. */
export function readAuthorities(file: string): PrivateAuthorities | undefined {
  try {
    const pem = readFileSync(file, 'utf8');
    return { file, digest: createHash('sha256').update(pem).digest('hex'), pem };
  } catch {
    return undefined;
  }
}

/** Node's own authorities together with the given private ones, for an agent that must not use the process's set. */
export function authoritiesWith(pem: string | undefined): string[] {
  const { rootCertificates } = process.getBuiltinModule('node:tls');
  return [...rootCertificates, ...(pem === undefined ? [] : [pem])];
}
