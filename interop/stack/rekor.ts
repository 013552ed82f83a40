import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { programOf, TOOLS } from '../tools.ts';
import { freePort, type Program, startProgram } from './program.ts';

/** The name in the log's checkpoints; verifiers find the log's key by it. */
export const LOG_ORIGIN = '127.0.0.1';

/** Starts a real Rekor v2 and puts one entry into it, because sigstore-python takes log index 0 for malformed. */
export async function startRekor(folder: string): Promise<Program & { url: string; publicKeyFile: string }> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const publicKeyFile = join(folder, 'rekor.pub.pem');
  const privateKeyFile = join(folder, 'rekor.key.pem');
  await writeFile(publicKeyFile, publicKey.export({ type: 'spki', format: 'pem' }));
  await writeFile(privateKeyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const program = await startProgram({
    name: 'rekor',
    command: programOf(TOOLS.rekor),
    args: [
      ['serve', '--http-address', '127.0.0.1', '--http-port', String(port)],
      ['--grpc-address', '127.0.0.1', '--grpc-port', String(await freePort())],
      ['--http-metrics-port', String(await freePort()), '--hostname', LOG_ORIGIN],
      ['--storage-dir', join(folder, 'rekor'), '--signer-filepath', privateKeyFile],
      ['--checkpoint-interval', '100ms', '--batch-max-age', '50ms'],
    ],
    ready: async () => (await fetch(`${url}/healthz`)).ok,
  });
  try {
    await addFirstEntry(url);
  } catch (error) {
    await program.stop();
    throw error;
  }
  return { ...program, url, publicKeyFile };
}

async function addFirstEntry(url: string): Promise<void> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const text = Buffer.from('the first entry');
  const response = await fetch(`${url}/api/v2/log/entries`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      hashedRekordRequestV002: {
        digest: createHash('sha256').update(text).digest('base64'),
        signature: {
          content: sign('sha256', text, privateKey).toString('base64'),
          verifier: {
            publicKey: { rawBytes: publicKey.export({ type: 'spki', format: 'der' }).toString('base64') },
            keyDetails: 'PKIX_ECDSA_P256_SHA_256',
          },
        },
      },
    }),
  });
  if (!response.ok) {
    throw new Error(`Rekor refuses its first entry with ${response.status}: ${await response.text()}`);
  }
}
