import type { AccessRecord } from '../model/access-record.ts';
import type { ExpressionOutcome } from '../ports.ts';
import type { News, Task } from './cel-worker.ts';
import { createDeadline } from './deadline.ts';
import type { Evaluated } from './evaluation.ts';

/** How much expressions may take. */
export interface Limits {
  /** For each expression, in milliseconds of processor time. */
  readonly time: number;
  /** The same by the clock: more, for a machine that gives the process little to work with. */
  readonly wait: number;
  /** For a thread to start and to read the record, in milliseconds by the clock. */
  readonly start: number;
  /** How many expressions of one policy may be ended before the others are not begun. */
  readonly cutOffs: number;
}

const LIMITS: Limits = { time: 200, wait: 2_000, start: 10_000, cutOffs: 10 };

/** Memory in MiB: many times what a record takes. */
const MEMORY = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 };

/**
 * Evaluates expressions over a record in a thread of their own, which sees neither environment nor terminal. An expression
 * that exceeds its limits ends with its thread; the others go on in a new one. Never raises.
 */
export async function evaluateExpressions(
  expressions: readonly string[],
  record: AccessRecord,
  limits: Limits = LIMITS,
): Promise<ExpressionOutcome[]> {
  const outcomes: ExpressionOutcome[] = [];
  const text = JSON.stringify(record);
  let cutOffs = 0;
  while (outcomes.length < expressions.length && cutOffs < limits.cutOffs) {
    const { done, isBegun } = await inOneThread({ record: text, expressions, from: outcomes.length }, limits);
    outcomes.push(...done);
    if (outcomes.length === expressions.length) break;
    // A thread that could not be started will not start the next time either.
    if (!isBegun) break;
    outcomes.push({ kind: 'cut-off' });
    cutOffs += 1;
  }
  while (outcomes.length < expressions.length)
    outcomes.push({ kind: cutOffs < limits.cutOffs ? 'not-begun' : 'cut-off' });
  return outcomes;
}

interface ThreadEnd {
  readonly done: readonly Evaluated[];
  /** Whether it ended in the middle of an expression, or was done. */
  readonly isBegun: boolean;
}

/** Never raises: whatever ends the thread, what it had told by then counts. */
function inOneThread(task: Task, limits: Limits): Promise<ThreadEnd> {
  return new Promise((resolve) => {
    const done: Evaluated[] = [];
    let isBegun = false;
    let worker: ReturnType<typeof startThread>;
    try {
      worker = startThread(task);
    } catch {
      resolve({ done, isBegun });
      return;
    }
    const finish = () => {
      deadline.clear();
      worker.removeAllListeners('message');
      resolve({ done: [...done], isBegun });
      // Who ends it while it works waits no longer than for the end of one instruction.
      void worker.terminate();
    };
    const deadline = createDeadline(finish);
    worker.on('message', (news: News) => {
      if ('begun' in news) {
        isBegun = true;
        deadline.set(limits.time, limits.wait);
        return;
      }
      isBegun = false;
      deadline.clear();
      done.push(news.evaluated);
      if (task.from + done.length === task.expressions.length) finish();
    });
    worker.on('error', finish);
    worker.on('exit', finish);
    deadline.set(limits.start, limits.start);
  });
}

/** The sources are run as they are, the built files beside each other under the names of their entries. */
function startThread(workerData: Task) {
  const { Worker } = process.getBuiltinModule('node:worker_threads');
  const file = import.meta.url.endsWith('.ts') ? './cel-worker.ts' : './cel-worker.js';
  const worker = new Worker(new URL(file, import.meta.url), {
    workerData,
    env: {},
    argv: [],
    execArgv: [],
    stdin: false,
    stdout: true,
    stderr: true,
    resourceLimits: MEMORY,
  });
  return worker;
}
