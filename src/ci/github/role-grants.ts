import * as z from 'zod/mini';
import type { RoleGrant } from '../../model/person.ts';
import { text } from '../../model/primitives.ts';
import type { HeldRole } from '../../ports.ts';
import { idOf, present } from './graphql-values.ts';

const MOST_SOURCES = 50;

/** The selection for how one person, whose login is the variable's value, holds the role; only pushers may see it. */
export function grantsSelection(variable: string): string {
  return `collaborators(login: $${variable}, first: 1) {
    edges {
      permission
      node { login databaseId }
      permissionSources { permission roleName source { __typename ... on Team { combinedSlug } } }
    }
  }`;
}

/** Reads the role of the one who was asked for; no collaborator holds none. */
export function readGrants(part: unknown, login: string): HeldRole | undefined {
  const source = z.object({
    permission: text(100),
    roleName: z.nullish(text(100)),
    source: z.object({ __typename: text(100), combinedSlug: z.nullish(text(300)) }),
  });
  const edge = z.object({
    permission: text(100),
    node: z.object({ login: text(100), databaseId: z.nullish(z.number()) }),
    permissionSources: z.nullish(z.array(source).check(z.maxLength(MOST_SOURCES))),
  });
  const { edges } = z.object({ edges: z.nullish(z.array(z.nullable(edge))) }).parse(part);
  if (!edges) return undefined;
  const found = present({ nodes: edges }).find(({ node }) => node.login.toLowerCase() === login.toLowerCase());
  if (!found) return edges.length === 0 ? { grants: [] } : undefined;
  if (!found.permissionSources) return undefined;
  const permission = PERMISSIONS[found.permission];
  return {
    ...idOf(found.node.databaseId),
    ...(permission && { permission }),
    grants: found.permissionSources.map(grantFrom),
  };
}

const PERMISSIONS: Readonly<Record<string, HeldRole['permission']>> = {
  ADMIN: 'admin',
  MAINTAIN: 'write',
  WRITE: 'write',
  TRIAGE: 'read',
  READ: 'read',
};

interface Source {
  readonly permission: string;
  readonly roleName?: string | null | undefined;
  readonly source: { readonly __typename: string; readonly combinedSlug?: string | null | undefined };
}

function grantFrom({ permission, roleName, source }: Source): RoleGrant {
  const team = source.__typename === 'Team';
  return {
    by: team ? 'team' : source.__typename === 'Organization' ? 'organization' : 'repository',
    permission: permission.toLowerCase(),
    ...(roleName && { role: roleName }),
    ...(team && source.combinedSlug && { team: source.combinedSlug }),
  };
}
