import { sentenceOf } from '../../errors.ts';
import { addressOf, sendOverTls, type TlsOutcome, type TlsTarget } from '../../net/tls-connection.ts';
import type { Examination } from '../../ports.ts';
import { examineValidity } from '../certificate-validity.ts';
import type { SinkSurroundings } from '../sink-type.ts';
import { certificatesIn } from './certificates.ts';
import { targetOf } from './target.ts';
import type { SyslogSinkConfig } from './type.ts';

/** What rsyslog takes by default: its documentation says 8k, and 8,096 is where it cuts; syslog-ng takes more. */
const USUAL_MOST_BYTES = 8_096;
/** Enterprise number that examples use (RFC 5612). */
const EXAMPLE_ENTERPRISE = 32_473;

/** Connects without sending a message. Never raises. */
export async function examineSyslog(
  config: SyslogSinkConfig,
  surroundings: Pick<SinkSurroundings, 'clock' | 'secrets' | 'secretNames' | 'ca'>,
  signal: AbortSignal,
): Promise<Examination[]> {
  let target: TlsTarget;
  try {
    target = targetOf(config, surroundings);
  } catch (error) {
    return [{ check: 'client certificate', result: 'failed', says: sentenceOf(error).replace(/\.$/, '') }];
  }
  const outcome = await sendOverTls(target, Buffer.alloc(0), signal);
  const now = surroundings.clock.now();
  const [own] = certificatesIn(target.client?.certificate ?? '') ?? [];
  return [
    connection(target, outcome),
    ...(outcome.peer ? [examineValidity('certificate', outcome.peer.validTo, now)] : []),
    ...(own ? [examineValidity('client certificate', new Date(own.validTo), now)] : []),
    messageSize(config),
    ...(config['enterprise-id'] === EXAMPLE_ENTERPRISE ? [enterprise()] : []),
    {
      check: 'storage',
      result: 'unknown',
      says: 'syslog acknowledges nothing, so nobody here can see whether messages are stored',
      mend: 'send a marked record with --send and look for it where the receiver stores messages',
      shownBySending: true,
    },
  ];
}

function connection(target: TlsTarget, outcome: TlsOutcome): Examination {
  const check = 'connection';
  if (outcome.kind === 'ended' && outcome.spoke) {
    const mend = 'see that host and port are those of a receiver of syslog over TLS';
    return {
      check,
      result: 'failed',
      says: `${addressOf(target)} speaks first, which no receiver of syslog does`,
      mend,
    };
  }
  if (outcome.kind === 'ended') {
    return {
      check,
      result: 'fine',
      says: `${addressOf(target)} speaks ${outcome.peer.protocol} and ends connections in order`,
    };
  }
  if (outcome.kind === 'unanswered' && outcome.peer !== undefined) {
    const mend = 'use a receiver that ends a connection when the sender does, or deliveries stay pending';
    return { check, result: 'failed', says: outcome.reason, mend };
  }
  return { check, result: 'failed', says: outcome.reason, mend: mendOf(outcome.kind) };
}

function mendOf(kind: Exclude<TlsOutcome['kind'], 'ended'>): string {
  return kind === 'refused'
    ? 'compare the certificates on both sides: the key ca or NODE_EXTRA_CA_CERTS here, the client authorities there'
    : 'see that host and port are right, and that a firewall lets this machine through';
}

function messageSize({ 'max-bytes': most }: SyslogSinkConfig): Examination {
  const check = 'message size';
  return most <= USUAL_MOST_BYTES
    ? { check, result: 'fine', says: `messages have at most ${most} bytes, which receivers take by default` }
    : {
        check,
        result: 'warning',
        says: `messages have up to ${most} bytes, and a receiver that takes less cuts them without a word`,
        mend: 'raise the limit of the receiver to at least as much (rsyslog: $MaxMessageSize)',
      };
}

function enterprise(): Examination {
  return {
    check: 'enterprise number',
    result: 'fine',
    says: `structured data stands under ${EXAMPLE_ENTERPRISE}, the number for examples; enterprise-id takes your own`,
  };
}
