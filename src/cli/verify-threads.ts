import type { Worker } from 'node:worker_threads';
import { DoorlogError } from '../errors.ts';
import type { BundleVerdict } from '../pipeline/verify-many.ts';
import { type BundleTask, createTaskVerifier, type ThreadAnswer, type ThreadSetup } from './bundle-tasks.ts';

/** Verifies bundles on several threads, or in this one. */
export interface VerifyingThreads {
  /** How many pieces of work keep all of them busy. */
  readonly capacity: number;
  verify(tasks: readonly BundleTask[]): Promise<readonly BundleVerdict[]>;
  end(): Promise<void>;
}

/** Memory of a thread in MiB: garbage is given back early, and one bundle of the largest kind still fits. */
const MEMORY = { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 512 };

/** Pieces of work that wait for each thread, so that none waits for the next. */
const AHEAD = 2;

/** Starts so many threads; with fewer than two nothing is started, and this thread does it. */
export async function startThreads(count: number, setup: ThreadSetup): Promise<VerifyingThreads> {
  if (count < 2) {
    const verify = await createTaskVerifier(setup);
    return { capacity: 1, verify, end: async () => undefined };
  }
  const { Worker: Thread } = process.getBuiltinModule('node:worker_threads');
  const file = import.meta.url.endsWith('.ts') ? './verify-worker.ts' : './verify-worker.js';
  // Threads of a program that never leaves this machine see nothing of its environment.
  const threads = Array.from({ length: count }, () =>
    createThread(new Thread(new URL(file, import.meta.url), { workerData: setup, env: {}, resourceLimits: MEMORY })),
  );
  return {
    capacity: count * AHEAD,
    verify: (tasks) => leastBusy(threads).run(tasks),
    end: async () => {
      await Promise.all(threads.map((thread) => thread.end()));
    },
  };
}

interface VerifyingThread {
  readonly busy: () => number;
  run(tasks: readonly BundleTask[]): Promise<readonly BundleVerdict[]>;
  end(): Promise<unknown>;
}

interface Waiting {
  resolve(verdicts: readonly BundleVerdict[]): void;
  reject(error: unknown): void;
}

function createThread(worker: Worker): VerifyingThread {
  const waiting = new Map<number, Waiting>();
  let next = 0;
  let failure: DoorlogError | undefined;
  const fail = (cause: unknown) => {
    failure ??= new DoorlogError('internal', 'A thread that verifies bundles has ended before its work was done.', {
      cause,
    });
    for (const { reject } of waiting.values()) reject(failure);
    waiting.clear();
  };
  worker.on('message', (answer: ThreadAnswer) => {
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('verdicts' in answer) asked?.resolve(answer.verdicts);
    else asked?.reject(new DoorlogError(answer.failure.code, answer.failure.message));
  });
  worker.on('error', fail);
  worker.on('exit', fail);
  return {
    busy: () => waiting.size,
    run: (tasks) =>
      new Promise((resolve, reject) => {
        if (failure) {
          reject(failure);
          return;
        }
        const id = next++;
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, tasks });
      }),
    end: () => worker.terminate(),
  };
}

function leastBusy(threads: readonly VerifyingThread[]): VerifyingThread {
  return threads.reduce((best, thread) => (thread.busy() < best.busy() ? thread : best));
}
