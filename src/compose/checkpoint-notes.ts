import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonOf, readSmallFile } from '../cloud/small-file.ts';
import { DoorlogError, systemCodeOf } from '../errors.ts';
import { CheckpointNote } from '../model/checkpoint-note.ts';

/** More would be no checkpoints but a loop; the end reads no more. */
const MOST_NOTES = 50;
const NOTE = /^\d{3}\.json$/;

/** Where the checkpoints of one job leave their notes, below the job's own folder. */
function notesFolder(folder: string): string {
  return join(folder, 'checkpoints');
}

/** Writes a note (mode 0600, in a folder of mode 0700) under the first number that is free. Raises `file-unreadable`. */
export function keepCheckpoint(folder: string, note: CheckpointNote): void {
  const notes = notesFolder(folder);
  try {
    mkdirSync(notes, { recursive: true, mode: 0o700 });
    for (let number = 1; number <= MOST_NOTES; number++) {
      if (wroteNew(join(notes, `${String(number).padStart(3, '0')}.json`), JSON.stringify(note))) return;
    }
  } catch (cause) {
    const fault = systemCodeOf(cause) ?? 'unexpected fault';
    const message = `The checkpoint could not be left to the end of the job in ${notes} (${fault}); only its own record tells of it.`;
    throw new DoorlogError('file-unreadable', message, { cause });
  }
  const message = `The job has more than ${MOST_NOTES} checkpoints, so the end tells nothing of this one; only its own record does.`;
  throw new DoorlogError('file-unreadable', message);
}

function wroteNew(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (systemCodeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/**
 * The notes that the checkpoints of a job left, in order of their time, and how many can't be used: any step of the job
 * can write, change or remove them. Never raises.
 */
export function readCheckpoints(
  folder: string,
  recordId: string,
): { readonly notes: readonly CheckpointNote[]; readonly broken: number } {
  const names = namesIn(notesFolder(folder));
  const notes = names.slice(0, MOST_NOTES).flatMap((name) => {
    const file = readSmallFile(join(notesFolder(folder), name));
    const parsed = 'text' in file ? CheckpointNote.safeParse(jsonOf(file.text)) : undefined;
    return parsed?.success && parsed.data.recordId === recordId ? [parsed.data] : [];
  });
  const byDigest = new Map(notes.map((note) => [note.digest, note]));
  const sorted = [...byDigest.values()].sort((a, b) => Date.parse(a.observedAt) - Date.parse(b.observedAt));
  return { notes: sorted, broken: names.length - notes.length };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => NOTE.test(name))
      .sort();
  } catch {
    return [];
  }
}
