import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { DoorlogError } from '../../errors.ts';
import type { Clock } from '../../ports.ts';

/** How the command ended; times are RFC 3339 in UTC. */
export interface CommandResult {
  /** The command's own; 127 not found, 126 not executable, 128 + n ended by signal n, as shells have it. */
  readonly exitCode: number;
  readonly signal?: string;
  readonly startedAt: string;
  readonly endedAt: string;
  /** Why it could not be started, one sentence. */
  readonly reason?: string;
}

/** Where signals for this process come from: the process itself, but for tests. */
interface SignalSource {
  on(signal: NodeJS.Signals, listener: () => void): unknown;
  off(signal: NodeJS.Signals, listener: () => void): unknown;
}

/** How the command is run; what is left out is this process's own. */
export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly clock?: Clock;
  readonly signals?: SignalSource;
  /** Whether a terminal sends its interrupt to the command itself. Default: whether standard input is one. */
  readonly terminal?: boolean;
}

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const satisfies readonly NodeJS.Signals[];

/**
 * Runs a program with this process's standard streams and no shell, and waits for its end whatever signal comes.
 * Interrupts and terminations are passed on. Raises `usage` for an empty command or one with a NUL in it.
 */
export async function runCommand(command: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  const [program, ...args] = command;
  if (program === undefined || program === '' || command.some((word) => word.includes('\0'))) {
    throw new DoorlogError('usage', 'There is no command to run; write it after `--`, as in `doorlog run -- make`.');
  }
  const now = (): string => (options.clock?.now() ?? new Date()).toISOString();
  const { signals = process, terminal = process.stdin.isTTY === true } = options;
  const startedAt = now();
  const ended = await new Promise<Omit<CommandResult, 'startedAt' | 'endedAt'>>((done) => {
    const listeners: [NodeJS.Signals, () => void][] = [];
    const finish = (result: Omit<CommandResult, 'startedAt' | 'endedAt'>): void => {
      for (const [signal, listener] of listeners) {
        signals.off(signal, listener);
      }
      done(result);
    };
    try {
      const child = spawn(program, args, {
        stdio: 'inherit',
        shell: false,
        ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
        ...(options.env === undefined ? {} : { env: { ...options.env } }),
      });
      for (const signal of FORWARDED) {
        const listener = (): void => {
          // A terminal, and any console of Windows, has sent it to the command too: twice means "at once" to many.
          if (signal === 'SIGTERM' || !(terminal || process.platform === 'win32')) {
            child.kill(signal);
          }
        };
        signals.on(signal, listener);
        listeners.push([signal, listener]);
      }
      child.once('error', (error) => finish(notStarted(program, error)));
      child.once('close', (code, signal) => finish(endOf(code, signal)));
    } catch (error) {
      finish(notStarted(program, error));
    }
  });
  return { ...ended, startedAt, endedAt: now() };
}

function endOf(code: number | null, signal: NodeJS.Signals | null): { exitCode: number; signal?: string } {
  return signal === null ? { exitCode: code ?? 1 } : { exitCode: 128 + (constants.signals[signal] ?? 0), signal };
}

function notStarted(program: string, error: unknown): { exitCode: number; reason: string } {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    const hint = process.platform === 'win32' ? '; a batch file needs `cmd /c` before it' : '';
    return { exitCode: 127, reason: `The command \`${program}\` was not found${hint}.` };
  }
  const why = typeof code === 'string' ? code : 'unknown cause';
  return { exitCode: 126, reason: `The command \`${program}\` could not be executed (${why}).` };
}
