import { join, resolve } from 'node:path';
import type { TrustedInputs } from '../action/trusted-inputs.ts';
import { createGitHubClient, type GitHubClient } from '../ci/github/client.ts';
import { type RunnerVariables, readVariables } from '../ci/github/variables.ts';
import { type ComposedHook, composeHook } from '../compose.ts';
import { type Problem, problemOf } from '../core/problem.ts';
import { DoorlogError } from '../errors.ts';
import type { Visibility } from '../model/visibility.ts';
import type { AskedStore } from '../pipeline/verify-stored.ts';
import type { BundleVerifier, Interruption, Logger, SignedBundle } from '../ports.ts';
import type { TrustRoots } from '../signing/trust-root.ts';
import type { SinkSurroundings } from '../sinks/sink-type.ts';
import { identityToken } from './identity.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What a trusted job is composed from. */
export interface TrustedJobOptions {
  readonly env: Environment;
  readonly inputs: TrustedInputs;
  readonly logger: Logger;
  /** Left out where nobody cancels. */
  readonly interruption?: Interruption | undefined;
}

/** A job of its own that may hold what no job with other people’s steps may: the collector, the sealer, a release. */
export interface TrustedJob extends ComposedHook {
  readonly variables: RunnerVariables;
  /** `OWNER/REPO` that the job runs for. */
  readonly repository: string;
  /** Address of the GitHub server: `https://github.com`. */
  readonly server: string;
  /** Asks GitHub’s API; by the job’s own token where no other is given. */
  readonly client: (token?: string) => GitHubClient;
  /** The stores of the list of sinks that can be read back; what is wrong with one is a problem. Never raises. */
  readonly stores: () => Promise<{ readonly stores: readonly AskedStore[]; readonly problems: readonly Problem[] }>;
  /** Proves bundles by the trust root that was given, or those of the known Sigstores. Raises `trust-root-invalid`, `file-unreadable`. */
  readonly verifier: () => Promise<BundleVerifier>;
  /**
   * Signs an in-toto Statement, given as its exact bytes, as this job; the Sigstore is chosen by who may see the repository.
   * Raises `input-invalid` where none can, `oidc-unavailable`, `signing-failed`.
   */
  readonly signStatement: (statement: Uint8Array, visibility: Visibility | undefined) => Promise<SignedBundle>;
}

/** Wires a trusted job together; nothing is sent yet. */
export function composeTrustedJob({ env, inputs, logger, interruption }: TrustedJobOptions): TrustedJob {
  const { configuration, secrets } = inputs;
  const hook = composeHook({ env, inputs, configuration, saved: undefined, logger, interruption });
  const { variables } = readVariables(env);
  const apiUrl = variables.apiUrl ?? 'https://api.github.com';
  const graphqlUrl = variables.graphqlUrl ?? `${apiUrl.replace(/\/v3$/, '')}/graphql`;
  return {
    ...hook,
    variables,
    repository: variables.repository ?? '',
    server: variables.server ?? 'https://github.com',
    client: (token = secrets.token ?? '') => createGitHubClient({ http: hook.http, apiUrl, graphqlUrl, token }),
    stores: () =>
      storesOf(configuration.sinks, {
        http: hook.http,
        clock: hook.ports.clock,
        secrets,
        folder: variables.workspace ?? '.',
        // A store may be read by a role that the job’s identity is given.
        ...(variables.idTokenRequestUrl &&
          variables.idTokenRequestToken && {
            identityToken: (audience: string) => identityToken(variables, audience, hook.http),
          }),
      }),
    async verifier() {
      const { createBundleVerifier } = await import('../signing/verifier.ts');
      return createBundleVerifier({ roots: await rootsFrom(inputs.trustRoot, env, { ...hook, logger }) });
    },
    async signStatement(statement, visibility) {
      const signer = hook.ports.signer({ visibility, environment: undefined });
      if ('gap' in signer) {
        throw new DoorlogError('input-invalid', `Nothing can be signed here; it takes ${signer.gap.needed}.`);
      }
      if (!signer.signStatement) throw new DoorlogError('internal', 'A signer was made that signs no statements.');
      return signer.signStatement(statement);
    },
  };
}

async function storesOf(list: string, surroundings: Omit<SinkSurroundings, 'secretNames'>) {
  const stores: AskedStore[] = [];
  const problems: Problem[] = [];
  if (list.trim() === '') return { stores, problems };
  try {
    const [{ parseSinks }, { INPUT_NAMES }] = await Promise.all([
      import('../sinks/config.ts'),
      import('../sinks/secrets.ts'),
    ]);
    for (const sink of await parseSinks(list, { paths: 'absolute' })) {
      try {
        const reader = await sink.reader({ ...surroundings, secretNames: INPUT_NAMES });
        if (reader) stores.push({ sink: sink.name, reader });
      } catch (error) {
        problems.push(problemOf(error));
      }
    }
  } catch (error) {
    problems.push(problemOf(error));
  }
  return { stores, problems };
}

async function rootsFrom(
  given: string | undefined,
  env: Environment,
  { http, folder, logger }: Pick<ComposedHook, 'http' | 'folder'> & { readonly logger: Logger },
): Promise<() => Promise<TrustRoots>> {
  if (given !== undefined) {
    const { readTrustRoots } = await import('../signing/trust-root.ts');
    const roots = await readTrustRoots(resolve(env.GITHUB_WORKSPACE ?? '.', given));
    return async () => roots;
  }
  return async () => {
    const { knownTrustRoots } = await import('../signing/known-roots.ts');
    const warn = (sentence: string) => logger.warn(sentence);
    return knownTrustRoots({ http, cacheFolder: join(folder, 'trust'), warn });
  };
}
