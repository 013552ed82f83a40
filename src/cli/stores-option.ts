import { DoorlogError } from '../errors.ts';
import type { AskedStore } from '../pipeline/verify-stored.ts';
import type { CliIo } from './io.ts';
import { configuredSinks, sinkSurroundings } from './sinks-option.ts';

/**
 * The stores of the option --sinks that can be read back; the others are named on standard error. Raises what
 * `configuredSinks` does, and `usage` where none can.
 */
export async function askedStores(given: string | undefined, io: CliIo): Promise<AskedStore[]> {
  const surroundings = sinkSurroundings(io);
  const stores: AskedStore[] = [];
  for (const sink of await configuredSinks(given, io)) {
    const reader = await sink.reader(surroundings);
    if (reader) stores.push({ sink: sink.name, reader });
    else io.stderr(`The sink ${sink.name} can’t be read back; it is left out.\n`);
  }
  if (stores.length > 0) return stores;
  throw new DoorlogError('usage', 'None of these sinks can be read back; name one that can.');
}
