import { DoorlogError } from '../errors.ts';
import type { GapReason } from '../model/access-record.ts';
import type { Observed, PinnedFile } from '../ports.ts';
import { sha256Hex } from './canonical.ts';
import { formatOrganizationRef } from './organization-ref.ts';
import { lowest } from './policy/layers.ts';
import { type CheckCustomRules, type PolicyInForce, parsePolicy, withOrganization } from './policy.ts';
import { PRODUCTION_ENVIRONMENTS } from './severity-weight.ts';
import { stricter } from './strictness.ts';
import { mayPass } from './why-missing.ts';

/** The layers of a repository's policy: what the organisation demands, and what the repository's own file extends. */
export interface Layers {
  readonly demanded?: PolicyInForce | undefined;
  readonly extended?: PolicyInForce | undefined;
}

/**
 * Reads the text of an organisation's policy as it was fetched.
 * Raises `policy-unavailable` where there is no text, `policy-invalid` with a sentence that names the organisation's file.
 */
export async function organizationPolicy(
  file: PinnedFile,
  text: Observed<string>,
  check?: CheckCustomRules,
): Promise<PolicyInForce> {
  if (!text.ok) throw unavailable(file, text);
  const { repository, path, commit } = file;
  const digest = sha256Hex(text.value);
  const name = `${repository}/${path}`;
  const policy = await parsePolicy(text.value, { origin: 'repository', path: name }, check);
  const { organizationRef: other } = policy;
  if (other) {
    throw new DoorlogError(
      'policy-invalid',
      `${name} extends the policy of ${other.repository}; an organisation’s policy may extend templates only.`,
    );
  }
  return { ...policy, origin: { ...policy.origin, repository, path, commit, digest } };
}

/**
 * Puts the organisation's layers over a repository's policy, which can loosen neither. Two of them make one layer; of
 * what both demand, no waiver of the one that the repository chose itself can take anything away.
 */
export function withLayers(repository: PolicyInForce, { demanded, extended }: Layers): PolicyInForce {
  if (!demanded) return extended ? withOrganization(repository, extended) : repository;
  if (!extended) return withOrganization(repository, demanded);
  return { ...withOrganization(repository, together(demanded, extended)), extended: placeOfPolicy(extended) };
}

/** Where a policy was read, without what kind of place that is. */
export function placeOfPolicy(policy: PolicyInForce): NonNullable<PolicyInForce['organization']> {
  const { origin: _, templates: __, ...place } = policy.origin;
  return place;
}

/** Nothing but what the organisation demands, for a repository whose own policy can't be had. */
export function organizationAlone(repository: string, demanded: PolicyInForce): PolicyInForce {
  const { failFrom } = demanded;
  const nothing: PolicyInForce = {
    origin: { origin: 'none', repository },
    rules: [],
    strictness: {},
    ...(failFrom && { failFrom }),
  };
  return withOrganization(nothing, demanded);
}

function together(demanded: PolicyInForce, extended: PolicyInForce): PolicyInForce {
  const { failFrom: _, productionEnvironments: __, ...rest } = demanded;
  const failFrom = lowest(demanded.failFrom, extended.failFrom);
  const onViolation = stricter(demanded.strictness.onViolation, extended.strictness.onViolation);
  const onUnknown = stricter(demanded.strictness.onUnknown, extended.strictness.onUnknown);
  const onError = stricter(demanded.strictness.onError, extended.strictness.onError);
  const environments = environmentsOf(demanded, extended);
  return {
    ...rest,
    rules: [...demanded.rules, ...extended.rules],
    custom: [...(demanded.custom ?? []), ...(extended.custom ?? [])],
    waivers: [...(demanded.waivers ?? []), ...waiversBeside(demanded, extended)],
    ...(failFrom && { failFrom }),
    ...(environments && { productionEnvironments: environments }),
    strictness: {
      ...(onViolation && { onViolation }),
      ...(onUnknown && { onUnknown }),
      ...(onError && { onError }),
    },
  };
}

/** In which environments findings weigh more by either; undefined where both leave that open. */
function environmentsOf(...policies: readonly PolicyInForce[]): readonly string[] | undefined {
  const named = policies.map(({ productionEnvironments }) => productionEnvironments);
  if (named.every((each) => each === undefined)) return undefined;
  return named.flatMap((each) => each ?? PRODUCTION_ENVIRONMENTS);
}

/** A repository could name any file as an organisation's: its waivers reach only what nobody else demands. */
function waiversBeside({ rules, custom = [] }: PolicyInForce, { waivers = [] }: PolicyInForce) {
  const demanded = new Set([...rules.map(({ rule }) => rule.id), ...custom.map(({ definition }) => definition.id)]);
  return waivers.filter(({ waiver }) => !demanded.has(waiver.rule));
}

const WHY: Partial<Record<GapReason, string>> = {
  'not-found': 'there is no such file at that commit, or the token may not read it',
  'not-permitted': 'GitHub refuses the token',
  'input-invalid': 'it is no text file of at most 1 MiB',
  'rate-limited': 'the rate limit of GitHub’s API is used up; run the job again later',
  'service-failed': 'GitHub’s API failed or could not be reached; run the job again',
  'not-asked':
    'this hook has asked GitHub as often as it may; name the policy by the input “organization-policy” alone',
};

function unavailable(file: PinnedFile, { reason, needed }: Observed<never> & { ok: false }): DoorlogError {
  const isToMend = !mayPass(reason) && reason !== 'input-invalid' && reason !== 'not-asked';
  const mend = isToMend ? `; it takes ${needed}` : '';
  return new DoorlogError(
    reason === 'input-invalid' ? 'policy-invalid' : 'policy-unavailable',
    `The organisation’s policy ${formatOrganizationRef(file)} could not be read: ${WHY[reason] ?? 'it was not shown'}${mend}.`,
  );
}
