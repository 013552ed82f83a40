import { DoorlogError } from '../errors.ts';
import { type KnownInstance, knownInstances } from '../signing/known-instances.ts';
import { heldRoot, type KnownRoot } from '../signing/known-roots.ts';
import { type Authority, authoritiesOf } from '../signing/root-authorities.ts';
import { alignedRows } from './aligned-rows.ts';
import { readArguments } from './arguments.ts';
import { EXIT } from './exit-code.ts';
import type { CliIo } from './io.ts';
import { printable } from './printable.ts';
import { trustFolder } from './trust-folder.ts';

const DAY = 24 * 60 * 60 * 1000;
/** Days before its end from which an authority is said to end soon. */
const SOON = 60;
/** Days after which a trust root is said to be old: keys change a few times a year. */
const OLD = 60;
/** Hex digits of a fingerprint that tell two authorities apart for a person. */
const SHORT = 16;

const HELP = `Usage: doorlog trust show [--json]

Shows which trust roots are known, whether each is the one that shipped or was refreshed and when, and whom it believes:
issuers of certificates, timestamp authorities and logs, each with the SHA-256 of its certificate or key and since when
and until when it is believed. Asks nobody. Authorities that have ended are believed for what was signed before.

  --json   whole fingerprints and times

Exit codes: 0 shown; 3 a trust root that was added is not there any more.

Example: doorlog trust show
`;

/** The command `doorlog trust show`; returns the exit code. */
export async function show(args: string[], io: CliIo): Promise<number> {
  const { values, positionals } = readArguments('trust show', {
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) {
    io.stdout(HELP);
    return EXIT.fine;
  }
  if (positionals.length > 0) throw new DoorlogError('usage', 'doorlog trust show takes only options.');
  const now = new Date();
  const known = await Promise.all(
    (await knownInstances(trustFolder(io))).map(async (each) => ({ instance: each, held: await heldRoot(each) })),
  );
  if (values.json) io.stdout(`${JSON.stringify({ roots: known.map((each) => report(each, now)) }, null, 2)}\n`);
  else io.stdout(known.map((each) => paragraph(each, now, io.columns)).join('\n'));
  return known.some(({ held }) => held === undefined) ? EXIT.evidence : EXIT.fine;
}

interface Shown {
  readonly instance: KnownInstance;
  readonly held: KnownRoot | undefined;
}

function report({ instance, held }: Shown, now: Date) {
  const { name, repository } = instance;
  return {
    name,
    mirror: repository.mirror,
    target: repository.target,
    ...(held && {
      from: held.from,
      at: held.at.toISOString(),
      ageDays: ageOf(held, now),
      authorities: held.roots.flatMap(authoritiesOf).map((each) => ({ ...each, state: stateOf(each, now) })),
    }),
  };
}

function paragraph({ instance, held }: Shown, now: Date, columns: number | undefined): string {
  const { name, repository } = instance;
  const from = `${printable(name)}  ${printable(repository.mirror)}`;
  if (!held) return `${from}\n  not known: doorlog trust update fetches it\n`;
  const age = ageOf(held, now);
  const old = age >= OLD ? `, ${age} days old: doorlog trust update refreshes it` : '';
  const rows = held.roots
    .flatMap(authoritiesOf)
    .map((each) => [
      `  ${each.kind}`,
      printable(each.name.replace(/^https:\/\//, '')),
      each.fingerprint.slice(0, SHORT),
      `${each.from?.slice(0, 10) ?? ''}–${each.until?.slice(0, 10) ?? ''}`,
      stateOf(each, now),
    ]);
  const lines = alignedRows(rows, columns);
  return [`${from}`, `  ${held.from} ${held.at.toISOString().slice(0, 10)}${old}`, ...lines]
    .map((line) => `${line}\n`)
    .join('');
}

function ageOf({ at }: KnownRoot, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - at.getTime()) / DAY));
}

function stateOf({ from, until }: Authority, now: Date): 'to come' | 'in use' | 'ends soon' | 'ended' {
  if (from !== undefined && new Date(from) > now) return 'to come';
  if (until === undefined) return 'in use';
  const left = new Date(until).getTime() - now.getTime();
  if (left < 0) return 'ended';
  return left < SOON * DAY ? 'ends soon' : 'in use';
}
