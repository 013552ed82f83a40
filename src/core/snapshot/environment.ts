import type { Approval } from '../../model/access.ts';
import type { OidcClaims } from '../../model/oidc-claims.ts';
import type { EnvironmentProtection } from '../../model/protections.ts';
import type { Observed } from '../../ports.ts';
import { isSameEnvironment } from '../same-environment.ts';
import { withSelfApproval } from '../self-approval.ts';
import type { Declaration } from '../workflow/declaration.ts';
import type { SnapshotDraft } from './draft.ts';

/**
 * The environment's name by the strongest voice: the token's claim, the workflow file, the user's word. Nobody's silence
 * outweighs somebody's word, so that a job can't lose its environment by a token that does not name it.
 */
export function keepEnvironmentName(
  draft: SnapshotDraft,
  given: string | undefined,
  declaration: Observed<Declaration>,
  claims: Observed<OidcClaims>,
): string | null | undefined {
  const { snapshot } = draft;
  const declared = declaration.ok ? declaration.value.environment : undefined;
  const voices = [
    ['oidc', claims.ok ? claims.value.environment : undefined],
    ['workflow-file', declared],
    ['input', claims.ok ? undefined : given],
  ] as const;
  for (const [source, name] of voices) {
    if (typeof name !== 'string') continue;
    snapshot.pipeline = { ...snapshot.pipeline, environment: name };
    snapshot.sources['/pipeline/environment'] = source;
    return name;
  }
  if (claims.ok || declared === null) return null;
  const gap = declaration.ok
    ? declaration.value.gaps.find(({ pointer }) => pointer === '/pipeline/environment')
    : undefined;
  draft.gap(
    gap ?? {
      pointer: '/pipeline/environment',
      reason: 'not-found',
      needed: 'a workflow file that can be read, or the input `environment`',
    },
  );
  return undefined;
}

/** A job without an environment has nothing there to be seen. */
export function notApplicable(draft: SnapshotDraft): void {
  for (const pointer of ['/pipeline/environment', '/protections/environment', '/approvals']) {
    draft.gap({ pointer, reason: 'not-applicable', needed: 'a deployment environment' });
  }
}

/** What two looks at an environment brought: one at all of it, one at what comes along with other things. */
export interface ProtectionLook {
  readonly whole: Observed<EnvironmentProtection>;
  readonly partly: Observed<EnvironmentProtection> | undefined;
}

/** Of the run's approvals only those for the job's own environment: what others are let into is another job's door. */
export function keepEnvironment(
  draft: SnapshotDraft,
  environment: string,
  { whole, partly }: ProtectionLook,
  approvals: Observed<Approval[]>,
): void {
  const { snapshot } = draft;
  const look = whole.ok || !partly?.ok ? whole : partly;
  draft.take('/protections/environment', 'api', look, (value) => {
    snapshot.protections = { ...snapshot.protections, environment: value };
  });
  if (!whole.ok && look.ok) {
    draft.miss('/protections/environment/branchPolicy', whole);
    draft.miss('/protections/environment/adminsCanBypass', whole);
  }
  draft.take('/approvals', 'api', approvals, (value) => {
    const own = value.filter((approval) => isSameEnvironment(approval.environment, environment));
    snapshot.approvals = withSelfApproval(own, snapshot.people);
  });
}
