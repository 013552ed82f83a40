import { parseCheckpoint } from '../core/checkpoint-note/checkpoint.ts';
import type { NoteVerifier } from '../core/checkpoint-note/note-key.ts';
import { holdAgainst } from '../core/merkle/hold-against.ts';
import type { SealHistory } from '../core/merkle/seal-history.ts';
import { counted, quantity } from '../core/quantity.ts';
import { type Check, check } from '../core/verification/check.ts';
import { entryKey } from '../model/entry-key.ts';
import type { SealedLeaf } from '../model/sealed-leaf.ts';
import type { SealFolder } from '../ports.ts';
import { checkStep, type SealSignatures } from './check-step.ts';
import { type FaultyCopy, lookThroughStores, SEEN, type Sighting } from './look-through-stores.ts';
import { namesOf, readSeals } from './read-seals.ts';
import { missingOf } from './seal-log.ts';
import type { AskedStore } from './verify-stored.ts';

/** No record is of a later time. */
const LATEST = new Date('9999-12-31T00:00:00Z');

/** No time that stands beside a leaf, which no checkpoint is over, excuses it. */
const EARLIEST = new Date(-8.64e15);

/** What is to be held against each other. */
export interface CheckLogQuestion {
  readonly folder: SealFolder;
  readonly stores: readonly AskedStore[];
  /** Checkpoints that somebody kept elsewhere, each with the name of its file. */
  readonly kept?: readonly { readonly file: string; readonly text: string }[];
  /** Entries whose own time is earlier are not expected: a store’s retention may have taken them. */
  readonly since?: Date;
  /** Keys of entries, or ids of records, that were erased on purpose: by their loss alone nothing is wrong. */
  readonly erasures?: ReadonlySet<string>;
  /** The key that every checkpoint must have been signed with. */
  readonly key?: NoteVerifier;
  /** Left out: the bundles of the checkpoints are not looked at. */
  readonly signatures?: SealSignatures;
}

/** What came of it. */
export interface CheckLogAnswer {
  /**
   * `intact`: every sealed entry is there as it was; `incomplete`: nothing is wrong, but not all could be looked at;
   * `refused`: something was removed, altered or rewritten; `absent`: there is no checkpoint.
   */
  readonly verdict: 'intact' | 'incomplete' | 'refused' | 'absent';
  readonly checks: readonly Check[];
  /** Size of the newest checkpoint. */
  readonly size: number;
  readonly removed: readonly SealedLeaf[];
  /** Copies of sealed entries that are not what they are filed as, with no sound one beside them. */
  readonly altered: readonly FaultyCopy[];
  /** Such copies that have a sound one beside them. */
  readonly conflicts: readonly FaultyCopy[];
  /** Such copies that no checkpoint holds. */
  readonly faulty: readonly FaultyCopy[];
  /** Entries of which no store holds the record, by name only. */
  readonly unread: number;
  /** Entries whose log view was erased, with the attested one left. */
  readonly erased: number;
  /** Entries that are gone, or left by name only, as the list of erasures says. */
  readonly erasedAsListed: number;
  /** Entries in the stores that no checkpoint holds yet. */
  readonly unsealed: number;
}

/**
 * Holds the stores against all that was sealed, and the folder of checkpoints against itself, its bundles and checkpoints
 * that were kept elsewhere. Raises what readers raise, `file-unreadable`, `file-invalid`, and what the verifier raises for
 * want of a trust root.
 */
export async function checkLog(question: CheckLogQuestion, signal: AbortSignal): Promise<CheckLogAnswer> {
  const { folder, stores, since } = question;
  const history = await readSeals(folder);
  const size = history.steps.at(-1)?.size ?? 0;
  const checks = [
    ...checkFolder(history),
    ...checkKept(question, history),
    ...(await checkSignatures(question, history)),
  ];
  const seen = await lookThroughStores(
    stores,
    history,
    { from: since ?? new Date(0), until: LATEST, read: 'whole' },
    signal,
  );
  const gone = await missingOf(folder, history, seen.states, since ?? EARLIEST);
  const removed = gone.filter((leaf) => !isListed(leaf, question));
  const count = (holds: (state: number) => boolean) =>
    seen.states.reduce((sum, state) => sum + (holds(state) ? 1 : 0), 0);
  const named = count((state) => state === SEEN.named);
  const unread = named === 0 || !question.erasures ? named : await unlisted(question, history, seen.states);
  const erased = count((state) => (state & (SEEN.erased | SEEN.intact | SEEN.altered)) === SEEN.erased);
  const all = [...checks, checkEntries(size, removed.length, seen.altered.length, unread), ...checkCopies(seen)];
  const isRefused = all.some(({ status }) => status === 'failed');
  const isOpen = all.some(({ status }) => status === 'not-checked');
  const verdict =
    history.steps.length === 0 && !isRefused ? 'absent' : isRefused ? 'refused' : isOpen ? 'incomplete' : 'intact';
  return {
    verdict,
    checks: all,
    size,
    removed,
    altered: seen.altered,
    conflicts: seen.conflicts,
    faulty: seen.faulty,
    unread,
    erased,
    erasedAsListed: gone.length - removed.length + named - unread,
    unsealed: seen.fresh.length + seen.unreadable,
  };
}

function isListed(leaf: SealedLeaf, { erasures }: CheckLogQuestion): boolean {
  return erasures !== undefined && (erasures.has(leaf.recordId) || erasures.has(entryKey(leaf)));
}

/** How many of the entries that are there by name only nobody erased on purpose. */
async function unlisted(question: CheckLogQuestion, history: SealHistory, states: Uint8Array): Promise<number> {
  const named = await namesOf(question.folder, history, (number) => states[number] === SEEN.named);
  return named.filter((leaf) => !isListed(leaf, question)).length;
}

function checkFolder({ steps, faults }: SealHistory): Check[] {
  const open = check('folder', 'Folder of checkpoints');
  if (faults.length > 0) return faults.map(open.failed);
  return steps.length === 0
    ? [open.notChecked('There is no checkpoint in the folder.')]
    : [
        open.ok(
          steps.length === 1
            ? 'The one checkpoint is made over the leaves below it.'
            : `Each of ${steps.length} checkpoints is made over the leaves below it, and grew out of the one before.`,
        ),
      ];
}

function checkKept({ kept = [] }: CheckLogQuestion, history: SealHistory): Check[] {
  return kept.map(({ file, text }) => holdAgainst(parseCheckpoint(text, file), history, file));
}

function checkEntries(size: number, removed: number, altered: number, unread: number): Check {
  const open = check('entries', 'Sealed entries');
  if (removed > 0 || altered > 0) {
    return open.failed(
      `Of ${quantity(size, 'sealed entry', 'sealed entries')} ${quantity(removed, 'was', 'were')} removed; ${quantity(altered, 'copy in the stores was', 'copies in the stores were')} altered.`,
    );
  }
  return unread > 0
    ? open.notChecked(
        `Of ${quantity(size, 'sealed entry', 'sealed entries')} ${quantity(unread, 'is', 'are')} there by name only, without what was recorded.`,
      )
    : open.ok(
        size === 1
          ? 'The one sealed entry that was to be there is there as it was.'
          : `All ${counted(size)} sealed entries that were to be there are there as they were.`,
      );
}

/** Whoever may write to a store can put such copies there, so they accuse nobody of removing anything. */
function checkCopies({ conflicts, faulty }: Pick<Sighting, 'conflicts' | 'faulty'>): Check[] {
  if (conflicts.length + faulty.length === 0) return [];
  const open = check('copies', 'Copies at fault');
  return [
    open.notChecked(
      `Copies that are not what they are filed as: ${conflicts.length} beside a sound one, ${faulty.length} not sealed; somebody else may write to the store.`,
    ),
  ];
}

async function checkSignatures({ folder, key, signatures }: CheckLogQuestion, history: SealHistory): Promise<Check[]> {
  const checks: Check[] = [];
  for (const [number, step] of history.steps.entries()) {
    if (key) {
      const open = check('key', 'Key of the checkpoint');
      checks.push(
        key.name === step.origin && key.verifies(step.note)
          ? open.ok(`${step.file} was signed with the given key.`)
          : open.failed(`${step.file} was not signed with the given key.`),
      );
    }
    if (!signatures) continue;
    const open = check('signature', 'Signature');
    const own = await checkStep(folder, { step, last: history.steps[number - 1] }, signatures);
    if (own === undefined) {
      checks.push(open.notChecked(`${step.file} has no bundle beside it.`));
      continue;
    }
    const faults = own.filter(({ status }) => status !== 'ok');
    checks.push(
      ...(faults.length > 0
        ? faults.map((fault) => ({ ...fault, detail: `${step.file}: ${fault.detail}` }))
        : [open.ok(`${step.file}: ${own.find(({ id }) => id === 'identity')?.detail ?? 'the signature holds.'}`)]),
    );
  }
  return checks;
}
