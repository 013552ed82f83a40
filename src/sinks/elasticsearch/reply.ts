import * as z from 'zod/mini';
import type { HttpResponse } from '../../ports.ts';

/** What the store says of one attempt to create one document. */
export type CreateResult =
  | { readonly kind: 'created' }
  /** There is a document with this id already. */
  | { readonly kind: 'taken' }
  /** The document as it is does not fit the index. */
  | { readonly kind: 'unfit'; readonly reason: string }
  | {
      /** `busy`: not now, as with full queues, gateways, or a shard that is moving. */
      readonly kind: 'busy' | 'refused';
      readonly reason: string;
      /** Whether the document may have been stored all the same. */
      readonly mayBeStored: boolean;
    };

const BulkReply = z.object({
  errors: z.boolean(),
  items: z
    .array(
      z.object({
        create: z.object({
          _id: z.string(),
          status: z.number(),
          error: z.optional(z.object({ type: z.string() })),
        }),
      }),
    )
    .check(z.length(1)),
});

/** Statuses that pass by themselves: too many requests, and gateways or shards that are not there at the moment. */
const PASSING_STATUSES: readonly number[] = [429, 502, 503, 504];

/**
 * Reads the reply to a bulk request with one `create` in it (Elasticsearch and OpenSearch, bulk API: status 200 says
 * nothing about the items). The store's own texts are not repeated, because they quote the document.
 */
export function readBulkReply(response: HttpResponse, id: string): CreateResult {
  const { status } = response;
  if (PASSING_STATUSES.includes(status)) {
    return { kind: 'busy', reason: `it answers with status ${status}`, mayBeStored: isFault(status) };
  }
  if (status !== 200) return { kind: 'refused', reason: statusReason(status), mayBeStored: isFault(status) };
  const reply = z.safeParse(BulkReply, jsonOf(response.body));
  const item = reply.data?.items[0]?.create;
  if (item === undefined || item._id !== id) {
    const reason = 'its reply is not that of a bulk request; check that the url is a cluster’s';
    return { kind: 'refused', reason, mayBeStored: true };
  }
  return itemResult(item.status, errorType(item.error?.type));
}

function itemResult(status: number, type: string): CreateResult {
  if (status === 201) return { kind: 'created' };
  if (status === 409) return { kind: 'taken' };
  const mayBeStored = isFault(status);
  if (PASSING_STATUSES.includes(status)) {
    return { kind: 'busy', reason: `it has no room just now (${type})`, mayBeStored };
  }
  if (status === 400) return { kind: 'unfit', reason: `it refuses the document (${type}); run doorlog setup again` };
  return { kind: 'refused', reason: `${statusReason(status)} (${type})`, mayBeStored };
}

/** A request that was turned away (4xx) stored nothing; where a server or gateway failed, nobody knows. */
function isFault(status: number): boolean {
  return status >= 500;
}

function statusReason(status: number): string {
  switch (status) {
    case 401:
      return 'it does not accept the credentials; check the API key or the user name and password';
    case 403:
      return 'the writer may not create documents there; give it the role that doorlog setup installs';
    case 404:
      return 'it has no such address or index; check the url and that indices may be created';
    case 413:
      return 'the record is larger than it takes; raise http.max_content_length';
    default:
      return status >= 300 && status < 400
        ? `it redirects (status ${status}); give the final url`
        : `it answers with status ${status}`;
  }
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Only a name of the kind that the stores give their faults: anything else could be a piece of what was sent. */
function errorType(type: string | undefined): string {
  return type !== undefined && /^[a-z_]{1,80}_exception$/.test(type) ? type : 'no reason given';
}
