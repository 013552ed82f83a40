import { resolve } from 'node:path';
import { canonicalize } from '../core/canonical.ts';
import { attestedView } from '../core/views.ts';
import { DoorlogError, sentenceOf } from '../errors.ts';
import type { AccessRecord } from '../model/access-record.ts';
import { nearest } from '../nearest.ts';
import { readArguments } from './arguments.ts';
import { EXIT, exitCodeOf } from './exit-code.ts';
import type { CliIo } from './io.ts';
import { printable } from './printable.ts';
import { readRecord, VIEWS, type ViewName, viewOf } from './read-record.ts';

const HELP = `Usage: doorlog record show FILE [--view attested|log] [--id ID] [--phase PHASE] [--json]

Shows one access record: who, what, when, where, by which right, what changed, the policy's verdict, and what could not
be seen. FILE is a record as the action leaves it, a line of the log, or a whole log of JSON Lines.

  --view VIEW      attested: what may be read by everybody who may read the attestation; log: everything, which only the
                   log holds (default: what FILE holds)
  --id ID          which record of a log, by the first digits of its id
  --phase PHASE    which of its entries: start, checkpoint, end or collector
  --json           the view as JSON in canonical form (RFC 8785)

Nothing is proven by showing it: that takes doorlog verify.

Exit code 0: shown; 2: wrong use, or no record in the file; 3: the view is not in the file.

Examples: doorlog record show access-record.json
          doorlog record show doorlog.jsonl --id 4f0c9a12 --phase end --view attested --json
`;

/** The command `doorlog record show`; returns the exit code. */
export async function show(args: string[], io: CliIo): Promise<number> {
  try {
    const { values, positionals } = readArguments('record show', {
      args,
      allowPositionals: true,
      options: {
        view: { type: 'string' },
        id: { type: 'string' },
        phase: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) {
      io.stdout(HELP);
      return EXIT.fine;
    }
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) {
      throw new DoorlogError('usage', 'Name one file, as in doorlog record show access-record.json.');
    }
    const wanted = readView(values.view);
    const found = await readRecord(resolve(io.cwd, file), { id: values.id, phase: values.phase });
    const held = viewOf(found);
    if (wanted === 'log' && held === 'attested') {
      const where = 'look for it in the log';
      io.stderr(`${printable(file)} holds the attested view, and the log view is not in there; ${where}.\n`);
      return EXIT.evidence;
    }
    const view = wanted ?? held;
    const record = view === 'attested' && held === 'log' ? attestedView(found) : found;
    io.stdout(values.json ? `${canonicalize(record)}\n` : await textOf(record, view, io));
    return EXIT.fine;
  } catch (error) {
    io.stderr(`${printable(sentenceOf(error))}\n`);
    return exitCodeOf(error);
  }
}

async function textOf(record: AccessRecord, view: ViewName, { isTerminal }: CliIo): Promise<string> {
  const { recordText } = await import('./record-text.ts');
  return recordText(record, { view, isTerminal });
}

function readView(given: string | undefined): ViewName | undefined {
  const view = VIEWS.find((each) => each === given);
  if (given === undefined || view) return view;
  const meant = nearest(given, VIEWS);
  throw new DoorlogError('usage', `Option --view must be attested or log${meant ? `, did you mean ${meant}` : ''}?`);
}
