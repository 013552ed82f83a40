import type { ExpectedSigner } from '../core/verification/signer.ts';
import { DoorlogError, sentenceOf } from '../errors.ts';
import { type BundleVerdict, createConflictFinder } from '../pipeline/verify-many.ts';
import { inOrder } from '../side-by-side.ts';
import type { BundleTask, ThreadTrust } from './bundle-tasks.ts';
import type { ChosenTrust } from './bundle-verifier.ts';
import { EXIT, exitCodeOf } from './exit-code.ts';
import { createFolderReport, type FolderTotals } from './folder-report.ts';
import { BATCH, bundleTasks, listBundleFiles } from './folder-tasks.ts';
import type { CliIo } from './io.ts';
import { printable } from './printable.ts';
import { keepHeapSmall } from './small-heap.ts';
import { startThreads } from './verify-threads.ts';

/** How the bundles of a folder are verified. */
export interface FolderOptions {
  readonly expected: ExpectedSigner;
  readonly trust: ChosenTrust;
  readonly json: boolean;
}

/** Files for which one more thread is worth its start. */
const FILES_PER_THREAD = 64;

/**
 * Verifies every bundle in a folder, each by itself, on all processors; tells one line for each in the order of the
 * files' names, and the totals. Returns the exit code: 0 all verified, 1 one refused, 3 something missing, incomplete or in
 * conflict: two different records of one job and phase.
 */
export async function verifyFolder(folder: string, options: FolderOptions, io: CliIo): Promise<number> {
  try {
    const { files, others } = await listBundleFiles(folder, io.cwd);
    if (files.length === 0) {
      throw new DoorlogError(
        'file-invalid',
        `There is no .json or .jsonl file in ${folder}; name a folder of bundles.`,
      );
    }
    keepHeapSmall();
    const trust = await threadTrust(options.trust);
    const { availableParallelism } = process.getBuiltinModule('node:os');
    const hasLines = files.some(({ path }) => path.endsWith('.jsonl'));
    const wanted = hasLines ? availableParallelism() : Math.floor(files.length / FILES_PER_THREAD);
    const threads = await startThreads(Math.min(availableParallelism(), wanted), {
      trust,
      expected: { signer: options.expected, byKey: trust.roots === undefined },
    });
    const report = createFolderReport({ json: options.json, files: files.length, others }, io);
    try {
      const conflictOf = createConflictFinder();
      const batches = batchesOf(bundleTasks(files), BATCH);
      for await (const verdicts of inOrder(batches, (batch) => threads.verify(batch), threads.capacity)) {
        for (const verdict of verdicts) report.tell(verdict, conflictWith(verdict, conflictOf));
      }
    } finally {
      await threads.end();
    }
    return exitOf(report.end());
  } catch (error) {
    io.stderr(`${printable(sentenceOf(error))}\n`);
    return exitCodeOf(error);
  }
}

function conflictWith(verdict: BundleVerdict, conflictOf: ReturnType<typeof createConflictFinder>): string | undefined {
  const other = conflictOf(verdict);
  return other === undefined ? undefined : `${other} holds another record of the same job and phase.`;
}

async function* batchesOf(tasks: AsyncIterable<BundleTask>, size: number): AsyncGenerator<BundleTask[]> {
  let batch: BundleTask[] = [];
  for await (const task of tasks) {
    batch.push(task);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Roots are read or fetched once, here, and handed to the threads as text. */
async function threadTrust({ key, roots }: ChosenTrust): Promise<ThreadTrust> {
  const known = await roots?.();
  const { trustRootsText } = await import('../signing/known-roots.ts');
  return {
    ...(known && { roots: { text: trustRootsText(known), origin: known.origin } }),
    ...(key && { key: String(key.export({ format: 'pem', type: 'spki' })) }),
  };
}

function exitOf({ bundles, refused, incomplete, conflicts }: FolderTotals): number {
  if (refused > 0) return EXIT.refused;
  return bundles === 0 || incomplete > 0 || conflicts > 0 ? EXIT.evidence : EXIT.fine;
}
