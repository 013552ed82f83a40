import * as z from 'zod/mini';
import { commonConfig, Shape } from '../common-config.ts';
import { defineSinkType } from '../sink-type.ts';
import { certificatesIn } from './certificates.ts';
import { FACILITIES } from './facilities.ts';

const FACILITY_NAMES = Object.keys(FACILITIES) as (keyof typeof FACILITIES)[];
/** Names, IPv4 and IPv6 addresses; no address with a scheme, a port or a path. */
const HOST = /^(?:[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,252})|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]+)$/;
const LEAST_MESSAGE = 2_048;
const MOST_MESSAGE = 1_048_576;

/** A receiver of syslog over TLS. */
export const SyslogSinkConfig = z.strictObject({
  ...commonConfig('syslog'),
  host: z
    .string('must be text')
    .check(z.regex(HOST, 'must be a name or an IP address alone, such as logs.example.org; the port has its own key')),
  port: z._default(whole(1, 65_535), 6_514),
  facility: z._default(z.enum(FACILITY_NAMES, `must be one of ${FACILITY_NAMES.join(', ')}`), 'audit'),
  shape: z._default(Shape, 'native'),
  ca: z.optional(
    z.string('must be text').check(
      z.refine((pem) => certificatesIn(pem) !== undefined, 'must hold certificates in PEM'),
      z.refine((pem) => !pem.includes('PRIVATE KEY'), 'must hold certificates only, not a private key'),
    ),
  ),
  'client-certificate': z._default(z.boolean('must be true or false'), false),
  'max-bytes': z._default(whole(LEAST_MESSAGE, MOST_MESSAGE), 8_000),
  'enterprise-id': z._default(whole(1, 4_294_967_295), 32_473),
});
export type SyslogSinkConfig = z.infer<typeof SyslogSinkConfig>;

export const syslogType = defineSinkType({
  schema: SyslogSinkConfig,
  needs: (config) => (config['client-certificate'] ? ['syslogCertificate', 'syslogKey'] : []),
  create: async (config, surroundings) => (await import('./sink.ts')).createSyslogSink(config, surroundings),
  examine: async (config, surroundings, signal) =>
    (await import('./examine.ts')).examineSyslog(config, surroundings, signal),
});

function whole(least: number, most: number) {
  const complaint = `must be a whole number from ${least} to ${most}`;
  return z.int(complaint).check(z.minimum(least, complaint), z.maximum(most, complaint));
}
