import { DoorlogError, sentenceOf } from '../errors.ts';
import { replay as replaySpools } from '../pipeline/replay.ts';
import type { ReplayReport } from '../pipeline/replay-report.ts';
import type { Logger, LongSpool } from '../ports.ts';
import { VARIABLE_NAMES } from '../sinks/secrets.ts';
import { readArguments } from './arguments.ts';
import { EXIT, exitCodeOf } from './exit-code.ts';
import { handedOverSpools, identitiesFrom } from './handed-over.ts';
import type { CliIo } from './io.ts';
import { printable } from './printable.ts';
import { replayProgress, replayText } from './replay-text.ts';
import { sinksFrom } from './sinks-option.ts';
import { keepHeapSmall } from './small-heap.ts';
import { spoolsFrom } from './spool-sources.ts';

const DEFAULT_SECONDS = 60;
const MOST_SECONDS = 24 * 60 * 60;

const HELP = `Usage: doorlog replay PLACE... --sinks FILE|TEXT [--identity FILE] [--timeout SECONDS] [--json]

Delivers what could not be delivered: every entry in the spool folders, in the spools that a folder holds, or in an
artifact that a job left (its zip, or its unpacked folder), that a sink wants and does not have yet, under the ids that
it always had, so that nothing is stored twice. It can be ended at any time: the spools, or a file beside the artifact,
know where to go on. Two replays of one spool at the same time may store an entry twice.

  --sinks FILE|TEXT    the list of sinks, as in the action's input of that name, or a file that holds it
  --identity FILE      the private key for an encrypted artifact: an identity file of age, or PEM; what is decrypted
                       stays in memory
  --timeout SECONDS    longest wait for everything together (default ${DEFAULT_SECONDS})
  --json               the report as JSON

Secrets come by variables named after the action’s inputs, such as ${VARIABLE_NAMES('splunkToken')}; docs/sinks.md lists them.

Exit code 0: every sink has every entry; 2: wrong use; 3: all delivered, but with a conflict or with files in a folder
that can't be used; 4: some could not be delivered, or it was ended before it came to them.

Example: doorlog replay ./doorlog-spool --sinks '[{"type": "elasticsearch", "url": "https://logs.example.org:9200"}]'
         doorlog replay doorlog-undelivered-0123456789abcdef.zip --sinks sinks.yml --identity doorlog-handover.txt
`;

/** The command `doorlog replay`; returns the exit code. */
export async function replay(args: string[], io: CliIo): Promise<number> {
  try {
    const { values, positionals } = readArguments('replay', {
      args,
      allowPositionals: true,
      options: {
        sinks: { type: 'string' },
        identity: { type: 'string' },
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
    const spools = await spoolsOf(positionals, values.identity, io);
    const sinks = await sinksFrom(values.sinks, io);
    keepHeapSmall();
    const progress = replayProgress(io.stderr, io.isTerminal);
    const logger: Logger = {
      info: (line) => io.stderr(`${printable(line)}\n`),
      warn: (line) => io.stderr(`${printable(line)}\n`),
    };
    const report = await interruptible((signal) =>
      replaySpools(spools, { sinks, timeout, logger, signal, onProgress: progress.tell }),
    );
    progress.clear();
    io.stdout(values.json ? `${JSON.stringify(report, null, 2)}\n` : replayText(report));
    return exitCode(report);
  } catch (error) {
    io.stderr(`${printable(sentenceOf(error))}\n`);
    return exitCodeOf(error);
  }
}

function parseSeconds(text: string | undefined): number {
  if (text === undefined) return DEFAULT_SECONDS;
  const seconds = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (seconds >= 1 && seconds <= MOST_SECONDS) return seconds;
  throw new DoorlogError('usage', `Option --timeout must be whole seconds from 1 to ${MOST_SECONDS}.`);
}

async function spoolsOf(given: readonly string[], key: string | undefined, io: CliIo): Promise<LongSpool[]> {
  if (given.length === 0) {
    throw new DoorlogError('usage', 'Name at least one spool folder, as in doorlog replay ./doorlog-spool --sinks …');
  }
  const identity = await identitiesFrom(key, io);
  const spools: LongSpool[] = [];
  for (const argument of given) {
    const handedOver = await handedOverSpools(argument, { cwd: io.cwd, identity });
    spools.push(...(handedOver.length > 0 ? handedOver : await spoolsFrom(argument, io)));
  }
  // The same folder may be named twice, as by itself and by the one that holds it.
  return [...new Map(spools.map((spool) => [spool.folder, spool])).values()];
}

/** The first interrupt ends the replay in order; after that, another one is deadly as ever. */
async function interruptible<T>(action: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const end = () => stop.abort();
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.once(signal, end);
  try {
    return await action(stop.signal);
  } finally {
    for (const signal of signals) process.off(signal, end);
  }
}

function exitCode({ left, sinks, brokenCount }: ReplayReport): number {
  if (left > 0) return EXIT.service;
  const conflict = Object.values(sinks).some((counts) => (counts.conflict ?? 0) > 0);
  return conflict || brokenCount > 0 ? EXIT.evidence : EXIT.fine;
}
