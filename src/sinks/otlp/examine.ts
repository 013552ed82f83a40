import { sentenceOf } from '../../errors.ts';
import type { Examination, HttpResponse } from '../../ports.ts';
import { askStore, parted, transportOf } from '../examining.ts';
import type { SinkSurroundings } from '../sink-type.ts';
import { type Receiver, receiverOf } from './receiver.ts';
import { readReply } from './reply.ts';
import type { OtlpSinkConfig } from './type.ts';

/** An ExportLogsServiceRequest with nothing in it: receivers should answer it with success (OTLP specification). */
const NOTHING = '{"resourceLogs":[]}';

/** Looks at headers, certificate and receiver by a request that carries no log record. Never raises. */
export async function examineOtlp(
  config: OtlpSinkConfig,
  surroundings: Pick<SinkSurroundings, 'http' | 'secrets' | 'secretNames'>,
  signal: AbortSignal,
): Promise<Examination[]> {
  let receiver: Receiver;
  try {
    receiver = receiverOf(config, surroundings);
  } catch (error) {
    return [{ check: 'headers', result: 'failed', says: sentenceOf(error).replace(/\.$/, '') }];
  }
  const { http, request } = receiver;
  const asked = await askStore(() => http({ ...request, body: NOTHING, signal, maxBytes: 1024 * 1024 }));
  if ('obstacle' in asked) return [asked.obstacle];
  const answered = receiverCheck(asked.reply);
  return [transportOf(config.url), answered, ...(answered.result === 'failed' ? [] : [keepingCheck()])];
}

function receiverCheck(reply: HttpResponse): Examination {
  const check = 'receiver';
  const attempt = readReply(reply);
  if (attempt.kind === 'answered') {
    return { check, result: 'fine', says: 'the receiver takes a request that carries no log record' };
  }
  if (reply.status === 400) {
    const says = 'the receiver refuses a request that carries no log record, which says nothing of others';
    const mend = 'send a marked record with doorlog doctor --send';
    return { check, result: 'unknown', says, mend, shownBySending: true };
  }
  return { check, result: attempt.kind === 'busy' ? 'warning' : 'failed', ...parted(attempt.reason) };
}

function keepingCheck(): Examination {
  const says = 'OTLP does not tell what the store behind the receiver keeps, cuts or throws away';
  return { check: 'store', result: 'unknown', says, mend: 'look up a log record there by its log.record.uid' };
}
