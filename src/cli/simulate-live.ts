import { randomBytes } from 'node:crypto';
import type { Simulated } from '../pipeline/simulate.ts';
import { deliverLive, type LiveDelivery, type LivePorts, testRecord } from '../pipeline/simulate-live.ts';
import { VERSION } from '../version.ts';
import type { CliIo } from './io.ts';
import { printable } from './printable.ts';
import { sinksFrom } from './sinks-option.ts';

/** How long a sink may take to store one record and to confirm it, in milliseconds. */
const TIMEOUT = 20_000;

/** Sends one marked record of each scenario to the sinks, and says on standard error how each fared. */
export async function sendLive(simulated: readonly Simulated[], sinks: string, io: CliIo): Promise<LiveDelivery[]> {
  const say = (line: string) => io.stderr(`${printable(line)}\n`);
  const ports: LivePorts = {
    sinks: await sinksFrom(sinks, io),
    logger: { info: say, warn: say },
    version: VERSION,
    now: new Date(),
    nonce: randomBytes(16).toString('hex'),
    timeout: TIMEOUT,
  };
  const deliveries: LiveDelivery[] = [];
  for (const { record, rehearsal } of simulated) {
    const test = testRecord(record, rehearsal.scenario, ports);
    deliveries.push(...(await deliverLive(test, rehearsal.scenario, ports)));
  }
  const confirmed = deliveries.filter((each) => each.confirmed).length;
  say(`${confirmed} of ${deliveries.length} test records were confirmed.`);
  return deliveries;
}
