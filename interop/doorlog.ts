import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { DIST } from './built.ts';

/** How the command line ended. */
export interface DoorlogRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command line. */
export function runDoorlog(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<DoorlogRun> {
  const program = join(DIST, 'cli.js');
  return new Promise((resolve, reject) => {
    const options = { env: { ...process.env, ...env }, timeout: 120_000 };
    execFile(process.execPath, [program, ...args], options, (error, stdout, stderr) => {
      if (error !== null && typeof error.code !== 'number') {
        reject(new Error(`doorlog ${args[0]} did not end by itself: ${error.message}`));
        return;
      }
      resolve({ exitCode: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}
