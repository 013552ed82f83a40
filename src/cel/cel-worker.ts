import type { Evaluated } from './evaluation.ts';

/** What the thread is started with. */
export interface Task {
  /** The record as JSON text. */
  readonly record: string;
  readonly expressions: readonly string[];
  /** The expression to begin with, from 0. */
  readonly from: number;
}

/** What the thread tells: each expression when it is begun, and when it is done. */
export type News = { readonly begun: number } | { readonly done: number; readonly evaluated: Evaluated };

/** Node’s own module is asked for here, because a namespace of it would be built whole. */
const { parentPort, workerData } = process.getBuiltinModule('node:worker_threads');

async function work(task: Task, tell: (news: News) => void): Promise<void> {
  const { evaluatorFor } = await import('./evaluation.ts');
  const evaluate = evaluatorFor(JSON.parse(task.record));
  // Whatever is loaded or compiled at the first use is not the first rule’s to pay for.
  evaluate('record.gaps.all(gap, has(gap.detail) || gap.pointer.matches("^/"))');
  for (const [index, expression] of task.expressions.entries()) {
    if (index < task.from) continue;
    tell({ begun: index });
    tell({ done: index, evaluated: evaluate(expression) });
  }
}

if (parentPort) {
  const port = parentPort;
  await work(workerData, (news) => port.postMessage(news));
}
