import { holdsTooMuch } from '../core/verification/abundance.ts';
import type { ErrorCode } from '../errors.ts';
import type { BundleVerdict, ManyExpected } from '../pipeline/verify-many.ts';

/** What is trusted, in a form that threads can hand to each other. */
export interface ThreadTrust {
  /** Trust roots, one on each line, and where they came from. */
  readonly roots?: { readonly text: string; readonly origin: string };
  /** Public key in PEM. */
  readonly key?: string;
}

/** What a thread is started with. */
export interface ThreadSetup {
  readonly trust: ThreadTrust;
  readonly expected: ManyExpected;
}

/** A file to read, or the text of one line of a file. */
export type BundleTask = { readonly name: string } & ({ readonly path: string } | { readonly text: string });

/** Work for a thread, and what it answers. */
export interface ThreadWork {
  readonly id: number;
  readonly tasks: readonly BundleTask[];
}
export type ThreadAnswer =
  | { readonly id: number; readonly verdicts: readonly BundleVerdict[] }
  | { readonly id: number; readonly failure: { readonly code: ErrorCode; readonly message: string } };

/** Makes what verifies bundles, in a thread or in the main one. */
export async function createTaskVerifier({
  trust,
  expected,
}: ThreadSetup): Promise<(tasks: readonly BundleTask[]) => Promise<BundleVerdict[]>> {
  const { createPublicKey } = process.getBuiltinModule('node:crypto');
  const { createBundleVerifier } = await import('../signing/verifier.ts');
  const { parseTrustRoots } = await import('../signing/trust-root.ts');
  const { verifyBundleText } = await import('../pipeline/verify-many.ts');
  const roots = trust.roots && parseTrustRoots(trust.roots.text, trust.roots.origin);
  const verifier = createBundleVerifier({
    ...(roots && { roots: async () => roots }),
    ...(trust.key !== undefined && { key: createPublicKey(trust.key) }),
  });
  return async (tasks) => {
    const verdicts: BundleVerdict[] = [];
    for (const task of tasks) {
      const read = textOf(task);
      if (typeof read !== 'string') verdicts.push(read);
      else if (holdsTooMuch(read)) verdicts.push({ name: task.name, verdict: 'refused', sentence: TOO_MUCH });
      else verdicts.push(...(await verifyBundleText({ name: task.name, text: read }, expected, verifier)));
    }
    return verdicts;
  };
}

const TOO_MUCH = 'It holds more values than any file of bundles does.';

/** As much as GitHub takes in one attestation, in base64, with room for the rest of the bundle. */
const MAX_BYTES = 32 * 1024 * 1024;

/** In one go: many small files are read in turn, and waiting for each in the thread pool costs more than reading it. */
function textOf(task: BundleTask): string | BundleVerdict {
  if ('text' in task) return task.text;
  const { readFileSync, statSync } = process.getBuiltinModule('node:fs');
  const { name, path } = task;
  try {
    const found = statSync(path);
    // A pipe would be waited for, and some devices never end.
    if (!found.isFile()) return { name, verdict: 'incomplete', sentence: 'It is no file.' };
    if (found.size <= MAX_BYTES) return readFileSync(path, 'utf8');
    return { name, verdict: 'incomplete', sentence: 'It is longer than 32 MiB.' };
  } catch {
    return { name, verdict: 'incomplete', sentence: 'It can’t be read.' };
  }
}
