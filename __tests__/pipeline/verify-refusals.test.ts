import { beforeAll, describe, expect, it } from '@jest/globals';
import type { AccessRecord } from '../../src/model/access-record.ts';
import { IDENTITY, sampleRecord, withToken } from '../core/verification/sample.ts';
import { createMockSigstore, type MockSigstore } from '../signing/mock-sigstore.ts';
import {
  type Case,
  changed,
  failures,
  madeAt,
  verifyCase,
  withChangedPayload,
  withoutTimestamps,
  withSubject,
  withSubjects,
  withTwoSignatures,
} from './verify-cases.ts';

let sigstore: MockSigstore;

beforeAll(async () => {
  sigstore = await createMockSigstore();
});

describe('verifyRecord', () => {
  const defects: [string, string, RegExp, () => Case][] = [
    [
      'the payload was changed after signing',
      'signature',
      /statement or the signer was changed/,
      () => ({ bundle: withChangedPayload }),
    ],
    [
      'the statement speaks about what the record does not name',
      'other-subjects',
      /“app\.tgz” \(sha256:d{64}\), which is neither the record file nor an artifact that the record names/,
      () => ({ statement: withSubject({ name: 'app.tgz', digest: { sha256: 'd'.repeat(64) } }) }),
    ],
    [
      'the record file was changed',
      'subject',
      /does not speak about the record file/,
      () => ({ file: (text) => text.replace('"push"', '"workflow_dispatch"') }),
    ],
    [
      'the predicate is unlike the record file',
      'predicate',
      /differs from the record file/,
      () => ({ predicate: { ...sampleRecord(), recordId: 'd'.repeat(64) } }),
    ],
    [
      'the subject is another file',
      'subject',
      /does not speak about/,
      () => ({ statement: withSubjects(['0'.repeat(64)]) }),
    ],
    [
      'a subject is named twice',
      'subjects',
      /same subject twice/,
      () => ({ statement: withSubjects(['0'.repeat(64), '0'.repeat(64)]) }),
    ],
    ['there is no subject', 'subjects', /has 0 subjects/, () => ({ statement: withSubjects([]) })],
    [
      'the predicate type is another',
      'predicate-type',
      /not an access record/,
      () => ({ statement: (it) => ({ ...it, predicateType: 'https://slsa.dev/provenance/v1' }) }),
    ],
    [
      'the statement is of another version',
      'statement',
      /calls itself/,
      () => ({ statement: (it) => ({ ...it, _type: 'https://in-toto.io/Statement/v0.1' }) }),
    ],
    [
      'the statement holds an unknown field',
      'statement',
      /not an in-toto Statement/,
      () => ({ statement: (it) => ({ ...it, extra: 1 }) }),
    ],
    [
      'a key stands twice in the payload',
      'payload-form',
      /says each thing once/,
      () => ({ payload: (text) => text.replace('"predicate":', '"predicate":{"phase":"start"},"predicate":') }),
    ],
    [
      'the payload begins with a mark',
      'payload-form',
      /says each thing once/,
      () => ({ payload: (it) => `\uFEFF${it}` }),
    ],
    ['the record was signed long after', 'time', /more than 15 minutes after/, () => ({ record: madeAt(-20) })],
    ['the record was made after it was signed', 'time', /5 minutes before/, () => ({ record: madeAt(10) })],
    [
      'the record does not say when it was made',
      'time',
      /does not say when/,
      () => ({ record: { ...sampleRecord(), observedAt: {} } }),
    ],
    [
      'the payload type is another',
      'payload-type',
      /not application\/vnd.in-toto\+json/,
      () => ({ signer: { payloadType: 'text/plain' } }),
    ],
    ['there are two signatures', 'one-signature', /has 2 signatures/, () => ({ bundle: withTwoSignatures })],
    ['there is no timestamp', 'signature', /No trusted timestamp/, () => ({ bundle: withoutTimestamps })],
    [
      'the bundle is of an unknown format',
      'signature',
      /is not known/,
      () => ({ bundle: (it) => ({ ...it, mediaType: 'application/vnd.dev.sigstore.bundle+json;version=99.9' }) }),
    ],
    [
      'another repository is expected',
      'repository',
      /but octo-org\/other was expected/,
      () => ({ repository: 'octo-org/other' }),
    ],
    [
      'the expected repository is only the end of the signer’s',
      'repository',
      /was expected/,
      () => ({ repository: 'org/octo-repo' }),
    ],
    [
      'another identity is expected',
      'identity',
      /was expected/,
      () => ({ identity: IDENTITY.replace('main', 'mai.') }),
    ],
    [
      'another issuer is expected',
      'issuer',
      /not from https:\/\/issuer.example/,
      () => ({ issuer: 'https://issuer.example' }),
    ],
    [
      'another issuer vouched',
      'issuer',
      /comes from https:\/\/issuer.example/,
      () => ({ claims: { 8: 'https://issuer.example' } }),
    ],
    [
      'the certificate is of another repository',
      'claim-repository',
      /record says https:\/\/github.com\/octo-org\/octo-repo/,
      () => ({ claims: { 12: 'https://github.com/octo-org/other' } }),
    ],
    [
      'the certificate is of another workflow',
      'claim-job-workflow',
      /other.yml/,
      () => ({ claims: { 9: IDENTITY.replace('deploy', 'other') } }),
    ],
    [
      'the record tells another commit',
      'claim-commit',
      /record says 1{40}/,
      () => ({
        record: changed(({ pipeline }) => {
          pipeline.sha = '1'.repeat(40);
        }),
      }),
    ],
    [
      'the record tells another run',
      'claim-run',
      /runs\/9\/attempts\/2/,
      () => ({
        record: changed(({ pipeline }) => {
          pipeline.runId = '9';
        }),
      }),
    ],
    [
      'the record tells another attempt',
      'claim-run',
      /attempts\/1/,
      () => ({
        record: changed(({ pipeline }) => {
          pipeline.runAttempt = '1';
        }),
      }),
    ],
    [
      'the record tells another environment',
      'claim-environment',
      /record says staging/,
      () => ({
        record: changed(({ pipeline }) => {
          pipeline.environment = 'staging';
        }),
      }),
    ],
    [
      'the record hides the environment',
      'claim-environment',
      /record says nothing/,
      () => ({
        record: changed(({ pipeline }) => {
          delete pipeline.environment;
        }),
      }),
    ],
    [
      'the record’s recorder is another run',
      'claim-recorder-run',
      /runs\/9\/attempts\/2/,
      () => ({
        record: changed(({ recorder }) => {
          recorder.runId = '9';
        }),
      }),
    ],
    [
      'the record claims a collector that nobody named',
      'collector',
      /nobody said which collectors are believed/,
      () => ({
        record: changed((it) => {
          it.recorder.kind = 'collector';
          it.phase = 'collector';
        }),
      }),
    ],
    [
      'the record claims to be local',
      'recorder',
      /recorder was local/,
      () => ({
        record: changed(({ recorder }) => {
          recorder.kind = 'local';
        }),
      }),
    ],
    [
      'the record’s page is that of another run',
      'run-url',
      /runs\/9 at \/pipeline\/runUrl/,
      () => ({
        record: changed(({ pipeline }) => {
          pipeline.runUrl = 'https://github.com/octo-org/octo-repo/actions/runs/9';
        }),
      }),
    ],
    [
      'the record looked at another commit',
      'source-commit',
      /neither the run’s nor/,
      () => ({
        record: changed(({ source }) => {
          source.commit = '1'.repeat(40);
        }),
      }),
    ],
    [
      'the record tells another claim of the token',
      'token-ref',
      /says refs\/heads\/other at \/access\/oidc\/claims\/ref/,
      () => ({ record: withToken({ ref: 'refs/heads/other' }) }),
    ],
    ['the certificate claims no run', 'claim-run', /proves nothing/, () => ({ claims: { 21: undefined } })],
    [
      'the record is of another version',
      'schema',
      /not an access record of a known version/,
      () => ({ record: { ...sampleRecord(), schemaVersion: '9' } as unknown as AccessRecord }),
    ],
  ];

  it.each(defects)('refuses when %s', async (_, id, sentence, given) => {
    const answer = await verifyCase(sigstore, given());

    expect(answer.verdict).toBe('refused');
    expect(failures(answer)[id]).toMatch(sentence);
  });
});
