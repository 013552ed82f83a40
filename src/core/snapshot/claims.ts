import type { OidcClaims } from '../../model/oidc-claims.ts';
import type { Pipeline } from '../../model/pipeline.ts';
import { claimedPipeline } from '../claimed-pipeline.ts';
import type { SnapshotDraft } from './draft.ts';

/** What the certificate will claim too and the runner did not name. */
export function keepClaimed({ snapshot }: SnapshotDraft, claims: OidcClaims): void {
  const claimed = claimedPipeline(claims);
  const missing = Object.entries(claimed).filter(([field]) => snapshot.pipeline[field as keyof Pipeline] === undefined);
  snapshot.pipeline = { ...snapshot.pipeline, ...Object.fromEntries(missing) };
  for (const [field] of missing) snapshot.sources[`/pipeline/${field}`] = 'oidc';
  if (snapshot.runner.environment === undefined && claims.runner_environment !== undefined) {
    const environment = claims.runner_environment === 'github-hosted' ? 'github-hosted' : 'self-hosted';
    snapshot.runner = { ...snapshot.runner, environment };
    snapshot.sources['/runner/environment'] = 'oidc';
  }
}
