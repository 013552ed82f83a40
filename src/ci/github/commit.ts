import * as z from 'zod/mini';
import type { CommitIdentity } from '../../model/person.ts';
import { gitObjectId } from '../../model/primitives.ts';
import type { Source, Verification } from '../../model/source.ts';
import { accountOfUser, gitActorReply, identityFrom, userReply } from './git-actor.ts';
import { timeIn } from './graphql-values.ts';

const MOST_PARENTS = 20;

/** The selection for a commit; `core` leaves out what older servers may not know. */
export function commitSelection(core: boolean): string {
  const actor = '{ name email date user { login databaseId } }';
  return `{
    __typename
    ... on Commit {
      oid
      tree { oid }
      parents(first: ${MOST_PARENTS}) { nodes { oid } }
      messageHeadline
      committedDate
      ${core ? '' : 'changedFilesIfAvailable'}
      author ${actor}
      committer ${actor}
      signature {
        isValid state payload signature wasSignedByGitHub ${core ? '' : 'verifiedAt'}
        signer { login databaseId }
      }
    }
  }`;
}

/** A commit in a reply to `commitSelection`; without an `oid` it is another kind of object. */
export function commitReply() {
  const object = z.object({ oid: gitObjectId() });
  const words = z.optional(z.string());
  return z.object({
    oid: z.optional(gitObjectId()),
    tree: z.optional(object),
    parents: z.optional(z.object({ nodes: z.nullish(z.array(z.nullable(object)).check(z.maxLength(MOST_PARENTS))) })),
    messageHeadline: words,
    committedDate: words,
    changedFilesIfAvailable: z.nullish(z.int().check(z.minimum(0))),
    author: gitActorReply(),
    committer: gitActorReply(),
    signature: z.nullish(
      z.object({
        isValid: z.boolean(),
        state: z.string(),
        payload: z.string(),
        signature: z.string(),
        wasSignedByGitHub: z.boolean(),
        verifiedAt: z.nullish(z.string()),
        signer: userReply(),
      }),
    ),
  });
}
type CommitReply = z.infer<ReturnType<typeof commitReply>>;

/** A commit of GraphQL in the record's form. */
export function commitFrom(commit: CommitReply): {
  source: Source;
  author: CommitIdentity;
  committer: CommitIdentity;
} {
  const parents = commit.parents?.nodes;
  const changedFiles = commit.changedFilesIfAvailable ?? undefined;
  return {
    source: {
      ...(commit.oid && { commit: commit.oid }),
      ...(commit.tree && { tree: commit.tree.oid }),
      ...(parents && { parents: parents.flatMap((parent) => (parent ? [parent.oid] : [])) }),
      ...(commit.messageHeadline !== undefined && { headline: commit.messageHeadline.slice(0, 500) }),
      ...timeIn('committedAt', commit.committedDate),
      verification: verificationFrom(commit),
      ...(changedFiles !== undefined && { changedFiles }),
    },
    author: identityFrom(commit.author),
    committer: identityFrom(commit.committer),
  };
}

function verificationFrom({ signature }: CommitReply): Verification {
  if (!signature) return { verified: false, reason: 'unsigned' };
  return {
    verified: signature.isValid,
    reason: signature.state.toLowerCase().slice(0, 100),
    signedByForge: signature.wasSignedByGitHub,
    ...timeIn('verifiedAt', signature.verifiedAt),
    ...(signature.signer && { signer: accountOfUser(signature.signer) }),
    payload: signature.payload.slice(0, 100_000),
    signature: signature.signature.slice(0, 100_000),
  };
}
