import * as z from 'zod/mini';
import { text } from '../../model/primitives.ts';
import type { PullRequest, Review } from '../../model/pull-request.ts';
import { ACTOR, accountOf, type actorReply, isCut, nodesOf, objectReply, present, timeIn } from './graphql-values.ts';

const MOST_REVIEWS = 50;
const MOST_WITH_TEAMS = 20;
const MOST_TEAMS = 3;

/**
 * The reviews of a pull request. Their teams stand in a list of their own: GitHub may refuse them one by one, and a
 * refused team takes its review with it.
 */
export function reviewSelection(teams: boolean): string {
  const withTeams = `reviewTeams: reviews(last: ${MOST_WITH_TEAMS}) {
      nodes { id onBehalfOf(first: ${MOST_TEAMS}) { nodes { combinedSlug } } }
    }`;
  return `reviews(last: ${MOST_REVIEWS}) {
      totalCount nodes { id state submittedAt authorAssociation author ${ACTOR} commit { oid } }
    }
    ${teams ? withTeams : ''}`;
}

/** Members of a pull request's reply for `reviewSelection`. */
export function reviewNodes(actor: ReturnType<typeof actorReply>) {
  const review = z.object({
    id: text(),
    state: z.enum(['APPROVED', 'CHANGES_REQUESTED', 'COMMENTED', 'DISMISSED', 'PENDING']),
    submittedAt: z.nullish(z.string()),
    authorAssociation: z.nullish(text(100)),
    author: actor,
    commit: objectReply(),
  });
  const teams = z.object({
    id: text(),
    onBehalfOf: z.nullish(nodesOf(z.object({ combinedSlug: text(300) }), MOST_TEAMS)),
  });
  return {
    reviews: z.nullish(nodesOf(review, MOST_REVIEWS)),
    reviewTeams: z.nullish(nodesOf(teams, MOST_WITH_TEAMS)),
  };
}

type Reply = z.infer<z.ZodMiniObject<ReturnType<typeof reviewNodes>>>;
type Node = NonNullable<NonNullable<NonNullable<Reply['reviews']>['nodes']>[number]>;

const STATES = {
  APPROVED: 'approved',
  CHANGES_REQUESTED: 'changes-requested',
  COMMENTED: 'commented',
  DISMISSED: 'dismissed',
  PENDING: 'pending',
} as const satisfies Record<Node['state'], Review['state']>;

/** The last review of each reviewer in each state, oldest first; `undefined` where the reviews are hidden. */
export function reviewsFrom(pull: Reply): Pick<PullRequest, 'reviews' | 'moreReviews'> | undefined {
  if (!pull.reviews?.nodes) return undefined;
  const last = new Map<string, Node>();
  for (const node of present(pull.reviews)) {
    // Accounts that are gone can't be told apart.
    const key = node.author ? `${node.author.login} ${node.state}` : node.id;
    last.delete(key);
    last.set(key, node);
  }
  const teams = new Map(present(pull.reviewTeams).map(({ id, onBehalfOf }) => [id, onBehalfOf]));
  return {
    reviews: [...last.values()].map((node) => reviewFrom(node, teams.get(node.id))),
    moreReviews: isCut(pull.reviews),
  };
}

type Teams = NonNullable<NonNullable<NonNullable<Reply['reviewTeams']>['nodes']>[number]>['onBehalfOf'];

function reviewFrom(node: Node, teams: Teams | undefined): Review {
  return {
    reviewer: node.author ? accountOf(node.author) : { login: 'ghost' },
    state: STATES[node.state],
    ...(node.commit && { commit: node.commit.oid }),
    ...timeIn('submittedAt', node.submittedAt),
    ...(node.authorAssociation && { association: node.authorAssociation }),
    ...(teams?.nodes && { teams: present(teams).map(({ combinedSlug }) => combinedSlug) }),
  };
}
