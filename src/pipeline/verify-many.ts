import * as z from 'zod/mini';
import { bundlesIn } from '../core/bundle-formats.ts';
import { canonicalize, sha256Hex } from '../core/canonical.ts';
import type { Check } from '../core/verification/check.ts';
import { asksMoreThanKey } from '../core/verification/expected-signer.ts';
import type { ExpectedSigner } from '../core/verification/signer.ts';
import { codeOf, sentenceOf } from '../errors.ts';
import { jsonOrNothing } from '../json.ts';
import { PREDICATE_TYPE } from '../model/predicate-type.ts';
import type { BundleVerifier } from '../ports.ts';
import { verifyRecord } from './verify.ts';
import { verifyArtifact } from './verify-artifact.ts';

/** The text of a file, or of one line of it, that may hold bundles. */
export interface BundleText {
  /** For people: the file, and the line where there are many. */
  readonly name: string;
  readonly text: string;
}

/** What came of one bundle: `skipped` is what holds no bundle, or one over a bare file that is not there. */
export interface BundleVerdict {
  readonly name: string;
  readonly verdict: 'verified' | 'incomplete' | 'refused' | 'skipped';
  /** The first sentence that says why it is not verified. */
  readonly sentence?: string;
  /** The access record in it, where there is one that is not refused. */
  readonly record?: { readonly recordId: string; readonly phase: string; readonly digest: string };
  /** Of a statement that is no access record. */
  readonly predicateType?: string;
}

/** Whose bundles they have to be. */
export interface ManyExpected {
  readonly signer: ExpectedSigner;
  /** Whether a key, and nothing else, is trusted. */
  readonly byKey: boolean;
}

const Statement = z.looseObject({
  predicateType: z.string(),
  subject: z.array(z.looseObject({ digest: z.record(z.string(), z.string()) })),
  predicate: z.optional(z.unknown()),
});
const Identified = z.looseObject({ recordId: z.string(), phase: z.string() });
const BareFile = z.looseObject({
  mediaType: z.string(),
  messageSignature: z.looseObject({}),
  dsseEnvelope: z.optional(z.custom<undefined>((given) => given === undefined)),
});
const BUNDLE_TYPE = 'application/vnd.dev.sigstore.bundle';

/**
 * Verifies each bundle of a text by itself: an access record is its own record file, of any other statement signature and
 * signer count. Raises what the verifier raises for want of a trust root.
 */
export async function verifyBundleText(
  { name, text }: BundleText,
  expected: ManyExpected,
  verifier: BundleVerifier,
): Promise<BundleVerdict[]> {
  const bundles = bundlesIn(text);
  if (bundles.length === 0) return [{ name, verdict: 'skipped', sentence: 'It holds no bundle.' }];
  const verdicts: BundleVerdict[] = [];
  for (const [index, bundle] of bundles.entries()) {
    const each = bundles.length === 1 ? name : `${name}#${index + 1}`;
    verdicts.push({ name: each, ...(await verdictOn(bundle, expected, verifier)) });
  }
  return verdicts;
}

type Verdict = Omit<BundleVerdict, 'name'>;

async function verdictOn(bundle: string, expected: ManyExpected, verifier: BundleVerifier): Promise<Verdict> {
  try {
    const statement = Statement.safeParse(jsonOrNothing(verifier.open(bundle).payload));
    if (!statement.success) return { verdict: 'refused', sentence: 'What was signed is not an in-toto Statement.' };
    const { predicateType, predicate } = statement.data;
    if (predicateType === PREDICATE_TYPE) return await verdictOnRecord(predicate, bundle, expected, verifier);
    return await verdictOnStatement(statement.data, bundle, expected, verifier);
  } catch (error) {
    const sentence = sentenceOf(error);
    switch (codeOf(error)) {
      case 'usage':
        return { verdict: 'incomplete', sentence };
      case 'file-invalid':
        return bundle.includes(BUNDLE_TYPE)
          ? { verdict: 'refused', sentence }
          : { verdict: 'skipped', sentence: 'It holds no bundle.' };
      case 'verification-failed':
        return BareFile.safeParse(jsonOrNothing(bundle)).success
          ? { verdict: 'skipped', sentence: 'It signs a bare file; verify that file by itself.' }
          : { verdict: 'refused', sentence };
      default:
        throw error;
    }
  }
}

async function verdictOnRecord(
  predicate: unknown,
  bundle: string,
  { signer }: ManyExpected,
  verifier: BundleVerifier,
): Promise<Verdict> {
  const record = canonicalForm(predicate);
  if (record === undefined) return { verdict: 'refused', sentence: 'What was signed has no canonical form.' };
  const answer = await verifyRecord({ record: Buffer.from(record), bundles: bundle, expected: signer }, verifier);
  const { verdict, checks } = answer;
  if (verdict === 'refused') return { verdict, ...whyNot(checks) };
  const identified = Identified.safeParse(predicate);
  const { recordId, phase } = identified.success ? identified.data : {};
  return {
    verdict,
    ...(verdict === 'incomplete' && whyNot(checks)),
    ...(recordId !== undefined && phase !== undefined && { record: { recordId, phase, digest: sha256Hex(record) } }),
  };
}

async function verdictOnStatement(
  { predicateType, subject }: z.infer<typeof Statement>,
  bundle: string,
  { signer, byKey }: ManyExpected,
  verifier: BundleVerifier,
): Promise<Verdict> {
  const [algorithm, hex] = Object.entries(subject[0]?.digest ?? {})[0] ?? [];
  if (algorithm === undefined) return { verdict: 'refused', sentence: 'The statement speaks about nothing.' };
  const digest = `${algorithm}:${hex}`;
  const { verdict, checks } = await verifyArtifact(
    {
      artifact: { name: digest, digest },
      bundles: bundle,
      expected: byKey && !asksMoreThanKey(signer) ? 'key' : signer,
      predicateType,
    },
    verifier,
  );
  return { verdict, predicateType, ...(verdict === 'refused' && whyNot(checks)) };
}

/** What nobody expected is not looked at, and that is no defect. */
const UNASKED = ['identity', 'repository', 'predicate-type'];

function whyNot(checks: readonly Check[]): { sentence?: string } {
  const reason =
    checks.find(({ status }) => status === 'failed') ??
    checks.find(({ status, id }) => status === 'not-checked' && !UNASKED.includes(id));
  return reason ? { sentence: reason.detail } : {};
}

function canonicalForm(value: unknown): string | undefined {
  try {
    return canonicalize(value);
  } catch {
    return undefined;
  }
}

/**
 * Answers for each bundle the name of an earlier one that holds another record of the same job and phase. Keeps a few
 * dozen bytes for each record.
 */
export function createConflictFinder(): (verdict: BundleVerdict) => string | undefined {
  const seen = new Map<string, { readonly digest: string; readonly name: string }>();
  return ({ name, record }) => {
    if (!record) return undefined;
    const key = `${record.recordId} ${record.phase}`;
    const earlier = seen.get(key);
    if (!earlier) {
      seen.set(key, { digest: record.digest, name });
      return undefined;
    }
    return earlier.digest === record.digest ? undefined : earlier.name;
  };
}
