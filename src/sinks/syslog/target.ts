import { DoorlogError } from '../../errors.ts';
import type { TlsTarget } from '../../net/tls-connection.ts';
import type { SinkSurroundings } from '../sink-type.ts';
import { clientOf } from './certificates.ts';
import type { SyslogSinkConfig } from './type.ts';

/**
 * Whom a syslog sink speaks to. Authorities named in its configuration are trusted alone. Raises `input-invalid` for
 * secrets that don’t fit.
 */
export function targetOf(
  config: SyslogSinkConfig,
  { secrets, secretNames, ca }: Pick<SinkSurroundings, 'secrets' | 'secretNames' | 'ca'>,
): TlsTarget {
  const client = clientOf(secrets, secretNames);
  if (config['client-certificate'] && client === undefined) {
    throw new DoorlogError(
      'input-invalid',
      `Sink ${config.name} is to show a client certificate; give ${secretNames('syslogCertificate')} and ${secretNames('syslogKey')}.`,
    );
  }
  return {
    service: config.name === 'syslog' ? 'The syslog receiver' : `The syslog receiver (sink ${config.name})`,
    host: config.host,
    port: config.port,
    ca: config.ca === undefined ? ca : [config.ca],
    client,
  };
}
