import * as z from 'zod/mini';
import { gitObjectId, id, text } from '../../model/primitives.ts';
import type { Deployment } from '../../model/resources.ts';
import { ACTOR, accountOf, actorReply, idOf, inUtc, momentReply, nodesOf, present } from './graphql-values.ts';

const MOST_DEPLOYMENTS = 30;

/** The selection for the latest deployments. */
export const DEPLOYMENTS_SELECTION = `deployments(first: ${MOST_DEPLOYMENTS}, orderBy: { field: CREATED_AT, direction: DESC }) {
  nodes { id databaseId environment commitOid createdAt state creator ${ACTOR} }
}`;

/** Reads the deployments made since then, oldest first, at most 30; `undefined` where they are hidden. */
export function readDeployments(part: unknown, since: string): Deployment[] | undefined {
  const deployment = z.object({
    id: id(),
    databaseId: z.nullish(z.number()),
    environment: z.nullish(text(300)),
    commitOid: gitObjectId(),
    createdAt: momentReply(),
    state: z.nullish(text(100)),
    creator: actorReply(),
  });
  const connection = nodesOf(deployment, MOST_DEPLOYMENTS).parse(part);
  if (!connection.nodes) return undefined;
  return present(connection)
    .filter(({ createdAt }) => Date.parse(createdAt) >= Date.parse(since))
    .map((node) => ({
      id: idOf(node.databaseId).id ?? node.id,
      ...(node.environment && { environment: node.environment }),
      commit: node.commitOid,
      ...(node.creator && { creator: accountOf(node.creator) }),
      createdAt: inUtc(node.createdAt),
      ...(node.state && { state: node.state.toLowerCase() }),
    }))
    .reverse();
}
