import { appendFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod/mini';
import type { KeptReply } from '../../ci/github/run-history-memory.ts';
import { DoorlogError, systemCodeOf } from '../../errors.ts';
import { jsonOrNothing } from '../../json.ts';

/** Replies in one file of JSON Lines: a new one is appended, so that whatever ends the process, what came is there. */
export interface ReplyFile {
  recall(address: string): KeptReply | undefined;
  keep(address: string, reply: KeptReply): void;
  /** Leaves in the file only what was recalled or kept since it was opened. */
  tidy(): void;
}

/** Opens a file of replies; lines that can’t be read are passed over. Raises `state-invalid` where it can’t be written. */
export function openReplyFile(path: string): ReplyFile {
  const Line = z.object({ address: z.string(), etag: z.string(), body: z.string() });
  const replies = new Map<string, KeptReply>();
  const used = new Set<string>();
  let lines = 0;
  for (const text of linesOf(path)) {
    lines++;
    const line = Line.safeParse(jsonOrNothing(text)).data;
    if (line) replies.set(line.address, { etag: line.etag, body: line.body });
  }
  guard(path, () => mkdirSync(dirname(path), { recursive: true, mode: 0o700 }));
  return {
    recall(address) {
      const reply = replies.get(address);
      if (reply) used.add(address);
      return reply;
    },
    keep(address, reply) {
      used.add(address);
      lines++;
      replies.set(address, reply);
      guard(path, () => appendFileSync(path, lineOf(address, reply), { mode: 0o600 }));
    },
    tidy() {
      if (lines === used.size) return;
      const text = [...used].map((address) => {
        const reply = replies.get(address);
        return reply ? lineOf(address, reply) : '';
      });
      guard(path, () => {
        writeFileSync(`${path}.new`, text.join(''), { mode: 0o600 });
        renameSync(`${path}.new`, path);
      });
    },
  };
}

function lineOf(address: string, { etag, body }: KeptReply): string {
  return `${JSON.stringify({ address, etag, body })}\n`;
}

function linesOf(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n').filter(Boolean);
  } catch {
    return [];
  }
}

/** Does something with a file of the state. Raises `state-invalid`. */
export function guard<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    const fault = systemCodeOf(cause) ?? 'unexpected fault';
    throw new DoorlogError('state-invalid', `${path} can’t be written (${fault}); name another folder by --state.`, {
      cause,
    });
  }
}
