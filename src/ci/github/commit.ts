import type { CommitIdentity } from '../../model/person.ts';
import type { Source, Verification } from '../../model/source.ts';
import type { Commit, GitActor } from './overview-reply.ts';

/** A commit of GraphQL in the record's form. */
export function commitFrom(commit: NonNullable<Commit>): {
  source: Source;
  author: CommitIdentity;
  committer: CommitIdentity;
} {
  return {
    source: {
      ...(commit.oid && { commit: commit.oid }),
      ...(commit.tree && { tree: commit.tree.oid }),
      ...(commit.parents?.nodes && { parents: commit.parents.nodes.flatMap((parent) => (parent ? [parent.oid] : [])) }),
      ...(commit.messageHeadline !== undefined && { headline: commit.messageHeadline.slice(0, 500) }),
      ...timeIn('committedAt', commit.committedDate),
      verification: verificationFrom(commit),
    },
    author: identityFrom(commit.author),
    committer: identityFrom(commit.committer),
  };
}

function verificationFrom({ signature }: NonNullable<Commit>): Verification {
  if (!signature) return { verified: false, reason: 'unsigned' };
  return {
    verified: signature.isValid,
    reason: signature.state.toLowerCase().slice(0, 100),
    signedByForge: signature.wasSignedByGitHub,
    ...timeIn('verifiedAt', signature.verifiedAt),
    ...(signature.signer && { signer: account(signature.signer) }),
    payload: signature.payload.slice(0, 100_000),
    signature: signature.signature.slice(0, 100_000),
  };
}

function identityFrom(actor: GitActor): CommitIdentity {
  return {
    ...(actor?.name && { name: actor.name.slice(0, 300) }),
    ...(actor?.email && { email: actor.email.slice(0, 320) }),
    ...timeIn('date', actor?.date),
    ...(actor?.user && { account: account(actor.user) }),
  };
}

function account(user: { login: string; databaseId?: number | null | undefined }) {
  return { login: user.login, ...(user.databaseId && { id: String(user.databaseId) }), type: 'user' as const };
}

/** GitHub gives times in the zone of their maker; the record holds UTC. */
function timeIn<Key extends string>(key: Key, value: string | null | undefined): { [K in Key]?: string } {
  const time = value ? Date.parse(value) : Number.NaN;
  return (Number.isNaN(time) ? {} : { [key]: new Date(time).toISOString() }) as { [K in Key]?: string };
}
