import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** A certificate authority with an intermediate that may sign code signing certificates. */
export interface Authority {
  /** PEM, the intermediate first and the root last. */
  readonly chainFile: string;
  /** Encrypted PKCS 8. */
  readonly keyFile: string;
  readonly keyPassword: string;
}

/** Makes a root and an intermediate of one organisation under `folder`; verifiers know authorities by organisation. */
export async function makeAuthority(folder: string, name: string, organisation: string): Promise<Authority> {
  const file = (suffix: string) => join(folder, `${name}-${suffix}`);
  const subject = (commonName: string) => `/O=${organisation}/CN=${commonName}`;
  await newKey(file('root.key'));
  await openssl(
    ['req', '-x509', '-new', '-key', file('root.key'), '-days', '30', '-subj', subject(`${name}-root`)],
    ['-addext', 'keyUsage=critical,keyCertSign,cRLSign', '-out', file('root.pem')],
  );
  await newKey(file('plain.key'));
  await openssl([
    'req',
    '-new',
    '-key',
    file('plain.key'),
    '-subj',
    subject(`${name}-intermediate`),
    '-out',
    file('request.pem'),
  ]);
  const extensions = [
    'basicConstraints=critical,CA:TRUE,pathlen:0',
    'keyUsage=critical,keyCertSign,cRLSign',
    'extendedKeyUsage=codeSigning',
    'subjectKeyIdentifier=hash',
    'authorityKeyIdentifier=keyid',
  ];
  await writeFile(file('extensions'), extensions.join('\n'));
  await openssl(
    ['x509', '-req', '-in', file('request.pem'), '-CA', file('root.pem'), '-CAkey', file('root.key')],
    ['-CAcreateserial', '-days', '20', '-extfile', file('extensions'), '-out', file('intermediate.pem')],
  );
  const keyPassword = 'interop';
  await openssl(
    ['pkcs8', '-topk8', '-v2', 'aes-256-cbc', '-in', file('plain.key'), '-out', file('key.pem')],
    ['-passout', `pass:${keyPassword}`],
  );
  const chain = (await readFile(file('intermediate.pem'), 'utf8')) + (await readFile(file('root.pem'), 'utf8'));
  await writeFile(file('chain.pem'), chain);
  return { chainFile: file('chain.pem'), keyFile: file('key.pem'), keyPassword };
}

/** Makes a self-signed server certificate for 127.0.0.1 and localhost; the certificate is also the CA to trust. */
export async function makeServerCertificate(folder: string): Promise<{ certificateFile: string; keyFile: string }> {
  const keyFile = join(folder, 'server.key');
  const certificateFile = join(folder, 'server.pem');
  await newKey(keyFile);
  await openssl(
    ['req', '-x509', '-new', '-key', keyFile, '-days', '30', '-subj', '/CN=localhost', '-out', certificateFile],
    ['-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1', '-addext', 'extendedKeyUsage=serverAuth,clientAuth'],
  );
  return { certificateFile, keyFile };
}

async function newKey(file: string): Promise<void> {
  await openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', file);
}

async function openssl(...args: readonly (string | readonly string[])[]): Promise<void> {
  await execute('openssl', args.flat());
}
