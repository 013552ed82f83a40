import type { Checkpoint } from '../checkpoint-note/checkpoint.ts';
import { counted, quantity } from '../quantity.ts';
import { type Check, check } from '../verification/check.ts';
import type { SealHistory } from './seal-history.ts';
import { isSameHash } from './tree-hash.ts';

/** Holds a checkpoint that somebody kept elsewhere against all that a folder says was sealed; `what` names its file. */
export function holdAgainst(kept: Checkpoint, { steps, tree }: SealHistory, what: string): Check {
  const open = check('kept-checkpoint', 'Kept checkpoint');
  const newest = steps.at(-1);
  if (!newest)
    return open.failed(
      `${what} is over ${quantity(kept.size, 'entry', 'entries')}, and the folder has no checkpoint at all.`,
    );
  if (kept.origin !== newest.origin) {
    return open.failed(`${what} is of the log ${kept.origin}, and the folder of ${newest.origin}.`);
  }
  if (kept.size > newest.size) {
    return open.failed(
      `${what} is over ${quantity(kept.size, 'entry', 'entries')}, and the folder's newest checkpoint over ${counted(newest.size)} only: it was cut short.`,
    );
  }
  const [leaves, those] =
    kept.size === 1 ? ['The first leaf is', 'the one'] : [`The first ${counted(kept.size)} leaves are`, 'those'];
  return isSameHash(tree.root(kept.size), kept.rootHash)
    ? open.ok(`${leaves} ${those} that ${what} was made over.`)
    : open.failed(`${leaves} not ${those} that ${what} was made over: what was sealed was rewritten.`);
}
