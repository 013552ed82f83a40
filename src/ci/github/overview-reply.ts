import * as z from 'zod/mini';
import { gitObjectId, text } from '../../model/primitives.ts';
import { Visibility } from '../../model/visibility.ts';
import type { FileAt, Observed, Overview } from '../../ports.ts';
import { commitFrom, commitReply } from './commit.ts';

/** A file's content as GraphQL gives it. */
function blobReply() {
  return z.nullish(
    z.object({
      __typename: z.string(),
      text: z.nullish(z.string()),
      byteSize: z.optional(z.number()),
      isTruncated: z.optional(z.boolean()),
      isBinary: z.nullish(z.boolean()),
    }),
  );
}

/** Reads what the repository is; `undefined` where it has no default branch or hides what it is. */
export function readRepository(part: unknown): Extract<Overview['repository'], { ok: true }>['value'] | undefined {
  const Part = z.object({
    databaseId: z.nullish(z.number()),
    visibility: z.optional(z.string()),
    defaultBranchRef: z.nullish(z.object({ name: text() })),
  });
  const { databaseId, visibility, defaultBranchRef } = Part.parse(part);
  const known = Visibility.safeParse(visibility?.toLowerCase());
  if (!known.success || !databaseId || !defaultBranchRef) return undefined;
  return { id: String(databaseId), visibility: known.data, defaultBranch: defaultBranchRef.name };
}

/** Reads a file at a commit: no text of one that is there is a failure, so that no weaker policy takes its place unseen. */
export function readFileAt(part: unknown): Observed<FileAt> | undefined {
  const Part = z.object({ oid: z.optional(gitObjectId()), file: z.nullish(z.object({ object: blobReply() })) });
  const { oid, file } = Part.parse(part);
  if (oid === undefined) return undefined;
  if (!file) return { ok: true, value: { commit: oid, text: null } };
  const content = readText(file.object);
  return content?.ok ? { ok: true, value: { commit: oid, text: content.value } } : content;
}

/** Reads a commit; `undefined` for another kind of object. */
export function readCommit(part: unknown): ReturnType<typeof commitFrom> | undefined {
  const commit = commitReply().parse(part);
  return commit.oid === undefined ? undefined : commitFrom(commit);
}

/** Reads a whole text file; `undefined` for what is none. */
export function readText(part: unknown): Observed<string> | undefined {
  const blob = blobReply().parse(part);
  if (blob?.__typename !== 'Blob') return undefined;
  if (typeof blob.text === 'string' && !blob.isTruncated) return { ok: true, value: blob.text };
  const detail = `The file has ${blob.byteSize ?? 'too many'} bytes; GitHub gives at most 512,000 of text.`;
  return { ok: false, reason: 'input-invalid', needed: 'a text file of less than 500 KB', detail };
}
