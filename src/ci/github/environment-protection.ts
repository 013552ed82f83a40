import * as z from 'zod/mini';
import { text } from '../../model/primitives.ts';
import type { EnvironmentProtection } from '../../model/protections.ts';
import { idOf, nodesOf, present } from './graphql-values.ts';

/** GitHub lets an environment have at most 6 reviewers, and one rule of each kind beside those of Apps. */
const MOST_REVIEWERS = 20;
const MOST_RULES = 5;
const MOST_ENVIRONMENTS = 30;

const ENVIRONMENT = `{
  databaseId
  name
  protectionRules(first: ${MOST_RULES}) {
    nodes {
      type
      timeout
      preventSelfReview
      reviewers(first: ${MOST_REVIEWERS}) {
        nodes {
          __typename
          ... on User { login databaseId }
          ... on Team { slug databaseId }
        }
      }
    }
  }
}`;

/** The selection for the environment that `$environment` names. */
export const ENVIRONMENT_SELECTION = `environment(name: $environment) ${ENVIRONMENT}`;

/** The selection for all environments; with the reviewers of their rules it is the dearest of all, 181 of a point's 100. */
export const ENVIRONMENTS_SELECTION = `environments(first: ${MOST_ENVIRONMENTS}) { nodes ${ENVIRONMENT} }`;

function environmentReply() {
  const id = z.nullish(z.number());
  const reviewer = z.object({
    __typename: z.string(),
    login: z.optional(text(100)),
    slug: z.optional(text(300)),
    databaseId: id,
  });
  const rule = z.object({
    type: z.string(),
    timeout: z.number(),
    preventSelfReview: z.nullish(z.boolean()),
    reviewers: nodesOf(reviewer, MOST_REVIEWERS),
  });
  return z.object({ databaseId: id, name: text(300), protectionRules: nodesOf(rule, MOST_RULES) });
}
type EnvironmentReply = z.infer<ReturnType<typeof environmentReply>>;

/** Reads one environment. */
export function readEnvironment(part: unknown): EnvironmentProtection {
  return protectionFrom(environmentReply().parse(part));
}

/** Reads all environments; `undefined` where any is hidden, so that a name that is missing is known to be missing. */
export function readEnvironments(part: unknown): EnvironmentProtection[] | undefined {
  const { nodes } = nodesOf(environmentReply(), MOST_ENVIRONMENTS).parse(part);
  if (!nodes || nodes.includes(null)) return undefined;
  return present({ nodes }).map(protectionFrom);
}

/** What a hidden rule or reviewer could change is left out. */
function protectionFrom(environment: EnvironmentReply): EnvironmentProtection {
  return {
    name: environment.name,
    ...idOf(environment.databaseId),
    ...(isWhole(environment.protectionRules) && rulesFrom(present(environment.protectionRules))),
  };
}

function isWhole(connection: { nodes?: unknown[] | null | undefined } | null | undefined): boolean {
  return Array.isArray(connection?.nodes) && !connection.nodes.includes(null);
}

type RuleReply = NonNullable<NonNullable<EnvironmentReply['protectionRules']['nodes']>[number]>;

function rulesFrom(rules: readonly RuleReply[]): Partial<EnvironmentProtection> {
  const review = rules.find((rule) => rule.type === 'REQUIRED_REVIEWERS');
  const wait = rules.find((rule) => rule.type === 'WAIT_TIMER');
  return {
    reviewersRequired: review !== undefined,
    ...((!review || isWhole(review.reviewers)) && reviewersFrom(present(review?.reviewers))),
    preventSelfReview: review?.preventSelfReview ?? false,
    waitMinutes: wait?.timeout ?? 0,
  };
}

type ReviewerReply = NonNullable<NonNullable<RuleReply['reviewers']['nodes']>[number]>;

function reviewersFrom(reviewers: ReviewerReply[]): Pick<EnvironmentProtection, 'reviewers' | 'reviewerTeams'> {
  reviewers.sort((a, b) => (a.databaseId ?? 0) - (b.databaseId ?? 0));
  return {
    reviewers: reviewers.flatMap(({ login, databaseId }) =>
      login ? [{ login, ...idOf(databaseId), type: 'user' as const }] : [],
    ),
    reviewerTeams: reviewers.flatMap(({ slug, databaseId }) => (slug ? [{ slug, ...idOf(databaseId) }] : [])),
  };
}
