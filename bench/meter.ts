import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { processorTime } from './statistics.ts';

const METER = fileURLToPath(new URL('meter.sh', import.meta.url));

/** Runs of bare Node in one measurement: bash tells whole milliseconds only. */
const BARE_RUNS = 4;

/** Measures the processor time of child processes, user and system together, in milliseconds. */
export interface Meter {
  /** The program and its first arguments by which a Node script is run under the meter. */
  readonly program: string;
  readonly arguments: string[];
  /** What the last one took. */
  readonly read: () => number;
  /** What one `node -e 0` takes. */
  readonly bareNode: () => number;
}

/** A meter for one Node; `folder` is for its notes. Raises where there is no bash. */
export function createMeter(node: string, folder: string): Meter {
  const file = join(folder, 'processor-time');
  const read = () => processorTime(readFileSync(file, 'utf8'));
  return {
    program: 'bash',
    arguments: [METER, node, file, '1'],
    read,
    bareNode() {
      const { status, error } = spawnSync('bash', [METER, node, file, String(BARE_RUNS), '-e', '0']);
      if (status !== 0) throw new Error('Processor time is measured by bash; install it.', { cause: error });
      return read() / BARE_RUNS;
    },
  };
}
