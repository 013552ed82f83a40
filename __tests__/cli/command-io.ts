import type { CliIo } from '../../src/cli/io.ts';
import { createHttp } from '../../src/net/http.ts';

/** A command's surroundings that keep what it says. */
export function commandIo(changes: Partial<CliIo> = {}): CliIo & { out: string[]; err: string[] } {
  const out: string[] = [];
  const err: string[] = [];
  return {
    env: {},
    cwd: process.cwd(),
    stdout: (text) => void out.push(text),
    stderr: (text) => void err.push(text),
    http: createHttp({}),
    isTerminal: false,
    ...changes,
    out,
    err,
  };
}
