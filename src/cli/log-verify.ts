import type { Check } from '../core/verification/check.ts';
import { GITHUB_ISSUER } from '../core/verification/signer.ts';
import { DoorlogError, sentenceOf } from '../errors.ts';
import { type CopyAnswer, type StoredAnswer, verifyStored } from '../pipeline/verify-stored.ts';
import { readArguments } from './arguments.ts';
import { bundleVerifier } from './bundle-verifier.ts';
import { EXIT, exitCodeOf } from './exit-code.ts';
import type { CliIo } from './io.ts';
import { printable } from './printable.ts';
import { checkRepositoryOption } from './repository-option.ts';
import { shortDigests } from './short-digests.ts';
import { askedStores } from './stores-option.ts';

const LONGEST = 120_000;

const HELP = `Usage: doorlog log verify RECORD-ID --sinks FILE|TEXT [--repo OWNER/REPO] [--identity SAN] [--issuer URL]
                          [--trust-root FILE] [--key FILE] [--no-signatures] [--all] [--json]

Reads every copy of a record from the stores and proves that each is what was signed: its digest, its key, its bundle,
the commitment that ties the log's own part to the attested one, and that all copies and the start event agree.

  --sinks FILE|TEXT    the list of sinks, as in the action's input of that name, or a file that holds it
  --repo OWNER/REPO    repository that the record must have been made for
  --identity SAN       identity that must have signed, exactly as the certificate names it
  --collector SAN      identity of a collector that is believed, exact or with * and **; may be given several times
  --issuer URL         issuer of that identity (default ${GITHUB_ISSUER})
  --trust-root FILE    trusted_root.json, or JSON Lines of several
  --key FILE           public key (PEM) that a record of doorlog run was signed with
  --no-signatures      look at digests and commitments only
  --all                every check and every key in full, not only what did not hold
  --json               every check as JSON

RECORD-ID stands at the end of the job's summary and in its log. The credentials must be a reader's; they come by
variables named after the action's inputs, see docs/sinks.md.

Exit code 0: proven, or with --no-signatures intact; 1: something was altered; 2: wrong use; 3: nothing there, not all
could be proven, or versions in conflict; 4: a store or the trust root could not be reached.

Example: doorlog log verify 3f0c…e1 --sinks sinks.yml --repo octo-org/octo-repo
`;

const EXITS: Readonly<Record<StoredAnswer['verdict'], number>> = {
  proven: EXIT.fine,
  intact: EXIT.fine,
  refused: EXIT.refused,
  incomplete: EXIT.evidence,
  conflict: EXIT.evidence,
  absent: EXIT.evidence,
};

/** The command `doorlog log verify`; returns the exit code. */
export async function logVerify(args: string[], io: CliIo): Promise<number> {
  try {
    const { values, positionals } = readArguments('log verify', {
      args,
      allowPositionals: true,
      allowNegative: true,
      options: {
        sinks: { type: 'string' },
        repo: { type: 'string' },
        identity: { type: 'string' },
        collector: { type: 'string', multiple: true, default: [] },
        issuer: { type: 'string', default: GITHUB_ISSUER },
        'trust-root': { type: 'string' },
        key: { type: 'string' },
        signatures: { type: 'boolean', default: true },
        all: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) {
      io.stdout(HELP);
      return EXIT.fine;
    }
    const [recordId = '', ...more] = positionals;
    if (!/^[0-9a-f]{64}$/.test(recordId) || more.length > 0) {
      throw new DoorlogError(
        'usage',
        'Name one record by its id, 64 hex digits; it stands at the end of the job’s summary and in its log.',
      );
    }
    checkRepositoryOption(values.repo);
    const expected = {
      issuer: values.issuer,
      ...(values.repo !== undefined && { repository: values.repo }),
      ...(values.identity !== undefined && { identity: values.identity }),
      ...(values.collector.length > 0 && { collectors: values.collector }),
    };
    const verifier = await bundleVerifier({ key: values.key, trustRoot: values['trust-root'] }, io);
    const question = {
      recordId,
      stores: await askedStores(values.sinks, io),
      ...(values.signatures && { signatures: { verifier, expected } }),
    };
    const answer = await verifyStored(question, AbortSignal.timeout(LONGEST));
    const { proven: _, ...shown } = answer;
    io.stdout(values.json ? `${JSON.stringify(shown, null, 2)}\n` : linesOf(answer, values.all));
    return EXITS[answer.verdict];
  } catch (error) {
    io.stderr(`${printable(sentenceOf(error))}\n`);
    return exitCodeOf(error);
  }
}

const MARKS: Readonly<Record<Check['status'], string>> = { ok: 'ok', failed: 'FAILED', 'not-checked': 'not checked' };

/** Checks that tell a person who signed what, even where all is well. */
const TELLING = new Set(['signature', 'identity', 'repository', 'commitment']);

function linesOf({ copies, checks, verdict }: StoredAnswer, isWhole: boolean): string {
  const lines = copies.flatMap((copy) => [
    isWhole ? headOf(copy) : shortDigests(headOf(copy)),
    ...(isWhole ? copy.checks.map(lineOf) : briefly(copy.checks)),
  ]);
  if (checks.length > 0) lines.push('all copies together', ...checks.map(lineOf));
  if (verdict === 'absent') {
    lines.push(
      'No store has a record with this id. Elasticsearch and OpenSearch show what is new after a second or so.',
    );
  }
  return `${lines.join('\n')}\n${verdict}\n`;
}

/** What did not hold and what tells most; how many others hold. */
function briefly(checks: readonly Check[]): string[] {
  const told = checks.filter(({ id, status }) => status !== 'ok' || TELLING.has(id));
  const others = checks.length - told.length;
  const rest = `${MARKS.ok.padEnd(11)} ${others} ${told.length > 0 ? 'other ' : ''}${others === 1 ? 'check holds' : 'checks hold'}`;
  return [...told.map(lineOf), ...(others > 0 ? [`  ${rest}; --all lists them.`] : [])];
}

function headOf({ sink, location, phase, view, arrivedAt, lock }: CopyAnswer): string {
  const parts = [
    `${sink}  ${phase}${view === undefined ? '' : ` (${view} view)`}  ${location}`,
    arrivedAt && `arrived ${arrivedAt}`,
    lock && `locked (${lock.mode}${lock.until ? ` until ${lock.until}` : ''}${lock.legalHold ? ', legal hold' : ''})`,
  ];
  return printable(parts.filter(Boolean).join(', '));
}

function lineOf({ status, title, detail }: Check): string {
  return `  ${MARKS[status].padEnd(11)} ${title}: ${printable(detail)}`;
}
