import { createHash } from 'node:crypto';
import { sha256Hex } from '../core/canonical.ts';
import { checkpointText } from '../core/checkpoint-note/checkpoint.ts';
import type { NoteSigner } from '../core/checkpoint-note/note-key.ts';
import { formatSignedNote } from '../core/checkpoint-note/signed-note.ts';
import type { SealedStep, SealHistory } from '../core/merkle/seal-history.ts';
import { entryLeafHash, leafLine } from '../core/merkle/sealed-leaf.ts';
import { DoorlogError } from '../errors.ts';
import { entryKey } from '../model/entry-key.ts';
import type { LogCheckpoint } from '../model/log-checkpoint.ts';
import type { SealedLeaf } from '../model/sealed-leaf.ts';
import type { Clock, KeptFiles, Listing, SealFolder } from '../ports.ts';
import { checkStep, type SealSignatures } from './check-step.ts';
import { predicateOf } from './checkpoint-bundle.ts';
import { type FaultyCopy, lookThroughStores, type Sighting } from './look-through-stores.ts';
import { namesOf, readSeals } from './read-seals.ts';
import type { AskedStore } from './verify-stored.ts';

const LINES_AT_ONCE = 1_000;
const DAY = 24 * 60 * 60 * 1000;

/** What a checkpoint is made with. */
export interface SealLogPorts {
  readonly folder: SealFolder;
  readonly stores: readonly AskedStore[];
  readonly clock: Clock;
  /** Signs the note; named as the log is. */
  readonly signer: NoteSigner;
  /**
   * Who must have made the last checkpoint, before anything is sealed on top of it: the holder of the signer’s own key, or
   * somebody whose identity its bundle proves, asked for once there is one. Raises what keeps it from being told.
   */
  readonly lastSealer: 'own-key' | (() => Promise<SealSignatures>);
  /** Attests the checkpoint’s file, and answers the bundle; left out where nothing is to be attested. Raises what signing does. */
  readonly attest?: (
    checkpoint: { readonly name: string; readonly text: string },
    predicate: LogCheckpoint,
  ) => Promise<string>;
}

/** Which checkpoint is to be made. */
export interface SealQuestion {
  /** Name of the log. */
  readonly origin: string;
  /** Records made earlier are not looked at; left out, all of them at the first checkpoint. */
  readonly since?: Date;
  /** How many days before the last checkpoint records are looked at once more. */
  readonly overlapDays: number;
  readonly read: Listing['read'];
}

/** What a sealing came to. */
export interface SealLogAnswer {
  /** The newest checkpoint: the new one, or the last one where there was nothing new; left out where there is none. */
  readonly checkpoint?: {
    readonly isNew: boolean;
    readonly size: number;
    /** Base64. */
    readonly rootHash: string;
    readonly digest: string;
    readonly vkey?: string;
    readonly files?: KeptFiles;
  };
  /** How many leaves are new. */
  readonly added: number;
  /** Entries that an earlier checkpoint sealed, and that no store has any more. */
  readonly removed: readonly SealedLeaf[];
  /** Copies of sealed entries that are not what they are filed as, with no sound one beside them. */
  readonly altered: readonly FaultyCopy[];
  /** Such copies that have a sound one beside them: nothing is lost. */
  readonly conflicts: readonly FaultyCopy[];
  /** Such copies that were so when they were first seen: they are not sealed. */
  readonly faulty: readonly FaultyCopy[];
  /** New entries that are not sealed, because their log view is not there to be held against their digest. */
  readonly unreadable: number;
  readonly strange: number;
}

/**
 * Seals what the stores hold: finds what is new, and what an earlier checkpoint sealed and is gone or altered, and signs a
 * checkpoint over all leaves. What is at fault when it is first seen is told and not sealed. Raises `verification-failed` for a folder that does not agree with itself, or whose last
 * checkpoint is not proven to be of the same sealer, and what readers, signing and the folder raise: then nothing is kept.
 */
export async function sealLog(
  ports: SealLogPorts,
  question: SealQuestion,
  signal: AbortSignal,
): Promise<SealLogAnswer> {
  const { folder, stores, clock } = ports;
  if (stores.length === 0)
    throw new DoorlogError('usage', 'No store can be read back; name one whose records are to be sealed.');
  const history = await readSeals(folder);
  const last = history.steps.at(-1);
  assertSound(history, question.origin);
  await assertOwn(ports, history);
  const span = await spanOf(folder, last, question, clock.now());
  const seen = await lookThroughStores(stores, history, { ...span, read: question.read }, signal);
  const removed = await missingOf(folder, history, seen.states, span.from);
  const leaves = inOrder(seen.fresh);
  const { altered, conflicts, faulty, unreadable, strange } = seen;
  const findings = { removed, altered, conflicts, faulty, unreadable, strange, added: leaves.length };
  if (leaves.length === 0) {
    const standing = last && {
      isNew: false,
      size: last.size,
      rootHash: base64(last.rootHash),
      digest: sha256Hex(last.text),
    };
    return { ...findings, ...(standing && { checkpoint: standing }) };
  }
  for (const leaf of leaves) history.tree.add(entryLeafHash(leaf));
  return { ...findings, checkpoint: await sealWith(ports, question.origin, { history, last, leaves, span, findings }) };
}

interface Sealing {
  readonly history: SealHistory;
  readonly last: SealedStep | undefined;
  readonly leaves: readonly SealedLeaf[];
  readonly span: { readonly from: Date; readonly until: Date };
  readonly findings: Pick<SealLogAnswer, 'removed' | 'altered'>;
}

async function sealWith(
  { folder, stores, clock, signer, attest }: SealLogPorts,
  origin: string,
  { history, last, leaves, span, findings }: Sealing,
): Promise<NonNullable<SealLogAnswer['checkpoint']>> {
  const { tree } = history;
  const { size } = tree;
  const from = last?.size ?? 0;
  const head = { size, rootHash: tree.root(size) };
  const text = checkpointText({ origin, ...head });
  const checkpoint = formatSignedNote({ text, signatures: [signer.sign(text)] });
  const hash = createHash('sha256');
  for (const lines of linesOf(leaves)) hash.update(lines);
  const predicate: LogCheckpoint = {
    origin,
    size,
    rootHash: base64(head.rootHash),
    vkey: signer.vkey,
    ...(last && {
      previous: { size: last.size, rootHash: base64(last.rootHash), checkpointDigest: sha256Hex(last.text) },
    }),
    consistency: tree.consistency(from, size).map(base64),
    leaves: { from, to: size, digest: hash.digest('hex') },
    sealedAt: clock.now().toISOString(),
    span: { from: span.from.toISOString(), until: span.until.toISOString() },
    stores: stores.length,
    alarms: { removed: findings.removed.length, altered: findings.altered.length },
  };
  const bundle = await attest?.({ name: `checkpoint-${size}.txt`, text: checkpoint }, predicate);
  const files = await folder.keep({
    from,
    size,
    leaves: linesOf(leaves),
    checkpoint,
    ...(bundle !== undefined && { bundle }),
  });
  return { isNew: true, size, rootHash: predicate.rootHash, digest: sha256Hex(checkpoint), vkey: signer.vkey, files };
}

/** Some at a time: a single text could not hold all of them. */
function* linesOf(leaves: readonly SealedLeaf[]): Generator<string> {
  for (let at = 0; at < leaves.length; at += LINES_AT_ONCE) {
    yield leaves
      .slice(at, at + LINES_AT_ONCE)
      .map(leafLine)
      .join('');
  }
}

/** Nothing is signed on top of what does not hold (https://c2sp.org/tlog-checkpoint, signatures). */
function assertSound({ faults, steps }: SealHistory, origin: string): void {
  const [fault] = faults;
  if (fault !== undefined) {
    throw new DoorlogError(
      'verification-failed',
      `${fault} Nothing was sealed on top of it; restore the folder of checkpoints.`,
    );
  }
  const [first] = steps;
  if (first && first.origin !== origin) {
    const sentence = `The folder of checkpoints is of the log ${first.origin}, not ${origin}; name another folder, or that origin.`;
    throw new DoorlogError('input-invalid', sentence);
  }
}

/** Nobody vouches for a tree that somebody else signed: whoever writes the folder could have made it up. */
async function assertOwn({ folder, signer, lastSealer }: SealLogPorts, { steps }: SealHistory): Promise<void> {
  const step = steps.at(-1);
  if (!step) return;
  if (lastSealer === 'own-key') {
    if (signer.verifies(step.note)) return;
    throw new DoorlogError(
      'verification-failed',
      `${step.file} was not signed with the standing key, so nothing was sealed on top of it; restore the folder of checkpoints, or begin another folder with this key.`,
    );
  }
  const checks = await checkStep(folder, { step, last: steps.at(-2) }, await lastSealer());
  const fault = checks ? checks.find(({ status }) => status !== 'ok')?.detail : 'There is no bundle beside it.';
  if (fault === undefined) return;
  throw new DoorlogError(
    'verification-failed',
    `Nothing was sealed on top of ${step.file}, because nothing proves that this sealer made it (${fault.replace(/\.$/, '')}); restore the folder of checkpoints, or begin another one, and where the Sigstore is your own, give its trust root by the input “trust-root”.`,
  );
}

/** A day ahead, for records of machines whose clock is fast; back to some days before the last checkpoint, as records may come late. */
async function spanOf(
  folder: SealFolder,
  last: SealedStep | undefined,
  { since, overlapDays }: SealQuestion,
  now: Date,
): Promise<{ from: Date; until: Date }> {
  const sealedAt = last && (await predicateOf(folder, last.size))?.sealedAt;
  const earliest = since?.getTime() ?? 0;
  // Where no checkpoint tells its time, everything is looked at.
  const from =
    sealedAt === undefined
      ? earliest
      : Math.max(earliest, Math.min(Date.parse(sealedAt), now.getTime()) - overlapDays * DAY);
  return { from: new Date(from), until: new Date(now.getTime() + DAY) };
}

/** Leaves that were to be seen from a time on, and were not. */
export function missingOf(
  folder: SealFolder,
  history: SealHistory,
  states: Sighting['states'],
  from: Date,
): Promise<SealedLeaf[]> {
  const isMissing = (number: number) => {
    const time = history.times[number] ?? Number.NaN;
    return !states[number] && !(time < from.getTime());
  };
  return states.some((_, number) => isMissing(number)) ? namesOf(folder, history, isMissing) : Promise.resolve([]);
}

/** As they came, and by their key where they came at once. */
function inOrder(fresh: Sighting['fresh']): SealedLeaf[] {
  const keyed = fresh.map(({ leaf, order }) => ({ leaf, key: `${order} ${entryKey(leaf)}` }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ leaf }) => leaf);
}

function base64(hash: Uint8Array): string {
  return Buffer.from(hash).toString('base64');
}
