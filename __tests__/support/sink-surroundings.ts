import { createHttp } from '../../src/net/http.ts';
import { INPUT_NAMES } from '../../src/sinks/secrets.ts';
import type { SinkSurroundings } from '../../src/sinks/sink-type.ts';

/** What a sink is made with in a test, real but for what the test changes. */
export function sinkSurroundings(changes: Partial<SinkSurroundings> = {}): SinkSurroundings {
  return {
    http: createHttp({}),
    clock: { now: () => new Date() },
    secrets: {},
    secretNames: INPUT_NAMES,
    folder: process.cwd(),
    ...changes,
  };
}
