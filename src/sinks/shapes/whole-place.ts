import type { LogEntry } from '../../ports.ts';
import type { Facts } from './facts.ts';

const OWNER_AND_NAME = /^[A-Za-z0-9._-]{1,100}\/[A-Za-z0-9._-]{1,100}$/;
const SHA256 = /^[0-9a-f]{64}$/;

/**
 * Address at which GitHub lists the attestations over the entry's attested view (REST API: `GET
 * /repos/{owner}/{repo}/attestations/{subject_digest}`, on api.github.com, or api.NAME.ghe.com where data residency is
 * used; GitHub Enterprise Server has no such store). Undefined where the entry was not signed, or by a key of its own.
 */
export function attestationAddress(entry: LogEntry, facts: Facts): string | undefined {
  const { bundle, subjectDigest } = entry;
  const repository = facts.text('pipeline', 'repository') ?? '';
  const api = apiOf(facts.text('pipeline', 'server') ?? '');
  const isGithub = facts.text('pipeline', 'provider') === 'github-actions';
  const isKeyless = facts.text('signing', 'instance') !== 'local-key';
  if (bundle === undefined || subjectDigest === undefined || api === undefined || !isGithub || !isKeyless) {
    return undefined;
  }
  if (!SHA256.test(subjectDigest) || !OWNER_AND_NAME.test(repository)) return undefined;
  return `${api}/repos/${repository}/attestations/sha256:${subjectDigest}`;
}

function apiOf(server: string): string | undefined {
  if (server === 'https://github.com') return 'https://api.github.com';
  const residence = /^https:\/\/([a-z0-9-]{1,63}\.ghe\.com)$/.exec(server)?.[1];
  return residence === undefined ? undefined : `https://api.${residence}`;
}
