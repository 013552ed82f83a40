import { randomUUID } from 'node:crypto';
import { DoorlogError } from '../../errors.ts';
import type { Http } from '../../ports.ts';
import type { SinkSurroundings } from '../sink-type.ts';
import type { SplunkSinkConfig } from './type.ts';

/** An HTTP Event Collector that is spoken to over one channel. */
export interface Collector {
  /** In words, for sentences. */
  readonly service: string;
  readonly http: Http;
  readonly addresses: { readonly event: string; readonly ack: string; readonly health: string };
  /** With the token, and the channel that acknowledgements are kept by. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Raises `input-invalid` for a token that is missing or can’t be one; what it is is in no sentence. */
export function collectorOf(
  { name, url }: Pick<SplunkSinkConfig, 'name' | 'url'>,
  { http, secrets, secretNames }: Pick<SinkSurroundings, 'http' | 'secrets' | 'secretNames'>,
): Collector {
  const token = secrets.splunkToken?.trim() ?? '';
  const called = secretNames('splunkToken');
  if (token === '') {
    throw new DoorlogError('input-invalid', `The sink ${name} has no token: give one by ${called}.`);
  }
  if (!/^[\x21-\x7e]+$/.test(token)) {
    const sentence = `The token of ${called} must be one word, without “Splunk” in front of it.`;
    throw new DoorlogError('input-invalid', sentence);
  }
  // People copy the whole address of the event endpoint out of Splunk's own examples.
  const base = url.replace(/(\/services\/collector(\/event)?(\/1\.0)?)?\/*$/, '');
  return {
    service: name === 'splunk' ? 'Splunk' : `Splunk (sink ${name})`,
    http,
    addresses: {
      event: `${base}/services/collector/event`,
      ack: `${base}/services/collector/ack`,
      health: `${base}/services/collector/health`,
    },
    headers: {
      authorization: `Splunk ${token}`,
      'content-type': 'application/json',
      accept: 'application/json',
      // Without acknowledgements too: a token that has them turned on refuses requests that name no channel.
      'x-splunk-request-channel': randomUUID(),
    },
  };
}
