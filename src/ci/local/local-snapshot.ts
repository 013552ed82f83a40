import type { Snapshot } from '../../model/access-record.ts';
import type { CommitIdentity } from '../../model/person.ts';
import type { Runner } from '../../model/runner.ts';
import type { Source } from '../../model/source.ts';
import type { GitSignature } from './commit-facts.ts';
import type { DetectedCi } from './detect-ci.ts';
import { localGaps } from './local-gaps.ts';
import type { GitFacts } from './observe-git.ts';
import type { UserFacts } from './observe-user.ts';

/** What a local snapshot is made from. */
export interface LocalFacts {
  readonly git: GitFacts;
  readonly user: UserFacts;
  readonly ci: DetectedCi | undefined;
  /** How this machine reaches the outside, in words. */
  readonly surroundings: Pick<Runner, 'proxy' | 'certificateAuthorities'>;
  readonly command: readonly string[];
  readonly directory: string;
}

/** A snapshot of a run on this machine, for any machine: what only a forge or a CI system knows is a gap. */
export function localSnapshot(facts: LocalFacts, observedAt: Date): Snapshot {
  const { git, user, ci, surroundings, command, directory } = facts;
  const { commit } = git;
  const snapshot: Omit<Snapshot, 'gaps'> = {
    observedAt: observedAt.toISOString(),
    pipeline: {
      provider: 'local',
      ...(git.ref && { ref: clip(git.ref, 1_000) }),
      ...(commit && { sha: commit.sha }),
      ...(ci && { ci: { name: ci.name, ...(ci.run && { run: ci.run }) } }),
      command: command.map((word) => clip(word, 4_000)),
      directory: clip(directory, 4_000),
    },
    runner: { ...runnerFrom(user), ...surroundings },
    people: commit ? { author: identityFrom(commit.author), committer: identityFrom(commit.committer) } : {},
    source: sourceFrom(git),
    access: {},
    protections: {},
    sources: {
      '/pipeline': 'input',
      '/runner': 'system',
      '/runner/proxy': 'env',
      '/runner/certificateAuthorities': 'env',
      ...(user.sudoUser && { '/runner/sudoUser': 'env' as const }),
      ...(ci && { '/pipeline/ci': 'env' as const }),
      ...(git.ref && { '/pipeline/ref': 'git' as const }),
      ...(commit && { '/pipeline/sha': 'git' as const, '/people': 'git' as const }),
      ...(git.root && { '/source': 'git' as const }),
    },
  };
  return { ...snapshot, gaps: localGaps(snapshot, [...git.missing, ...user.missing]) };
}

function runnerFrom({ os, arch, login, uid, hostName, sudoUser, sharedAccount }: UserFacts): Runner {
  return {
    os: clip(os, 100),
    arch: clip(arch, 100),
    ...(hostName && { hostName: clip(hostName, 300) }),
    ...(login && { user: clip(login, 300) }),
    ...(uid && { userId: uid }),
    ...(sudoUser && { sudoUser }),
    ...(sharedAccount && { sharedAccount }),
  };
}

function identityFrom({ name, email, time }: NonNullable<GitFacts['commit']>['author']): CommitIdentity {
  return { name: clip(name, 300), email: clip(email, 320), date: time };
}

function sourceFrom({ commit, signature, remote, workingTree }: GitFacts): Source {
  return {
    ...(commit && {
      commit: commit.sha,
      tree: commit.tree,
      parents: [...commit.parents],
      committedAt: commit.committer.time,
    }),
    ...(commit && signature && verificationFrom(signature)),
    ...(remote && { remote: clip(remote, 2_000) }),
    ...(workingTree && { modified: workingTree.modified, modifications: workingTree.digest }),
  };
}

/** A signature that this machine can't check is unknown, which is neither good nor bad. */
function verificationFrom({ state, fingerprint, key }: GitSignature): Pick<Source, 'verification'> {
  if (state === 'unchecked') return {};
  const reason = state === 'good' ? 'valid' : state === 'none' ? 'unsigned' : state.replaceAll('-', '_');
  const signedBy = fingerprint ?? key;
  return { verification: { verified: state === 'good', reason, ...(signedBy && { key: signedBy }) } };
}

function clip(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).toWellFormed()}…`;
}
