import { canonicalize, digestOf, sha256Hex } from '../../src/core/canonical.ts';
import { commit } from '../../src/core/commitment.ts';
import type { AccessRecord } from '../../src/model/access-record.ts';
import type { AskedStore } from '../../src/pipeline/verify-stored.ts';
import type { StoredEntry } from '../../src/ports.ts';
import { createStatement, type StatementSubject } from '../../src/signing/statement.ts';
import { IDENTITY, sampleClaims } from '../core/verification/sample.ts';
import type { MockSigner, MockSigstore } from '../signing/mock-sigstore.ts';

/** Splits a record into its views and signs it as its job would: what a store holds of it then. */
export async function signedCopy(
  sigstore: Pick<MockSigstore, 'sign'>,
  record: AccessRecord,
  signer: Partial<MockSigner> = {},
  artifacts: readonly StatementSubject[] = [],
): Promise<StoredEntry & { readonly bundle: string }> {
  const views = commit(record, 'a'.repeat(64));
  const attested = canonicalize(views.attested);
  const statement = createStatement({
    subjects: [{ name: 'access-record.json', sha256: sha256Hex(attested) }, ...artifacts],
    predicate: JSON.parse(attested),
  });
  const bundle = await sigstore.sign(statement, { identity: IDENTITY, claims: sampleClaims(), ...signer });
  return { ...copyOf(JSON.parse(canonicalize(views.log))), bundle: JSON.stringify(bundle) };
}

/** What a store holds of a record that is not signed. */
export function copyOf(document: { readonly recordId: string; readonly phase: string }): StoredEntry {
  const { recordId, phase } = document;
  return { location: `log.jsonl:${phase}`, recordId, phase, digest: digestOf(document), document };
}

/** A store that holds these copies. */
export function storeOf(copies: readonly StoredEntry[], sink = 'log'): AskedStore {
  async function* wanted(wants: (copy: StoredEntry) => boolean) {
    yield* copies.filter(wants);
  }
  return {
    sink,
    reader: {
      read: (recordId) => wanted((copy) => copy.recordId === recordId),
      list: () => wanted(() => true),
    },
  };
}
