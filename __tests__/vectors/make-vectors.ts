import { generateKeyPairSync, sign } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleToJSON, toDSSEBundle } from '@sigstore/bundle';
import { canonicalize, digestOf, sha256Hex } from '../../src/core/canonical.ts';
import { commit } from '../../src/core/commitment.ts';
import { pseudonymize } from '../../src/core/pseudonyms.ts';
import { localRecordIdOf } from '../../src/core/record-id.ts';
import type { AccessRecord } from '../../src/model/access-record.ts';
import { PAYLOAD_TYPE } from '../../src/model/predicate-type.ts';
import { preAuthEncoding } from '../../src/signing/dsse.ts';
import { fingerprintOf } from '../../src/signing/local-key.ts';
import { createStatement } from '../../src/signing/statement.ts';
import { COLLECTOR, collectorsRecord, honestRecord, SALT } from '../attacks/evidence.ts';
import { createTestSigstore } from '../attacks/sigstore.ts';
import { IDENTITY, localRecord, sampleClaims } from '../core/verification/sample.ts';
import { createMockSigstore } from '../signing/mock-sigstore.ts';

type Sign = (statement: Uint8Array) => Promise<unknown> | unknown;

/** Makes the folder of one version, once. */
async function main(version: string): Promise<void> {
  const folder = fileURLToPath(new URL(version, import.meta.url));
  if (!/^v\d+$/.test(version) || existsSync(folder)) {
    throw new Error(`Name a version that has no folder yet: ${version} is none, or has one for ever.`);
  }
  mkdirSync(folder);
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const [publicGood, github] = [await createTestSigstore(), await createMockSigstore()];
  write('public-good.trusted-root.json', publicGood.trustedRoot);
  write('github.trusted-root.json', github.trustedRoot);
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  write('local.pub.pem', key.publicKey.export({ format: 'pem', type: 'spki' }).toString());

  const put = async (name: string, record: AccessRecord, make?: Sign) => {
    const views = commit(record, SALT);
    write(`${name}.log.json`, canonicalize(make ? views.log : record));
    if (!make) return;
    const text = canonicalize(views.attested);
    write(`${name}.record.json`, text);
    const subjects = [{ name: 'access-record.json', sha256: sha256Hex(text) }];
    write(
      `${name}.bundle.json`,
      JSON.stringify(await make(createStatement({ subjects, predicate: JSON.parse(text) }))),
    );
  };
  const asJob: Sign = (it) => publicGood.sign(it, { identity: IDENTITY, claims: sampleClaims() });

  const { end = '', ...moments } = honestRecord().observedAt;
  const start = { ...honestRecord(), phase: 'start' as const, observedAt: { ...moments, start: end } };
  const checkpoint = {
    ...honestRecord(),
    phase: 'checkpoint' as const,
    observedAt: { ...moments, checkpoints: [end] },
  };
  await put('start', start);
  await put('checkpoint', checkpoint);
  const job = honestRecord([
    ({ links }) => {
      links.startEvent = { digest: digestOf(start), announced: 'announced' };
      links.checkpoints = [{ digest: digestOf(checkpoint), observedAt: end }];
    },
  ]);
  await put('job-public', job, asJob);
  const hidden = pseudonymize(
    honestRecord([({ pipeline }) => Object.assign(pipeline, { visibility: 'private' })]),
    'a key of the organisation',
  );
  await put('job-private', hidden, (it) =>
    github.sign(it, { identity: IDENTITY, claims: sampleClaims({ 22: 'private' }) }),
  );
  await put(
    'gate',
    honestRecord([({ recorder }) => Object.assign(recorder, { kind: 'gate', environment: 'audit' })]),
    (it) => publicGood.sign(it, { identity: IDENTITY, claims: sampleClaims({ 23: 'audit' }) }),
  );
  await put('collector', collectorsRecord(), (it) =>
    publicGood.sign(it, {
      identity: COLLECTOR,
      claims: sampleClaims({
        9: COLLECTOR,
        18: COLLECTOR,
        20: 'workflow_run',
        21: 'https://github.com/octo-org/octo-repo/actions/runs/6006/attempts/1',
        23: undefined,
      }),
    }),
  );
  const recordId = localRecordIdOf({ hostName: 'host', startedAt: end, nonce: 'a'.repeat(32) });
  await put('local', { ...localRecord(), recordId }, (it) => {
    const artifact = Buffer.from(it);
    const signature = sign('sha256', preAuthEncoding(PAYLOAD_TYPE, artifact), key.privateKey);
    const keyHint = fingerprintOf(key.publicKey);
    return bundleToJSON(toDSSEBundle({ artifact, artifactType: PAYLOAD_TYPE, signature, keyHint }));
  });
}

await main(process.argv[2] ?? '');
