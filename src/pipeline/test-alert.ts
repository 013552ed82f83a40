import { sha256Hex } from '../core/canonical.ts';
import type { AlarmOutcome, AlertChannel, AlertMessage } from '../ports/alerts.ts';

/** What a channel is tried out with. */
export interface TestAlert {
  readonly now: Date;
  /** Random text that no other test has, so that no receiver takes this one for an earlier one. */
  readonly nonce: string;
  /** Where the command runs, in words, for whoever reads the message; left out, nothing is said of it. */
  readonly from?: string;
  /** In milliseconds. */
  readonly timeout: number;
}

/** What became of a test at one channel. */
export type TestedChannel = { readonly channel: string } & AlarmOutcome;

/**
 * Sends one message to a channel that says of itself that it is a test and that no job was judged, whatever the channel’s
 * severity and rules. Never raises.
 */
export async function sendTestAlert(channel: AlertChannel, test: TestAlert): Promise<TestedChannel> {
  const message = testMessage(test);
  return { channel: channel.name, ...(await channel.tell({ message }, AbortSignal.timeout(test.timeout))) };
}

function testMessage({ now, nonce, from }: TestAlert): AlertMessage {
  const recordId = sha256Hex(JSON.stringify(['test', nonce]));
  return {
    id: `alert-test-${recordId.slice(0, 32)}`,
    fingerprint: recordId,
    rule: 'test-of-the-channel',
    severity: 'low',
    message: `Doorlog was asked to show that messages arrive here${from === undefined ? '' : `, from ${from}`}.`,
    mend: 'Nothing has to be done.',
    mode: 'audit',
    refused: false,
    recordId,
    moment: 'end',
    time: now.toISOString(),
    test: true,
  };
}
