import { DoorlogError } from '../../errors.ts';
import { SEVERITIES, type Severity } from '../../model/severity.ts';
import type { PolicyLayer, Verdict } from '../../model/verdict.ts';
import { stricter } from '../strictness.ts';
import type { PolicyInForce } from './in-force.ts';

/**
 * Puts an organisation's policy beside a repository's: the rules of both judge, each in its own layer, and of each
 * setting the stricter one counts, so that nothing that a repository writes can loosen what its organisation demands.
 * The built-in policy, which nobody chose, gives way. Raises `policy-invalid` where the organisation's policy extends
 * another organisation's.
 */
export function withOrganization(repository: PolicyInForce, organization: PolicyInForce): PolicyInForce {
  if (organization.organizationRef) {
    throw new DoorlogError(
      'policy-invalid',
      `${organization.origin.path ?? 'The organisation’s policy'} extends the policy of ${organization.organizationRef.repository}; an organisation’s policy may extend templates only.`,
    );
  }
  const { origin: _, templates: __, ...where } = organization.origin;
  const own: PolicyInForce =
    repository.origin.origin === 'built-in' ? { origin: repository.origin, rules: [], strictness: {} } : repository;
  const failFrom = lowest(organization.failFrom, own === repository ? repository.failFrom : organization.failFrom);
  const onViolation = stricter(organization.strictness.onViolation, own.strictness.onViolation);
  const onUnknown = stricter(organization.strictness.onUnknown, own.strictness.onUnknown);
  const onError = stricter(organization.strictness.onError, own.strictness.onError);
  return {
    origin: own.origin,
    organization: where satisfies Verdict['organizationPolicy'],
    ...(own.organizationRef && { organizationRef: own.organizationRef }),
    rules: [...inLayer(organization.rules, 'organization'), ...inLayer(own.rules, 'repository')],
    custom: [...inLayer(organization.custom, 'organization'), ...inLayer(own.custom, 'repository')],
    waivers: [...inLayer(organization.waivers, 'organization'), ...inLayer(own.waivers, 'repository')],
    ...(failFrom && { failFrom }),
    ...(own.productionEnvironments && { productionEnvironments: own.productionEnvironments }),
    ...(organization.productionEnvironments && { organizationEnvironments: organization.productionEnvironments }),
    strictness: {
      ...(onViolation && { onViolation }),
      ...(onUnknown && { onUnknown }),
      ...(onError && { onError }),
    },
    ...(own.source && { source: own.source }),
  };
}

function inLayer<T extends object>(entries: readonly T[] = [], layer: PolicyLayer): (T & { layer: PolicyLayer })[] {
  return entries.map((entry) => ({ ...entry, layer }));
}

/** The severity from which more counts; left out, all does. */
export function lowest(a: Severity | undefined, b: Severity | undefined): Severity | undefined {
  if (a === undefined || b === undefined) return undefined;
  return SEVERITIES.indexOf(a) < SEVERITIES.indexOf(b) ? a : b;
}
