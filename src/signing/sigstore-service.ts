import * as z from 'zod/mini';
import { DoorlogError, sentenceOf } from '../errors.ts';
import type { Http, HttpResponse } from '../ports.ts';

/** One service of a Sigstore instance. */
export interface SigstoreService {
  /** In words, for sentences: `The certificate authority`. */
  readonly name: string;
  readonly url: string;
  readonly http: Http;
  /** Milliseconds for all attempts of one request. */
  readonly timeout: number;
  /** The identity token, which the service may repeat and no error may hold. */
  readonly secret: string;
}

/** Characters of what a service says that are worth repeating. */
const MOST_WORDS = 300;
/** Fewer characters of a token in a row say nothing. */
const PIECE = 16;
const Complaint = z.object({ message: z.string() });

/**
 * Sends one JSON request and gives the reply if its status is 200 or 201, or one of `also`.
 * Raises `signing-failed`, naming the service and its address.
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
  throw serviceFailed(service, `it answered with status ${reply.status}${complaintIn(reply.body)}`);
}

/** Reads a JSON reply by its schema. Raises `signing-failed`. */
export function readReply<T>(service: SigstoreService, schema: z.ZodMiniType<T>, reply: HttpResponse): T {
  const parsed = schema.safeParse(parseJson(reply.body));
  if (parsed.success) return parsed.data;
  throw serviceFailed(service, 'its answer is not what such a service gives');
}

/** The error for a service that did not do its part. What it said is left out where it holds a piece of the token. */
export function serviceFailed(service: SigstoreService, reason: string, cause?: unknown): DoorlogError {
  const leaks = holdsPieceOf(service.secret, reason);
  const said = leaks ? 'it repeated the identity token' : reason.replace(/\.$/, '');
  return new DoorlogError(
    'signing-failed',
    `${service.name} at ${service.url} failed, so nothing was signed: ${said}.`,
    ...(cause === undefined ? [] : [{ cause }]),
  );
}

/** Whether a text repeats the secret or a piece of it: what a service says may be cut anywhere. */
function holdsPieceOf(secret: string, text: string): boolean {
  for (let start = 0; start + PIECE <= secret.length; start++) {
    if (text.includes(secret.slice(start, start + PIECE))) return true;
  }
  return false;
}

function complaintIn(body: Buffer): string {
  const parsed = Complaint.safeParse(parseJson(body));
  return parsed.success ? ` (${parsed.data.message.slice(0, MOST_WORDS)})` : '';
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
