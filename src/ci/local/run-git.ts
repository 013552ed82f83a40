import { execFile } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import type { Observed } from './missing-fact.ts';

/** How git is called; `env` replaces the process's own, the time limit is in milliseconds for each call. */
export interface GitOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly timeout?: number;
  /** The program, for tests. */
  readonly program?: string;
}

const MAX_OUTPUT = 16 * 1024 * 1024;

/**
 * Runs one git command in a folder and gives its output's bytes, or a reason. Never raises, never asks a question,
 * takes no lock that would rewrite the index, and runs no file system monitor of the repository's choosing.
 */
export async function runGit(
  cwd: string,
  args: readonly string[],
  options: GitOptions = {},
): Promise<Observed<Buffer>> {
  const { env = process.env, timeout = 5_000, program = 'git' } = options;
  const settings = [
    'core.fsmonitor=false',
    'core.quotePath=false',
    'i18n.logOutputEncoding=UTF-8',
    'log.showSignature=false',
  ];
  const words = [
    '--no-optional-locks',
    '--no-replace-objects',
    '--no-pager',
    '-C',
    resolve(cwd),
    ...settings.flatMap((setting) => ['-c', setting]),
    ...args,
  ];
  return new Promise((done) => {
    const child = execFile(
      program,
      words,
      {
        // Windows looks for programs in the working folder first, where a repository could keep a git.exe of its own.
        cwd: dirname(process.execPath),
        env: { ...env, LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', GIT_TRACE: '0' },
        encoding: 'buffer',
        maxBuffer: MAX_OUTPUT,
        timeout,
        killSignal: 'SIGKILL',
        windowsHide: true,
      },
      (error, stdout, stderr) => {
        done(error === null ? { value: stdout } : { reason: reasonOf(error, stderr.toString(), timeout) });
      },
    );
    child.stdin?.end();
  });
}

interface ChildFailure {
  readonly code?: string | number | null | undefined;
  readonly killed?: boolean | undefined;
}

function reasonOf(error: ChildFailure, stderr: string, timeout: number): string {
  if (error.code === 'ENOENT') {
    return 'git is not installed';
  }
  if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') {
    return `git's answer is longer than ${MAX_OUTPUT} bytes`;
  }
  if (error.killed === true) {
    return `git took longer than ${timeout} ms`;
  }
  if (/not a git repository/i.test(stderr)) {
    return 'the folder is in no git repository';
  }
  if (/dubious ownership/i.test(stderr)) {
    return 'git refuses the repository because it belongs to another user (see safe.directory)';
  }
  if (/must be run in a work tree/i.test(stderr)) {
    return 'the repository has no working tree';
  }
  // What git says is not quoted: it may hold addresses with credentials.
  return typeof error.code === 'number'
    ? `git failed with exit code ${error.code}`
    : `git failed (${error.code ?? 'signal'})`;
}
