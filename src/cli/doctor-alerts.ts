import { randomBytes } from 'node:crypto';
import type { ConfiguredChannel } from '../alerts/channel-type.ts';
import { parseAlerts } from '../alerts/config.ts';
import { sentenceOf } from '../errors.ts';
import type { Diagnosis } from '../pipeline/examine.ts';
import { sendTestAlert } from '../pipeline/test-alert.ts';
import type { Examination } from '../ports.ts';
import type { CliIo } from './io.ts';
import { listText, sinkSurroundings } from './sinks-option.ts';

const CHECK = 'test message';

/**
 * Tries out every channel that a list names, side by side; without `isSent` nothing but the configuration is looked at.
 * Raises `input-invalid`, `file-unreadable`, `file-invalid` for a list that can't be used.
 */
export async function tryAlerts(
  given: string,
  options: { readonly isSent: boolean; readonly timeout: number },
  io: CliIo,
): Promise<Diagnosis[]> {
  const channels = await parseAlerts(await listText(given, 'the list of alerts', io));
  return Promise.all(
    channels.map(async (channel) => ({
      kind: 'alert' as const,
      name: channel.name,
      type: channel.type,
      examinations: [await tryOne(channel, options, io)],
    })),
  );
}

async function tryOne(
  channel: ConfiguredChannel,
  { isSent, timeout }: { readonly isSent: boolean; readonly timeout: number },
  io: CliIo,
): Promise<Examination> {
  if (channel.writesByToken) {
    return { check: CHECK, result: 'unknown', says: 'it writes by the job’s own token, which only a job has' };
  }
  try {
    const made = await channel.create(sinkSurroundings(io));
    if (!isSent) {
      const mend = 'use --send, which sends one message that says it is a test';
      return { check: 'configuration', result: 'fine', says: 'it can be used as it is configured', mend };
    }
    const nonce = randomBytes(16).toString('hex');
    const outcome = await sendTestAlert(made, { now: new Date(), nonce, from: 'doorlog doctor', timeout });
    return outcome.status === 'sent'
      ? { check: CHECK, result: 'fine', says: 'it was taken; look whether it arrived' }
      : { check: CHECK, result: 'failed', says: outcome.reason };
  } catch (error) {
    return { check: 'configuration', result: 'failed', says: sentenceOf(error).replace(/\.$/, '') };
  }
}
