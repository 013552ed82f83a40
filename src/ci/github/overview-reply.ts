import * as z from 'zod/mini';

const Actor = z.nullish(z.object({ login: z.string(), databaseId: z.nullish(z.number()) }));

/** A file's content as GraphQL gives it. */
export const Blob = z.nullish(
  z.object({
    __typename: z.string(),
    text: z.nullish(z.string()),
    byteSize: z.optional(z.number()),
    isTruncated: z.optional(z.boolean()),
    isBinary: z.nullish(z.boolean()),
  }),
);

const PolicyCommit = z.nullish(
  z.object({
    __typename: z.string(),
    oid: z.optional(z.string()),
    file: z.nullish(z.object({ object: Blob })),
  }),
);
export type PolicyCommit = z.infer<typeof PolicyCommit>;

const GitActor = z.nullish(
  z.object({ name: z.nullish(z.string()), email: z.nullish(z.string()), date: z.nullish(z.string()), user: Actor }),
);
export type GitActor = z.infer<typeof GitActor>;

const Commit = z.nullish(
  z.object({
    __typename: z.string(),
    oid: z.optional(z.string()),
    tree: z.optional(z.object({ oid: z.string() })),
    parents: z.optional(z.object({ nodes: z.nullish(z.array(z.nullable(z.object({ oid: z.string() })))) })),
    messageHeadline: z.optional(z.string()),
    committedDate: z.optional(z.string()),
    author: GitActor,
    committer: GitActor,
    signature: z.nullish(
      z.object({
        isValid: z.boolean(),
        state: z.string(),
        payload: z.string(),
        signature: z.string(),
        wasSignedByGitHub: z.boolean(),
        verifiedAt: z.nullish(z.string()),
        signer: Actor,
      }),
    ),
  }),
);
export type Commit = z.infer<typeof Commit>;

const Environment = z.nullish(
  z.object({
    databaseId: z.nullish(z.number()),
    name: z.string(),
    protectionRules: z.object({
      nodes: z.nullish(
        z.array(
          z.nullable(
            z.object({
              type: z.string(),
              timeout: z.number(),
              preventSelfReview: z.nullish(z.boolean()),
              reviewers: z.object({
                nodes: z.nullish(
                  z.array(
                    z.nullable(
                      z.object({
                        __typename: z.string(),
                        login: z.optional(z.string()),
                        slug: z.optional(z.string()),
                        databaseId: z.nullish(z.number()),
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
          databaseId: z.nullish(z.number()),
          visibility: z.optional(z.string()),
          defaultBranchRef: z.nullish(z.object({ name: z.string(), target: PolicyCommit })),
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
        type: z.optional(z.string()),
        path: z.optional(z.array(z.union([z.string(), z.number()]))),
        message: z.string(),
      }),
    ),
  ),
});
export type OverviewReply = z.infer<typeof OverviewReply>;
