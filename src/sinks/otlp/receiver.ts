import { DoorlogError } from '../../errors.ts';
import type { Http, HttpRequest } from '../../ports.ts';
import type { SinkSurroundings } from '../sink-type.ts';
import { parseHeaders } from './headers.ts';
import type { OtlpSinkConfig } from './type.ts';

const PATH = '/v1/logs';

/** A receiver of OTLP over HTTP. */
export interface Receiver {
  readonly http: Http;
  /** What every request to it has, but for the body. */
  readonly request: Pick<HttpRequest, 'service' | 'method' | 'url'> & { readonly headers: Record<string, string> };
}

/** Raises `input-invalid` for headers that are missing or no good; what they are is in no sentence. */
export function receiverOf(
  { name, url, anonymous }: Pick<OtlpSinkConfig, 'name' | 'url' | 'anonymous'>,
  { http, secrets, secretNames }: Pick<SinkSurroundings, 'http' | 'secrets' | 'secretNames'>,
): Receiver {
  const called = secretNames('otlpHeaders');
  const given = anonymous ? '' : (secrets.otlpHeaders ?? '').trim();
  if (!anonymous && given === '') {
    const mend = `give ${called}, or say anonymous: true where the receiver asks for none`;
    throw new DoorlogError('input-invalid', `The sink ${name} has no headers to sign in with: ${mend}.`);
  }
  const base = url.replace(/\/+$/, '');
  return {
    http,
    request: {
      service: name === 'otlp' ? 'The OTLP receiver' : `The OTLP receiver (sink ${name})`,
      method: 'POST',
      url: base.endsWith(PATH) ? base : `${base}${PATH}`,
      // OTLP specification, JSON Protobuf Encoding: exactly this type, and the reply comes in the same.
      headers: { ...parseHeaders(given, called), 'content-type': 'application/json', accept: 'application/json' },
    },
  };
}
