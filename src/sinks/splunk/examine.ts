import { sentenceOf } from '../../errors.ts';
import type { Examination, HttpRequest } from '../../ports.ts';
import { askStore, parted, transportOf } from '../examining.ts';
import type { SinkSurroundings } from '../sink-type.ts';
import { type Collector, collectorOf } from './collector.ts';
import { codeOfReply, faultOf } from './reply.ts';
import type { SplunkSinkConfig } from './type.ts';

/** TRUNCATE of a source type of which nothing is configured (Splunk, props.conf). */
const DEFAULT_TRUNCATE = 10_000;

/** Codes of replies that tell something to those who ask without sending an event. */
const NO_DATA = 5;
const HEALTHY = 17;
const NO_ACKNOWLEDGEMENT = 14;

/** Looks at all that can be seen of a collector without storing an event. Never raises. */
export async function examineSplunk(
  config: SplunkSinkConfig,
  surroundings: Pick<SinkSurroundings, 'http' | 'secrets' | 'secretNames'>,
  signal: AbortSignal,
): Promise<Examination[]> {
  let collector: Collector;
  try {
    collector = collectorOf(config, surroundings);
  } catch (error) {
    return [{ check: 'token', result: 'failed', ...parted(sentenceOf(error)) }];
  }
  const ask: Ask = (method, url, body) => {
    const { http, service, headers } = collector;
    return askStore(() => http({ service, method, url, headers, signal, ...(body !== undefined && { body }) }));
  };
  const health = await ask('GET', collector.addresses.health);
  if ('obstacle' in health) return [health.obstacle];
  const token = await examineToken(ask, collector);
  const examinations = [transportOf(config.url), healthOf(health.reply), token];
  if (token.result !== 'fine') return examinations;
  return [
    ...examinations,
    await examineAcknowledgement(ask, collector, config.acknowledge),
    indexOf(config),
    sizeOf(config),
  ];
}

type Ask = (method: HttpRequest['method'], url: string, body?: string) => ReturnType<typeof askStore>;

function healthOf(reply: Parameters<typeof faultOf>[0]): Examination {
  const check = 'collector';
  if (codeOfReply(reply) === HEALTHY) return { check, result: 'fine', says: 'the collector is healthy' };
  const fault = faultOf(reply);
  return { check, result: fault.kind === 'busy' ? 'warning' : 'failed', ...parted(fault.reason) };
}

/** A request without an event: “no data” is said only to those whose token is good. */
async function examineToken(ask: Ask, { addresses }: Collector): Promise<Examination> {
  const check = 'token';
  const asked = await ask('POST', addresses.event, '');
  if ('obstacle' in asked) return asked.obstacle;
  if (codeOfReply(asked.reply) === NO_DATA) return { check, result: 'fine', says: 'the collector takes the token' };
  const fault = faultOf(asked.reply);
  return { check, result: fault.kind === 'busy' ? 'unknown' : 'failed', ...parted(fault.reason) };
}

async function examineAcknowledgement(ask: Ask, { addresses }: Collector, isWanted: boolean): Promise<Examination> {
  const check = 'acknowledgement';
  const asked = await ask('POST', addresses.ack, JSON.stringify({ acks: [0] }));
  if ('obstacle' in asked) return asked.obstacle;
  const { reply } = asked;
  if (codeOfReply(reply) === NO_ACKNOWLEDGEMENT) {
    if (isWanted) return { check, result: 'failed', ...parted(faultOf(reply).reason) };
    const says = 'an event counts as delivered before it is indexed, so that a crash of Splunk can lose it';
    const mend = 'on Splunk Enterprise turn on indexer acknowledgement for the token and set acknowledge: true';
    // Splunk Cloud has no such thing.
    return { check, result: 'warning', says, mend, inherent: true };
  }
  if (reply.status !== 200) return { check, result: isWanted ? 'failed' : 'unknown', ...parted(faultOf(reply).reason) };
  if (isWanted) return { check, result: 'fine', says: 'an event counts as delivered when the indexers have it' };
  const says = 'the token acknowledges events, but the sink does not wait for it';
  return { check, result: 'warning', says, mend: 'set acknowledge: true' };
}

function indexOf({ index }: SplunkSinkConfig): Examination {
  const name = index === undefined ? 'the token’s default index' : `the index ${index}`;
  const says = `whether the token may write to ${name} shows only when an event is sent`;
  const mend = 'send a marked record with doorlog doctor --send';
  return { check: 'index', result: 'unknown', says, mend, shownBySending: true };
}

function sizeOf(config: SplunkSinkConfig): Examination {
  const check = 'event size';
  const bytes = config['max-bytes'];
  if (bytes <= DEFAULT_TRUNCATE) {
    const says = `events of at most ${bytes} bytes are within the ${DEFAULT_TRUNCATE} that Splunk keeps by default`;
    return { check, result: 'fine', says };
  }
  const says = `a collector does not tell at which length Splunk cuts events of source type ${config.sourcetype}`;
  return { check, result: 'unknown', says, mend: `see that its TRUNCATE in props.conf is at least ${bytes}` };
}
