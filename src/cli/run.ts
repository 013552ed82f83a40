import { resolve } from 'node:path';
import { DoorlogError, sentenceOf, systemCodeOf } from '../errors.ts';
import { type RunResult, runAudited } from '../pipeline/run.ts';
import { policyFor } from './chosen-policy.ts';
import { EXIT, exitCodeOf } from './exit-code.ts';
import type { CliIo } from './io.ts';
import { keyFolder } from './key-folder.ts';
import { RUN_HELP, type RunOptions, readRunOptions } from './run-options.ts';
import { composeRun, localSigner } from './run-ports.ts';
import { runReport, runSentences } from './run-report.ts';

/** The command `doorlog run`; returns the exit code. */
export async function run(args: string[], io: CliIo): Promise<number> {
  try {
    const options = readRunOptions(args);
    if (options === 'help') {
      io.stdout(RUN_HELP);
      return EXIT.fine;
    }
    return await runWith(options, io);
  } catch (error) {
    io.stderr(`${sentenceOf(error)}\n`);
    return exitCodeOf(error);
  }
}

/** Everything that can be wrong with options, policy, key and log is found before the command is run. */
async function runWith(options: RunOptions, io: CliIo): Promise<number> {
  const { policy: file, organization } = options;
  const policy = file === undefined ? undefined : await policyFor({ policy: file, organization }, io.cwd);
  const key = options.sign ? await localSigner(keyFolder(io)) : undefined;
  const log = resolve(io.cwd, options.log);
  const { head, ports } = await composeRun({ command: options.command, log, signer: key?.signer, io });
  const result = await heldOpen(() => runAudited(ports, { head, policy }));
  const places = { cwd: io.cwd, log, publicKey: key?.publicKeyPath };
  const json = `${JSON.stringify(runReport(result, places), null, 2)}\n`;
  io.stderr(runSentences(result, places));
  if (options.json) io.stdout(json);
  const written = options.jsonFile === undefined || (await writeJson(resolve(io.cwd, options.jsonFile), json, io));
  return exitCode(result, written);
}

/** An interrupt is for the command; once that has ended, it must not take the record with it. */
async function heldOpen<T>(action: () => Promise<T>): Promise<T> {
  const stay = (): void => undefined;
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, stay);
  try {
    return await action();
  } finally {
    for (const signal of signals) process.off(signal, stay);
  }
}

async function writeJson(path: string, json: string, io: CliIo): Promise<boolean> {
  const { writeFile } = await import('node:fs/promises');
  try {
    await writeFile(path, json);
    return true;
  } catch (cause) {
    const fault = new DoorlogError(
      'file-unreadable',
      `${path} could not be written (${systemCodeOf(cause) ?? 'unexpected fault'}); name another file by --json-file.`,
      { cause },
    );
    io.stderr(`${sentenceOf(fault)}\n`);
    return false;
  }
}

function exitCode({ command, refused, problems }: RunResult, written: boolean): number {
  if (command.exitCode !== 0) return command.exitCode;
  if (refused) return EXIT.refused;
  return problems.length > 0 || !written ? EXIT.service : EXIT.fine;
}
