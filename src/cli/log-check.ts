import { resolve } from 'node:path';
import { parseVerifierKey } from '../core/checkpoint-note/note-key.ts';
import { quantity } from '../core/quantity.ts';
import type { Check } from '../core/verification/check.ts';
import { GITHUB_ISSUER } from '../core/verification/signer.ts';
import { DoorlogError, sentenceOf } from '../errors.ts';
import { type CheckLogAnswer, checkLog } from '../pipeline/check-log.ts';
import { readArguments } from './arguments.ts';
import { bundleVerifier } from './bundle-verifier.ts';
import { EXIT, exitCodeOf } from './exit-code.ts';
import type { CliIo } from './io.ts';
import { printable } from './printable.ts';
import { checkRepositoryOption } from './repository-option.ts';
import { faultLines, removedLines } from './seal-text.ts';
import { sealFolderFrom } from './seals-option.ts';
import { askedStores } from './stores-option.ts';
import { readTextFile } from './text-file.ts';
import { timeOption } from './time-option.ts';

const LONGEST = 6 * 60 * 60 * 1000;

const HELP = `Usage: doorlog log check --seals DIR --sinks FILE|TEXT [OPTIONS]

Holds what the stores have against all that was ever sealed: an entry that is gone or altered is named. The folder of
checkpoints is held against itself, and against checkpoints that somebody kept elsewhere.

  --seals DIR          folder of the checkpoints and leaves, as the sealer keeps it
  --sinks FILE|TEXT    the list of sinks, as in the action's input of that name, or a file that holds it; an entry
                       counts as there when one of them has it, so check a store by itself where each must have
                       everything
  --checkpoint FILE    a checkpoint that was kept elsewhere, any number of times: what is sealed must have grown out of
                       it
  --since TIME         do not expect records made earlier, which a store's retention may have taken
  --erased FILE        what was erased on purpose, a record id or the key of an entry a line, # before a comment: that
                       these are gone is told, and is nothing wrong
  --vkey KEY           public key that every checkpoint must have been signed with
  --signatures         verify the bundle of every checkpoint, too; the options below say by whom
  --repo OWNER/REPO    repository whose workflow must have sealed; any of its workflows can, so give --identity too
  --identity SAN       identity that must have sealed; * and ** stand for anything, without and with slashes
  --issuer URL         issuer of that identity (default ${GITHUB_ISSUER})
  --trust-root FILE    trusted_root.json, or JSON Lines of several
  --all                everything that is gone or altered, and every check
  --json               the answer as JSON

Exit code 0: everything that was sealed is there as it was; 1: something was removed, altered or rewritten; 2: wrong
use; 3: there is no checkpoint, not all could be looked at, or a copy that is not what it is filed as stands beside a
sound one or is not sealed; 4: a store or the trust root could not be reached.

Example: doorlog log check --seals seals --sinks sinks.yml --checkpoint kept/checkpoint-4711.txt
`;

const EXITS: Readonly<Record<CheckLogAnswer['verdict'], number>> = {
  intact: EXIT.fine,
  refused: EXIT.refused,
  incomplete: EXIT.evidence,
  absent: EXIT.evidence,
};

/** The command `doorlog log check`; returns the exit code. */
export async function logCheck(args: string[], io: CliIo): Promise<number> {
  try {
    const { values } = readArguments('log check', {
      args,
      options: {
        seals: { type: 'string' },
        sinks: { type: 'string' },
        checkpoint: { type: 'string', multiple: true, default: [] },
        since: { type: 'string' },
        erased: { type: 'string' },
        vkey: { type: 'string' },
        signatures: { type: 'boolean', default: false },
        repo: { type: 'string' },
        identity: { type: 'string' },
        issuer: { type: 'string', default: GITHUB_ISSUER },
        'trust-root': { type: 'string' },
        all: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) {
      io.stdout(HELP);
      return EXIT.fine;
    }
    const folder = sealFolderFrom(values.seals, io);
    checkRepositoryOption(values.repo);
    const isSigned = values.signatures || values.repo !== undefined || values.identity !== undefined;
    const since = timeOption('--since', values.since);
    const kept = values.checkpoint.map(async (file) => ({
      file,
      text: await readTextFile(resolve(io.cwd, file), 'a checkpoint'),
    }));
    const answer = await checkLog(
      {
        folder,
        stores: await askedStores(values.sinks, io),
        kept: await Promise.all(kept),
        ...(since && { since }),
        ...(values.erased !== undefined && { erasures: await erasuresIn(values.erased, io) }),
        ...(values.vkey !== undefined && { key: parseVerifierKey(values.vkey, 'Option --vkey') }),
        ...(isSigned && {
          signatures: {
            verifier: await bundleVerifier({ key: undefined, trustRoot: values['trust-root'] }, io),
            expected: {
              issuer: values.issuer,
              ...(values.repo !== undefined && { repository: values.repo }),
              ...(values.identity !== undefined && { identity: values.identity }),
            },
          },
        }),
      },
      AbortSignal.timeout(LONGEST),
    );
    io.stdout(values.json ? `${JSON.stringify(answer, null, 2)}\n` : linesOf(answer, values.all));
    return EXITS[answer.verdict];
  } catch (error) {
    io.stderr(`${printable(sentenceOf(error))}\n`);
    return exitCodeOf(error);
  }
}

async function erasuresIn(file: string, { cwd }: CliIo): Promise<Set<string>> {
  const lines = (await readTextFile(resolve(cwd, file), 'what was erased')).split(/\r?\n/);
  const names = lines.map((line) => line.replace(/#.*$/, '').trim()).filter(Boolean);
  const number = names.findIndex((name) => !/^[\w.:-]{1,400}$/.test(name));
  if (number < 0) return new Set(names);
  throw new DoorlogError(
    'file-invalid',
    `Entry ${number + 1} of the list of the option --erased is neither a record id nor the key of an entry.`,
  );
}

const MARKS: Readonly<Record<Check['status'], string>> = { ok: 'ok', failed: 'FAILED', 'not-checked': 'not checked' };

/** Checks of each of many checkpoints; one line tells of those that hold. */
const MANY = new Set(['signature', 'key']);

function linesOf(answer: CheckLogAnswer, isWhole: boolean): string {
  const { checks, removed, erased, erasedAsListed, unsealed, verdict } = answer;
  const shown = checks.filter(({ id, status }) => isWhole || status !== 'ok' || !MANY.has(id));
  const held = checks.length - shown.length;
  const lines = [
    ...removedLines(removed, isWhole),
    ...faultLines(answer, isWhole),
    ...shown.map(({ status, title, detail }) => `${MARKS[status].padEnd(11)} ${title}: ${printable(detail)}`),
    ...(held > 0
      ? [
          `${MARKS.ok.padEnd(11)} ${quantity(held, 'signature of a checkpoint holds; --all lists it.', 'signatures of checkpoints hold; --all lists them.')}`,
        ]
      : []),
    ...(erased > 0
      ? [
          `${quantity(erased, 'entry has lost its log view', 'entries have lost their log view')} to an erasure; the attested one is left.`,
        ]
      : []),
    ...(erasedAsListed > 0
      ? [`${quantity(erasedAsListed, 'entry was', 'entries were')} erased, as the list of erasures says.`]
      : []),
    ...(unsealed > 0 ? [`${quantity(unsealed, 'entry is', 'entries are')} in no checkpoint yet.`] : []),
  ];
  return `${lines.join('\n')}\n${verdict}\n`;
}
