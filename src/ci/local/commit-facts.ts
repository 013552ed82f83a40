import type { Observed } from './missing-fact.ts';
import { type GitOptions, runGit } from './run-git.ts';

/** Who git says wrote or committed; names and addresses are whatever that person configured. `time` is RFC 3339, UTC. */
interface GitPerson {
  readonly name: string;
  readonly email: string;
  readonly time: string;
}

/** The checked-out commit. */
export interface GitCommit {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: GitPerson;
  readonly committer: GitPerson;
}

/**
 * What git says of the commit's signature; `unchecked` where there is one that this machine can't check, for want of
 * the key, of gpg or of a file of allowed signers.
 */
export interface GitSignature {
  readonly state:
    | 'good'
    | 'good-untrusted-key'
    | 'good-expired'
    | 'good-expired-key'
    | 'good-revoked-key'
    | 'bad'
    | 'unchecked'
    | 'none';
  readonly kind?: 'openpgp' | 'ssh' | 'x509';
  readonly fingerprint?: string;
  readonly key?: string;
}

const OBJECT_ID = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/** Reads the checked-out commit; a reason where there is none or git's answer is not understood. */
export async function readCommit(cwd: string, options: GitOptions): Promise<Observed<GitCommit>> {
  const format = ['%H', '%T', '%P', '%an', '%ae', '%aI', '%cn', '%ce', '%cI'].join('%x00');
  const answer = await runGit(
    cwd,
    ['log', '-1', '--no-color', '--no-notes', `--format=${format}`, 'HEAD', '--'],
    options,
  );
  if ('reason' in answer) {
    return answer.exitCode === 128 ? { reason: 'there is no commit yet, or HEAD is broken' } : answer;
  }
  const fields = answer.value.toString('utf8').replace(/\n$/, '').split('\0');
  const [sha = '', tree = '', parents = '', ...people] = fields;
  const author = personOf(people.slice(0, 3));
  const committer = personOf(people.slice(3, 6));
  const ids = parents === '' ? [] : parents.split(' ');
  if (![sha, tree, ...ids].every((id) => OBJECT_ID.test(id)) || author === undefined || committer === undefined) {
    return { reason: 'git’s answer about the commit is not understood' };
  }
  return { value: { sha, tree, parents: ids, author, committer } };
}

function personOf([name, email, date]: readonly string[]): GitPerson | undefined {
  const time = new Date(date ?? '');
  return name === undefined || email === undefined || Number.isNaN(time.getTime())
    ? undefined
    : { name, email, time: time.toISOString() };
}

/** Asks git to check the commit's signature, as far as this machine's keys and programs allow. */
export async function readSignature(cwd: string, options: GitOptions): Promise<Observed<GitSignature>> {
  const raw = await runGit(cwd, ['cat-file', 'commit', 'HEAD'], options);
  if ('reason' in raw) {
    return raw.exitCode === 128 ? { reason: 'there is no commit yet, or HEAD is broken' } : raw;
  }
  const kind = signatureKind(raw.value.toString('latin1'));
  if (kind === undefined) {
    return { value: { state: 'none' } };
  }
  const about = kind === 'unknown' ? {} : { kind };
  const format = ['%G?', '%GF', '%GK'].join('%x00');
  const answer = await runGit(
    cwd,
    ['log', '-1', '--no-color', '--no-notes', `--format=${format}`, 'HEAD', '--'],
    options,
  );
  if ('reason' in answer) {
    return { value: { state: 'unchecked', ...about } };
  }
  const [letter = '', fingerprint = '', key = ''] = answer.value.toString('utf8').trimEnd().split('\0');
  return {
    value: {
      state: stateOf(letter),
      ...about,
      ...(printable(fingerprint) ? { fingerprint } : {}),
      ...(printable(key) ? { key } : {}),
    },
  };
}

function printable(text: string): boolean {
  return /^[\w:+/=.-]{1,200}$/.test(text);
}

function signatureKind(commit: string): GitSignature['kind'] | 'unknown' | undefined {
  const headers = commit.split('\n\n', 1)[0] ?? '';
  const first = /^gpgsig(?:-sha256)? (.*)$/m.exec(headers)?.[1];
  switch (first) {
    case undefined:
      return undefined;
    case '-----BEGIN SSH SIGNATURE-----':
      return 'ssh';
    case '-----BEGIN PGP SIGNATURE-----':
    case '-----BEGIN PGP MESSAGE-----':
      return 'openpgp';
    case '-----BEGIN SIGNED MESSAGE-----':
      return 'x509';
    default:
      return 'unknown';
  }
}

/** Letters of `%G?`: https://git-scm.com/docs/pretty-formats */
function stateOf(letter: string): GitSignature['state'] {
  switch (letter) {
    case 'G':
      return 'good';
    case 'U':
      return 'good-untrusted-key';
    case 'X':
      return 'good-expired';
    case 'Y':
      return 'good-expired-key';
    case 'R':
      return 'good-revoked-key';
    case 'B':
      return 'bad';
    default:
      // `N` too: there is a signature, so git only could not look at it.
      return 'unchecked';
  }
}
