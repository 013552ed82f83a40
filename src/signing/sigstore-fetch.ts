import { DoorlogError } from '../errors.ts';
import type { Http } from '../ports.ts';

/**
 * What stands in for `make-fetch-happen` in the built files, so that @sigstore/sign speaks through our one HTTP module
 * (rolldown.config.ts puts it there; docs/adr/0002-sigstore-over-our-http.md says why).
 */
let speaker: Http | undefined;

/** From now on the Sigstore library in this process speaks through `http`. */
export function useHttp(http: Http): void {
  speaker = http;
}

interface FetchOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Milliseconds. */
  readonly timeout?: number;
}

/** As much of a fetch reply as @sigstore/sign looks at. */
interface FetchReply {
  readonly ok: boolean;
  readonly status: number;
  readonly statusText: string;
  readonly headers: { get(name: string): string | null };
  json(): Promise<unknown>;
  buffer(): Promise<Buffer>;
}

/** Fetches as make-fetch-happen does, as far as @sigstore/sign asks for it. Raises the codes of the HTTP port. */
export default async function fetchOverHttp(url: string, options: FetchOptions = {}): Promise<FetchReply> {
  if (!speaker)
    throw new DoorlogError('internal', 'The Sigstore library was used before it was given its HTTP module.');
  const { status, headers, body } = await speaker({
    service: 'Sigstore',
    method: options.method === 'GET' ? 'GET' : 'POST',
    url,
    ...(options.headers && { headers: options.headers }),
    ...(options.body !== undefined && { body: options.body }),
    ...(options.timeout !== undefined && { timeout: options.timeout }),
  });
  return {
    ok: status >= 200 && status < 300,
    status,
    statusText: '',
    headers: { get: (name) => headers[name.toLowerCase()] ?? null },
    json: async () => JSON.parse(body.toString('utf8')),
    buffer: async () => body,
  };
}
