import type { Http, HttpRequest } from '../../ports.ts';
import { JobsPage, RunsPage } from './run-history-replies.ts';

/** More than this is not worth keeping. In characters. */
const LONGEST = 1024 * 1024;

/** A reply as it is kept. */
export interface KeptReply {
  readonly etag: string;
  readonly body: string;
}

/** Where replies are kept between two reconciliations. */
export interface ReplyMemory {
  recall(address: string): KeptReply | undefined;
  keep(address: string, reply: KeptReply): void;
}

/**
 * Asks GitHub only for what changed since a reply was kept: what did not, GitHub answers with 304, which costs nothing of
 * the rate limit (GitHub, “Best practices for using the REST API”, conditional requests). Of runs and jobs only the fields
 * that are read are kept, of a job’s steps the first.
 */
export function rememberReplies(http: Http, memory: ReplyMemory): Http {
  return async (request) => {
    const address = addressOf(request);
    if (address === undefined) return http(request);
    const kept = memory.recall(address);
    const reply = await http(
      kept ? { ...request, headers: { ...request.headers, 'if-none-match': kept.etag } } : request,
    );
    if (reply.status === 304 && kept) return { ...reply, status: 200, body: Buffer.from(kept.body) };
    const etag = reply.status === 200 ? reply.headers.etag : undefined;
    const body = etag === undefined ? undefined : reduced(reply.body.toString('utf8'), address);
    if (etag !== undefined && body !== undefined && body.length <= LONGEST) memory.keep(address, { etag, body });
    return reply;
  };
}

/** Attestations may be large, and are asked for only now and then. */
function addressOf({ method, url }: HttpRequest): string | undefined {
  if (method !== 'GET' || !URL.canParse(url)) return undefined;
  const { pathname, search } = new URL(url);
  return pathname.includes('/attestations/') ? undefined : `${pathname}${search}`;
}

function reduced(body: string, address: string): string | undefined {
  const path = address.replace(/\?.*$/s, '');
  try {
    const value: unknown = JSON.parse(body);
    if (path.endsWith('/actions/runs')) return textOf(RunsPage.safeParse(value).data);
    if (!path.endsWith('/jobs')) return body;
    const page = JobsPage.safeParse(value).data;
    return textOf(page && { ...page, jobs: page.jobs.map((job) => ({ ...job, steps: job.steps?.slice(0, 1) })) });
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}
