import type { AttackGroup } from './attack.ts';
import type { BundleJson, LogEntryJson } from './sigstore.ts';

function withMaterial(bundle: BundleJson, changes: Partial<BundleJson['verificationMaterial']>): BundleJson {
  return { ...bundle, verificationMaterial: { ...bundle.verificationMaterial, ...changes } };
}

function withEntry(bundle: BundleJson, change: (entry: LogEntryJson) => LogEntryJson): BundleJson {
  return withMaterial(bundle, { tlogEntries: bundle.verificationMaterial.tlogEntries.map(change) });
}

function entryOf({ verificationMaterial }: BundleJson): LogEntryJson {
  const [entry] = verificationMaterial.tlogEntries;
  if (!entry) throw new Error('There is no log entry.');
  return entry;
}

function withEnvelope(bundle: BundleJson, changes: Partial<BundleJson['dsseEnvelope']>): BundleJson {
  return { ...bundle, dsseEnvelope: { ...bundle.dsseEnvelope, ...changes } };
}

function altered(base64: string, from: string, to: string): string {
  return Buffer.from(Buffer.from(base64, 'base64').toString('utf8').replace(from, to)).toString('base64');
}

export const ATTACKS_ON_BUNDLES: AttackGroup = {
  title: 'On the bundle and what vouches for it',
  files: [
    {
      id: 'payload-changed',
      attack: 'The predicate is changed inside the signed bundle',
      check: 'signature',
      says: 'The transparency log’s entry speaks of something else than this bundle (digest mismatch).',
      spoil: {
        bundle: (it) => withEnvelope(it, { payload: altered(it.dsseEnvelope.payload, '"success"', '"failure"') }),
      },
    },
    {
      id: 'payload-type-changed',
      attack: 'The payload type is changed inside the signed bundle',
      check: 'signature',
      says: 'The transparency log’s entry speaks of something else than this bundle (digest mismatch).',
      spoil: { bundle: (it) => withEnvelope(it, { payloadType: 'text/plain' }) },
    },
    {
      id: 'certificate-swapped',
      attack: 'The certificate is that of another bundle',
      check: 'signature',
      says: 'The signature does not fit what it is said to sign: the statement or the signer was changed (signature verification failed).',
      spoil: {
        bundle: (it, other) => {
          const { certificate } = other.verificationMaterial;
          return certificate ? withMaterial(it, { certificate }) : it;
        },
      },
    },
    {
      id: 'two-contents',
      attack: 'Beside the envelope the bundle holds a signature over a bare file, which other readers take first',
      check: 'signature',
      says: 'The bundle holds both an envelope and a signature over a bare file: readers would take different ones.',
      spoil: {
        bundle: (it) => ({
          ...it,
          messageSignature: {
            messageDigest: { algorithm: 'SHA2_256', digest: Buffer.alloc(32).toString('base64') },
            signature: it.dsseEnvelope.signatures[0]?.sig,
          },
        }),
      },
    },
    {
      id: 'two-signers',
      attack: 'Beside the certificate the bundle names a key, so that another reader asks for that key alone',
      check: 'signature',
      says: 'The bundle names its signer in more than one way: readers would take different ones.',
      spoil: {
        bundle: (it) => ({ ...it, verificationMaterial: { ...it.verificationMaterial, publicKey: { hint: 'x' } } }),
      },
    },
    {
      id: 'two-signatures',
      attack: 'The envelope holds two signatures, of which one may be anybody’s',
      check: 'one-signature',
      says: 'The envelope has 2 signatures, and exactly one is allowed.',
      spoil: {
        bundle: (it, other) =>
          withEnvelope(it, { signatures: [...it.dsseEnvelope.signatures, ...other.dsseEnvelope.signatures] }),
      },
    },
    {
      id: 'no-signature',
      attack: 'The envelope holds no signature',
      check: 'one-signature',
      says: 'The envelope has 0 signatures, and exactly one is allowed.',
      spoil: { bundle: (it) => withEnvelope(it, { signatures: [] }) },
    },
    {
      id: 'no-timestamp',
      attack: 'The certificate has expired, and no timestamp says that it signed before',
      check: 'signature',
      says: 'No trusted timestamp in the bundle says when it was signed (expected 1 timestamps, got 0).',
      given: { signing: { certifiedIn: -9.9 } },
      spoil: { bundle: (it) => withMaterial(it, { timestampVerificationData: { rfc3161Timestamps: [] } }) },
    },
    {
      id: 'timestamp-of-another',
      attack: 'The timestamp is one over another signature',
      check: 'signature',
      says: 'No trusted timestamp in the bundle says when it was signed (timestamp could not be verified).',
      spoil: {
        bundle: (it, other) =>
          withMaterial(it, { timestampVerificationData: other.verificationMaterial.timestampVerificationData }),
      },
    },
    {
      id: 'timestamp-twice',
      attack: 'The same timestamp stands there twice, to count as two',
      check: 'signature',
      says: 'No trusted timestamp in the bundle says when it was signed (duplicate timestamp).',
      spoil: {
        bundle: (it) => {
          const { rfc3161Timestamps: own } = it.verificationMaterial.timestampVerificationData;
          return withMaterial(it, { timestampVerificationData: { rfc3161Timestamps: [...own, ...own] } });
        },
      },
    },
    {
      id: 'timestamp-too-late',
      attack: 'It was signed with the certificate’s key after the certificate had expired',
      check: 'signature',
      says: 'The certificate is not vouched for by the trust root at the time of signing (Failed to verify certificate chain).',
      spoil: { signing: { certifiedIn: -11 } },
    },
    {
      id: 'log-entry-missing',
      attack: 'The log entry was taken out, so that whoever watches the log sees nothing',
      check: 'signature',
      says: 'The bundle has no entry of a transparency log that the trust root knows (expected 1 tlog entries, got 0).',
      spoil: { bundle: (it) => withMaterial(it, { tlogEntries: [] }) },
    },
    {
      id: 'log-entry-of-another',
      attack: 'The log entry is that of another bundle',
      check: 'signature',
      says: 'The transparency log’s entry speaks of something else than this bundle (signature mismatch).',
      spoil: { bundle: (it, other) => withMaterial(it, { tlogEntries: other.verificationMaterial.tlogEntries }) },
    },
    {
      id: 'log-entry-twice',
      attack: 'The same log entry stands there twice, to count as two',
      check: 'signature',
      says: 'The bundle has no entry of a transparency log that the trust root knows (duplicate tlog entry).',
      spoil: {
        bundle: (it) => withMaterial(it, { tlogEntries: [entryOf(it), entryOf(it)] }),
      },
    },
    {
      id: 'log-entry-of-another-signer',
      attack: 'The entry that the log really holds names another signer’s certificate',
      check: 'signature',
      says: 'The transparency log’s entry was made for another signer.',
      spoil: { signing: { loggedAs: 'another' } },
    },
    {
      id: 'log-of-strangers',
      attack: 'The checkpoint of the log is signed by another key',
      check: 'signature',
      says: 'The transparency log’s proof of inclusion does not hold (invalid checkpoint signature).',
      spoil: { signing: { log: 'another' } },
    },
    {
      id: 'proof-of-another-leaf',
      attack: 'The proof of inclusion is that of another entry of the same log',
      check: 'signature',
      says: 'The transparency log’s proof of inclusion does not hold (calculated root hash does not match inclusion proof).',
      spoil: {
        bundle: (it, other) => withEntry(it, (entry) => ({ ...entry, inclusionProof: entryOf(other).inclusionProof })),
      },
    },
    {
      id: 'checkpoint-of-another-tree',
      attack: 'The signed checkpoint is one from before the entry was in the log',
      check: 'signature',
      says: 'The transparency log’s proof of inclusion does not hold (invalid index: …).',
      spoil: {
        bundle: (it, other) =>
          withEntry(it, (entry) => ({
            ...entry,
            inclusionProof: { ...entry.inclusionProof, checkpoint: entryOf(other).inclusionProof.checkpoint },
          })),
      },
    },
    {
      id: 'certificate-not-logged',
      attack: 'The certificate is in no certificate log, so that nobody could see it being issued',
      check: 'signature',
      says: 'The certificate is not vouched for by the trust root at the time of signing (expected 1 SCTs, got 0).',
      spoil: { signing: { certificateLog: 'none' } },
    },
    {
      id: 'certificate-logged-elsewhere',
      attack: 'The certificate’s log timestamp is by a log that nobody trusts',
      check: 'signature',
      says: 'The certificate is not vouched for by the trust root at the time of signing (SCT verification failed).',
      spoil: { signing: { certificateLog: 'another' } },
    },
    {
      id: 'media-type-unknown',
      attack: 'The bundle says that it is of a format to come',
      check: 'signature',
      says: 'The bundle’s format application/vnd.dev.sigstore.bundle+json;version=99.9 is not known.',
      spoil: { bundle: (it) => ({ ...it, mediaType: 'application/vnd.dev.sigstore.bundle+json;version=99.9' }) },
    },
    {
      id: 'chain-in-the-bundle',
      attack: 'The bundle brings its own chain of certificates, which version 0.3 does not allow',
      check: 'signature',
      says: 'The bundle lacks what its format demands.',
      spoil: {
        bundle: (it, other) => {
          const { certificate, ...material } = it.verificationMaterial;
          const certificates = [certificate, other.verificationMaterial.certificate];
          return { ...it, verificationMaterial: { ...material, x509CertificateChain: { certificates } } };
        },
      },
    },
    {
      id: 'length-that-lies',
      attack: 'A field of the bundle is an object that says of itself to be four billion bytes long',
      check: 'signature',
      says: 'The bundle holds an object where bytes belong.',
      spoil: {
        bundle: (it) => ({
          ...it,
          verificationMaterial: { ...it.verificationMaterial, certificate: { rawBytes: { length: 4e9 } } },
        }),
      },
    },
    {
      id: 'bare-file',
      attack: 'The bundle signs a bare file, and so says nothing about a record',
      check: 'signature',
      says: 'The bundle signs a bare file, not an envelope with a statement.',
      spoil: {
        bundle: ({ dsseEnvelope, ...it }) => ({
          ...it,
          messageSignature: {
            messageDigest: { algorithm: 'SHA2_256', digest: Buffer.alloc(32).toString('base64') },
            signature: dsseEnvelope.signatures[0]?.sig,
          },
        }),
      },
    },
    {
      id: 'signed-by-a-key',
      attack: 'A job’s record is signed by a key that somebody made, and that key is given',
      check: 'recorder',
      says: 'The record speaks of a job, but a key signed it: only a certificate can prove which job it was.',
      spoil: { key: true },
    },
  ],
};
