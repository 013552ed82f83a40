import { createHash, generateKeyPairSync } from 'node:crypto';
import { initializeTLog } from '@sigstore/mock/dist/rekor/tlog.js';
import { json, type LocalReply, type LocalRequest } from './local-server.ts';

const PATH = '/api/v1/log/entries';

/** A Rekor v1 log: dsse and hashedrekord entries with inclusion promise and proof. */
export interface RekorV1Log {
  readonly logId: Buffer;
  /** DER. */
  readonly publicKey: Buffer;
  handle(request: LocalRequest): Promise<LocalReply>;
}

interface Proposed {
  apiVersion: string;
  kind: string;
  spec: Record<string, unknown>;
}

/** Makes a log that is reached at this address; the same entry twice is a 409 that tells where it is. */
export async function createRekorV1Log(url: string): Promise<RekorV1Log> {
  const keyPair = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const log = await initializeTLog(url, keyPair);
  const entries = new Map<string, object>();
  const known = new Map<string, string>();

  return {
    logId: createHash('sha256').update(log.publicKey).digest(),
    publicKey: log.publicKey,
    async handle(request) {
      const { pathname } = request.url;
      if (request.method === 'GET' && pathname.startsWith(`${PATH}/`)) {
        const entry = entries.get(pathname.slice(PATH.length + 1));
        return entry === undefined ? json(404, { code: 404, message: 'entry not found' }) : json(200, entry);
      }
      if (request.method !== 'POST' || pathname !== PATH) return json(404, { code: 404, message: 'Not Found' });
      const stored = storedForm(JSON.parse(request.body.toString('utf8')));
      if (stored === undefined) return json(400, { code: 400, message: 'error processing entry: unsupported kind' });
      const key = JSON.stringify(stored);
      const location = known.get(key);
      if (location !== undefined) {
        return json(409, { code: 409, message: 'an equivalent entry already exists' }, { location });
      }
      const entry = await log.log(stored);
      const [uuid = ''] = Object.keys(entry);
      entries.set(uuid, entry);
      known.set(key, `${PATH}/${uuid}`);
      return json(201, entry, { location: `${PATH}/${uuid}` });
    },
  };
}

/** What Rekor keeps of what it is given: of an envelope only hashes, signature and certificate. */
function storedForm(proposed: Proposed): Proposed | undefined {
  const { apiVersion, kind, spec } = proposed;
  if (kind === 'hashedrekord' && apiVersion === '0.0.1') return proposed;
  if (kind !== 'dsse' || apiVersion !== '0.0.1') return undefined;
  const content = spec.proposedContent as { envelope: string; verifiers: string[] };
  const envelope = JSON.parse(content.envelope) as { payload: string; signatures: { sig: string }[] };
  const sha256 = (data: string | Buffer) => ({
    algorithm: 'sha256',
    value: createHash('sha256').update(data).digest('hex'),
  });
  return {
    apiVersion,
    kind,
    spec: {
      envelopeHash: sha256(content.envelope),
      payloadHash: sha256(Buffer.from(envelope.payload, 'base64')),
      signatures: envelope.signatures.map(({ sig }, index) => ({ signature: sig, verifier: content.verifiers[index] })),
    },
  };
}
