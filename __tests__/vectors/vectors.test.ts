import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { canonicalize, digestOf } from '../../src/core/canonical.ts';
import type { ExpectedSigner } from '../../src/core/verification/signer.ts';
import { AccessRecord } from '../../src/model/access-record.ts';
import { type VerifyAnswer, verifyRecord } from '../../src/pipeline/verify.ts';
import { parseTrustRoots, readPublicKey } from '../../src/signing/trust-root.ts';
import { createBundleVerifier } from '../../src/signing/verifier.ts';
import { COLLECTOR, EXPECTED } from '../attacks/evidence.ts';

const FOLDER = fileURLToPath(new URL('v1/', import.meta.url));
const { issuer } = EXPECTED;

/** Each signed record with what proves it, and who should have signed. */
const SIGNED: readonly (readonly [name: string, root: string | undefined, expected: ExpectedSigner])[] = [
  ['job-public', 'public-good', { ...EXPECTED, environment: 'production', ref: 'refs/heads/main' }],
  ['job-private', 'github', EXPECTED],
  ['gate', 'public-good', { ...EXPECTED, environment: 'audit' }],
  ['collector', 'public-good', { ...EXPECTED, collectors: [COLLECTOR.replace('collect.yml', '*.yml')] }],
  ['local', undefined, { issuer }],
];

const UNSIGNED = ['start', 'checkpoint'] as const;

function textOf(name: string): string {
  return readFileSync(`${FOLDER}${name}`, 'utf8');
}

async function verified(name: string, root: string | undefined, expected: ExpectedSigner): Promise<VerifyAnswer> {
  const verifier =
    root === undefined
      ? createBundleVerifier({ key: await readPublicKey(`${FOLDER}local.pub.pem`) })
      : createBundleVerifier({ roots: async () => parseTrustRoots(textOf(`${root}.trusted-root.json`), root) });
  return verifyRecord(
    {
      record: readFileSync(`${FOLDER}${name}.record.json`),
      bundles: textOf(`${name}.bundle.json`),
      expected,
      log: textOf(`${name}.log.json`),
    },
    verifier,
  );
}

describe('the vectors of version 1', () => {
  it.each(SIGNED)('verify for ever when the record is that of %s', async (name, root, expected) => {
    const answer = await verified(name, root, expected);

    expect(answer.checks.filter(({ status }) => status === 'failed')).toEqual([]);
    expect(answer.verdict).toBe('verified');
    expect(answer.checks.at(-1)).toMatchObject({ id: 'commitment', status: 'ok' });
  });

  it.each(UNSIGNED)('are read, and named by the end by their digest, when the phase is %s', (phase) => {
    const record = JSON.parse(textOf(`${phase}.log.json`));
    const { links } = AccessRecord.parse(JSON.parse(textOf('job-public.record.json')));
    const named = [links.startEvent?.digest, ...(links.checkpoints ?? []).map(({ digest }) => digest)];

    expect(AccessRecord.parse(record)).toMatchObject({ phase, schemaVersion: '1' });
    expect(named).toContain(digestOf(record));
  });

  it('name nobody outside the log when they have pseudonyms', () => {
    expect(textOf('job-private.record.json')).not.toContain('octocat');
    expect(textOf('job-private.log.json')).toContain('octocat');
  });

  it('are in canonical form and none is missing when the folder is read', () => {
    const signed = SIGNED.flatMap(([name]) => ['record', 'bundle', 'log'].map((kind) => `${name}.${kind}.json`));
    const roots = ['public-good', 'github'].map((name) => `${name}.trusted-root.json`);
    const files = [...signed, ...roots, ...UNSIGNED.map((name) => `${name}.log.json`), 'local.pub.pem'];

    expect(readdirSync(FOLDER).sort()).toEqual(files.sort());
    for (const file of files.filter((each) => /\.(record|log)\.json$/.test(each))) {
      expect(textOf(file)).toBe(canonicalize(JSON.parse(textOf(file))));
    }
  });
});
