import type { BundleSigner } from '../../ports.ts';
import { type Check, check } from './check.ts';
import type { Claims } from './claim.ts';
import { compareWithPipeline, compareWithRecorder } from './claims.ts';
import { checkCollector, testifiedIn } from './collector.ts';
import { checkWithin } from './consistency.ts';
import { checkExpected, claimedIn, type ExpectedSigner } from './expected-signer.ts';
import { matchesPattern } from './identity-pattern.ts';
import { valueAt } from './pointer.ts';
import { told } from './said.ts';
import { compareWithToken } from './token-claims.ts';

export type { ExpectedSigner } from './expected-signer.ts';

/** The issuer of the identity tokens of github.com's jobs (docs.github.com, OpenID Connect reference). */
export const GITHUB_ISSUER = 'https://token.actions.githubusercontent.com';

/** Checks who signed: against what was expected, and against what the record says of itself. */
export function checkSigner(signer: BundleSigner, record: unknown, expected: ExpectedSigner): Check[] {
  if (signer.kind === 'key') return checkKeySigner(signer.fingerprint, record, expected);
  const issuer = checkIssuer(signer.issuer, expected.issuer);
  const kind = valueAt(record, '/recorder/kind');
  if (kind === 'collector') {
    return [
      issuer,
      checkPhase(kind, record),
      ...checkExpected(testifiedIn(record), expected),
      ...checkCollector(signer, record, expected),
    ];
  }
  return [
    issuer,
    checkIdentity(signer.identity, expected.identity),
    ...checkExpected(claimedIn(signer.claims), expected),
    ...checkRecorder(signer.claims, record, kind),
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
  return matchesPattern(expected, identity)
    ? open.ok(`Signed by ${identity}, as expected.`)
    : open.failed(`Signed by ${identity}, but ${expected} was expected.`);
}

function checkRecorder(claims: Claims, record: unknown, kind: unknown): Check[] {
  if (kind !== 'job' && kind !== 'gate') {
    const open = check('recorder', 'Recorder');
    return [open.failed(`A job signed the record, but the record says that its recorder was ${told(kind)}.`)];
  }
  return [
    checkPhase(kind, record),
    ...compareWithPipeline(claims, record, kind),
    ...compareWithToken(claims, record),
    ...checkWithin(record),
    ...compareWithRecorder(claims, record, { strict: false }),
  ];
}

/** A job speaks of itself, a collector of a job that is over: neither may take the other’s word. */
function checkPhase(kind: 'job' | 'gate' | 'collector', record: unknown): Check {
  const open = check('recorder', 'Recorder');
  const phase = valueAt(record, '/phase');
  if ((phase === 'collector') !== (kind === 'collector')) {
    return open.failed(`The record says that a ${kind} made it, and that it speaks of the phase ${told(phase)}.`);
  }
  return kind === 'collector'
    ? open.ok('A collector made the record: what it says of the job is its testimony.')
    : open.ok(`The record was made by a ${kind} of the run that it speaks of.`);
}

function checkKeySigner(fingerprint: string, record: unknown, expected: ExpectedSigner): Check[] {
  const open = check('recorder', 'Recorder');
  const identity = check('identity', 'Identity');
  const { identity: who, repository, workflow, ref, environment, runner } = expected;
  const asked = who ?? repository ?? workflow ?? ref ?? environment ?? runner;
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
