import type { CheckpointNote, CloudSighting } from '../model/checkpoint-note.ts';
import { parseGoogleCredentials } from './gcp-file.ts';
import { jsonOf, readSmallFile } from './small-file.ts';
import { type CloudSurroundings, variable } from './surroundings.ts';

/**
 * Variables that name a file of credentials: the command line's own, the libraries', and the login action's. The first
 * that is set is the one in use. https://cloud.google.com/docs/authentication/application-default-credentials and
 * https://github.com/google-github-actions/auth
 */
export const GOOGLE_FILES = [
  'GOOGLE_APPLICATION_CREDENTIALS',
  'CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE',
  'GOOGLE_GHA_CREDS_PATH',
] as const;

/** A token in a variable, which tells nothing of whose it is. */
export const GOOGLE_TOKENS = ['CLOUDSDK_AUTH_ACCESS_TOKEN', 'GOOGLE_OAUTH_ACCESS_TOKEN'] as const;

/** The Google Cloud identities that a job's tools would use; nobody is asked. Never raises. */
export function seeGcp(surroundings: CloudSurroundings): CloudSighting {
  const paths = new Set(GOOGLE_FILES.flatMap((name) => variable(surroundings, name) ?? []));
  const found: { identities: CloudSighting['identities']; unseen: CheckpointNote['unseen'] } = {
    identities: [],
    unseen: [],
  };
  const seen = { source: 'env', observedAt: surroundings.observedAt, provider: 'gcp' } as const;
  for (const path of paths) {
    const file = readSmallFile(path);
    const identity = 'text' in file ? parseGoogleCredentials(jsonOf(file.text)) : undefined;
    if (identity) {
      const missing = identity.principal ? [] : [{ field: 'principal', reason: 'not-available' } as const];
      found.identities.push({ identity: { ...seen, ...identity }, missing });
    } else if ('reason' in file) {
      found.unseen.push({ provider: 'gcp', ...file });
    } else {
      found.unseen.push({
        provider: 'gcp',
        reason: 'input-invalid',
        detail: 'The file of credentials is in a form that Doorlog does not know.',
      });
    }
  }
  if (paths.size === 0 && GOOGLE_TOKENS.some((name) => variable(surroundings, name))) {
    const missing = [{ field: 'principal', reason: 'not-available' } as const];
    found.identities.push({ identity: { ...seen, kind: 'access-token', shortLived: true }, missing });
  }
  return found;
}
