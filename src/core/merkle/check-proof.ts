import { jsonOrNothing } from '../../json.ts';
import { type EntryName, entryKey } from '../../model/entry-key.ts';
import { SealedLeaf } from '../../model/sealed-leaf.ts';
import { parseCheckpoint, type SignedCheckpoint } from '../checkpoint-note/checkpoint.ts';
import type { NoteVerifier } from '../checkpoint-note/note-key.ts';
import type { ConsistencyProof, InclusionProof } from '../checkpoint-note/proof-text.ts';
import { counted, quantity } from '../quantity.ts';
import { type Check, check } from '../verification/check.ts';
import { entryLeafHash, leafData } from './sealed-leaf.ts';
import { isSameHash } from './tree-hash.ts';
import { isConsistent, isIncluded } from './verify-proof.ts';

/** What whoever checks a proof has beside it. */
export interface ProofSurroundings {
  /** A checkpoint that they kept. */
  readonly kept?: SignedCheckpoint;
  /** The key that the log’s checkpoints are signed with. */
  readonly key?: NoteVerifier;
  /** What names the entry, where the proof does not tell it or is not to be believed about it. */
  readonly entry?: EntryName;
}

/** What came of it, with the entry that is proven to be in the log. */
export interface ProofAnswer {
  readonly verdict: 'proven' | 'incomplete' | 'refused';
  readonly checks: readonly Check[];
  readonly entry?: EntryName;
}

/** Checks a proof without the folder that it was made from. Raises `file-invalid` where what it holds is no checkpoint. */
export function checkProof(proof: InclusionProof | ConsistencyProof, surroundings: ProofSurroundings): ProofAnswer {
  const newer = parseCheckpoint(proof.checkpoint, 'The end of the proof');
  const entry = proof.kind === 'inclusion' ? (surroundings.entry ?? entryIn(proof)) : undefined;
  const checks =
    proof.kind === 'inclusion'
      ? [checkInclusion(proof, newer, entry), checkAnchor(newer, surroundings)]
      : [checkGrowth(proof, newer, surroundings), ...(surroundings.key ? [checkKey(newer, surroundings.key)] : [])];
  const isRefused = checks.some(({ status }) => status === 'failed');
  const isOpen = checks.some(({ status }) => status === 'not-checked');
  return {
    verdict: isRefused ? 'refused' : isOpen ? 'incomplete' : 'proven',
    checks,
    ...(entry && { entry }),
  };
}

function checkInclusion(proof: InclusionProof, newer: SignedCheckpoint, entry: EntryName | undefined): Check {
  const open = check('inclusion', 'Inclusion');
  if (!entry) return open.notChecked('The proof does not tell which entry it is about; name it with --entry.');
  return isIncluded({ index: proof.index, hash: entryLeafHash(entry) }, newer, proof.hashes)
    ? open.ok(`${entryKey(entry)} is leaf ${proof.index} of the ${newer.size} of ${newer.origin}.`)
    : open.failed(`The proof does not lead from ${entryKey(entry)} to the checkpoint in it.`);
}

/** A path to a root that nobody vouches for proves nothing. */
function checkAnchor(newer: SignedCheckpoint, { kept, key }: ProofSurroundings): Check {
  if (kept) return checkSame(newer, kept);
  if (key) return checkKey(newer, key);
  const why = 'Nobody vouches for the checkpoint in the proof; give one that you kept, or the key of the log.';
  return check('checkpoint', 'Checkpoint').notChecked(why);
}

function checkSame(newer: SignedCheckpoint, kept: SignedCheckpoint): Check {
  const open = check('checkpoint', 'Checkpoint');
  if (kept.origin !== newer.origin)
    return open.failed(`The kept checkpoint is of ${kept.origin}, the proof of ${newer.origin}.`);
  if (kept.size !== newer.size) {
    return open.notChecked(
      `The kept checkpoint is over ${quantity(kept.size, 'entry', 'entries')}, the proof’s over ${counted(newer.size)}; ask for a proof with --size ${kept.size}.`,
    );
  }
  return isSameHash(kept.rootHash, newer.rootHash)
    ? open.ok('The checkpoint in the proof is the kept one.')
    : open.failed('The checkpoint in the proof is another one than was kept, of the same size: the log was rewritten.');
}

function checkKey(newer: SignedCheckpoint, key: NoteVerifier): Check {
  const open = check('key', 'Key of the checkpoint');
  return key.name === newer.origin && key.verifies(newer.note)
    ? open.ok('The checkpoint in the proof was signed with the key of the log.')
    : open.failed('The checkpoint in the proof was not signed with that key.');
}

/** Anybody can make some tree grow. */
const UNSIGNED = ' Who signed the newer checkpoint was not looked at: its key or its bundle tells.';

function checkGrowth(proof: ConsistencyProof, newer: SignedCheckpoint, { kept, key }: ProofSurroundings): Check {
  const open = check('consistency', 'Consistency');
  if (!kept)
    return open.notChecked('The proof starts from a checkpoint that you kept; name its file with --checkpoint.');
  if (kept.origin !== newer.origin)
    return open.failed(`The kept checkpoint is of ${kept.origin}, the proof of ${newer.origin}.`);
  if (kept.size !== proof.from) {
    return open.notChecked(
      `The proof starts from ${quantity(proof.from, 'entry', 'entries')}, the kept checkpoint is over ${counted(kept.size)}.`,
    );
  }
  return isConsistent(kept, newer, proof.hashes)
    ? open.ok(
        `The log of ${quantity(newer.size, 'entry', 'entries')} grew out of the kept one of ${counted(kept.size)}, nothing of which was changed.${key ? '' : UNSIGNED}`,
      )
    : open.failed(
        `The log of ${quantity(newer.size, 'entry', 'entries')} did not grow out of the kept one of ${counted(kept.size)}, or the proof is broken.`,
      );
}

function entryIn({ leaf }: InclusionProof): EntryName | undefined {
  if (!leaf) return undefined;
  const text = Buffer.from(leaf).toString('utf8');
  const { data } = SealedLeaf.safeParse(jsonOrNothing(text));
  return data && leafData(data) === text ? data : undefined;
}
