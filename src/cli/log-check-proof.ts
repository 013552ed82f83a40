import { resolve } from 'node:path';
import { parseCheckpoint } from '../core/checkpoint-note/checkpoint.ts';
import { parseVerifierKey } from '../core/checkpoint-note/note-key.ts';
import { parseProof } from '../core/checkpoint-note/proof-text.ts';
import { checkProof, type ProofAnswer } from '../core/merkle/check-proof.ts';
import { DoorlogError, sentenceOf } from '../errors.ts';
import { type EntryName, entryKey } from '../model/entry-key.ts';
import { readArguments } from './arguments.ts';
import { EXIT, exitCodeOf } from './exit-code.ts';
import type { CliIo } from './io.ts';
import { printable } from './printable.ts';
import { readTextFile } from './text-file.ts';

const HELP = `Usage: doorlog log check-proof PROOF [--checkpoint FILE] [--vkey KEY] [--entry KEY] [--json]

Checks what doorlog log prove has printed, without its folder and without any store or network.

  --checkpoint FILE    a checkpoint that you kept: the one that the proof of inclusion is for, or the older one of a
                       proof of consistency
  --vkey KEY           public key of the log, for a proof whose checkpoint you do not have
  --entry KEY          the entry that must be proven, where the proof's own word for it is not enough:
                       RECORD-ID-PHASE-DIGEST
  --json               the answer as JSON

Exit code 0: proven; 1: the proof does not hold; 2: wrong use; 3: nobody vouches for its checkpoint, or yours is
another.

Example: doorlog log check-proof entry.tlog-proof --checkpoint kept/checkpoint-4711.txt
`;

const EXITS: Readonly<Record<ProofAnswer['verdict'], number>> = {
  proven: EXIT.fine,
  refused: EXIT.refused,
  incomplete: EXIT.evidence,
};

/** The command `doorlog log check-proof`; returns the exit code. */
export async function logCheckProof(args: string[], io: CliIo): Promise<number> {
  try {
    const { values, positionals } = readArguments('log check-proof', {
      args,
      allowPositionals: true,
      options: {
        checkpoint: { type: 'string' },
        vkey: { type: 'string' },
        entry: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) {
      io.stdout(HELP);
      return EXIT.fine;
    }
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new DoorlogError('usage', 'Name one file with a proof.');
    const proof = parseProof(await readTextFile(resolve(io.cwd, file), 'a proof'), printable(file));
    const { checkpoint, vkey, entry } = values;
    const answer = checkProof(proof, {
      ...(checkpoint !== undefined && {
        kept: parseCheckpoint(await readTextFile(resolve(io.cwd, checkpoint), 'a checkpoint'), printable(checkpoint)),
      }),
      ...(vkey !== undefined && { key: parseVerifierKey(vkey, 'Option --vkey') }),
      ...(entry !== undefined && { entry: entryOf(entry) }),
    });
    io.stdout(values.json ? `${JSON.stringify(answer, null, 2)}\n` : linesOf(answer));
    return EXITS[answer.verdict];
  } catch (error) {
    io.stderr(`${printable(sentenceOf(error))}\n`);
    return exitCodeOf(error);
  }
}

function entryOf(key: string): EntryName {
  const { recordId, phase, view, digest } =
    /^(?<recordId>[\w.:-]+)-(?<phase>[a-z]+)(?:\.(?<view>attested))?-(?<digest>[0-9a-f]{64})$/.exec(key)?.groups ?? {};
  if (recordId === undefined || phase === undefined || digest === undefined) {
    throw new DoorlogError(
      'usage',
      'Option --entry must be RECORD-ID-PHASE-DIGEST, as doorlog log check names entries.',
    );
  }
  return { recordId, phase, digest, ...(view === 'attested' && { view }) };
}

function linesOf({ verdict, checks, entry }: ProofAnswer): string {
  const marks = { ok: 'ok', failed: 'FAILED', 'not-checked': 'not checked' } as const;
  const lines = [
    ...(entry ? [`entry       ${entryKey(entry)}`] : []),
    ...checks.map(({ status, title, detail }) => `${marks[status].padEnd(11)} ${title}: ${printable(detail)}`),
  ];
  return `${lines.join('\n')}\n${verdict}\n`;
}
