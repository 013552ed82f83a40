import { givenUpAt } from '../../net/give-up.ts';
import type { AlertClaims } from '../../ports/alerts.ts';
import { type ArtifactStoreOptions, beginArtifact } from './artifact-store.ts';

/**
 * Claims by the names of a run’s artifacts, each of which the artifact service gives away once. Nothing is asked twice: a
 * first request whose reply was lost may have taken the name, and the second would then hear that somebody has it.
 */
export function createAlertClaims(options: ArtifactStoreOptions): AlertClaims {
  return {
    async claim(name, files, signal) {
      const limited = givenUpAt(options.http, signal);
      try {
        const artifact = await beginArtifact(
          { ...options, http: (request) => limited({ ...request, retries: 0 }) },
          name,
        );
        if (!artifact) return { status: 'taken' };
        return { status: 'ours', kept: artifact.fill(files).catch(() => undefined) };
      } catch {
        return { status: 'unknown' };
      }
    },
  };
}
