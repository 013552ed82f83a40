import { DoorlogError } from '../../errors.ts';
import type { Http } from '../../ports.ts';

/** Between GitHub and a store's own host there is one redirect; more than a few are a loop. */
const MAX_REDIRECTS = 3;

/** What is downloaded from a host that is not GitHub’s API. */
export interface Download {
  /** Who is asked, in words, for error sentences. */
  readonly service: string;
  readonly url: string;
  /** A longer reply is an error. */
  readonly maxBytes: number;
  /** So much is read, and the connection closed if there is more; left out, all of it. */
  readonly firstBytes?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Downloads from an address that GitHub named, without any token: the address itself is the permission, and whoever
 * answers there is not to have ours. Redirects are followed, but never from https to http. Raises `http-status`,
 * `http-connection` and what HTTP raises.
 */
export async function downloadUnaccompanied(
  http: Http,
  { service, url, maxBytes, firstBytes, signal }: Download,
): Promise<Buffer> {
  const more = { ...(firstBytes !== undefined && { firstBytes }), ...(signal && { signal }) };
  let address = url;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    const reply = await http({ service, method: 'GET', url: address, maxBytes, ...more });
    if (reply.status === 200) return reply.body;
    const { location } = reply.headers;
    if (reply.status < 300 || reply.status >= 400 || location === undefined) {
      throw new DoorlogError('http-status', `${service} answered with status ${reply.status}.`);
    }
    address = target(location, address, service);
  }
  throw new DoorlogError('http-status', `${service} sends from one address to another without end.`);
}

function target(location: string, from: string, service: string): string {
  const next = URL.canParse(location, from) ? new URL(location, from) : undefined;
  if (next && (next.protocol === 'https:' || new URL(from).protocol === 'http:')) return next.href;
  throw new DoorlogError('http-connection', `${service} sends to an address that is no https one; it is not asked.`);
}
