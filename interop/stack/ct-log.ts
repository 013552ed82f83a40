import { createHash, generateKeyPairSync, sign, X509Certificate } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { withoutPoison } from './der.ts';
import { startLoopbackServer } from './loopback-server.ts';

/** A certificate transparency log that keeps nothing and only promises. */
export interface CtLog {
  readonly url: string;
  readonly publicKeyFile: string;
  stop(): Promise<void>;
}

/** Starts a log that answers `add-pre-chain` with a signed certificate timestamp (RFC 6962, 3.2 and 4.2). */
export async function startCtLog(publicKeyFile: string): Promise<CtLog> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  await writeFile(publicKeyFile, publicKey.export({ type: 'spki', format: 'pem' }));
  const logId = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64');

  const server = await startLoopbackServer((request, body) => {
    if (request.url !== '/ct/v1/add-pre-chain') {
      return { status: 404, json: {} };
    }
    const { chain } = JSON.parse(body) as { chain: string[] };
    const [leaf, issuer] = chain.map((certificate) => Buffer.from(certificate, 'base64'));
    if (leaf === undefined || issuer === undefined) {
      return { status: 400, json: { error_message: 'a chain needs a leaf and its issuer' } };
    }
    const timestamp = Date.now();
    const signature = sign('sha256', promise(leaf, issuer, timestamp), privateKey);
    // The struct digitally-signed of RFC 5246, 4.7: SHA-256 is 4, ECDSA is 3.
    const signed = Buffer.concat([Buffer.from([4, 3]), unsigned(signature.length, 2), signature]);
    return {
      status: 200,
      json: { sct_version: 0, id: logId, timestamp, extensions: '', signature: signed.toString('base64') },
    };
  });
  return { url: server.url, publicKeyFile, stop: server.stop };
}

function promise(leaf: Buffer, issuer: Buffer, timestamp: number): Buffer {
  const issuerKey = new X509Certificate(issuer).publicKey.export({ type: 'spki', format: 'der' });
  const certificate = withoutPoison(leaf);
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(BigInt(timestamp));
  return Buffer.concat([
    Buffer.from([0, 0]), // version 1, certificate timestamp
    time,
    unsigned(1, 2), // a precertificate
    createHash('sha256').update(issuerKey).digest(),
    unsigned(certificate.length, 3),
    certificate,
    unsigned(0, 2), // no extensions
  ]);
}

function unsigned(value: number, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntBE(value, 0, bytes);
  return buffer;
}
