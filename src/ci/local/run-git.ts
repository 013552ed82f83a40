import { execFile } from 'node:child_process';
import { dirname, resolve } from 'node:path';

/** How git is called; `env` replaces the process's own, the time limit is in milliseconds for each call. */
export interface GitOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly timeout?: number;
  /** The program, for tests. */
  readonly program?: string;
}

/** Git's output, or why there is none; `exitCode` where git itself said no. */
export type GitAnswer = { readonly value: Buffer } | { readonly reason: string; readonly exitCode?: number };

const MAX_OUTPUT = 16 * 1024 * 1024;

/**
 * Runs one git command in a folder and gives its output's bytes, or a reason. Never raises, never asks a question,
 * takes no lock that would rewrite the index, and runs no file system monitor of the repository's choosing.
 */
export async function runGit(cwd: string, args: readonly string[], options: GitOptions = {}): Promise<GitAnswer> {
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
        // Node reports success, with the output cut off, where git ends just as the time limit strikes.
        if (error === null && !child.killed) {
          done({ value: stdout });
          return;
        }
        const { code } = error ?? {};
        if (code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') {
          done({ reason: `git's answer is longer than ${MAX_OUTPUT} bytes` });
        } else if (child.killed) {
          done({ reason: `git took longer than ${timeout} ms` });
        } else {
          const reason = reasonOf(code, stderr.toString());
          done(typeof code === 'number' ? { reason, exitCode: code } : { reason });
        }
      },
    );
    // It may have ended before its input is closed, which is no fault.
    child.stdin?.on('error', () => undefined).end();
  });
}

function reasonOf(code: string | number | null | undefined, stderr: string): string {
  if (code === 'ENOENT') {
    return 'git is not installed';
  }
  if (/not a git repository/i.test(stderr)) {
    return 'the folder is in no git repository';
  }
  if (/dubious ownership/i.test(stderr)) {
    return 'git refuses the repository because it belongs to another user (see safe.directory)';
  }
  if (/cannot change to/i.test(stderr)) {
    return 'the folder does not exist or may not be entered';
  }
  if (/must be run in a work tree/i.test(stderr)) {
    return 'the repository has no working tree';
  }
  // What git says is not quoted: it may hold addresses with credentials.
  return typeof code === 'number' ? `git failed with exit code ${code}` : `git failed (${code ?? 'signal'})`;
}
