import type { FileHandle } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import type { LogEntry } from '../../ports.ts';
import { lineOf, lineStart, lineValue } from './line.ts';

const CHUNK = 256 * 1024;
const NEWLINE = 0x0a;

/**
 * Whether the file has this very entry (`unended`: all of it but the end of its line), only another one under its
 * record id and phase, or neither.
 */
export type Presence = 'same' | 'unended' | 'other' | 'absent';

/**
 * Looks for an entry in a file of JSON Lines, in memory that does not grow with the file. Lines that broke off in a
 * crash count as absent; a line with the entry's key but other content counts as another one.
 */
export async function presenceOf(file: FileHandle, entry: LogEntry): Promise<Presence> {
  let presence: Presence = 'absent';
  for await (const offset of linesThatStartWith(file, Buffer.from(lineStart(entry)))) {
    const found = await compare(file, offset, entry);
    if (found === 'same' || found === 'unended') return found;
    if (found === 'other') presence = 'other';
  }
  return presence;
}

/** Offsets of all lines that start so. The end of each chunk is kept, so that a start cut in two is found too. */
async function* linesThatStartWith(file: FileHandle, start: Buffer): AsyncGenerator<number> {
  const needle = Buffer.concat([Buffer.from([NEWLINE]), start]);
  // As if a line ended right before the file, so that its first line is found like all others.
  let window: Buffer = Buffer.from([NEWLINE]);
  let windowAt = -1;
  const chunk = Buffer.alloc(CHUNK);
  for (let position = 0; ; ) {
    const { bytesRead } = await file.read(chunk, 0, CHUNK, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    window = Buffer.concat([window, chunk.subarray(0, bytesRead)]);
    for (let at = window.indexOf(needle); at >= 0; at = window.indexOf(needle, at + 1)) yield windowAt + at + 1;
    const keep = Math.min(window.length, needle.length - 1);
    windowAt += window.length - keep;
    window = window.subarray(window.length - keep);
  }
}

async function compare(file: FileHandle, offset: number, entry: LogEntry): Promise<Presence> {
  const { line } = lineOf(entry);
  const found = await readLine(file, offset, 2 * Buffer.byteLength(line) + CHUNK);
  if (found === 'too-long') return 'other';
  // The key is one text of three parts, so only the parts tell whether the line is about this record and phase.
  const value = parse(found.text);
  if (value === undefined || value.recordId !== entry.recordId || value.phase !== entry.phase) return 'absent';
  const own: unknown = JSON.parse(JSON.stringify(lineValue(entry)));
  if (!isDeepStrictEqual(value, own)) return 'other';
  return found.ended ? 'same' : 'unended';
}

interface FoundLine {
  readonly text: string;
  readonly ended: boolean;
}

async function readLine(file: FileHandle, offset: number, limit: number): Promise<FoundLine | 'too-long'> {
  const bytes = Buffer.alloc(limit);
  let length = 0;
  while (length < limit) {
    const { bytesRead } = await file.read(bytes, length, limit - length, offset + length);
    if (bytesRead === 0) return { text: bytes.toString('utf8', 0, length), ended: false };
    const end = bytes.subarray(length, length + bytesRead).indexOf(NEWLINE);
    if (end >= 0) return { text: bytes.toString('utf8', 0, length + end), ended: true };
    length += bytesRead;
  }
  return 'too-long';
}

function parse(line: string): { recordId?: unknown; phase?: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
