import { canonicalize, sha256Hex } from '../../../src/core/canonical.ts';
import { recordsInText } from '../../../src/core/stored-records.ts';
import { tellBundles } from '../../../src/core/told-bundle.ts';
import { isTooDeep } from '../../../src/core/verification/nesting.ts';
import { DoorlogError } from '../../../src/errors.ts';
import { PAYLOAD_TYPE, PREDICATE_TYPE, STATEMENT_TYPE } from '../../../src/model/predicate-type.ts';
import { proveRecord, type RecordAnswer, recordsInBundles } from '../../../src/pipeline/prove-record.ts';
import type { BundleVerifier } from '../../../src/ports.ts';
import { IDENTITY, sampleClaims } from '../../core/verification/sample.ts';
import { EXPECTED } from '../evidence.ts';
import type { Corpus, Genuine } from './corpus.ts';
import { damagedJson } from './json-damage.ts';
import { meaningOf, saysWhatIsClaimed } from './meaning.ts';
import { Random } from './random.ts';
import { damagedText } from './text-damage.ts';

/** What is to be tried: the same seed and index are the same damage. */
export interface Trial {
  readonly seed: number;
  readonly index: number;
  /** How many times it is damaged, at most; left out, up to three. */
  readonly most?: number;
}

/** What came of a trial, which is as it should be. */
export type Outcome = 'refused' | 'unreadable' | 'same';

/** Raised where damaged evidence was accepted, or where anything but an error of ours was raised. */
export class FuzzFailure extends Error {}

/** Damages genuine evidence and verifies it as `doorlog verify` does. Raises `FuzzFailure`. */
export async function tryOnce(corpus: Corpus, verifier: BundleVerifier, trial: Trial): Promise<Outcome> {
  const random = new Random(trial.seed * 1_000_003 + trial.index);
  const genuine = corpus.genuine[random.below(corpus.genuine.length)] ?? corpus.genuine[0];
  const other = corpus.genuine[random.below(corpus.genuine.length)] ?? corpus.genuine[0];
  const damage = damager(random, trial.most ?? 3);
  const kind = random.below(10);
  if (kind < 6) return filesDamaged(corpus, genuine, other, verifier, damage, random);
  return kind < 9
    ? signedDamaged(corpus.genuine[0], other, damage, random)
    : logDamaged(genuine, other, verifier, damage);
}

type Damage = (text: string, other: string) => string;

function damager(random: Random, most: number): Damage {
  return (text, other) => {
    let damaged = text;
    for (let left = Math.min(most, 1 + random.below(3)); left > 0; left -= 1) {
      const structural = random.below(4) > 0 && !isTooDeep(damaged) && isJson(damaged);
      damaged = structural ? damagedJson(damaged, other, random) : damagedText(damaged, random);
    }
    return damaged;
  };
}

async function filesDamaged(
  corpus: Corpus,
  genuine: Genuine,
  other: Genuine,
  verifier: BundleVerifier,
  damage: Damage,
  random: Random,
): Promise<Outcome> {
  const isRecord = random.below(4) === 0;
  const record = isRecord ? damage(genuine.record, other.record) : genuine.record;
  const bundle = isRecord ? genuine.bundle : damage(genuine.bundle, other.bundle);
  if (!isRecord) {
    await attempt(async () => recordsInBundles(tellBundles(bundle).map((told) => ({ ...told, from: [] }))));
  }
  const answer = await attempt(() => prove(record, bundle, verifier));
  if (answer?.verdict !== 'verified') return answer ? 'refused' : 'unreadable';
  const known = await meaningsOf(corpus, verifier);
  if (known.has(await meaningOf(record, bundle, verifier))) return 'same';
  throw new FuzzFailure(`Accepted, with another meaning: ${excerpt(isRecord ? record : bundle)}`);
}

const meanings = new WeakMap<Corpus, Promise<ReadonlySet<string>>>();

function meaningsOf(corpus: Corpus, verifier: BundleVerifier): Promise<ReadonlySet<string>> {
  const known =
    meanings.get(corpus) ??
    Promise.all(corpus.genuine.map(({ record, bundle }) => meaningOf(record, bundle, verifier))).then(
      (all) => new Set(all),
    );
  meanings.set(corpus, known);
  return known;
}

/** As if whoever may sign signs anything: only what the certificate does not contradict may be accepted. */
async function signedDamaged(genuine: Genuine, other: Genuine, damage: Damage, random: Random): Promise<Outcome> {
  const record = damage(genuine.record, other.record);
  const honest = `{"_type":"${STATEMENT_TYPE}","subject":[{"name":"r","digest":{"sha256":"${sha256Hex(record)}"}}],"predicateType":"${PREDICATE_TYPE}","predicate":${record}}`;
  const payload = random.below(3) === 0 ? damage(honest, other.record) : honest;
  const envelope = { payloadType: PAYLOAD_TYPE, payload: Buffer.from(payload), signatures: 1 };
  const claims = sampleClaims(random.below(4) === 0 ? { [8 + random.below(17)]: damage('"x"', '"y"') } : {});
  const trusting: BundleVerifier = {
    open: () => envelope,
    verify: async () => ({
      envelope,
      evidence: '',
      signedAt: new Date(),
      signer: { kind: 'certificate', identity: IDENTITY, issuer: EXPECTED.issuer, claims },
    }),
  };
  const answer = await attempt(() => prove(record, genuine.bundle, trusting));
  if (answer?.verdict !== 'verified') return answer ? 'refused' : 'unreadable';
  if (saysWhatIsClaimed(record, claims)) return 'same';
  throw new FuzzFailure(`Accepted, although the certificate claims otherwise: ${excerpt(record)}`);
}

async function logDamaged(
  genuine: Genuine,
  other: Genuine,
  verifier: BundleVerifier,
  damage: Damage,
): Promise<Outcome> {
  const log = damage(genuine.log, other.log);
  const answer = await attempt(() => prove(genuine.record, genuine.bundle, verifier, log));
  const check = answer?.checks.find(({ id }) => id === 'commitment');
  if (check?.status !== 'ok') return answer ? 'refused' : 'unreadable';
  if (recordsInText(log).some((entry) => isSame(entry, genuine.log))) return 'same';
  throw new FuzzFailure(`The log view was taken for the one committed to: ${excerpt(log)}`);
}

async function prove(record: string, bundles: string, verifier: BundleVerifier, log?: string): Promise<RecordAnswer> {
  const question = { bytes: Buffer.from(record), bundles, from: [], ...(log !== undefined && { log }) };
  return (await proveRecord(question, { verifier, expected: EXPECTED })).answer;
}

/** Errors of ours are answers too; whatever else is raised is a fault. */
async function attempt<T>(action: () => Promise<T>): Promise<T | undefined> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof DoorlogError && error.code !== 'internal') return undefined;
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    throw new FuzzFailure(`Raised ${what.slice(0, 1_500)}`);
  }
}

/** Whoever stands behind pseudonyms is no part of what is committed to; what has no canonical form is not the same. */
function isSame({ pseudonyms: _, ...entry }: Readonly<Record<string, unknown>>, log: string): boolean {
  const { pseudonyms: __, ...whole } = JSON.parse(log);
  try {
    return canonicalize(entry) === canonicalize(whole);
  } catch {
    return false;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function excerpt(text: string): string {
  return text.length > 6_000 ? `${text.slice(0, 6_000)}… (${text.length} characters)` : text;
}
