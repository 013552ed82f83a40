import type * as z from 'zod/mini';
import { DoorlogError, sentenceOf } from '../errors.ts';
import { jsonOrNothing } from '../json.ts';
import type { Http, HttpResponse } from '../ports.ts';

/** One service of a Sigstore instance. */
export interface SigstoreService {
  /** In words, for sentences: `The certificate authority`. */
  readonly name: string;
  readonly url: string;
  readonly http: Http;
  /** Milliseconds for all attempts of one request. */
  readonly timeout: number;
}

/**
 * Sends one JSON request and gives the reply if its status is 200 or 201, or one of `also`.
 * Raises `signing-failed`, naming the service and its host.
 */
export async function askService(
  service: SigstoreService,
  request: { readonly path: string; readonly body?: unknown; readonly also?: readonly number[] },
): Promise<HttpResponse> {
  const { path, body, also = [] } = request;
  const reply = await service
    .http({
      service: service.name,
      method: body === undefined ? 'GET' : 'POST',
      url: `${service.url}${path}`,
      headers: { 'content-type': 'application/json', accept: '*/*' },
      timeout: service.timeout,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    .catch((cause) => {
      throw serviceFailed(service, sentenceOf(cause), cause);
    });
  if ([200, 201, ...also].includes(reply.status)) return reply;
  throw serviceFailed(service, `it answered with status ${reply.status}`);
}

/** Reads a JSON reply by its schema. Raises `signing-failed`. */
export function readReply<T>(service: SigstoreService, schema: z.ZodMiniType<T>, reply: HttpResponse): T {
  const parsed = schema.safeParse(jsonOrNothing(reply.body));
  if (parsed.success) return parsed.data;
  throw serviceFailed(service, 'its answer is not what such a service gives');
}

/**
 * The error for a service that did not do its part. `reason` is in our own words: what a service says may repeat the
 * identity token, whole or in pieces and in any encoding, and what was signed. Of its address only the host is told.
 */
export function serviceFailed(service: SigstoreService, reason: string, cause?: unknown): DoorlogError {
  return new DoorlogError(
    'signing-failed',
    `${service.name} at ${hostOf(service.url)} failed, so nothing was signed: ${reason.replace(/\.$/, '')}.`,
    ...(cause === undefined ? [] : [{ cause }]),
  );
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'an address that is none';
}
