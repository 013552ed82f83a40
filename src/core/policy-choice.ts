import { DoorlogError } from '../errors.ts';
import type { GapReason } from '../model/access-record.ts';
import { POLICY_PATH } from '../model/policy.ts';
import type { FileAt, Observed, Overview, PinnedFile } from '../ports.ts';
import { sha256Hex } from './canonical.ts';
import { organizationAlone, organizationPolicy, placeOfPolicy, withLayers } from './organization-layers.ts';
import { isSameRef, parseOrganizationRef } from './organization-ref.ts';
import { builtInPolicy, type CheckCustomRules, type PolicyInForce, parsePolicy } from './policy.ts';
import { mayPass, whyMissing } from './why-missing.ts';

const NOT_THERE = { reason: 'not-found', needed: 'permissions: contents: read' } as const;

/** The policy to judge by, or why there is none: a policy that can't be read is never replaced by a weaker one. */
export type PolicyChoice =
  | {
      readonly policy: PolicyInForce;
      /** The policy that has taken its place since the job began. */
      readonly changedTo?: PolicyInForce;
      /** Why a layer of it is missing: what is there judges, but lets nothing pass. */
      readonly error?: DoorlogError;
    }
  | { readonly error: DoorlogError; readonly repository: string };

/** What choosing takes beside the repository's own files. */
export interface PolicyReading {
  /** The organisation's policy that the inputs demand, as `OWNER/REPO/PATH@COMMIT`. */
  readonly demanded?: string | undefined;
  /** Reads an organisation's policy; never raises. */
  readonly read?: (file: PinnedFile) => Promise<Observed<string>>;
  readonly check?: CheckCustomRules | undefined;
}

/** What is being judged: a commit, and the full ref that it was pushed to. */
export interface JudgedCommit {
  readonly sha: string | undefined;
  readonly ref: string | undefined;
  /** The policy by which the start was judged, where it came from the repository. */
  readonly policyAtStart?: { readonly commit: string; readonly digest: string } | undefined;
}

/**
 * Chooses the policy at the head of the default branch. Where the very push to it that is being judged changed it, the
 * one before the push holds: no commit is judged by a policy that it brings along. What stood on another branch before
 * a push is never asked: whoever may push there could have put anything. The end is judged by the policy of the start,
 * which the job itself may have replaced since, and by what replaced it too. Over it stands the organisation's, also
 * where the repository has none or one that can't be read.
 */
export async function choosePolicy(
  overview: Overview,
  repository: string,
  judged: JudgedCommit,
  reading: PolicyReading = {},
): Promise<PolicyChoice> {
  const { check } = reading;
  const [own, demanded] = await Promise.all([
    judged.policyAtStart
      ? policyOfStart(overview, repository, judged.policyAtStart, check)
      : policyOfHead(overview, repository, judged, check),
    demandedPolicy(reading),
  ]);
  if (!('policy' in own)) return withoutOwn(own, demanded);
  const now = await layered(own.policy, repository, demanded, reading);
  if (!own.changedTo || !('policy' in now)) return now;
  const later = await layered(own.changedTo, repository, demanded, reading);
  return 'policy' in later ? { ...now, changedTo: later.policy } : now;
}

/**
 * The choice for a job whose workflow file names an organisation's policy that it was not given: GitHub hands the
 * variables of an organisation or a repository to no pull request from a fork. What is there judges, but lets nothing
 * pass.
 * https://docs.github.com/actions/learn-github-actions/variables
 */
export function withoutNamed(choice: PolicyChoice, repository: string): PolicyChoice {
  const missing = new DoorlogError(
    'policy-unavailable',
    'The workflow file gives the input “organization-policy” a value that is empty in this run, as variables are for a fork’s pull request: write OWNER/REPO/PATH@COMMIT there instead of a variable.',
  );
  if (!('policy' in choice)) return { ...choice, error: bothOf(missing, choice.error) };
  const error = choice.error ? bothOf(missing, choice.error) : missing;
  return choice.policy.origin.origin === 'built-in' ? { error, repository } : { ...choice, error };
}

/** The organisation's policy that the inputs demand, or why it can't be had. */
type Demanded =
  | { readonly policy: PolicyInForce; readonly file: PinnedFile }
  | { readonly error: DoorlogError; readonly file?: PinnedFile };

async function demandedPolicy(reading: PolicyReading): Promise<Demanded | undefined> {
  const { demanded } = reading;
  if (demanded === undefined) return undefined;
  const named = await caught(async () => ({ file: parseOrganizationRef(demanded, 'The input “organization-policy”') }));
  return 'file' in named ? fetched(named.file, reading) : named;
}

async function fetched(file: PinnedFile, { read, check }: PolicyReading): Promise<Demanded> {
  const found = await caught(async () => ({ policy: await organizationPolicy(file, await textOf(file, read), check) }));
  return { ...found, file };
}

async function textOf(file: PinnedFile, read: PolicyReading['read']): Promise<Observed<string>> {
  return read ? read(file) : { ok: false, reason: 'not-asked', needed: 'a reader of other repositories' };
}

async function caught<T>(action: () => Promise<T>): Promise<T | { readonly error: DoorlogError }> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof DoorlogError) return { error };
    throw error;
  }
}

/** What the organisation demands is judged whatever became of the repository's own policy. */
function withoutOwn(
  own: { readonly error: DoorlogError; readonly repository: string },
  demanded: Demanded | undefined,
): PolicyChoice {
  if (!demanded) return own;
  if ('error' in demanded) return { ...own, error: bothOf(demanded.error, own.error) };
  return { policy: organizationAlone(own.repository, demanded.policy), error: own.error };
}

/** One error for two: a mistake is the one that fails a job whatever `on-error` says. */
function bothOf(a: DoorlogError, b: DoorlogError): DoorlogError {
  const [first, second] = b.code === 'policy-invalid' ? [b, a] : [a, b];
  return new DoorlogError(first.code, `${first.message} And: ${second.message}`, { cause: second });
}

async function layered(
  own: PolicyInForce,
  repository: string,
  demanded: Demanded | undefined,
  reading: PolicyReading,
): Promise<PolicyChoice> {
  const { organizationRef: ref, ...bare } = own;
  const isDemanded = ref && demanded?.file && isSameRef(ref, demanded.file);
  const extended = ref && !isDemanded ? await fetched(ref, reading) : undefined;
  const layers = [demanded, extended].filter((layer) => layer !== undefined);
  const policy = withLayers(bare, {
    demanded: demanded && policyOf(demanded),
    extended: extended && policyOf(extended),
  });
  const [first, second] = layers.flatMap((layer) => ('error' in layer ? [layer.error] : []));
  if (!first) return { policy };
  const error = second ? bothOf(first, second) : first;
  // Nobody chose the built-in policy: it is no part of what was asked for.
  if (policy.origin.origin === 'built-in') return { error, repository };
  // A layer that could not be had is named all the same, without a digest.
  const [organization, other] = layers.flatMap((layer) => placeOf(layer) ?? []);
  return { policy: { ...policy, ...(organization && { organization }), ...(other && { extended: other }) }, error };
}

function policyOf(layer: Demanded): PolicyInForce | undefined {
  return 'policy' in layer ? layer.policy : undefined;
}

function placeOf(layer: Demanded): PolicyInForce['organization'] {
  return 'policy' in layer ? placeOfPolicy(layer.policy) : layer.file;
}

async function policyOfHead(
  overview: Overview,
  repository: string,
  judged: JudgedCommit,
  check: PolicyReading['check'],
): Promise<PolicyChoice> {
  const head = overview.policy;
  if (!head.ok) return { error: unavailable(head), repository };
  const ref = overview.repository.ok ? overview.repository.value.defaultBranch : undefined;
  const isPush = head.value.commit === judged.sha && judged.ref === `refs/heads/${ref}`;
  const before = isPush ? overview.policyBefore : undefined;
  if (before?.ok === false) return { error: unavailable(before), repository };
  const file = before && before.value.text !== head.value.text ? before.value : head.value;
  return policyIn(file, { repository, ref, check });
}

async function policyOfStart(
  overview: Overview,
  repository: string,
  atStart: NonNullable<JudgedCommit['policyAtStart']>,
  check: PolicyReading['check'],
): Promise<PolicyChoice> {
  const { policyBefore: then, policy: now } = overview;
  if (!then?.ok) return { error: unavailable(then ?? NOT_THERE), repository };
  if (then.value.text === null || sha256Hex(then.value.text) !== atStart.digest) {
    return {
      error: unreadable('policy-unavailable', 'the start named another one than its commit holds.'),
      repository,
    };
  }
  const ref = overview.repository.ok ? overview.repository.value.defaultBranch : undefined;
  const choice = await policyIn(then.value, { repository, ref, check });
  if (!now.ok || now.value.text === then.value.text || 'error' in choice) return choice;
  const later = await policyIn(now.value, { repository, ref, check });
  return 'policy' in later ? { ...choice, changedTo: later.policy } : choice;
}

interface Place extends Pick<PolicyReading, 'check'> {
  readonly repository: string;
  readonly ref: string | undefined;
}

async function policyIn({ commit, text }: FileAt, { repository, ref, check }: Place): Promise<PolicyChoice> {
  if (text === null) return { policy: builtInPolicy() };
  const digest = sha256Hex(text);
  const origin = { origin: 'repository', repository, path: POLICY_PATH, ...(ref && { ref }), commit, digest } as const;
  const parsed = await caught(async () => ({ policy: await parsePolicy(text, origin, check) }));
  return 'policy' in parsed ? parsed : { ...parsed, repository };
}

function unavailable({ reason, needed }: { reason: GapReason; needed: string }): DoorlogError {
  const mend = mayPass(reason) ? '' : `; it takes ${needed}`;
  return unreadable(
    reason === 'input-invalid' ? 'policy-invalid' : 'policy-unavailable',
    `${whyMissing(reason)}${mend}.`,
  );
}

function unreadable(code: 'policy-invalid' | 'policy-unavailable', why: string): DoorlogError {
  return new DoorlogError(code, `The policy ${POLICY_PATH} could not be read from the default branch: ${why}`);
}
