import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { digestOf } from '../core/canonical.ts';
import { DoorlogError, sentenceOf } from '../errors.ts';
import { isStored } from '../pipeline/deliver.ts';
import { type ReplayReport, replay as replaySpools } from '../pipeline/replay.ts';
import type { Logger } from '../ports.ts';
import { VARIABLE_NAMES } from '../sinks/secrets.ts';
import { createSpool } from '../sinks/spool.ts';
import { readArguments } from './arguments.ts';
import { EXIT, exitCodeOf } from './exit-code.ts';
import type { CliIo } from './io.ts';
import { sinksFrom } from './sinks-option.ts';

const DEFAULT_SECONDS = 60;
const MOST_SECONDS = 24 * 60 * 60;

const HELP = `Usage: doorlog replay FOLDER... --sinks FILE|TEXT [--timeout SECONDS] [--json]

Delivers what could not be delivered: every entry in the spool folders that a sink does not have yet, under the ids
that it always had, so that nothing is stored twice.

  --sinks FILE|TEXT    the list of sinks, as in the action's input of that name, or a file that holds it
  --timeout SECONDS    longest wait for everything together (default ${DEFAULT_SECONDS})
  --json               the report as JSON

Secrets come by variables named after the action’s inputs, such as ${VARIABLE_NAMES('splunkToken')}; docs/sinks.md lists them.

Exit code 0: every sink has every entry; 2: wrong use; 3: all delivered, but with a conflict or with files in a folder
that can't be used; 4: some could not be delivered.

Example: doorlog replay ./doorlog-spool --sinks '[{"type": "elasticsearch", "url": "https://logs.example.org:9200"}]'
`;

/** The command `doorlog replay`; returns the exit code. */
export async function replay(args: string[], io: CliIo): Promise<number> {
  try {
    const { values, positionals } = readArguments('replay', {
      args,
      allowPositionals: true,
      options: {
        sinks: { type: 'string' },
        timeout: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) {
      io.stdout(HELP);
      return EXIT.fine;
    }
    const timeout = parseSeconds(values.timeout) * 1000;
    const folders = await spoolFolders(positionals, io.cwd);
    const sinks = await sinksFrom(values.sinks, io);
    const logger: Logger = { info: (line) => io.stderr(`${line}\n`), warn: (line) => io.stderr(`${line}\n`) };
    const spools = folders.map((folder) => createSpool({ folder, digestOf }));
    const report = await replaySpools(spools, { sinks, timeout, logger });
    io.stdout(values.json ? `${JSON.stringify(report, null, 2)}\n` : sentencesOf(report));
    return exitCode(report);
  } catch (error) {
    io.stderr(`${sentenceOf(error)}\n`);
    return exitCodeOf(error);
  }
}

function parseSeconds(text: string | undefined): number {
  if (text === undefined) return DEFAULT_SECONDS;
  const seconds = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (seconds >= 1 && seconds <= MOST_SECONDS) return seconds;
  throw new DoorlogError('usage', `Option --timeout must be whole seconds from 1 to ${MOST_SECONDS}.`);
}

async function spoolFolders(given: readonly string[], cwd: string): Promise<string[]> {
  if (given.length === 0) {
    throw new DoorlogError('usage', 'Name at least one spool folder, as in doorlog replay ./doorlog-spool --sinks …');
  }
  const folders = given.map((folder) => resolve(cwd, folder));
  for (const folder of folders) {
    const found = await stat(folder).catch(() => undefined);
    if (!found?.isDirectory()) {
      throw new DoorlogError('file-unreadable', `There is no folder ${folder}; name the folder of a spool.`);
    }
  }
  return folders;
}

function sentencesOf({ settled, deliveries, broken }: ReplayReport): string {
  const lines = deliveries.map(
    ({ sink, status, recordId, phase, location, reason }) =>
      `${status.padEnd(13)} ${sink}  ${recordId} ${phase}${location === undefined ? '' : `  ${location}`}${reason === undefined ? '' : `  ${reason}`}`,
  );
  for (const { file, reason } of broken) lines.push(`unusable      ${file}  ${reason}`);
  if (deliveries.length === 0) {
    lines.push(settled > 0 ? `Nothing to do: all ${settled} entries were delivered before.` : 'The spool is empty.');
  }
  return `${lines.join('\n')}\n`;
}

function exitCode({ deliveries, broken }: ReplayReport): number {
  if (!deliveries.every(isStored)) return EXIT.service;
  const conflict = deliveries.some(({ status }) => status === 'conflict');
  return conflict || broken.length > 0 ? EXIT.evidence : EXIT.fine;
}
