import * as z from 'zod/mini';
import { jsonOrNothing } from '../../json.ts';
import type { HttpResponse } from '../../ports.ts';
import type { Attempt } from '../http-attempts.ts';

/** What a receiver says when it takes a request. */
export interface Taken {
  /** What it says beside that, one sentence. */
  readonly remark?: string;
}

/** ExportLogsServiceResponse in JSON (opentelemetry-proto, logs_service.proto); a 64-bit integer is text or a number. */
const ExportLogsServiceResponse = z.object({
  partialSuccess: z.optional(
    z.nullable(
      z.object({
        rejectedLogRecords: z.optional(z.nullable(z.union([z.int(), z.string().check(z.regex(/^-?\d{1,19}$/))]))),
        errorMessage: z.optional(z.nullable(z.string())),
      }),
    ),
  ),
});

/** The only ones to be sent again (OTLP specification, Retryable Response Codes). */
const RETRYABLE: readonly number[] = [429, 502, 503, 504];

/**
 * Reads the reply to one log record (OTLP specification, OTLP/HTTP Response). Success is status 200 with an
 * ExportLogsServiceResponse; a reply without any body is taken for its full success, as whole services send it, and said
 * so. Anything else with a 2xx is no OTLP receiver’s, and proves nothing. The receiver’s own texts are not repeated.
 */
export function readReply({ status, body }: HttpResponse): Attempt<Taken> {
  if (status >= 200 && status < 300) return readSuccess(body);
  // A server that failed may have stored it; one that turned it away has not.
  const mayBeStored = status >= 500;
  if (RETRYABLE.includes(status)) return { kind: 'busy', reason: `it answers with status ${status}`, mayBeStored };
  return { kind: 'refused', reason: refusal(status), mayBeStored };
}

function readSuccess(body: Buffer): Attempt<Taken> {
  if (body.length === 0) {
    return { kind: 'answered', answer: { remark: 'The receiver took it without the reply that OTLP asks for.' } };
  }
  const json = jsonOrNothing(body);
  const reply = isResponse(json) ? z.safeParse(ExportLogsServiceResponse, json).data : undefined;
  if (reply === undefined) {
    const reason = 'its reply is not that of an OTLP receiver; check the url, and that it takes OTLP over HTTP as JSON';
    return { kind: 'refused', reason, mayBeStored: true };
  }
  const { rejectedLogRecords, errorMessage } = reply.partialSuccess ?? {};
  if (Number(rejectedLogRecords ?? 0) > 0) {
    const reason = 'it took the request and rejected the record in it; its own log says why';
    return { kind: 'refused', reason, mayBeStored: false };
  }
  const remark = errorMessage ? 'The receiver took it with a warning, which its own log may show.' : undefined;
  return { kind: 'answered', answer: remark === undefined ? {} : { remark } };
}

/** Without any member of ours it is most likely somebody else’s “ok”; the empty message is OTLP’s own. */
function isResponse(json: unknown): boolean {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return false;
  return Object.keys(json).length === 0 || Object.hasOwn(json, 'partialSuccess');
}

function refusal(status: number): string {
  switch (status) {
    case 400:
      return 'it can’t read the request (400); check that it takes OTLP over HTTP as JSON';
    case 401:
    case 403:
      return `it does not accept the credentials (${status}); check otlp-headers`;
    case 404:
    case 405:
      return `it takes no logs at that address (${status}); give the base url, to which /v1/logs is added`;
    case 413:
      return 'the request is too long for it (413); lower max-bytes, or raise its own limit';
    case 415:
      return 'it does not take OTLP as JSON (415); turn that on, or put an OpenTelemetry Collector in front of it';
    default:
      return status >= 300 && status < 400
        ? `it points elsewhere (${status}), and redirects are not followed; give the final url`
        : `it answers with status ${status}`;
  }
}
