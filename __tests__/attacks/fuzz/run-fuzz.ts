import { Worker } from 'node:worker_threads';
import { type Corpus, makeCorpus } from './corpus.ts';
import type { FuzzNews, FuzzOrder } from './fuzz-worker.ts';
import type { Outcome } from './trial.ts';

/** How much is tried. */
export interface FuzzRun {
  readonly trials: number;
  readonly seed: number;
  readonly workers: number;
}

/** What came of it: how often what, and by how many bytes the heap of the worker that grew most has grown. */
export interface FuzzReport {
  readonly outcomes: Readonly<Record<Outcome, number>>;
  readonly growth: number;
}

type Done = Extract<FuzzNews, { kind: 'done' }>;

/** A hundred trials take well under a second; a worker that is silent for so long hangs. */
const SILENCE = 60_000;

/**
 * Tries damaged evidence in threads of their own. Fails where some was accepted, where one raised anything but an error of
 * ours, where a thread ran out of its 512 MB, and where one says nothing for a minute.
 */
export async function runFuzz({ trials, seed, workers }: FuzzRun): Promise<FuzzReport> {
  const corpus: Corpus = await makeCorpus();
  const shares = Array.from({ length: workers }, (_, first) => first);
  const done = await Promise.all(shares.map((first) => share({ corpus, seed, first, step: workers, end: trials })));
  const sum = (outcome: Outcome) => done.reduce((total, { outcomes }) => total + outcomes[outcome], 0);
  return {
    outcomes: { refused: sum('refused'), unreadable: sum('unreadable'), same: sum('same') },
    growth: Math.max(...done.map(({ heap: [warm, end] }) => end - warm)),
  };
}

function share(order: FuzzOrder): Promise<Done> {
  const worker = new Worker(new URL('./fuzz-worker.ts', import.meta.url), {
    workerData: order,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    resourceLimits: { maxOldGenerationSizeMb: 512, stackSizeMb: 4 },
  });
  let watchdog: NodeJS.Timeout | undefined;
  return new Promise<Done>((resolve, reject) => {
    let last = order.first;
    const fail = (why: string) => reject(new Error(`Seed ${order.seed}, after trial ${last}: ${why}`));
    const hang = () => fail(`nothing was heard for ${SILENCE / 1000} seconds.`);
    watchdog = setTimeout(hang, SILENCE);
    worker.on('message', (news: FuzzNews) => {
      clearTimeout(watchdog);
      watchdog = setTimeout(hang, SILENCE);
      if (news.kind === 'progress') last = news.index;
      else if (news.kind === 'done') resolve(news);
      else fail(`trial ${news.index}, with ${news.most} damages: ${news.why}`);
    });
    worker.on('error', (error) => fail(String(error)));
    worker.on('exit', (code) => fail(`the thread ended with ${code}.`));
  }).finally(() => {
    clearTimeout(watchdog);
    return worker.terminate();
  });
}
