import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

/** The entry of the command line, which runs unbuilt. */
export const CLI = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');

/** How a process ended and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Where a command is run. */
export interface ProcessOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Told of the process once it is there. */
  readonly onStart?: (child: ChildProcess) => void;
  /** Told what comes on standard output, with the process. */
  readonly onOutput?: (text: string, child: ChildProcess) => void;
}

/** Runs `doorlog` as a process of its own, to its end. */
export function doorlog(args: readonly string[], { cwd, env, onStart, onOutput }: ProcessOptions): Promise<Ended> {
  const child = spawn(process.execPath, [CLI, ...args], { cwd, env: { ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  onStart?.(child);
  return new Promise((resolve, reject) => {
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      onOutput?.(text, child);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, out, err }));
  });
}
