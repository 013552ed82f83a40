import { entryKey } from '../../model/entry-key.ts';
import type { BatchOptions, Clock, Delivery, KeyState, LogEntry, Sink } from '../../ports.ts';
import { sendUntilAnswered } from '../http-attempts.ts';
import type { SinkSurroundings } from '../sink-type.ts';
import { waitUntilAcknowledged } from './acknowledgement.ts';
import { type Collector, collectorOf } from './collector.ts';
import { type Envelope, envelopeOf } from './envelope.ts';
import { readEventReply, type Taken, type Unfit } from './reply.ts';
import type { SplunkSinkConfig } from './type.ts';

/** Well below what any version takes as one request. */
const MOST_REQUEST_BYTES = 800_000;

/**
 * A sink that hands entries to Splunk's HTTP Event Collector: at least once, because Splunk can't tell an entry that it has.
 * Raises `input-invalid` for a token that is missing or can't be one.
 */
export function createSplunkSink(
  config: SplunkSinkConfig,
  surroundings: Pick<SinkSurroundings, 'http' | 'secrets' | 'secretNames' | 'clock'>,
): Sink {
  const collector = collectorOf(config, surroundings);
  const indexed = new Set<string>();
  async function deliverAll(parcels: readonly Parcel[], options: BatchOptions): Promise<readonly Delivery[]> {
    const deliveries = await deliverParcels({ config, collector, clock: surroundings.clock }, parcels, options);
    for (const [at, { entry }] of parcels.entries()) {
      if (config.acknowledge && deliveries[at]?.status === 'delivered') indexed.add(entryKey(entry));
    }
    return deliveries;
  }
  const confirm = async (entry: LogEntry) =>
    indexed.has(entryKey(entry))
      ? { confirmed: true, how: 'The indexers acknowledged it.' }
      : { confirmed: false, how: 'The indexers did not acknowledge it.' };
  return {
    name: config.name,
    required: config.required,
    async deliver(entry, { signal, key, noteKey }) {
      const [delivery] = await deliverAll([{ entry, key }], {
        signal,
        ...(noteKey && { noteKey: (_, state) => noteKey(state) }),
      });
      return delivery ?? { sink: config.name, status: 'pending', reason: 'Nothing was sent.' };
    },
    deliverBatch: deliverAll,
    // A token can't search: without acknowledgement nobody here can tell.
    ...(config.acknowledge && { confirm }),
  };
}

interface Sender {
  readonly config: SplunkSinkConfig;
  readonly collector: Collector;
  readonly clock: Clock;
}

interface Parcel {
  readonly entry: LogEntry;
  readonly key: KeyState;
}

interface Packed extends Parcel {
  readonly envelope: Envelope;
}

/** What became of one parcel before anybody asks for its acknowledgement. */
type Result =
  | { readonly kind: 'taken'; readonly taken: Taken; readonly mayBeTwice: boolean }
  | { readonly kind: 'pending' | 'failed'; readonly reason: string; readonly mayBeStored: boolean };

async function deliverParcels(
  sender: Sender,
  parcels: readonly Parcel[],
  options: BatchOptions,
): Promise<readonly Delivery[]> {
  const { config, collector, clock } = sender;
  const packed = parcels.map((parcel) => ({ ...parcel, envelope: envelopeOf(parcel.entry, config, clock.now()) }));
  const results = new Map<Packed, Result>();
  for (const request of requestsOf(packed)) {
    for (const [parcel, result] of await send(collector, request, options.signal)) results.set(parcel, result);
  }
  const final = config.acknowledge ? await acknowledged(collector, results, options.signal) : results;
  return Promise.all(packed.map((parcel) => conclude(config, parcel, final.get(parcel), options)));
}

/** As many parcels to a request as one may hold; a request has no other limit than its bytes. */
function requestsOf(parcels: readonly Packed[]): Packed[][] {
  const requests: Packed[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const parcel of parcels) {
    const size = Buffer.byteLength(parcel.envelope.text) + 1;
    bytes += size;
    if (bytes > MOST_REQUEST_BYTES) {
      requests.push([]);
      bytes = size;
    }
    requests.at(-1)?.push(parcel);
  }
  return requests;
}

/**
 * Sends parcels in one request. Where Splunk refuses one of them for what it is, it may have taken those in front of it:
 * each is then sent by itself, because a second copy can be found and a missing one can't.
 */
async function send(
  collector: Collector,
  parcels: readonly Packed[],
  signal: AbortSignal,
): Promise<readonly (readonly [Packed, Result])[]> {
  const { service, http, addresses, headers } = collector;
  const body = parcels.map(({ envelope }) => envelope.text).join('\n');
  const outcome = await sendUntilAnswered<Taken | Unfit>({
    http,
    signal,
    request: () => ({ service, method: 'POST', url: addresses.event, headers, body }),
    read: readEventReply,
  });
  if (outcome.kind !== 'answered') return parcels.map((parcel) => [parcel, outcome] as const);
  const { answer, mayBeStored } = outcome;
  if (!('unfit' in answer)) {
    return parcels.map((parcel) => [parcel, { kind: 'taken', taken: answer, mayBeTwice: mayBeStored }] as const);
  }
  if (parcels.length === 1) {
    return parcels.map((parcel) => [parcel, { kind: 'failed', reason: answer.unfit, mayBeStored }] as const);
  }
  const alone: (readonly [Packed, Result])[] = [];
  for (const parcel of parcels) {
    for (const [sent, result] of await send(collector, [parcel], signal)) {
      alone.push([sent, result.kind === 'taken' ? { ...result, mayBeTwice: true } : { ...result, mayBeStored: true }]);
    }
  }
  return alone;
}

/** The same results, without those that the indexers did not acknowledge. */
async function acknowledged(
  collector: Collector,
  results: ReadonlyMap<Packed, Result>,
  signal: AbortSignal,
): Promise<ReadonlyMap<Packed, Result>> {
  const asked = new Set([...results.values()].flatMap((result) => ackIdOf(result) ?? []));
  const { ids, missing } = await waitUntilAcknowledged(collector, [...asked], signal);
  const pairs = [...results].map(([parcel, result]): [Packed, Result] => {
    if (result.kind !== 'taken') return [parcel, result];
    const id = ackIdOf(result);
    if (id === undefined) {
      const reason = 'the token has no indexer acknowledgement; turn it on for the token, or set acknowledge: false';
      return [parcel, { kind: 'failed', reason, mayBeStored: true }];
    }
    if (ids.has(id)) return [parcel, result];
    const { kind, reason } = missing ?? { kind: 'pending', reason: 'the indexers gave no acknowledgement in time' };
    return [parcel, { kind, reason, mayBeStored: true }];
  });
  return new Map(pairs);
}

function ackIdOf(result: Result): number | undefined {
  return result.kind === 'taken' ? result.taken.ackId : undefined;
}

async function conclude(
  config: SplunkSinkConfig,
  { entry, key, envelope }: Packed,
  result: Result | undefined,
  { noteKey }: BatchOptions,
): Promise<Delivery> {
  const sink = config.name;
  const { location, omitted } = envelope;
  if (result?.kind === 'taken') {
    const sentences = [
      omitted.length > 0 &&
        `Left out, to stay within max-bytes (${config['max-bytes']}): ${omitted.join(' and ')}; the event says so too.`,
      (result.mayBeTwice || key !== 'unused') &&
        'An earlier attempt whose answer was lost may have stored it too: copies share their doorlog_key.',
      result.taken.warning,
    ].filter((sentence) => typeof sentence === 'string');
    return { sink, status: 'delivered', location, ...(sentences.length > 0 && { reason: sentences.join(' ') }) };
  }
  const { kind, reason, mayBeStored } = result ?? { kind: 'pending', reason: 'nothing was sent', mayBeStored: false };
  await noteKey?.(entry, mayBeStored || key !== 'unused' ? 'tried' : 'unused');
  const remark = mayBeStored ? ' It may be there all the same.' : '';
  return { sink, status: kind, reason: `Splunk did not confirm the record: ${reason.replace(/\.$/, '')}.${remark}` };
}
