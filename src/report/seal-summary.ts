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
  /** Copies that are not what they are filed as. */
  readonly altered: readonly { readonly key: string; readonly location: string }[];
}

/** A summary is read by people, who start with the first ones. */
const SHOWN = 50;
const ADVICE =
  'The store’s own audit log may tell who did it. Restore what was removed, and look at everything that was ever sealed with `doorlog log check`.';
/** Both digests of a key in full. */
const LONGEST = 400;

/** The job summary of a sealing, in Markdown. */
export function sealSummary({ origin, checkpoint, added, removed, altered }: SealedFacts): string {
  const alarms = [
    ...removed.map((key) => ['gone', plain(key, LONGEST), '']),
    ...altered.map(({ key, location }) => ['altered', plain(key, LONGEST), plain(location, LONGEST)]),
  ];
  const title =
    alarms.length > 0 ? '### ⛔ Doorlog: what was sealed is not there as it was' : '### 📒 Doorlog sealed the log';
  const facts = checkpoint
    ? table(
        ['Log', plain(origin)],
        [
          [
            '**Entries**',
            added === 0 ? `${checkpoint.size}, nothing new` : `${checkpoint.size}, of which ${added} are new`,
          ],
          ['**Root**', `\`${checkpoint.rootHash}\``],
          ['**Checkpoint**', `\`sha256:${checkpoint.digest}\``],
        ],
      )
    : 'There is nothing to seal yet.';
  const left = alarms.length - SHOWN;
  return [
    title,
    facts,
    ...(alarms.length > 0 ? [table(['What', 'Entry', 'Where'], alarms.slice(0, SHOWN)), ADVICE] : []),
    ...(left > 0 ? [`And ${left} more, in the log of the step.`] : []),
    '',
  ].join('\n\n');
}
