import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';

/** A server that a test started and must stop. */
export interface Program {
  readonly name: string;
  /** What it has printed so far, both streams, at most the last 64 KiB. */
  output(): string;
  /** Ends it, with force after 5 seconds, and waits until it is gone. */
  stop(): Promise<void>;
}

/** How a server is started. */
export interface ProgramOptions {
  readonly name: string;
  readonly command: string;
  /** Words, and groups of words that belong together. */
  readonly args: readonly (string | readonly string[])[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Another account to run as; only root may. */
  readonly uid?: number;
  readonly gid?: number;
  /** Answers whether it can be used; asked every 50 ms. */
  readonly ready: () => Promise<boolean>;
  /** Milliseconds until "not ready" becomes an error. Default 30,000. */
  readonly patience?: number;
}

/** Starts a server and waits until it is ready; an error holds what the server printed. */
export async function startProgram(options: ProgramOptions): Promise<Program> {
  const child = spawn(options.command, options.args.flat(), {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...options.env },
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.uid === undefined ? {} : { uid: options.uid }),
    ...(options.gid === undefined ? {} : { gid: options.gid }),
  });
  const program = supervise(options.name, child);
  try {
    await waitUntilReady(options, child, program);
  } catch (error) {
    await program.stop();
    throw error;
  }
  return program;
}

function supervise(name: string, child: ChildProcess): Program {
  let printed = '';
  const keep = (chunk: Buffer) => {
    printed = (printed + chunk.toString()).slice(-65_536);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  child.once('error', (error) => keep(Buffer.from(`cannot be started: ${error.message}\n`)));
  const killAtExit = () => child.kill('SIGKILL');
  process.once('exit', killAtExit);
  const gone = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  return {
    name,
    output: () => printed,
    stop: async () => {
      child.kill('SIGTERM');
      const force = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await gone;
      clearTimeout(force);
      process.removeListener('exit', killAtExit);
    },
  };
}

async function waitUntilReady(options: ProgramOptions, child: ChildProcess, program: Program): Promise<void> {
  const end = Date.now() + (options.patience ?? 30_000);
  while (!(await options.ready().catch(() => false))) {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) {
      throw new Error(`${options.name} ended before it was ready:\n${program.output()}`);
    }
    if (Date.now() > end) {
      throw new Error(`${options.name} is not ready in time:\n${program.output()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A TCP port of 127.0.0.1 that nobody listens on just now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

/** Stops programs in the order given, all of them whatever happens. */
export async function stopAll(programs: readonly { stop(): Promise<void> }[]): Promise<void> {
  const results = await Promise.allSettled(programs.map((program) => program.stop()));
  for (const result of results) {
    if (result.status === 'rejected') {
      throw result.reason;
    }
  }
}
