import { createHash, generateKeyPairSync, sign, X509Certificate } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import * as z from 'zod/mini';
import { json, serve } from '../../__tests__/support/local-server.ts';
import { withoutPoison } from './der.ts';

/** The leaf, its issuer and what else there is up to the root, in Base64. */
const Submission = z.object({ chain: z.array(z.string()).check(z.minLength(2)) });

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

  const server = await serve({
    handle: (request) => {
      if (request.url.pathname !== '/ct/v1/add-pre-chain') return json(404, {});
      const { chain } = Submission.parse(JSON.parse(request.body.toString('utf8')));
      const [leaf, issuer] = chain.map((certificate) => Buffer.from(certificate, 'base64'));
      if (leaf === undefined || issuer === undefined) return json(400, {});
      const timestamp = Date.now();
      const signature = sign('sha256', promise(leaf, issuer, timestamp), privateKey);
      // The struct digitally-signed of RFC 5246, 4.7: SHA-256 is 4, ECDSA is 3.
      const signed = Buffer.concat([Buffer.from([4, 3]), unsigned(signature.length, 2), signature]).toString('base64');
      return json(200, { sct_version: 0, id: logId, timestamp, extensions: '', signature: signed });
    },
  });
  return { url: server.url, publicKeyFile, stop: server.close };
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
