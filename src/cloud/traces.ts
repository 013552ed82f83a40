import type { Gap } from '../model/access-record.ts';
import type { CloudProvider } from '../model/cloud-identity.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Variables by which the tools of each cloud find an identity; what Azure's command line keeps stands in no variable. */
const VARIABLES: readonly (readonly [CloudProvider, readonly string[]])[] = [
  ['aws', ['AWS_ACCESS_KEY_ID', 'AWS_WEB_IDENTITY_TOKEN_FILE', 'AWS_PROFILE']],
  ['aws', ['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', 'AWS_CONTAINER_CREDENTIALS_FULL_URI']],
  ['gcp', ['GOOGLE_APPLICATION_CREDENTIALS', 'CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE', 'GOOGLE_GHA_CREDS_PATH']],
  ['gcp', ['CLOUDSDK_AUTH_ACCESS_TOKEN', 'GOOGLE_OAUTH_ACCESS_TOKEN']],
  ['azure', ['AZURE_CLIENT_SECRET', 'AZURE_CLIENT_CERTIFICATE_PATH', 'AZURE_FEDERATED_TOKEN_FILE']],
  ['vault', ['VAULT_TOKEN']],
];

/** Clouds of which a job's variables tell. */
export interface CloudTraces {
  /** A variable is set. */
  readonly inUse: ReadonlySet<CloudProvider>;
  /** A variable is there and blank: login actions blank theirs when they clean up, so there was an identity. */
  readonly gone: ReadonlySet<CloudProvider>;
}

/** Looks for traces of clouds in the variables of a job; cheap enough for every stage. */
export function cloudTraces(env: Environment): CloudTraces {
  const inUse = new Set<CloudProvider>();
  const gone = new Set<CloudProvider>();
  for (const [provider, names] of VARIABLES) {
    for (const name of names) {
      const value = env[name];
      if (value !== undefined) (value.trim() === '' ? gone : inUse).add(provider);
    }
  }
  return { inUse, gone };
}

/**
 * Why a record without any checkpoint holds no cloud identity: `not-found` where the variables at the end show no trace of
 * one, `not-asked` where they show that there was one. A rule tells the two apart.
 */
export function cloudGap(env: Environment): Gap {
  const { gone } = cloudTraces(env);
  const pointer = '/access/cloud';
  if (gone.size === 0) {
    const needed = 'a checkpoint step after the login step, in a job that logs in to a cloud';
    return { pointer, reason: 'not-found', needed };
  }
  return { pointer, reason: 'not-asked', needed: 'a checkpoint step after the login step', detail: goneText(gone) };
}

/** The gap of clouds that the job was logged in to and that no checkpoint saw, where there are such. */
export function unseenCloudGap(env: Environment, seen: ReadonlySet<CloudProvider>): Gap | undefined {
  const gone = new Set([...cloudTraces(env).gone].filter((provider) => !seen.has(provider)));
  if (gone.size === 0) return undefined;
  const needed = 'a checkpoint step after the login step, while the job is logged in';
  return { pointer: '/access/cloud', reason: 'not-asked', needed, detail: goneText(gone) };
}

function goneText(gone: ReadonlySet<CloudProvider>): string {
  return `Variables for ${[...gone].join(', ')} are there and blank: an identity was in use and is gone.`;
}
