import * as z from 'zod/mini';
import {
  json,
  type LocalReply,
  type LocalRequest,
  type LocalServer,
  type LocalServerOptions,
  serve,
} from './local-server.ts';

/** A receiver of OTLP logs over HTTP as JSON. */
export interface OtlpReceiver extends LocalServer {
  /** Log records in the order in which they came. */
  readonly logRecords: LogRecord[];
}

const uint64 = () => z.string().check(z.regex(/^\d{1,20}$/));
const AnyValue = z.union([
  z.strictObject({ stringValue: z.string() }),
  z.strictObject({ boolValue: z.boolean() }),
  z.strictObject({ intValue: z.string().check(z.regex(/^-?\d{1,19}$/)) }),
  z.strictObject({
    arrayValue: z.strictObject({ values: z.array(z.strictObject({ stringValue: z.string() })) }),
  }),
]);
/** Keys are unique within a list (opentelemetry-proto, common.proto: attributes). */
const Attributes = z
  .array(z.strictObject({ key: z.string().check(z.minLength(1)), value: AnyValue }))
  .check(z.refine((pairs) => new Set(pairs.map(({ key }) => key)).size === pairs.length, 'a key twice'));
const LogRecord = z.strictObject({
  timeUnixNano: uint64(),
  observedTimeUnixNano: uint64(),
  severityNumber: z.int().check(z.minimum(1), z.maximum(24)),
  severityText: z.string(),
  eventName: z.string(),
  body: AnyValue,
  attributes: Attributes,
  traceId: z.optional(z.string().check(z.regex(/^(?!0{32})[0-9a-f]{32}$/))),
});
type LogRecord = z.infer<typeof LogRecord>;
const ExportLogsServiceRequest = z.strictObject({
  resourceLogs: z.array(
    z.strictObject({
      resource: z.strictObject({ attributes: Attributes }),
      schemaUrl: z.string(),
      scopeLogs: z.array(
        z.strictObject({
          scope: z.strictObject({ name: z.string(), version: z.string() }),
          schemaUrl: z.string(),
          logRecords: z.array(LogRecord).check(z.minLength(1)),
        }),
      ),
    }),
  ),
});

/** Starts a receiver that takes what the sink’s documents need of OTLP 1 and nothing else, if its token is given. */
export async function startOtlpReceiver(options: LocalServerOptions & { token?: string } = {}): Promise<OtlpReceiver> {
  const logRecords: LogRecord[] = [];

  function handle({ method, url, headers, body }: LocalRequest): LocalReply {
    if (url.pathname !== '/v1/logs') return json(404, { message: 'no such page' });
    if (method !== 'POST') return json(405, { message: 'only POST' });
    if (headers['content-type'] !== 'application/json') return json(415, { message: 'neither protobuf nor JSON' });
    if (options.token !== undefined && headers.authorization !== `Bearer ${options.token}`) {
      return json(401, { message: 'no good token' });
    }
    const request = ExportLogsServiceRequest.safeParse(JSON.parse(body.toString()));
    if (!request.success) return json(400, { message: z.prettifyError(request.error) });
    const scopes = request.data.resourceLogs.flatMap(({ scopeLogs }) => scopeLogs);
    logRecords.push(...scopes.flatMap(({ logRecords: records }) => records));
    // As the Collector of OpenTelemetry writes full success.
    return { ...json(200, { partialSuccess: {} }), headers: { 'content-type': 'application/json' } };
  }

  return { ...(await serve({ ...options, handle })), logRecords };
}

/** The id that a log record is told apart by. */
export function uidOf({ attributes }: LogRecord): string | undefined {
  const value = attributes.find(({ key }) => key === 'log.record.uid')?.value;
  return value !== undefined && 'stringValue' in value ? value.stringValue : undefined;
}
