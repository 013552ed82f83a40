import * as z from 'zod/mini';
import { codeOf, DoorlogError, sentenceOf } from '../../errors.ts';
import type { AttestationFinder } from '../../ports/evidence.ts';
import type { Http } from '../../ports.ts';
import type { GitHubClient } from './client.ts';
import { downloadUnaccompanied } from './unaccompanied.ts';

const PER_PAGE = 100;
/** Bundles that are downloaded at the same time. */
const AT_ONCE = 6;
/** GitHub takes predicates of 16 MiB; in a bundle they are base64, a third longer. */
const MAX_BUNDLE_BYTES = 32 * 1024 * 1024;

const Entry = z.object({
  bundle: z.optional(z.unknown()),
  bundle_url: z.optional(z.nullable(z.string())),
});
type Entry = z.infer<typeof Entry>;

const Page = z.object({ attestations: z.array(Entry) });

/** What attestations are looked up with. */
export interface AttestationFinderOptions {
  readonly client: GitHubClient;
  /** For bundles at addresses of their own; never given the token. */
  readonly http: Http;
  /** `OWNER/REPO`, or `OWNER` alone for all repositories of an organisation or a person. */
  readonly repository: string;
}

/**
 * Finds attestations by GitHub’s API (attestations: read, nothing for public repositories), page by page. A bundle that
 * is not in the reply is downloaded, where it is Snappy-compressed JSON. All that can be read is answered first; then
 * one error tells of what could not be read.
 */
export function createAttestationFinder({ client, http, repository }: AttestationFinderOptions): AttestationFinder {
  const place = placeOf(client, repository);
  return {
    async *find(subject, predicateType, signal) {
      const broken: unknown[] = [];
      let seen = 0;
      for await (const entries of pagesOf(client, place, subject, predicateType)) {
        for (let first = 0; first < entries.length; first += AT_ONCE) {
          signal?.throwIfAborted();
          const some = entries.slice(first, first + AT_ONCE);
          for (const result of await Promise.allSettled(some.map((entry) => bundleOf(entry, http, signal)))) {
            seen += 1;
            if (result.status === 'fulfilled') yield result.value;
            else broken.push(result.reason);
          }
        }
      }
      signal?.throwIfAborted();
      if (broken.length > 0) throw unreadable(subject, broken, seen);
    },
  };
}

async function* pagesOf(
  client: GitHubClient,
  place: Place,
  subject: string,
  predicateType: string | undefined,
): AsyncGenerator<readonly Entry[]> {
  const { path, parameters } = await place.address();
  let after: string | undefined;
  do {
    const query = {
      ...parameters,
      subject_digest: subject,
      ...(predicateType !== undefined && { predicate_type: predicateType }),
      ...(after !== undefined && { after }),
    };
    const page = await pageThatFits(client, `GET ${path}/attestations/{subject_digest}`, query).catch(
      async (error: unknown) => {
        // GitHub answers 404 for “none” as it does for “hidden”: only where the place itself can be seen is it none.
        if (codeOf(error) !== 'api-not-found') throw error;
        await place.isSeen();
        return { items: { attestations: [] } };
      },
    );
    yield page.items.attestations;
    after = 'after' in page ? page.after : undefined;
  } while (after !== undefined);
}

interface Address {
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
}

interface Place {
  address(): Promise<Address>;
  /** Raises `api-not-found` and what else GitHub refuses with. */
  isSeen(): Promise<unknown>;
}

/** Where attestations are listed; GitHub is asked about the place itself once at most. */
function placeOf(client: GitHubClient, repository: string): Place {
  const [owner = '', repo] = repository.split('/');
  const address = once(async (): Promise<Address> => {
    if (repo !== undefined) return { path: '/repos/{owner}/{repo}', parameters: { owner, repo } };
    const { type } = await client.rest('GET /users/{username}', { username: owner }, z.object({ type: z.string() }));
    return type === 'Organization'
      ? { path: '/orgs/{org}', parameters: { org: owner } }
      : { path: '/users/{username}', parameters: { username: owner } };
  });
  return {
    address,
    isSeen: once(async () => {
      const { path, parameters } = await address();
      // An owner’s account has been asked about already.
      if (repo !== undefined) await client.rest(`GET ${path}`, parameters, z.looseObject({}));
    }),
  };
}

/** What went well is not asked for again. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => {
    asked ??= ask().catch((error) => {
      asked = undefined;
      throw error;
    });
    return asked;
  };
}

/** Bundles may be in the reply, up to 22 MiB each: a page that is too long is asked for in smaller parts. */
async function pageThatFits(client: GitHubClient, route: string, query: Readonly<Record<string, string>>) {
  for (let perPage = PER_PAGE; ; perPage = Math.ceil(perPage / 5)) {
    try {
      return await client.page(route, { ...query, per_page: perPage }, Page);
    } catch (error) {
      if (codeOf(error) !== 'http-too-large' || perPage === 1) throw error;
    }
  }
}

async function bundleOf({ bundle, bundle_url }: Entry, http: Http, signal: AbortSignal | undefined): Promise<string> {
  if (typeof bundle === 'object' && bundle !== null) return JSON.stringify(bundle);
  if (!bundle_url)
    throw new DoorlogError('http-reply-invalid', 'GitHub’s API named an attestation without its bundle.');
  const service = 'The store of attestations’ bundles';
  const compressed = await downloadUnaccompanied(http, {
    service,
    url: bundle_url,
    maxBytes: MAX_BUNDLE_BYTES,
    signal,
  });
  const { expandSnappy } = await import('./snappy.ts');
  const text = Buffer.from(expandSnappy(compressed, MAX_BUNDLE_BYTES)).toString('utf8');
  try {
    JSON.parse(text);
    return text;
  } catch (cause) {
    throw new DoorlogError('http-reply-invalid', `${service} answered with something that is not JSON.`, { cause });
  }
}

function unreadable(subject: string, broken: readonly unknown[], seen: number): DoorlogError {
  const [first] = broken;
  const which = seen === 1 ? 'The only attestation' : `${broken.length} of ${seen} attestations`;
  return new DoorlogError(codeOf(first), `${which} about ${subject} could not be read: ${sentenceOf(first)}`, {
    cause: first,
  });
}
