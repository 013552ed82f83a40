import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { json, type LocalReply, type LocalRequest } from './local-server.ts';
import { type InclusionProof, MerkleLog } from './merkle-log.ts';

/** A signed note's number for Ed25519 keys. https://c2sp.org/signed-note */
const ED25519 = 1;

/** A Rekor v2 log: Merkle tree, Ed25519 checkpoints, hashedrekord entries only. */
export interface RekorV2Log {
  readonly logId: Buffer;
  /** DER. */
  readonly publicKey: Buffer;
  handle(request: LocalRequest): LocalReply;
}

/** Makes a log of this origin, with one entry in it from the start. */
export function createRekorV2Log(origin: string): RekorV2Log {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
  const logId = createHash('sha256')
    .update(`${origin}\n`)
    .update(Buffer.from([ED25519]))
    .update(raw)
    .digest();
  const tree = new MerkleLog();
  tree.append(Buffer.from('the first entry'));

  function checkpoint({ size, root }: InclusionProof): string {
    const note = `${origin}\n${size}\n${root.toString('base64')}\n`;
    const signature = Buffer.concat([logId.subarray(0, 4), sign(null, Buffer.from(note), privateKey)]);
    return `${note}\n\u2014 ${origin} ${signature.toString('base64')}\n`;
  }

  return {
    logId,
    publicKey: publicKey.export({ format: 'der', type: 'spki' }),
    handle(request) {
      if (request.method !== 'POST' || request.url.pathname !== '/api/v2/log/entries') return refusal(404, 'Not Found');
      const asked = JSON.parse(request.body.toString('utf8')).hashedRekordRequestV002;
      if (asked === undefined) return refusal(400, 'invalid type for entry: only hashedrekord is taken');
      const { digest, signature } = asked;
      const rawBytes = signature?.verifier?.x509Certificate?.rawBytes;
      if (typeof digest !== 'string' || typeof signature?.content !== 'string' || typeof rawBytes !== 'string') {
        return refusal(400, 'invalid hashedrekord request');
      }
      const body = Buffer.from(canonicalEntry(digest, signature.content, signature.verifier.keyDetails, rawBytes));
      const proof = tree.append(body);
      return json(201, {
        logIndex: String(proof.index),
        logId: { keyId: logId.toString('base64') },
        kindVersion: { kind: 'hashedrekord', version: '0.0.2' },
        integratedTime: '0',
        inclusionProof: {
          logIndex: String(proof.index),
          rootHash: proof.root.toString('base64'),
          treeSize: String(proof.size),
          hashes: proof.hashes.map((hash) => hash.toString('base64')),
          checkpoint: { envelope: checkpoint(proof) },
        },
        canonicalizedBody: body.toString('base64'),
      });
    },
  };
}

/** The entry in canonical JSON: keys in order, no blanks. */
function canonicalEntry(digest: string, content: string, keyDetails: string, rawBytes: string): string {
  return JSON.stringify({
    apiVersion: '0.0.2',
    kind: 'hashedrekord',
    spec: {
      hashedRekordV002: {
        data: { algorithm: 'SHA2_256', digest },
        signature: { content, verifier: { keyDetails, x509Certificate: { rawBytes } } },
      },
    },
  });
}

function refusal(code: number, message: string): LocalReply {
  return json(code, { code: code === 400 ? 3 : 5, message, details: [] });
}
