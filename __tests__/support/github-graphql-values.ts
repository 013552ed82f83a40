import { GraphQLError } from 'graphql';
import { permits } from './github-route.ts';
import { SITE, userOf } from './github-shapes.ts';
import type { World, WorldSignature } from './world-types.ts';

/** An object of GitHub's GraphQL schema: values, or functions of the field's arguments. */
export type Fields = Record<string, unknown>;

/** Arguments of a connection. */
export interface PageArguments {
  first?: number | null;
  last?: number | null;
}

/** Refuses a field alone, as GitHub does where a token lacks a scope. */
export function requireScope(world: World, scope: string, level: 'read' | 'write' = 'read'): void {
  if (permits(world, scope, level)) return;
  throw new GraphQLError('Resource not accessible by integration', { extensions: { type: 'FORBIDDEN' } });
}

/** `User`, `Bot` or `Organization`. */
export function accountObject(world: World, login: string): Fields {
  const user = userOf(world, login);
  return {
    __typename: user.type,
    id: user.nodeId,
    databaseId: Number(user.id),
    // GraphQL, and it alone, leaves off the suffix of an App's login.
    login: user.login.replace(/\[bot\]$/, ''),
    name: user.name,
    email: '',
    isSiteAdmin: user.siteAdmin,
    url: `${SITE}/${user.login}`,
    resourcePath: `/${user.login}`,
    avatarUrl: `https://avatars.githubusercontent.com/u/${user.id}?v=4`,
  };
}

/** `GitActor`. */
export function actorObject(world: World, who: WorldSignature): Fields {
  const user = who.login === undefined ? undefined : userOf(world, who.login);
  return {
    __typename: 'GitActor',
    name: who.name,
    email: who.email,
    date: who.date,
    user: user?.type === 'User' ? accountObject(world, user.login) : null,
  };
}

/** `Team`. */
export function teamObject(world: World, slug: string): Fields {
  const team = world.teams[slug];
  if (team === undefined) throw new Error(`The world has no team ${slug}`);
  return {
    __typename: 'Team',
    id: team.nodeId,
    databaseId: Number(team.id),
    slug: team.slug,
    combinedSlug: `${world.repository.owner}/${team.slug}`,
    name: team.name,
  };
}

/** A connection with the asked-for page of all its nodes. */
export function connection({ first, last }: PageArguments, all: Fields[]): Fields {
  const nodes = first !== null && first !== undefined ? all.slice(0, first) : all.slice(-(last ?? all.length));
  return {
    totalCount: all.length,
    nodes,
    edges: nodes.map((node) => ({ node, cursor: 'Y3Vyc29y' })),
    pageInfo: { hasNextPage: nodes.length < all.length, hasPreviousPage: false, startCursor: null, endCursor: null },
  };
}
