import * as z from 'zod/mini';
import { AccessRecord } from '../../model/access-record.ts';
import { PAYLOAD_TYPE, PREDICATE_TYPE, STATEMENT_TYPE } from '../../model/predicate-type.ts';
import type { BundleEnvelope } from '../../ports.ts';
import { canonicalize, sha256Hex } from '../canonical.ts';
import { type ArtifactFile, checkArtifact, checkOtherSubjects } from './artifacts.ts';
import { type Check, check } from './check.ts';
import { isTooDeep } from './nesting.ts';
import { valueAt } from './pointer.ts';

/** A record file, read: its exact bytes and the JSON value in them. */
export interface RecordFile {
  readonly bytes: Uint8Array;
  readonly value: unknown;
}

const MAX_SUBJECTS = 1_024;

const Statement = z.strictObject({
  _type: z.string(),
  subject: z.array(z.strictObject({ name: z.optional(z.string()), digest: z.record(z.string(), z.string()) })),
  predicateType: z.string(),
  predicate: z.record(z.string(), z.unknown()),
});
type Statement = z.infer<typeof Statement>;

/** Whether a payload is a Statement that calls itself an access record and names this SHA-256 among its subjects. */
export function speaksAbout(payload: Uint8Array, sha256: string): boolean {
  const { success, data } = Statement.safeParse(parseJson(payload));
  return (
    success && data.predicateType === PREDICATE_TYPE && data.subject.some(({ digest }) => digest.sha256 === sha256)
  );
}

/** Whether the envelope has exactly one signature: other verifiers disagree about which of several counts. */
export function checkSignatureCount({ signatures }: BundleEnvelope): Check {
  const open = check('one-signature', 'One signature');
  return signatures === 1
    ? open.ok('The envelope has exactly one signature.')
    : open.failed(`The envelope has ${signatures} signatures, and exactly one is allowed.`);
}

/**
 * Checks that a signed envelope is a Statement of ours about this record file and about nothing that the record does not
 * name, and that each of the given files is one that it names.
 */
export function checkStatement(
  envelope: BundleEnvelope,
  record: RecordFile,
  artifacts: readonly ArtifactFile[] = [],
): Check[] {
  const checks = [checkPayloadType(envelope.payloadType)];
  const json = parseJson(envelope.payload);
  const parsed = Statement.safeParse(json);
  const form = check('statement', 'In-toto statement');
  if (!parsed.success) return [...checks, form.failed('What was signed is not an in-toto Statement.')];
  const statement = parsed.data;
  return [
    ...checks,
    statement._type === STATEMENT_TYPE
      ? form.ok(`What was signed is an ${STATEMENT_TYPE}.`)
      : form.failed(`What was signed calls itself ${statement._type}, not ${STATEMENT_TYPE}.`),
    checkPayloadForm(envelope.payload, json),
    checkPredicateType(statement.predicateType),
    checkSubjects(statement),
    checkSubject(statement, record),
    checkOtherSubjects(statement.subject, record.value, sha256Hex(record.bytes)),
    checkPredicate(statement, record),
    checkForm(record),
    checkSchema(record),
    ...artifacts.map((file) => checkArtifact(file, statement.subject, record.value)),
  ];
}

function checkPayloadType(payloadType: string): Check {
  const open = check('payload-type', 'Payload type');
  return payloadType === PAYLOAD_TYPE
    ? open.ok(`The envelope holds ${PAYLOAD_TYPE}.`)
    : open.failed(`The envelope holds ${payloadType}, not ${PAYLOAD_TYPE}.`);
}

/** A key that stands twice means its first value to one reader and its last to another; we write every key once. */
function checkPayloadForm(payload: Uint8Array, json: unknown): Check {
  const open = check('payload-form', 'Form of the statement');
  return Buffer.from(JSON.stringify(json)).equals(payload)
    ? open.ok('The statement is written in the one form that all readers see the same in.')
    : open.failed(
        'The statement is not written as JSON that says each thing once, without spaces: readers may see different things in it.',
      );
}

function checkPredicateType(predicateType: string): Check {
  const open = check('predicate-type', 'Predicate type');
  return predicateType === PREDICATE_TYPE
    ? open.ok(`The statement is an access record, ${PREDICATE_TYPE}.`)
    : open.failed(`The statement is a ${predicateType}, not an access record (${PREDICATE_TYPE}).`);
}

function checkSubjects({ subject }: Statement): Check {
  const open = check('subjects', 'Subjects');
  if (subject.length === 0 || subject.length > MAX_SUBJECTS) {
    return open.failed(`The statement has ${subject.length} subjects; 1 to ${MAX_SUBJECTS} are allowed.`);
  }
  const digests = new Set(subject.map(({ digest }) => canonicalize(digest)));
  if (digests.size < subject.length) return open.failed('The statement names the same subject twice.');
  return open.ok(subject.length === 1 ? 'The statement has one subject.' : `Its ${subject.length} subjects differ.`);
}

function checkSubject({ subject, predicate }: Statement, record: RecordFile): Check {
  const open = check('subject', 'Record file');
  const digest = sha256Hex(record.bytes);
  if (subject.some((each) => each.digest.sha256 === digest)) {
    return open.ok(`The statement speaks about the record file, sha256:${digest}.`);
  }
  const failure = `The statement does not speak about the record file (sha256:${digest})`;
  if (isSame(predicate, record.value)) {
    return open.failed(`${failure}, although it holds the same record: its subject is another file.`);
  }
  const id = valueAt(predicate, '/recordId');
  return id !== undefined && id === valueAt(record.value, '/recordId')
    ? open.failed(`${failure}, but holds a record with the same id: one of the two was altered.`)
    : open.failed(`${failure}; the file or the bundle is another.`);
}

function checkPredicate({ predicate }: Statement, record: RecordFile): Check {
  const open = check('predicate', 'Predicate');
  return isSame(predicate, record.value)
    ? open.ok('What was signed is the same as the record file.')
    : open.failed('What was signed differs from the record file.');
}

/** Text with a key twice, or a number that a double can't hold, means different things to different readers. */
function checkForm(record: RecordFile): Check {
  const open = check('canonical', 'Canonical form');
  const text = Buffer.from(record.bytes)
    .toString('utf8')
    .replace(/\r?\n$/, '');
  return text === canonicalForm(record.value)
    ? open.ok('The record file is in canonical form (RFC 8785).')
    : open.failed('The record file is not in canonical form (RFC 8785), so readers may see different things in it.');
}

function checkSchema(record: RecordFile): Check {
  const open = check('schema', 'Schema');
  const parsed = AccessRecord.safeParse(record.value);
  if (parsed.success) return open.ok(`The record file is an access record, version ${parsed.data.schemaVersion}.`);
  const [issue] = parsed.error.issues;
  const where = issue && issue.path.length > 0 ? ` at /${issue.path.join('/')}` : '';
  return open.failed(`The record file is not an access record of a known version: ${issue?.code ?? 'wrong'}${where}.`);
}

function isSame(signed: unknown, read: unknown): boolean {
  const form = canonicalForm(signed);
  return form !== undefined && form === canonicalForm(read);
}

function canonicalForm(value: unknown): string | undefined {
  try {
    return canonicalize(value);
  } catch {
    return undefined;
  }
}

function parseJson(payload: Uint8Array): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(payload);
    return isTooDeep(text) ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
