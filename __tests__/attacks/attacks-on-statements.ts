import { SVR_TYPE } from '../../src/model/predicate-type.ts';
import type { AttackGroup } from './attack.ts';
import type { StatementJson } from './evidence.ts';

const MADE = { name: 'app.tgz', sha256: 'd'.repeat(64) };

function withDigests(...digests: string[]) {
  return (statement: StatementJson) => ({
    ...statement,
    subject: digests.map((sha256) => ({ name: 'access-record.json', digest: { sha256 } })),
  });
}

export const ATTACKS_ON_STATEMENTS: AttackGroup = {
  title: 'On the statement and the record file',
  files: [
    {
      id: 'record-file-changed',
      attack: 'The record file is changed after it was signed',
      check: 'subject',
      says: 'The statement does not speak about the record file (sha256:…), but holds a record with the same id: one of the two was altered.',
      spoil: { file: (text) => text.replace('"success"', '"failure"') },
    },
    {
      id: 'bundle-swapped',
      attack: 'The bundle is that of another record, of another run of the same workflow',
      check: 'subject',
      says: 'The statement does not speak about the record file (sha256:…); the file or the bundle is another.',
      spoil: { bundle: (_, other) => other },
    },
    {
      id: 'subject-changed',
      attack: 'The statement holds the record, but its subject is another file',
      check: 'subject',
      says: 'The statement does not speak about the record file (sha256:…), although it holds the same record: its subject is another file.',
      spoil: { statement: withDigests('0'.repeat(64)) },
    },
    {
      id: 'predicate-unlike-the-file',
      attack: 'The statement’s subject is the record file, but its predicate says something else',
      check: 'predicate',
      says: 'What was signed differs from the record file.',
      spoil: {
        statement: (it) => ({ ...it, predicate: { ...it.predicate, people: { initiator: { login: 'mallory' } } } }),
      },
    },
    {
      id: 'subject-twice',
      attack: 'The statement names the same subject twice, under two names',
      check: 'subjects',
      says: 'The statement names the same subject twice.',
      spoil: {
        statement: (it) => ({ ...it, subject: [...it.subject, ...it.subject.map((each) => ({ ...each, name: 'b' }))] }),
      },
    },
    {
      id: 'no-subject',
      attack: 'The statement speaks about no file at all',
      check: 'subjects',
      says: 'The statement has 0 subjects; 1 to 1024 are allowed.',
      spoil: { statement: withDigests() },
    },
    {
      id: 'subject-beside',
      attack: 'The statement speaks about an artifact that the record does not know of',
      check: 'other-subjects',
      says: 'The statement speaks about “app.tgz” (sha256:…), which is neither the record file nor an artifact that the record names.',
      spoil: {
        statement: (it) => ({
          ...it,
          subject: [...it.subject, { name: MADE.name, digest: { sha256: MADE.sha256 } }],
        }),
      },
    },
    {
      id: 'artifact-of-another-job',
      attack: 'An artifact is passed off as one that this job made',
      check: 'artifact',
      says: 'Neither the statement nor the record names stolen.tgz (sha256:…); the file has changed, or another job made it.',
      spoil: { artifacts: [{ name: 'stolen.tgz', sha256: 'e'.repeat(64) }] },
    },
    {
      id: 'artifact-not-attested',
      attack: 'The record names an artifact that its statement leaves out',
      check: 'artifact',
      says: 'The record names app.tgz (sha256:…), but the statement does not speak about it.',
      given: {
        record: [(it) => Object.assign(it, { resources: { artifacts: [{ ...MADE, from: 'runner' }] } })],
        statement: (it) => ({ ...it, subject: [...it.subject, { name: MADE.name, digest: { sha256: MADE.sha256 } }] }),
        artifacts: [MADE],
      },
      spoil: { statement: (it) => it },
    },
    {
      id: 'predicate-type-of-another',
      attack: 'The statement is of another kind, whose readers would see something else in it',
      check: 'predicate-type',
      says: `The statement is a ${SVR_TYPE}, not an access record (https://doorlog.github.io/doorlog/access-record/v1).`,
      spoil: { statement: (it) => ({ ...it, predicateType: SVR_TYPE }) },
    },
    {
      id: 'payload-type-of-another',
      attack: 'What was signed is not said to be a statement',
      check: 'payload-type',
      says: 'The envelope holds text/plain, not application/vnd.in-toto+json.',
      spoil: { signing: { payloadType: 'text/plain' } },
    },
    {
      id: 'statement-of-another-version',
      attack: 'The statement is of another version of in-toto',
      check: 'statement',
      says: 'What was signed calls itself https://in-toto.io/Statement/v0.1, not https://in-toto.io/Statement/v1.',
      spoil: { statement: (it) => ({ ...it, _type: 'https://in-toto.io/Statement/v0.1' }) },
    },
    {
      id: 'statement-with-more',
      attack: 'The statement holds a field beside those of in-toto',
      check: 'statement',
      says: 'What was signed is not an in-toto Statement.',
      spoil: { statement: (it) => ({ ...it, subjects: [] }) },
    },
    {
      id: 'key-twice-in-the-statement',
      attack: 'A key stands twice in the statement: one reader sees its first value, another its last',
      check: 'payload-form',
      says: 'The statement is not written as JSON that says each thing once, without spaces: readers may see different things in it.',
      spoil: { payload: (text) => text.replace('"predicate":', '"predicate":{"phase":"start"},"predicate":') },
    },
    {
      id: 'key-twice-in-the-record',
      attack: 'A key stands twice in the record file that was signed',
      check: 'canonical',
      says: 'The record file is not in canonical form (RFC 8785), so readers may see different things in it.',
      spoil: { text: (text) => text.replace('{', '{"phase":"start",') },
    },
    {
      id: 'schema-unknown-field',
      attack: 'The record holds a field that no reader knows',
      check: 'schema',
      says: 'The record file is not an access record of a known version: unrecognized_keys.',
      spoil: { attested: (it) => ({ ...it, approvedBy: 'everybody' }) },
    },
    {
      id: 'schema-wrong-type',
      attack: 'The record says something in a type that readers take for something else',
      check: 'schema',
      says: 'The record file is not an access record of a known version: invalid_type at /gaps.',
      spoil: { attested: (it) => ({ ...it, gaps: {} }) },
    },
    {
      id: 'schema-version-unknown',
      attack: 'The record says that it is of a version to come',
      check: 'schema',
      says: 'The record file is not an access record of a known version: invalid_value at /schemaVersion.',
      spoil: { attested: (it) => ({ ...it, schemaVersion: '9' }) },
    },
  ],
};
