import { entryKey } from '../../model/entry-key.ts';
import { backoff, pause } from '../../net/retry.ts';
import { addressOf, sendOverTls, type TlsOutcome, type TlsTarget } from '../../net/tls-connection.ts';
import type { BatchEntry, BatchOptions, Delivery, Sink } from '../../ports.ts';
import type { SinkSurroundings } from '../sink-type.ts';
import { type SyslogMessage, syslogMessage } from './message.ts';
import { targetOf } from './target.ts';
import type { SyslogSinkConfig } from './type.ts';

const MOST_TURNS = 100;

/**
 * A sink that sends RFC 5424 messages over TLS (RFC 5425), one connection for each delivery. Syslog acknowledges nothing:
 * `delivered` means that all bytes were written and the receiver then ended the connection in order, and says so.
 * Raises `input-invalid` for secrets that don’t fit.
 */
export function createSyslogSink(
  config: SyslogSinkConfig,
  surroundings: Pick<SinkSurroundings, 'clock' | 'secrets' | 'secretNames' | 'ca'>,
): Sink {
  const target = targetOf(config, surroundings);

  async function deliverAll(batch: readonly BatchEntry[], { signal, noteKey }: BatchOptions): Promise<Delivery[]> {
    const sentAt = surroundings.clock.now();
    const messages = batch.map(({ entry }) => syslogMessage(entry, config, sentAt));
    const outcome = await sendUntilEnded(target, Buffer.concat(messages.map(({ frame }) => frame)), signal);
    return Promise.all(
      batch.map(async ({ entry, key }, index) => {
        if (outcome.kind !== 'ended') await noteKey?.(entry, outcome.mayBeRead ? 'tried' : key);
        const mayBeTwice = key !== 'unused' || outcome.mayBeRead === true;
        return deliveryOf(config, { key: entryKey(entry), message: messages[index], mayBeTwice }, outcome);
      }),
    );
  }

  return {
    name: config.name,
    required: config.required,
    async deliver(entry, { signal, key, noteKey }) {
      const options = { signal, ...(noteKey && { noteKey: (_: unknown, state: typeof key) => noteKey(state) }) };
      const [delivery] = await deliverAll([{ entry, key }], options);
      return delivery ?? { sink: config.name, status: 'failed', reason: 'The sink gave no answer.' };
    },
    deliverBatch: deliverAll,
  };
}

/** What came of all attempts; `mayBeRead` covers every one of them. */
type Outcome = ({ readonly kind: 'ended' } | { readonly kind: 'pending' | 'failed'; readonly reason: string }) & {
  readonly mayBeRead: boolean;
};

/** A connection that broke is tried again until the signal fires; messages may arrive twice then, with the same key. */
async function sendUntilEnded(target: TlsTarget, bytes: Buffer, signal: AbortSignal): Promise<Outcome> {
  let mayBeRead = false;
  let earlier: string | undefined;
  for (let turn = 1; ; turn++) {
    const sent: TlsOutcome = await sendOverTls(target, bytes, signal);
    if (sent.kind === 'ended')
      return sent.spoke ? { kind: 'failed', reason: spokenTo(target), mayBeRead: true } : { kind: 'ended', mayBeRead };
    mayBeRead ||= sent.mayBeRead;
    // An attempt that the end of the time cut off says less than the one before it.
    const reason = sent.kind === 'unanswered' && !sent.mayBeRead ? (earlier ?? sent.reason) : sent.reason;
    earlier = reason;
    if (sent.kind === 'refused') return { kind: 'failed', reason, mayBeRead };
    const isLast = sent.kind === 'unanswered' || turn >= MOST_TURNS;
    if (!isLast) await pause(backoff(turn), signal);
    if (isLast || signal.aborted) return { kind: 'pending', reason, mayBeRead };
  }
}

/** RFC 5425 has nothing that a receiver could say: a web server, for one, complains of what it is sent and ends in order. */
function spokenTo(target: TlsTarget): string {
  return `${target.service} at ${addressOf(target)} answered, which no receiver of syslog does; see that host and port are right`;
}

interface Sent {
  readonly key: string;
  readonly message: SyslogMessage | undefined;
  readonly mayBeTwice: boolean;
}

function deliveryOf(config: SyslogSinkConfig, { key, message, mayBeTwice }: Sent, outcome: Outcome): Delivery {
  const sink = config.name;
  if (outcome.kind !== 'ended') {
    const maybe = outcome.mayBeRead ? '; the receiver may have it all the same' : '';
    return { sink, status: outcome.kind, reason: `${outcome.reason}${maybe}.` };
  }
  const omitted = message?.omitted ?? [];
  const reason = [
    'Best effort: syslog acknowledges nothing, but the receiver took all bytes and ended the connection in order.',
    ...(mayBeTwice ? ['An earlier attempt may have got there too, with the same key.'] : []),
    ...(omitted.length > 0
      ? [`Left out for want of room in ${config['max-bytes']} bytes, as the message says: ${omitted.join(', ')}.`]
      : []),
  ].join(' ');
  return { sink, status: 'delivered', location: `${addressOf(config)}#${key}`, reason };
}
