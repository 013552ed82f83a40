import * as z from 'zod/mini';
import { gitObjectId, text } from '../../model/primitives.ts';
import type { Tag } from '../../model/source.ts';
import { gitActorReply, identityFrom } from './git-actor.ts';

/** The selection for the tag that `$ref` names. */
export const TAG_SELECTION =
  'ref(qualifiedName: $ref) { name target { __typename oid ... on Tag { tagger { name email date user { login databaseId } } } } }';

/** Reads a tag; one that is no object of its own points at the commit. */
export function readTag(part: unknown): Tag {
  const Part = z.object({
    name: text(),
    target: z.object({ __typename: text(100), oid: gitObjectId(), tagger: gitActorReply() }),
  });
  const { name, target } = Part.parse(part);
  if (target.__typename !== 'Tag') return { name, annotated: false };
  return { name, annotated: true, object: target.oid, ...(target.tagger && { tagger: identityFrom(target.tagger) }) };
}
