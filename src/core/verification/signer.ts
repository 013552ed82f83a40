import type { BundleSigner } from '../../ports.ts';
import { type Check, check } from './check.ts';
import { compareWithPipeline, compareWithRecorder } from './claims.ts';
import { checkWithin } from './consistency.ts';
import { valueAt } from './pointer.ts';
import { compareWithToken } from './token-claims.ts';

/** The issuer of the identity tokens of github.com's jobs (docs.github.com, OpenID Connect reference). */
export const GITHUB_ISSUER = 'https://token.actions.githubusercontent.com';

/** Who should have signed. */
export interface ExpectedSigner {
  /** `owner/repo` that the job ran for. */
  readonly repository?: string;
  /** The certificate's subject alternative name, exactly. */
  readonly identity?: string;
  /** The issuer of the identity, exactly. */
  readonly issuer: string;
}

const SOURCE_REPOSITORY = '1.3.6.1.4.1.57264.1.12';

/** Checks who signed: against what was expected, and against what the record says of itself. */
export function checkSigner(signer: BundleSigner, record: unknown, expected: ExpectedSigner): Check[] {
  if (signer.kind === 'key') return checkKeySigner(signer.fingerprint, record, expected);
  return [
    checkIssuer(signer.issuer, expected.issuer),
    checkIdentity(signer.identity, expected.identity),
    checkRepository(signer.claims[SOURCE_REPOSITORY], expected.repository),
    ...checkRecorder(signer.claims, record, expected),
  ];
}

function checkIssuer(issuer: string, expected: string): Check {
  const open = check('issuer', 'Issuer of the identity');
  return issuer === expected
    ? open.ok(`The identity comes from ${issuer}.`)
    : open.failed(`The identity comes from ${issuer}, not from ${expected}.`);
}

function checkIdentity(identity: string, expected: string | undefined): Check {
  const open = check('identity', 'Identity');
  if (expected === undefined) return open.notChecked(`Signed by ${identity}; no identity was expected.`);
  return identity === expected
    ? open.ok(`Signed by ${identity}, as expected.`)
    : open.failed(`Signed by ${identity}, but ${expected} was expected.`);
}

/** Names of repositories are compared without regard to case, as GitHub does. */
function checkRepository(claimed: string | undefined, expected: string | undefined): Check {
  const open = check('repository', 'Expected repository');
  if (expected === undefined) return open.notChecked('No repository was expected.');
  const path = claimed !== undefined && URL.canParse(claimed) ? new URL(claimed).pathname.slice(1) : undefined;
  return path?.toLowerCase() === expected.toLowerCase()
    ? open.ok(`Signed for ${path}, as expected.`)
    : open.failed(`Signed for ${claimed ?? 'no repository'}, but ${expected} was expected.`);
}

function checkRecorder(claims: Readonly<Record<string, string>>, record: unknown, expected: ExpectedSigner): Check[] {
  const open = check('recorder', 'Recorder');
  const kind = valueAt(record, '/recorder/kind');
  if (kind === 'job' || kind === 'gate') {
    return [
      open.ok(`The record was made by a ${kind} of the run that it speaks of.`),
      ...compareWithPipeline(claims, record, kind),
      ...compareWithToken(claims, record),
      ...checkWithin(record),
      ...compareWithRecorder(claims, record, { strict: false }),
    ];
  }
  if (kind === 'collector') {
    return [
      expected.identity === undefined
        ? open.failed('A collector made the record, about another job; say which collector is trusted by --identity.')
        : open.ok('A collector made the record: what it says of the job is its testimony.'),
      ...compareWithRecorder(claims, record, { strict: true }),
    ];
  }
  return [open.failed(`A job signed the record, but the record says that its recorder was ${String(kind)}.`)];
}

function checkKeySigner(fingerprint: string, record: unknown, expected: ExpectedSigner): Check[] {
  const open = check('recorder', 'Recorder');
  const identity = check('identity', 'Identity');
  const asked = expected.identity ?? expected.repository;
  const isLocal = valueAt(record, '/recorder/kind') === 'local' && valueAt(record, '/pipeline/provider') === 'local';
  return [
    asked === undefined
      ? identity.ok(`Signed by the given key, ${fingerprint}; a key says nothing about who holds it.`)
      : identity.failed(`Signed by a key, which has no identity, but ${asked} was expected.`),
    isLocal
      ? open.ok('The record was made on the machine that holds the key.')
      : open.failed('The record speaks of a job, but a key signed it: only a certificate can prove which job it was.'),
  ];
}
