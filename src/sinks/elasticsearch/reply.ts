import * as z from 'zod/mini';
import { jsonOrNothing } from '../../json.ts';
import type { HttpResponse } from '../../ports.ts';

/** What the store says of one attempt to create one document. */
export type CreateResult =
  | { readonly kind: 'created' }
  /** There is a document with this id already. */
  | { readonly kind: 'taken' }
  /** The document as it is does not fit the index. */
  | { readonly kind: 'unfit'; readonly reason: string }
  | Fault;

/**
 * Why nothing can be said to be stored. `busy`: not now, as with full queues, gateways, or a shard that is moving.
 * `mayBeStored`: it may have been stored all the same.
 */
export type Fault =
  | { readonly kind: 'busy'; readonly reason: string; readonly mayBeStored: boolean }
  | { readonly kind: 'refused'; readonly reason: string; readonly mayBeStored: boolean };

const BulkReply = z.object({
  errors: z.boolean(),
  items: z.array(
    z.object({
      create: z.object({
        _id: z.string(),
        status: z.number(),
        /** `used`: a data stream refused the document and keeps it, under another id, with its failures. */
        failure_store: z.optional(z.string()),
        error: z.optional(z.object({ type: z.string() })),
      }),
    }),
  ),
});

/**
 * Statuses that pass by themselves: too many requests, a node that failed at this one (what it may have stored is safe
 * from a second copy), and gateways or shards that are not there at the moment.
 */
const PASSING_STATUSES: readonly number[] = [429, 500, 502, 503, 504];

const BLOCKED = 'cluster_block_exception';

/**
 * Reads the reply to a bulk request with nothing but one `create` for each id in it (Elasticsearch and OpenSearch, bulk
 * API: status 200 says nothing about the items, which stand in the order of the request): what became of each, or of the
 * request where that was not taken at all. The store's own texts are not repeated, because they quote the documents.
 */
export function readBulkReply({ status, body }: HttpResponse, ids: readonly string[]): readonly CreateResult[] | Fault {
  if (PASSING_STATUSES.includes(status)) {
    return { kind: 'busy', reason: `it answers with status ${status}`, mayBeStored: isFault(status) };
  }
  if (status !== 200) return { kind: 'refused', reason: statusReason(status), mayBeStored: isFault(status) };
  const { data } = z.safeParse(BulkReply, jsonOrNothing(body));
  const isOther = ({ create }: Item, index: number) => create._id !== ids[index] && !isAmongFailures(create);
  if (data?.items.length !== ids.length || data.items.some(isOther)) {
    const reason = 'its reply is not that of a bulk request; check that the url is a cluster’s';
    return { kind: 'refused', reason, mayBeStored: true };
  }
  return data.items.map(({ create }) =>
    isAmongFailures(create) ? AMONG_FAILURES : itemResult(create.status, errorType(create.error?.type)),
  );
}

type Item = z.infer<typeof BulkReply>['items'][number];

function isAmongFailures({ failure_store: store }: Item['create']): boolean {
  return store === 'used';
}

const AMONG_FAILURES: Fault = {
  kind: 'refused',
  reason: 'it keeps the document with the failures of a data stream; exclude the prefix from the template of that',
  mayBeStored: false,
};

function itemResult(status: number, type: string): CreateResult {
  if (status === 201) return { kind: 'created' };
  if (status === 409) return { kind: 'taken' };
  const mayBeStored = isFault(status);
  if (PASSING_STATUSES.includes(status)) {
    return { kind: 'busy', reason: `it has no room just now (${type})`, mayBeStored };
  }
  if (status === 400) return { kind: 'unfit', reason: `it refuses the document (${type}); run doorlog setup again` };
  // Both systems answer 403 here, as to a writer without the right: an index that is blocked is another matter.
  const reason = type === BLOCKED ? 'the index is blocked for writing; take away its block' : statusReason(status);
  return { kind: 'refused', reason: `${reason} (${type})`, mayBeStored };
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

/** Only a name of the kind that the stores give their faults: anything else could be a piece of what was sent. */
function errorType(type: string | undefined): string {
  return type !== undefined && /^[a-z_]{1,80}_exception$/.test(type) ? type : 'no reason given';
}
