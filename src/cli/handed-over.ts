import { readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { digestOf } from '../core/canonical.ts';
import { DoorlogError } from '../errors.ts';
import type { Identities } from '../handover/identity.ts';
import { HANDED_OVER_FILES, openLines } from '../handover/open.ts';
import type { LongSpool } from '../ports.ts';
import { createHandedOverSpool } from '../sinks/handed-over-spool.ts';
import type { CliIo } from './io.ts';
import { readBytes } from './large-file.ts';
import { readTextFile } from './text-file.ts';

/** As much as is unpacked of one file: more was never handed over. */
const MOST_BYTES = 64 * 1024 * 1024;
/** A job leaves its start, its end and at most fifty checkpoints: more lines were made to keep somebody busy. */
const MOST_LINES = 1_000;
const ACCOUNT = 'replay.journal.jsonl';

/**
 * What an argument of `doorlog replay` names of what a job handed over: the artifact’s zip, its unpacked folder or one
 * that holds such folders, or its file. Empty for anything else. What is encrypted is decrypted in memory alone.
 * Raises `usage`, `file-unreadable`, `file-invalid`.
 */
export async function handedOverSpools(
  argument: string,
  { cwd, identity }: { cwd: string; identity: Identities | undefined },
): Promise<LongSpool[]> {
  const path = resolve(cwd, argument);
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) {
    const files = await filesBelow(path);
    return Promise.all(files.map((file) => fromFile(file, join(file, '..', ACCOUNT), identity)));
  }
  if (!found?.isFile()) return [];
  if (HANDED_OVER_FILES.includes(basename(path))) return [await fromFile(path, `${path}.${ACCOUNT}`, identity)];
  return path.toLowerCase().endsWith('.zip') ? [await fromZip(path, identity)] : [];
}

/** Reads the file of --identity. Raises `file-unreadable`, `file-invalid`. */
export async function identitiesFrom(given: string | undefined, { cwd }: Pick<CliIo, 'cwd'>) {
  if (given === undefined) return undefined;
  const { readIdentities } = await import('../handover/identity.ts');
  return readIdentities(await readTextFile(resolve(cwd, given), 'the private key'));
}

/** In the folder itself, or one level below, as `gh run download` unpacks several artifacts. */
async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const own = entries.filter(({ name }) => HANDED_OVER_FILES.includes(name)).map(({ name }) => join(folder, name));
  const below = entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
  for (const each of below.sort()) {
    const names = await readdir(each).catch(() => []);
    own.push(...names.filter((name) => HANDED_OVER_FILES.includes(name)).map((name) => join(each, name)));
  }
  return own;
}

async function fromFile(path: string, journal: string, identity: Identities | undefined): Promise<LongSpool> {
  const bytes = await readBytes(path, 'what was handed over');
  const lines = await openLines(basename(path), bytes, identity);
  return spoolOf(path, lines, journal);
}

async function fromZip(path: string, identity: Identities | undefined): Promise<LongSpool> {
  const bytes = await readBytes(path, 'what was handed over');
  const { unzipSync } = await import('fflate');
  let files: Record<string, Uint8Array>;
  // One file is unpacked, however many a directory lists, over and over the same bytes.
  let isFound = false;
  try {
    files = unzipSync(bytes, {
      filter({ name, originalSize }) {
        const isFirst = !isFound && HANDED_OVER_FILES.includes(name) && originalSize <= MOST_BYTES;
        isFound ||= isFirst;
        return isFirst;
      },
    });
  } catch (cause) {
    throw new DoorlogError('file-invalid', `${path} is no whole zip file; download the artifact again.`, { cause });
  }
  const [found] = Object.entries(files);
  if (found === undefined) {
    const sentence = `${path} holds nothing that a job handed over; name the zip of an artifact “doorlog-undelivered-…”.`;
    throw new DoorlogError('file-invalid', sentence);
  }
  const [name, content] = found;
  const lines = await openLines(name, Buffer.from(content), identity);
  return spoolOf(path, lines, `${path}.${ACCOUNT}`);
}

function spoolOf(place: string, lines: string, journal: string): LongSpool {
  let count = 0;
  for (let at = lines.indexOf('\n'); at >= 0; at = lines.indexOf('\n', at + 1)) {
    count += 1;
    if (count > MOST_LINES) {
      const sentence = `${place} has more than ${MOST_LINES} lines, which no job hands over; find out who left it.`;
      throw new DoorlogError('file-invalid', sentence);
    }
  }
  return createHandedOverSpool({ place, lines, journal, digestOf });
}
