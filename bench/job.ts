import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Hook, type HookOptions, type HookResult, startJob } from '../__tests__/support/runner.ts';
import { makeDiagnostics } from '../__tests__/support/runner-worker-log.ts';
import { benchWorld } from './bench-world.ts';
import { createMeter, type Meter } from './meter.ts';
import type { Ready } from './service-process.ts';

/** The hooks that are measured. */
export const HOOKS = ['pre', 'post'] as const;
export type MeasuredHook = (typeof HOOKS)[number];

/** A place to run jobs in. */
export interface Bench {
  readonly meter: Meter;
  /** Plays one job, both hooks one after the other; `around` runs each of them. */
  readonly playJob: (ready: Ready, around: (hook: MeasuredHook, run: RunHook) => Promise<void>) => Promise<void>;
  readonly close: () => void;
}

/**
 * Runs the hook, under the meter or bare. Raises where the hook did not do all its work: that would be cheap. Only where
 * it `mayWarn` it may leave facts out and say so.
 */
export type RunHook = (how: { metered: boolean; mayWarn?: boolean }) => Promise<void>;

/** Prepares the place: a runner's folder with this Node in it, and the worker's log that the start reads. */
export function createBench(dist: string | undefined): Bench {
  const folder = mkdtempSync(join(tmpdir(), 'doorlog-bench-'));
  const node = makeDiagnostics(folder, benchWorld());
  const meter = createMeter(node, folder);
  return {
    meter,
    async playJob(ready, around) {
      const job = startJob({ ...ready, world: benchWorld(), node, ...(dist !== undefined && { dist }) });
      try {
        for (const hook of HOOKS) {
          await around(hook, async ({ metered, mayWarn = false }) => {
            const how: Partial<HookOptions> = metered ? { node: meter.program, nodeOptions: meter.arguments } : {};
            checkHook(hook, await job.run(hook, how), mayWarn);
          });
        }
      } finally {
        job.close();
      }
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function checkHook(hook: Hook, { code, outputs, stdout, stderr }: HookResult, mayWarn: boolean): void {
  const whole = hook === 'pre' ? outputs['start-digest'] : outputs['attestation-id'] && outputs['bundle-path'];
  const warned = (mayWarn ? /^::error/m : /^::(warning|error)/m).test(stdout);
  if (code === 0 && whole && !warned) return;
  throw new Error(`The hook ${hook} did not do its work (exit code ${code}):\n${stdout}${stderr}`);
}
