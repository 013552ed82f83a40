import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DoorlogError, systemCodeOf } from '../errors.ts';
import type { KeptCheckpoint, SealFolder } from '../ports.ts';

/** A checkpoint with many witnesses is a few kilobytes, a bundle some tens. */
const LARGEST = 1024 * 1024;
const CHECKPOINT = /^checkpoint-(0|[1-9]\d{0,15})\.txt$/;

/** A folder of checkpoints on disk: `checkpoint-SIZE.txt`, its `.sigstore.json`, and `leaves-FROM-TO.jsonl`. */
export function createSealFolder(path: string): SealFolder {
  const checkpointFile = (size: number) => join(path, `checkpoint-${size}.txt`);
  const bundleFile = (size: number) => `${checkpointFile(size)}.sigstore.json`;
  const leavesFile = (from: number, to: number) => join(path, `leaves-${from}-${to}.jsonl`);
  return {
    path,
    async checkpoints() {
      const names = await namesIn(path);
      const sizes = names.flatMap((name) => CHECKPOINT.exec(name)?.[1] ?? []).map(Number);
      const kept: KeptCheckpoint[] = [];
      for (const size of sizes.sort((a, b) => a - b)) {
        const file = checkpointFile(size);
        kept.push({ size, file, text: await textOf(file) });
      }
      return kept;
    },
    async *leaves(from, to) {
      const file = leavesFile(from, to);
      try {
        yield* createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
      } catch (cause) {
        throw unreadable(file, cause);
      }
    },
    async leavesDigest(from, to) {
      const file = leavesFile(from, to);
      const hash = createHash('sha256');
      try {
        for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
      } catch (cause) {
        throw unreadable(file, cause);
      }
      return hash.digest('hex');
    },
    async bundle(size) {
      const file = bundleFile(size);
      try {
        return await textOf(file);
      } catch (error) {
        if (error instanceof DoorlogError && systemCodeOf(error.cause) === 'ENOENT') return undefined;
        throw error;
      }
    },
    async keep({ from, size, leaves, checkpoint, bundle }) {
      const files = { leaves: leavesFile(from, size), checkpoint: checkpointFile(size) };
      try {
        await mkdir(path, { recursive: true });
        await write(files.leaves, leaves);
        if (bundle !== undefined) await write(bundleFile(size), bundle);
        await write(files.checkpoint, checkpoint);
      } catch (cause) {
        const fault = systemCodeOf(cause) ?? 'unexpected fault';
        const sentence = `The checkpoint could not be kept in ${path} (${fault}); name a folder that can be written to.`;
        throw new DoorlogError('delivery-failed', sentence, { cause });
      }
      return { ...files, ...(bundle !== undefined && { bundle: bundleFile(size) }) };
    },
  };
}

async function namesIn(path: string): Promise<string[]> {
  try {
    return await readdir(path);
  } catch (cause) {
    if (systemCodeOf(cause) === 'ENOENT') return [];
    throw unreadable(path, cause);
  }
}

async function textOf(file: string): Promise<string> {
  try {
    const bytes = await readFile(file);
    if (bytes.length > LARGEST) throw new DoorlogError('file-invalid', `${file} is longer than a checkpoint can be.`);
    return bytes.toString('utf8');
  } catch (cause) {
    if (cause instanceof DoorlogError) throw cause;
    throw unreadable(file, cause);
  }
}

/** Whole or not at all. */
async function write(file: string, text: string | Iterable<string>): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`;
  await writeFile(temporary, text);
  await rename(temporary, file);
}

function unreadable(file: string, cause: unknown): DoorlogError {
  const fault = systemCodeOf(cause) ?? 'unexpected fault';
  return new DoorlogError(
    'file-unreadable',
    `${file} could not be read (${fault}); fetch the whole folder of checkpoints.`,
    {
      cause,
    },
  );
}
