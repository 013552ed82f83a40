import * as z from 'zod/mini';
import { PAYLOAD_TYPE } from '../model/predicate-type.ts';
import type { BundleEnvelope } from '../ports.ts';
import { type Check, check } from './verification/check.ts';

/** A file that a statement is to speak about. */
export interface AttestedArtifact {
  /** In words for sentences: its name, or the digest itself. */
  readonly name: string;
  /** `sha256:` or another algorithm of the statement's, and lower-case hex. */
  readonly digest: string;
}

/** Versions of the in-toto Statement that are in use (in-toto attestation framework, spec/README.md). */
const STATEMENT_TYPES = ['https://in-toto.io/Statement/v0.1', 'https://in-toto.io/Statement/v1'];

const Statement = z.looseObject({
  _type: z.string(),
  subject: z.array(z.looseObject({ digest: z.record(z.string(), z.string()) })),
  predicateType: z.string(),
});

/** Whether an envelope says that it holds a statement about this artifact; nothing of it is proven. */
export function isAboutArtifact({ payload }: BundleEnvelope, digest: string): boolean {
  const { success, data } = Statement.safeParse(parseJson(payload));
  return success && namesDigest(data, digest);
}

/** Checks that an envelope holds an in-toto Statement about an artifact, of the predicate type where one is given. */
export function checkArtifactStatement(
  { payloadType, payload, signatures }: BundleEnvelope,
  artifact: AttestedArtifact,
  predicateType: string | undefined,
): Check[] {
  const one = check('one-signature', 'One signature');
  const type = check('payload-type', 'Payload type');
  const form = check('statement', 'In-toto statement');
  const checks = [
    signatures === 1
      ? one.ok('The envelope has exactly one signature.')
      : one.failed(`The envelope has ${signatures} signatures, and exactly one is allowed.`),
    payloadType === PAYLOAD_TYPE
      ? type.ok(`The envelope holds ${PAYLOAD_TYPE}.`)
      : type.failed(`The envelope holds ${payloadType}, not ${PAYLOAD_TYPE}.`),
  ];
  const { success, data } = Statement.safeParse(parseJson(payload));
  if (!success) return [...checks, form.failed('What was signed is not an in-toto Statement.')];
  return [
    ...checks,
    STATEMENT_TYPES.includes(data._type)
      ? form.ok(`What was signed is an ${data._type}.`)
      : form.failed(`What was signed calls itself ${data._type}, which is no in-toto Statement that is known.`),
    checkSubject(data, artifact),
    checkPredicateType(data.predicateType, predicateType),
  ];
}

function checkSubject(statement: z.infer<typeof Statement>, { name, digest }: AttestedArtifact): Check {
  const open = check('subject', 'Artifact');
  const about = name === digest ? digest : `${name} (${digest})`;
  return namesDigest(statement, digest)
    ? open.ok(`The statement speaks about ${about}.`)
    : open.failed(`The statement does not speak about ${about}; the file or the bundle is another.`);
}

function namesDigest({ subject }: z.infer<typeof Statement>, digest: string): boolean {
  const colon = digest.indexOf(':');
  const [algorithm, hex] = [digest.slice(0, colon), digest.slice(colon + 1)];
  return hex !== '' && subject.some((each) => Object.hasOwn(each.digest, algorithm) && each.digest[algorithm] === hex);
}

function checkPredicateType(said: string, expected: string | undefined): Check {
  const open = check('predicate-type', 'Predicate type');
  if (expected === undefined) return open.notChecked(`The statement is a ${said}; no predicate type was expected.`);
  return said === expected
    ? open.ok(`The statement is a ${said}, as expected.`)
    : open.failed(`The statement is a ${said}, but ${expected} was expected.`);
}

function parseJson(payload: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
  } catch {
    return undefined;
  }
}
