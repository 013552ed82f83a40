import { sentenceOf } from '../../errors.ts';
import { proxyFor, surroundingsFrom } from '../../net/surroundings.ts';
import { addressOf, sendOverTls } from '../../net/tls-connection.ts';
import type { Examination } from '../../ports.ts';
import { examineValidity } from '../certificate-validity.ts';
import type { SinkSurroundings } from '../sink-type.ts';
import { keysOf } from './sink.ts';
import type { WebhookSinkConfig } from './type.ts';

/** Milliseconds. */
const PATIENCE = 5_000;

type Needed = Pick<SinkSurroundings, 'clock' | 'secrets' | 'secretNames' | 'ca'>;

/** Looks at secret and certificate. It sends no request at all: any might set something off. Never raises. */
export async function examineWebhook(
  config: WebhookSinkConfig,
  surroundings: Needed,
  signal: AbortSignal,
): Promise<Examination[]> {
  return [
    examineSecret(config, surroundings),
    ...(await examineConnection(new URL(config.url), surroundings, signal)),
    {
      check: 'receiver',
      result: 'unknown',
      says: 'whether it takes our messages can’t be seen without sending one',
      mend: 'send a marked record with --send',
      shownBySending: true,
    },
  ];
}

function examineSecret(config: WebhookSinkConfig, surroundings: Needed): Examination {
  const check = 'secret';
  if (config.unsigned) {
    const says = 'messages are not signed, so anybody who knows the address can make some up';
    return { check, result: 'warning', says, mend: 'give webhook-secret, and take unsigned out of the list of sinks' };
  }
  try {
    keysOf(config, surroundings);
    return { check, result: 'fine', says: 'it is of the right form' };
  } catch (error) {
    return { check, result: 'failed', says: sentenceOf(error).replace(/\.$/, '') };
  }
}

async function examineConnection(url: URL, { clock, ca }: Needed, signal: AbortSignal): Promise<Examination[]> {
  const check = 'connection';
  if (url.protocol !== 'https:') {
    return [{ check, result: 'unknown', says: 'it is on this machine, over plain HTTP' }];
  }
  if (proxyFor(url, surroundingsFrom(process.env)) !== undefined) {
    return [{ check, result: 'unknown', says: 'it is reached through a proxy, which is not looked through' }];
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const target = { service: 'The webhook', host, port: Number(url.port || 443), ca };
  // A web server need not end its half when we end ours; the handshake is what is to be seen.
  const patience = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
  const outcome = await sendOverTls(target, Buffer.alloc(0), patience);
  if (outcome.peer !== undefined) {
    return [
      { check, result: 'fine', says: `${addressOf(target)} speaks ${outcome.peer.protocol}` },
      examineValidity('certificate', outcome.peer.validTo, clock.now()),
    ];
  }
  const reason = outcome.kind === 'ended' ? '' : outcome.reason;
  return [{ check, result: 'failed', says: reason, mend: 'see that address, certificate and firewall are right' }];
}
