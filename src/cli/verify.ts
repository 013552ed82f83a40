import { DoorlogError, sentenceOf } from '../errors.ts';
import { EXIT, exitCodeOf } from './exit-code.ts';
import type { CliIo } from './io.ts';
import { printable } from './printable.ts';
import type { TargetAnswer, TargetVerdict } from './verify/answer.ts';
import { verifyTarget } from './verify/dispatch.ts';
import { HELP } from './verify/help.ts';
import { readVerifyArguments, type VerifyOptions } from './verify/options.ts';
import { settingsFrom } from './verify/settings.ts';
import { textOf } from './verify/text.ts';

const EXITS: Readonly<Record<TargetVerdict, number>> = {
  verified: EXIT.fine,
  refused: EXIT.refused,
  incomplete: EXIT.evidence,
  missing: EXIT.evidence,
  conflict: EXIT.evidence,
};

/** The command `doorlog verify`; returns the exit code. */
export async function verify(args: string[], io: CliIo): Promise<number> {
  try {
    const { values, positionals } = readVerifyArguments(args);
    if (values.help) {
      io.stdout(HELP);
      return EXIT.fine;
    }
    const [target, ...more] = positionals;
    if (target === undefined || more.length > 0) {
      throw new DoorlogError(
        'usage',
        'Name one record file or another target, as in doorlog verify access-record.json; doorlog verify --help lists them.',
      );
    }
    const settings = await settingsFrom(values, io);
    const outcome = await verifyTarget(target, settings);
    if ('told' in outcome) {
      if (outcome.told === EXIT.fine) warnOfAnyones(values, io);
      return outcome.told;
    }
    const { answer } = outcome;
    io.stdout(
      values.json
        ? `${JSON.stringify(answer, null, 2)}\n`
        : textOf(answer, { isTerminal: io.isTerminal, all: values.all }),
    );
    if (answer.verdict === 'verified') warnOfAnyone(answer, values, io);
    if (values['save-evidence'] !== undefined) {
      const { saveEvidence } = await import('./verify/save-evidence.ts');
      io.stderr(`${await saveEvidence(values['save-evidence'], outcome, settings)}\n`);
    }
    return EXITS[answer.verdict];
  } catch (error) {
    io.stderr(`${printable(sentenceOf(error))}\n`);
    return exitCodeOf(error);
  }
}

/** Who does not say who should have signed learns who did, and not whether that is anybody who should have. */
function warnOfAnyone({ target, signer, records }: TargetAnswer, asked: VerifyOptions, io: CliIo): void {
  const repository = asked.repo ?? target.repository;
  if (repository !== undefined || asked.identity !== undefined || asked.workflow !== undefined) return;
  const signers = [signer, ...records.map((record) => record.signer)];
  const by = signers.find((each) => each?.kind === 'certificate');
  if (by?.kind !== 'certificate') return;
  io.stderr(
    `Warning: signed by ${printable(by.identity)}, which agrees with the record, but nobody said who should have signed; give --repo or --identity.\n`,
  );
}

/** The same of many bundles, whose signers are nowhere named. */
function warnOfAnyones(asked: VerifyOptions, io: CliIo): void {
  const isKeyAlone = asked.key !== undefined && asked['trust-root'] === undefined;
  if (isKeyAlone || (asked.repo ?? asked.identity ?? asked.workflow) !== undefined) return;
  io.stderr(
    'Warning: the bundles hold, whoever signed them: nobody said who should have signed; give --repo or --identity.\n',
  );
}
