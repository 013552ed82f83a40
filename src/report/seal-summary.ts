import { plain, table } from './markdown.ts';

/** What is told of a sealing. */
export interface SealedFacts {
  readonly origin: string;
  readonly checkpoint?: {
    readonly isNew: boolean;
    readonly size: number;
    readonly rootHash: string;
    readonly digest: string;
  };
  readonly added: number;
  /** Keys of entries that are gone. */
  readonly removed: readonly string[];
  /** Copies of sealed entries that are not what they are filed as. */
  readonly altered: readonly CopyPlace[];
  /** Such copies with a sound one beside them. */
  readonly conflicts: readonly CopyPlace[];
  /** Such copies that are not sealed. */
  readonly faulty: readonly CopyPlace[];
}

/** Where a copy of an entry is. */
export interface CopyPlace {
  readonly key: string;
  readonly location: string;
}

/** A summary is read by people, who start with the first ones. */
const SHOWN = 50;
const ADVICE =
  'The store’s own audit log may tell who did it. Restore what was removed, and look at everything that was ever sealed with `doorlog log check`.';
const NOISE =
  'Somebody else may write to the store: these copies are not what they are filed as. Nothing that was sealed is lost by them.';
/** Both digests of a key in full. */
const LONGEST = 400;

/** The job summary of a sealing, in Markdown. */
export function sealSummary({ origin, checkpoint, added, removed, altered, conflicts, faulty }: SealedFacts): string {
  const alarms = [...removed.map((key) => ['gone', plain(key, LONGEST), '']), ...rowsOf('altered', altered)];
  const noise = [...rowsOf('beside a sound copy', conflicts), ...rowsOf('not sealed', faulty)];
  const title =
    alarms.length > 0 ? '### ⛔ Doorlog: what was sealed is not there as it was' : '### 📒 Doorlog sealed the log';
  const facts = checkpoint
    ? table(
        ['Log', plain(origin)],
        [
          [
            '**Entries**',
            added === 0
              ? `${checkpoint.size}, nothing new`
              : `${checkpoint.size}, of which ${added} ${added === 1 ? 'is' : 'are'} new`,
          ],
          ['**Root**', `\`${checkpoint.rootHash}\``],
          ['**Checkpoint**', `\`sha256:${checkpoint.digest}\``],
        ],
      )
    : 'There is nothing to seal yet.';
  return [title, facts, ...listOf(alarms, ADVICE), ...listOf(noise, NOISE), ''].join('\n\n');
}

function rowsOf(what: string, copies: readonly CopyPlace[]): string[][] {
  return copies.map(({ key, location }) => [what, plain(key, LONGEST), plain(location, LONGEST)]);
}

function listOf(rows: readonly string[][], advice: string): string[] {
  const left = rows.length - SHOWN;
  return [
    ...(rows.length > 0 ? [table(['What', 'Entry', 'Where'], rows.slice(0, SHOWN)), advice] : []),
    ...(left > 0 ? [`And ${left} more, in the log of the step.`] : []),
  ];
}
