import * as z from 'zod/mini';
import { gitObjectId } from '../../model/primitives.ts';

// Made once each: a hook makes these schemas before it does anything.
const text = z.string();
const login = z.string().check(z.maxLength(100));
const objectId = gitObjectId();
const optionalText = z.optional(text);
const maybeText = z.nullish(text);
const maybeNumber = z.nullish(z.number());

const Actor = z.nullish(z.object({ login, databaseId: maybeNumber }));

/** A file's content as GraphQL gives it. */
export const Blob = z.nullish(
  z.object({
    __typename: text,
    text: maybeText,
    byteSize: z.optional(z.number()),
    isTruncated: z.optional(z.boolean()),
    isBinary: z.nullish(z.boolean()),
  }),
);

const PolicyCommit = z.nullish(
  z.object({
    __typename: text,
    oid: z.optional(objectId),
    file: z.nullish(z.object({ object: Blob })),
  }),
);
export type PolicyCommit = z.infer<typeof PolicyCommit>;

const GitActor = z.nullish(z.object({ name: maybeText, email: maybeText, date: maybeText, user: Actor }));
export type GitActor = z.infer<typeof GitActor>;

const Commit = z.nullish(
  z.object({
    __typename: text,
    oid: z.optional(objectId),
    tree: z.optional(z.object({ oid: objectId })),
    parents: z.optional(z.object({ nodes: z.nullish(z.array(z.nullable(z.object({ oid: objectId })))) })),
    messageHeadline: optionalText,
    committedDate: optionalText,
    author: GitActor,
    committer: GitActor,
    signature: z.nullish(
      z.object({
        isValid: z.boolean(),
        state: text,
        payload: text,
        signature: text,
        wasSignedByGitHub: z.boolean(),
        verifiedAt: maybeText,
        signer: Actor,
      }),
    ),
  }),
);
export type Commit = z.infer<typeof Commit>;

const Environment = z.nullish(
  z.object({
    databaseId: maybeNumber,
    name: text,
    protectionRules: z.object({
      nodes: z.nullish(
        z.array(
          z.nullable(
            z.object({
              type: text,
              timeout: z.number(),
              preventSelfReview: z.nullish(z.boolean()),
              reviewers: z.object({
                nodes: z.nullish(
                  z.array(
                    z.nullable(
                      z.object({
                        __typename: text,
                        login: optionalText,
                        slug: optionalText,
                        databaseId: maybeNumber,
                      }),
                    ),
                  ),
                ),
              }),
            }),
          ),
        ),
      ),
    }),
  }),
);
export type Environment = z.infer<typeof Environment>;

/** GitHub's reply to the overview query; GraphQL tells its errors beside partial data, with status 200. */
export const OverviewReply = z.object({
  data: z.nullish(
    z.object({
      repository: z.nullish(
        z.object({
          databaseId: maybeNumber,
          visibility: optionalText,
          defaultBranchRef: z.nullish(z.object({ name: text, target: PolicyCommit })),
          commit: Commit,
          before: PolicyCommit,
          workflow: Blob,
          environment: Environment,
        }),
      ),
      elsewhere: z.nullish(z.object({ workflow: Blob })),
    }),
  ),
  errors: z.optional(
    z.array(
      z.object({
        type: optionalText,
        path: z.optional(z.array(z.union([text, z.number()]))),
        message: text,
      }),
    ),
  ),
});
export type OverviewReply = z.infer<typeof OverviewReply>;
