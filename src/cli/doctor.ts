import { randomBytes } from 'node:crypto';
import { attestedView } from '../core/views.ts';
import { DoorlogError, sentenceOf } from '../errors.ts';
import { AccessRecord } from '../model/access-record.ts';
import { type Diagnosis, examine, worstOf } from '../pipeline/examine.ts';
import { entryFor } from '../pipeline/hook.ts';
import { testRecord } from '../pipeline/simulate-live.ts';
import type { Examination, LogEntry } from '../ports.ts';
import { VERSION } from '../version.ts';
import { alignedRows } from './aligned-rows.ts';
import { readArguments } from './arguments.ts';
import { EXIT, exitCodeOf } from './exit-code.ts';
import type { CliIo } from './io.ts';
import { printable } from './printable.ts';
import { shippedFile } from './shipped-file.ts';
import { configuredSinks, sinkSurroundings } from './sinks-option.ts';

const TIMEOUT = 30_000;

const HELP = `Usage: doorlog doctor [--sinks FILE|TEXT] [--alerts FILE|TEXT] [--send] [--json]

Looks at every log store before it matters: whether it can be reached, whether the credentials may do what they must and
nothing more, and whether it is configured to lose, cut or alter records. Nothing is stored, and nobody is told
anything.

  --sinks FILE|TEXT    the list of sinks, as in the action's input of that name, or a file that holds it
  --alerts FILE|TEXT   the list of alert channels, in the same way; they are only tried out with --send
  --send               store one record in each, marked as a simulation, and read it back where the credentials allow (a
                       lock holds it for the shortest time that its classes name); send each alert channel one message
                       that says it is a test
  --json               the findings as JSON

The credentials are those of the action; they come by variables named after its inputs, see docs/sinks.md.

Exit code 0: nothing stands in the way; 2: wrong use; 3: it works, but is configured to lose or alter records; 4:
something fails. What is so with every store of its kind is a WARNING as well, and changes no exit code.

Example: doorlog doctor --sinks sinks.yml --send
`;

/** The command `doorlog doctor`; returns the exit code. */
export async function doctor(args: string[], io: CliIo): Promise<number> {
  try {
    const { values } = readArguments('doctor', {
      args,
      options: {
        sinks: { type: 'string' },
        alerts: { type: 'string' },
        send: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) {
      io.stdout(HELP);
      return EXIT.fine;
    }
    if (values.sinks === undefined && values.alerts === undefined) {
      throw new DoorlogError('usage', 'Say what to look at: --sinks or --alerts, each a list or a file that holds it.');
    }
    const [stores, channels] = await Promise.all([
      values.sinks === undefined ? [] : examineSinks(values.sinks, values.send, io),
      values.alerts === undefined ? [] : examineAlerts(values.alerts, values.send, io),
    ]);
    const diagnoses = [...stores, ...channels];
    io.stdout(values.json ? `${JSON.stringify(diagnoses, null, 2)}\n` : textOf(diagnoses, io));
    return { fine: EXIT.fine, warning: EXIT.evidence, failed: EXIT.service }[worstOf(diagnoses)];
  } catch (error) {
    io.stderr(`${printable(sentenceOf(error))}\n`);
    return exitCodeOf(error);
  }
}

async function examineSinks(given: string, isSent: boolean, io: CliIo): Promise<Diagnosis[]> {
  const surroundings = sinkSurroundings(io);
  const patients = (await configuredSinks(given, io)).map((sink) => ({
    name: sink.name,
    type: sink.type,
    examine: (signal: AbortSignal) => sink.examine(surroundings, signal),
    sink: () => sink.create(surroundings),
    reader: () => sink.reader(surroundings),
  }));
  const entry = isSent ? await testEntry() : undefined;
  return examine(patients, { timeout: TIMEOUT, ...(entry && { entry }) });
}

async function examineAlerts(given: string, isSent: boolean, io: CliIo): Promise<Diagnosis[]> {
  const { tryAlerts } = await import('./doctor-alerts.ts');
  return tryAlerts(given, { isSent, timeout: TIMEOUT }, io);
}

/** A deployment that never was, marked so. */
async function testEntry(): Promise<LogEntry> {
  const base = AccessRecord.safeParse(JSON.parse(await shippedFile('scenarios/bases/deploy.json')));
  if (!base.success)
    throw new DoorlogError('file-invalid', 'The record that ships for tests can’t be read; install Doorlog anew.');
  const now = new Date();
  const nonce = randomBytes(16).toString('hex');
  const record = testRecord(base.data, 'doctor', { version: VERSION, now, nonce });
  return { ...entryFor(record, now.toISOString()), attested: attestedView(record) };
}

const MARKS: Readonly<Record<Examination['result'], string>> = {
  fine: 'fine',
  warning: 'WARNING',
  failed: 'FAILED',
  unknown: 'unknown',
};

function textOf(diagnoses: readonly Diagnosis[], { isTerminal, columns }: CliIo): string {
  const blocks = diagnoses.map((diagnosis) => {
    const { examinations } = diagnosis;
    const rows = examinations.map(({ check, result, says, mend }) => [
      `  ${MARKS[result]}`,
      check,
      printable(`${sentence(says)}${mend === undefined ? '' : `; ${mend}`}.`),
    ]);
    return [
      headOf(diagnosis),
      ...(rows.length === 0 ? ['  nothing to look at'] : alignedRows(rows, isTerminal ? columns : undefined)),
    ];
  });
  const sum = diagnoses.length > 1 ? [[sumOf(diagnoses)]] : [];
  return `${[...blocks, ...sum].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function headOf({ kind, name, type }: Diagnosis): string {
  return `${kind === 'alert' ? 'alerts to ' : ''}${name === type ? name : `${name} (${type})`}`;
}

/** The last line says who needs somebody, where many lines stand above it. */
function sumOf(diagnoses: readonly Diagnosis[]): string {
  const named = (worst: string) => diagnoses.filter((each) => worstOf([each]) === worst).map(headOf);
  const [failed, warned] = [named('failed'), named('warning')];
  if (failed.length + warned.length === 0) return 'Nothing stands in the way.';
  const parts = [
    ...(failed.length > 0 ? [`FAILED: ${failed.join(', ')}.`] : []),
    ...(warned.length > 0 ? [`WARNING: ${warned.join(', ')}.`] : []),
  ];
  return parts.join(' ');
}

/** With a capital where it begins with an ordinary word, and not with a name. */
function sentence(text: string): string {
  return /^[a-z]+ /.test(text) ? `${text.charAt(0).toUpperCase()}${text.slice(1)}` : text;
}
