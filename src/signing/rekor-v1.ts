import { envelopeToJSON } from '@sigstore/bundle';
import type { Witness } from '@sigstore/sign';
import * as z from 'zod/mini';
import { jsonOrNothing } from '../json.ts';
import { askService, readReply, type SigstoreService, serviceFailed } from './sigstore-service.ts';

const LogReply = z.record(
  z.string(),
  z.object({
    body: z.string(),
    integratedTime: z.number(),
    logID: z.string(),
    logIndex: z.number(),
    verification: z.object({
      signedEntryTimestamp: z.string(),
      inclusionProof: z.object({
        checkpoint: z.string(),
        hashes: z.array(z.string()),
        logIndex: z.number(),
        rootHash: z.string(),
        treeSize: z.number(),
      }),
    }),
  }),
);
const EntryBody = z.object({ kind: z.string(), apiVersion: z.string() });

/** Already logged: the reply's location names the entry. */
const CONFLICT = 409;

/**
 * Logs a signed envelope in Rekor v1 (github.com/sigstore/rekor, openapi.yaml) as a `dsse` entry, which keeps hash and
 * certificate; an `intoto` entry would publish the record itself. Raises `signing-failed`.
 */
export function createRekorV1Witness(service: SigstoreService): Witness {
  return {
    async testify(content, certificate) {
      if (content.$case !== 'dsseEnvelope') throw serviceFailed(service, 'only envelopes are logged');
      const proposedContent = {
        envelope: JSON.stringify(envelopeToJSON(content.dsseEnvelope)),
        verifiers: [Buffer.from(certificate).toString('base64')],
      };
      const created = await askService(service, {
        path: '/api/v1/log/entries',
        body: { apiVersion: '0.0.1', kind: 'dsse', spec: { proposedContent } },
        also: [CONFLICT],
      });
      const uuid = /\/([0-9a-f]+)$/.exec(created.headers.location ?? '')?.[1];
      const reply =
        created.status === CONFLICT && uuid
          ? await askService(service, { path: `/api/v1/log/entries/${uuid}` })
          : created;
      const [entry] = Object.values(readReply(service, LogReply, reply));
      const body = Buffer.from(entry?.body ?? '', 'base64');
      const kindVersion = EntryBody.safeParse(jsonOrNothing(body));
      if (!entry || !kindVersion.success) throw serviceFailed(service, 'its answer holds no entry');
      const { inclusionProof, signedEntryTimestamp } = entry.verification;
      return {
        tlogEntries: [
          {
            logIndex: String(entry.logIndex),
            logId: { keyId: Buffer.from(entry.logID, 'hex') },
            integratedTime: String(entry.integratedTime),
            kindVersion: { kind: kindVersion.data.kind, version: kindVersion.data.apiVersion },
            inclusionPromise: { signedEntryTimestamp: Buffer.from(signedEntryTimestamp, 'base64') },
            inclusionProof: {
              logIndex: String(inclusionProof.logIndex),
              treeSize: String(inclusionProof.treeSize),
              rootHash: Buffer.from(inclusionProof.rootHash, 'hex'),
              hashes: inclusionProof.hashes.map((hash) => Buffer.from(hash, 'hex')),
              checkpoint: { envelope: inclusionProof.checkpoint },
            },
            canonicalizedBody: body,
          },
        ],
      };
    },
  };
}
