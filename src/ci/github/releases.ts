import * as z from 'zod/mini';
import { id, text } from '../../model/primitives.ts';
import type { Release } from '../../model/resources.ts';
import { accountOfUser, userReply } from './git-actor.ts';
import { idOf, inUtc, momentReply, nodesOf, present, timeIn } from './graphql-values.ts';

const MOST_RELEASES = 30;

/** The selection for the latest releases; drafts are among them only for whoever may write contents. */
export const RELEASES_SELECTION = `viewerPermission
releases(first: ${MOST_RELEASES}, orderBy: { field: CREATED_AT, direction: DESC }) {
  nodes { id databaseId tagName name isDraft isPrerelease createdAt publishedAt updatedAt author { login databaseId } }
}`;

const WRITERS: readonly unknown[] = ['ADMIN', 'MAINTAIN', 'WRITE'];

/**
 * Reads the releases made or changed since then, oldest first, of the 30 latest; `undefined` where they are hidden. The
 * absence of drafts is seen only by whoever could see them.
 */
export function readReleases(
  part: unknown,
  since: string,
): { published: Release[]; drafts: Release[] | undefined } | undefined {
  const maybeMoment = z.nullish(momentReply());
  const release = z.object({
    id: id(),
    databaseId: z.nullish(z.number()),
    tagName: text(),
    name: z.nullish(z.string()),
    isDraft: z.boolean(),
    isPrerelease: z.nullish(z.boolean()),
    createdAt: momentReply(),
    publishedAt: maybeMoment,
    updatedAt: maybeMoment,
    author: userReply(),
  });
  const Part = z.object({
    viewerPermission: z.nullish(text(100)),
    releases: z.nullish(nodesOf(release, MOST_RELEASES)),
  });
  const { viewerPermission, releases } = Part.parse(part);
  if (!releases?.nodes) return undefined;
  const recent = present(releases)
    .filter(({ createdAt, publishedAt, updatedAt }) =>
      [createdAt, publishedAt, updatedAt].some((moment) => Date.parse(moment ?? '') >= Date.parse(since)),
    )
    .reverse();
  const drafts = recent.filter(({ isDraft }) => isDraft).map(releaseFrom);
  const isSeen = drafts.length > 0 || WRITERS.includes(viewerPermission);
  return {
    published: recent.filter(({ isDraft }) => !isDraft).map(releaseFrom),
    drafts: isSeen ? drafts : undefined,
  };
}

interface Node {
  readonly id: string;
  readonly databaseId?: number | null | undefined;
  readonly tagName: string;
  readonly name?: string | null | undefined;
  readonly isPrerelease?: boolean | null | undefined;
  readonly createdAt: string;
  readonly publishedAt?: string | null | undefined;
  readonly author?: { readonly login: string; readonly databaseId?: number | null | undefined } | null | undefined;
}

function releaseFrom(node: Node): Release {
  return {
    id: idOf(node.databaseId).id ?? node.id,
    tag: node.tagName,
    ...(node.name && { name: node.name.slice(0, 500) }),
    ...(node.author && { author: accountOfUser(node.author) }),
    createdAt: inUtc(node.createdAt),
    ...timeIn('publishedAt', node.publishedAt),
    ...(typeof node.isPrerelease === 'boolean' && { prerelease: node.isPrerelease }),
  };
}
