import { entryKey } from '../../model/entry-key.ts';
import type { Clock, DeliverOptions, Delivery, LogEntry, Sink } from '../../ports.ts';
import { sendUntilAnswered } from '../http-attempts.ts';
import { fitted } from '../shapes/shape.ts';
import type { SinkSurroundings } from '../sink-type.ts';
import { type Receiver, receiverOf } from './receiver.ts';
import { readReply, type Taken } from './reply.ts';
import type { OtlpSinkConfig } from './type.ts';

/**
 * A sink that exports each entry as one log record by OTLP over HTTP in JSON: at least once, because OTLP has no word for
 * “I have that”; copies share their `log.record.uid`. Raises `input-invalid` for headers that are missing or no good.
 */
export function createOtlpSink(
  config: OtlpSinkConfig,
  surroundings: Pick<SinkSurroundings, 'http' | 'secrets' | 'secretNames' | 'clock'>,
): Sink {
  const receiver = receiverOf(config, surroundings);
  return {
    name: config.name,
    required: config.required,
    deliver: (entry, options) => deliver({ config, receiver, clock: surroundings.clock }, entry, options),
  };
}

interface Sender {
  readonly config: OtlpSinkConfig;
  readonly receiver: Receiver;
  readonly clock: Clock;
}

async function deliver(
  { config, receiver, clock }: Sender,
  entry: LogEntry,
  { signal, key, noteKey }: DeliverOptions,
): Promise<Delivery> {
  const { name: sink, 'max-bytes': maxBytes } = config;
  // The shape is a whole ExportLogsServiceRequest: that and LogsData have the same fields.
  const { text: body, omitted } = fitted(entry, { shape: 'otel', maxBytes, sentAt: clock.now() });
  const outcome = await sendUntilAnswered<Taken>({
    http: receiver.http,
    signal,
    request: () => ({ ...receiver.request, body }),
    read: readReply,
  });
  if (outcome.kind === 'answered') {
    const { remark } = outcome.answer;
    const reason = [
      omitted.length > 0 &&
        `Left out, to stay within max-bytes (${maxBytes}): ${omitted.join(' and ')}; the log record says so too.`,
      (outcome.mayBeStored || key !== 'unused') &&
        'An earlier attempt whose answer was lost may have stored it too: copies share their log.record.uid.',
      remark,
    ].filter((sentence) => typeof sentence === 'string');
    const location = `log.record.uid=${entryKey(entry)}`;
    return { sink, status: 'delivered', location, ...(reason.length > 0 && { reason: reason.join(' ') }) };
  }
  await noteKey?.(outcome.mayBeStored || key !== 'unused' ? 'tried' : 'unused');
  const why = outcome.reason.replace(/\.$/, '');
  const remark = outcome.mayBeStored ? ' It may be there all the same.' : '';
  return {
    sink,
    status: outcome.kind,
    reason: `${receiver.request.service} did not take the record: ${why}.${remark}`,
  };
}
