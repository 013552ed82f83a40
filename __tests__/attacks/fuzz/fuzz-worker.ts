import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import { parseTrustRoots } from '../../../src/signing/trust-root.ts';
import { createBundleVerifier } from '../../../src/signing/verifier.ts';
import type { Corpus } from './corpus.ts';
import { type Outcome, tryOnce } from './trial.ts';

/** What a worker is to do: every `step`th trial from `first` to before `end`. */
export interface FuzzOrder {
  readonly corpus: Corpus;
  readonly seed: number;
  readonly first: number;
  readonly step: number;
  readonly end: number;
}

/** What it tells, at least every hundred trials. */
export type FuzzNews =
  | { readonly kind: 'progress'; readonly index: number }
  | { readonly kind: 'failed'; readonly index: number; readonly most: number; readonly why: string }
  | {
      readonly kind: 'done';
      readonly outcomes: Readonly<Record<Outcome, number>>;
      /** Bytes in use after a collection, once warm and at the end. */
      readonly heap: readonly [warm: number, end: number];
    };

const NEWS = 100;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

async function work({ corpus, seed, first, step, end }: FuzzOrder, tell: (news: FuzzNews) => void): Promise<void> {
  const roots = parseTrustRoots(corpus.trustedRoot, 'roots.json');
  const verifier = createBundleVerifier({ roots: async () => roots });
  const outcomes = { refused: 0, unreadable: 0, same: 0 };
  const warmAt = first + step * Math.floor((end - first) / step / 5);
  let warm = 0;
  for (let index = first; index < end; index += step) {
    if (index === warmAt) warm = heapInUse();
    if (Math.floor(index / step) % NEWS === 0) tell({ kind: 'progress', index });
    try {
      outcomes[await tryOnce(corpus, verifier, { seed, index })] += 1;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const most = await fewest(corpus, verifier, { seed, index });
      tell({ kind: 'failed', index, most, why });
      return;
    }
  }
  tell({ kind: 'done', outcomes, heap: [warm, heapInUse()] });
}

/** The fewest damages with which the same trial fails. */
async function fewest(corpus: Corpus, verifier: Parameters<typeof tryOnce>[1], trial: { seed: number; index: number }) {
  for (let most = 1; most < 3; most += 1) {
    try {
      await tryOnce(corpus, verifier, { ...trial, most });
    } catch {
      return most;
    }
  }
  return 3;
}

function heapInUse(): number {
  collect();
  return process.memoryUsage().heapUsed;
}

if (parentPort) {
  const port = parentPort;
  await work(workerData as FuzzOrder, (news) => port.postMessage(news));
}
