import * as z from 'zod/mini';
import { codeOf, DoorlogError, sentenceOf } from '../../errors.ts';
import type { AttestationStore } from '../../ports.ts';
import type { GitHubClient } from './client.ts';

const Created = z.object({ id: z.union([z.number(), z.string()]) });

/**
 * GitHub's attestations API. A bundle is sent once, never again by itself: two uploads would be two attestations.
 */
export function createAttestationStore(client: GitHubClient, server: string, repository: string): AttestationStore {
  const [owner = '', repo = ''] = repository.split('/');
  return {
    async upload(bundle) {
      try {
        const body = { owner, repo, bundle: JSON.parse(bundle) };
        const { id } = await client.rest('POST /repos/{owner}/{repo}/attestations', body, Created);
        return { id: String(id), url: `${server}/${repository}/attestations/${id}` };
      } catch (error) {
        throw new DoorlogError(
          'attestation-refused',
          `The attestation was not uploaded: ${sentenceOf(error)}${mendOf(error)}`,
          {
            cause: error,
          },
        );
      }
    },
  };
}

/** Only a refusal speaks of permissions: a service that is down needs none. */
function mendOf(error: unknown): string {
  const denied = codeOf(error) === 'api-denied' || codeOf(error) === 'api-not-found';
  return denied ? ' It takes permissions: attestations: write.' : '';
}
