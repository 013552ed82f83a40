import * as z from 'zod/mini';
import { createAttestationFinder } from '../../ci/github/attestation-finder.ts';
import { createGitHubClient, type GitHubClient } from '../../ci/github/client.ts';
import { DoorlogError } from '../../errors.ts';
import type { EvidenceSource } from '../../pipeline/find-bundles.ts';
import type { CliIo } from '../io.ts';

/** GitHub as a reader asks it. */
export interface GitHubAccess {
  readonly client: GitHubClient;
  readonly apiUrl: string;
}

const PUBLIC_API = 'https://api.github.com';

/**
 * The API of `--api-url`, of the server that a release’s address names, of GITHUB_API_URL or of github.com. The token for
 * github.com goes to no server that only an address names: as gh has it, that one’s own is GH_ENTERPRISE_TOKEN. Raises `usage`.
 */
export function accessGitHub(
  { env, http }: Pick<CliIo, 'env' | 'http'>,
  { apiUrl: given, server }: { readonly apiUrl?: string | undefined; readonly server?: string | undefined },
): GitHubAccess {
  const apiUrl = (given ?? (server === undefined ? env.GITHUB_API_URL || PUBLIC_API : apiOf(server))).replace(
    /\/+$/,
    '',
  );
  if (!isAddress(apiUrl)) {
    throw new DoorlogError('usage', 'Option --api-url must be an https address, as in https://ghe.example.org/api/v3.');
  }
  const isForeign =
    given === undefined && server !== undefined && apiUrl !== env.GITHUB_API_URL && !isGitHubCom(apiUrl);
  const token = isForeign ? env.GH_ENTERPRISE_TOKEN || env.GITHUB_ENTERPRISE_TOKEN : env.GH_TOKEN || env.GITHUB_TOKEN;
  const graphqlUrl = `${apiUrl.replace(/\/v3$/, '')}/graphql`;
  return { client: createGitHubClient({ http, apiUrl, graphqlUrl, token: token ?? '' }), apiUrl };
}

/** docs.github.com: github.com, a tenant of ghe.com, and GitHub Enterprise Server have their APIs at different places. */
function apiOf(server: string): string {
  const { protocol, host, hostname } = new URL(server);
  if (hostname === 'github.com') return PUBLIC_API;
  return hostname.endsWith('.ghe.com') ? `${protocol}//api.${host}` : `${protocol}//${host}/api/v3`;
}

function isGitHubCom(apiUrl: string): boolean {
  const { hostname } = new URL(apiUrl);
  return hostname === 'api.github.com' || hostname.endsWith('.ghe.com');
}

function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && /^(127\.0\.0\.1|localhost|\[::1\])$/.test(hostname));
}

/** GitHub’s attestations of one repository, as somewhere to look for bundles. */
export function attestationSource({ client }: GitHubAccess, http: CliIo['http'], repository: string): EvidenceSource {
  const finder = createAttestationFinder({ client, http, repository });
  return {
    name: `GitHub’s attestations of ${repository}`,
    find: ({ sha256 }, signal) => finder.find(`sha256:${sha256}`, undefined, signal),
  };
}

const Repository = z.object({
  id: z.union([z.number(), z.string()]),
  full_name: z.string(),
  html_url: z.string(),
});

/** A repository as its server knows it. */
export interface KnownRepository {
  readonly id: string;
  readonly name: string;
  /** `https://github.com` */
  readonly server: string;
}

/** Asks for a repository’s id and server. Raises what GitHub’s API raises. */
export async function knownRepository({ client }: GitHubAccess, repository: string): Promise<KnownRepository> {
  const [owner, repo] = repository.split('/');
  const { id, full_name, html_url } = await client.rest('GET /repos/{owner}/{repo}', { owner, repo }, Repository);
  if (!URL.canParse(html_url)) {
    throw new DoorlogError('http-reply-invalid', 'GitHub’s API did not say where the repository’s page is.');
  }
  return { id: String(id), name: full_name, server: new URL(html_url).origin };
}
