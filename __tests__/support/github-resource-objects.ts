import { GraphQLError } from 'graphql';
import {
  accountObject,
  connection,
  type Fields,
  type PageArguments,
  requireScope,
  teamObject,
} from './github-graphql-values.ts';
import { permits } from './github-route.ts';
import type { World, WorldRole } from './world-types.ts';

/** Fields of `Repository` for deployments, releases and collaborators. */
export function resourceFields(world: World): Fields {
  return {
    viewerPermission: () => (permits(world, 'contents', 'write') ? 'WRITE' : 'READ'),
    deployments: (page: PageArguments) => {
      requireScope(world, 'deployments');
      return connection(
        page,
        latestFirst(world.deployments).map((deployment) => ({
          __typename: 'Deployment',
          id: deployment.nodeId,
          databaseId: deployment.id === null ? null : Number(deployment.id),
          environment: deployment.environment,
          commitOid: deployment.commit,
          createdAt: deployment.createdAt,
          state: deployment.state,
          creator: accountObject(world, deployment.creator),
        })),
      );
    },
    releases: (page: PageArguments) => {
      requireScope(world, 'contents');
      const seen = world.releases.filter(({ draft }) => !draft || permits(world, 'contents', 'write'));
      return connection(
        page,
        latestFirst(seen).map((release) => ({
          __typename: 'Release',
          id: release.nodeId,
          databaseId: Number(release.id),
          tagName: release.tag,
          name: release.name,
          isDraft: release.draft,
          isPrerelease: release.prerelease,
          createdAt: release.createdAt,
          publishedAt: release.publishedAt,
          updatedAt: release.updatedAt,
          author: release.author === null ? null : accountObject(world, release.author),
        })),
      );
    },
    collaborators: ({ login }: { login?: string | null }) => {
      if (!permits(world, 'administration', 'read')) {
        throw new GraphQLError('Must have push access to view repository collaborators.', {
          extensions: { type: 'FORBIDDEN' },
        });
      }
      const found = Object.entries(world.collaborators).filter(
        ([name]) => login === null || login === undefined || name.toLowerCase() === login.toLowerCase(),
      );
      return {
        totalCount: found.length,
        edges: found.map(([name, role]) => ({
          node: accountObject(world, name),
          permission: permissionOf(role),
          permissionSources: () => sourcesOf(world, role),
        })),
      };
    },
  };
}

function latestFirst<T extends { createdAt: string }>(all: readonly T[]): T[] {
  return [...all].sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt));
}

function permissionOf({ permission, roleName }: WorldRole): string {
  return roleName === 'maintain' || roleName === 'triage' ? roleName.toUpperCase() : permission.toUpperCase();
}

function sourcesOf(world: World, role: WorldRole): Fields[] {
  const own = { by: 'repository' as const, permission: role.permission.toUpperCase(), roleName: null, team: undefined };
  return (role.sources ?? [own]).map(({ by, permission, roleName, team }) => ({
    permission,
    roleName,
    source:
      by === 'team'
        ? teamObject(world, team ?? '')
        : { __typename: by === 'organization' ? 'Organization' : 'Repository' },
  }));
}
