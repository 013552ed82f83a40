import { describe, expect, it } from '@jest/globals';
import { sha256Hex } from '../../src/core/canonical.ts';
import { createNoteSigner } from '../../src/core/checkpoint-note/note-key.ts';
import { formatSignedNote, parseSignedNote } from '../../src/core/checkpoint-note/signed-note.ts';
import { DoorlogError } from '../../src/errors.ts';
import type { LogCheckpoint } from '../../src/model/log-checkpoint.ts';
import { LOG_CHECKPOINT_TYPE, PREDICATE_TYPE } from '../../src/model/predicate-type.ts';
import { type CheckLogAnswer, checkLog } from '../../src/pipeline/check-log.ts';
import type { BundleSigner, BundleVerifier, StoredEntry } from '../../src/ports.ts';
import { createStatement } from '../../src/signing/statement.ts';
import {
  bundleOf,
  ISSUER,
  memoryFolder,
  type OpenFolder,
  ORIGIN,
  SEALER,
  seal,
  stored,
  storeOf,
  verifierSaying,
} from './sealing.ts';

const FULCIO = '1.3.6.1.4.1.57264.1.';
const ENTRIES = [1, 2, 3, 4, 5].map((number) => stored(number));
const STORE = storeOf('one', ...ENTRIES);

async function sealed(): Promise<OpenFolder> {
  const folder = memoryFolder();
  await seal(folder, [storeOf('one', ...ENTRIES.slice(0, 3))]);
  await seal(folder, [STORE]);
  return folder;
}

function check(folder: OpenFolder, verifier: BundleVerifier = verifierSaying(SEALER)): Promise<CheckLogAnswer> {
  const expected = { issuer: ISSUER, repository: 'acme/shop', identity: 'https://github.com/acme/shop/**' };
  return checkLog({ folder, stores: [STORE], signatures: { verifier, expected } }, AbortSignal.timeout(60_000));
}

function statementIn(folder: OpenFolder, size: number): { predicate: LogCheckpoint } {
  const { dsseEnvelope } = JSON.parse(folder.files.get(`bundle-${size}`) ?? '');
  return JSON.parse(Buffer.from(dsseEnvelope.payload, 'base64').toString('utf8'));
}

/** Attests something else of a checkpoint. */
function attestAnew(
  folder: OpenFolder,
  size: number,
  change: (predicate: LogCheckpoint) => LogCheckpoint,
  file?: string,
) {
  const { predicate } = statementIn(folder, size);
  const text = file ?? folder.files.get(`checkpoint-${size}.txt`) ?? '';
  const statement = createStatement({
    subjects: [{ name: 'checkpoint', sha256: sha256Hex(text) }],
    predicate: change(predicate),
    predicateType: LOG_CHECKPOINT_TYPE,
  });
  folder.files.set(`bundle-${size}`, bundleOf(statement));
}

const OTHER_ROOT = `${'A'.repeat(43)}=`;

describe('checking a log with its bundles', () => {
  it('holds when nothing was touched', async () => {
    const answer = await check(await sealed());
    expect(answer.checks.filter(({ status }) => status !== 'ok')).toEqual([]);
    expect(answer).toMatchObject({ verdict: 'intact', size: 5 });
  });

  it.each<[string, string, (folder: OpenFolder) => void]>([
    ['another file is attested', 'subject', (folder) => attestAnew(folder, 5, (same) => same, 'else')],
    [
      'bundles of two checkpoints are swapped',
      'subject',
      ({ files }) => {
        const [first = '', second = ''] = [files.get('bundle-3'), files.get('bundle-5')];
        files.set('bundle-3', second);
        files.set('bundle-5', first);
      },
    ],
    [
      'another root is attested',
      'predicate',
      (folder) => attestAnew(folder, 5, (p) => ({ ...p, rootHash: OTHER_ROOT })),
    ],
    ['another size is attested', 'predicate', (folder) => attestAnew(folder, 5, (p) => ({ ...p, size: 6 }))],
    ['another log is attested', 'predicate', (folder) => attestAnew(folder, 5, (p) => ({ ...p, origin: 'else' }))],
    [
      'another key is attested',
      'note',
      (folder) => attestAnew(folder, 5, (p) => ({ ...p, vkey: createNoteSigner(ORIGIN, Buffer.alloc(32, 4)).vkey })),
    ],
    [
      'a key of another name is attested',
      'note',
      (folder) => attestAnew(folder, 5, (p) => ({ ...p, vkey: createNoteSigner('else', Buffer.alloc(32, 3)).vkey })),
    ],
    ['what is attested is no key', 'note', (folder) => attestAnew(folder, 5, (p) => ({ ...p, vkey: 'none' }))],
    ['no link is attested', 'link', (folder) => attestAnew(folder, 5, ({ previous: _, ...p }) => p)],
    [
      'a link to another checkpoint is attested',
      'link',
      (folder) =>
        attestAnew(folder, 5, (p) => ({
          ...p,
          previous: { size: 3, rootHash: p.previous?.rootHash ?? '', checkpointDigest: 'a'.repeat(64) },
        })),
    ],
    ['no proof of growth is attested', 'link', (folder) => attestAnew(folder, 5, (p) => ({ ...p, consistency: [] }))],
    [
      'a first checkpoint is attested to have one before it',
      'link',
      (folder) =>
        attestAnew(folder, 3, (p) => ({
          ...p,
          previous: { size: 1, rootHash: OTHER_ROOT, checkpointDigest: 'a'.repeat(64) },
        })),
    ],
    [
      'the time beside a leaf was changed',
      'leaves',
      ({ files }) => files.set('leaves-3-5', (files.get('leaves-3-5') ?? '').replace('2026', '2025')),
    ],
    [
      'other numbers of leaves are attested',
      'leaves',
      (folder) => attestAnew(folder, 5, (p) => ({ ...p, leaves: { ...p.leaves, from: 0 } })),
    ],
    [
      'a statement of another kind is attested',
      'signature',
      ({ files }) => {
        const subjects = [{ name: 'x', sha256: sha256Hex(files.get('checkpoint-5.txt') ?? '') }];
        files.set('bundle-5', bundleOf(createStatement({ subjects, predicate: {}, predicateType: PREDICATE_TYPE })));
      },
    ],
  ])('refuses with its own check when %s', async (_, id, meddle) => {
    const folder = await sealed();
    meddle(folder);
    const { verdict, checks } = await check(folder);
    expect(verdict).toBe('refused');
    expect(checks.filter(({ status }) => status === 'failed').map((each) => each.id)).toContain(id);
  });

  it.each<[string, string, BundleSigner]>([
    ['another repository', 'repository', { ...SEALER, claims: { [`${FULCIO}12`]: 'https://github.com/acme/fork' } }],
    ['another identity', 'identity', { ...SEALER, identity: 'https://github.com/else/seal.yml' }],
    ['an identity of another issuer', 'issuer', { ...SEALER, issuer: 'https://else.example' }],
    ['somebody with a key', 'identity', { kind: 'key', fingerprint: 'x' }],
  ])('refuses when %s sealed', async (_, id, signer) => {
    const { verdict, checks } = await check(await sealed(), verifierSaying(signer));
    expect(verdict).toBe('refused');
    expect(checks.filter(({ status }) => status === 'failed').map((each) => each.id)).toContain(id);
  });

  it('leaves open who sealed when nobody says who was to', async () => {
    const folder = await sealed();
    const signatures = { verifier: verifierSaying(SEALER), expected: { issuer: ISSUER } };
    const { verdict, checks } = await checkLog({ folder, stores: [STORE], signatures }, AbortSignal.timeout(60_000));
    expect(verdict).toBe('incomplete');
    expect(checks.filter(({ status }) => status !== 'ok').map(({ id }) => id)).toEqual(['identity', 'identity']);
  });

  it('refuses what is no statement, has two signatures, or whose proof does not hold', async () => {
    const failing = {
      ...verifierSaying(SEALER),
      verify: () => Promise.reject(new DoorlogError('verification-failed', 'It does not hold.')),
    };
    for (const verifier of [verifierSaying(SEALER, 'text/plain'), verifierSaying(SEALER, undefined, 2), failing]) {
      expect(await check(await sealed(), verifier)).toMatchObject({ verdict: 'refused' });
    }
  });

  it('raises what keeps it from looking', async () => {
    const blind = {
      ...verifierSaying(SEALER),
      verify: () => Promise.reject(new DoorlogError('trust-root-invalid', 'There is none.')),
    };
    await expect(check(await sealed(), blind)).rejects.toMatchObject({ code: 'trust-root-invalid' });
  });

  it('leaves open what has no bundle, and what cannot be read', async () => {
    const folder = await sealed();
    folder.files.delete('bundle-3');
    expect(await check(folder)).toMatchObject({ verdict: 'incomplete' });
  });

  it('passes over signatures of witnesses below the log’s own', async () => {
    const folder = await sealed();
    const text = folder.files.get('checkpoint-5.txt') ?? '';
    const note = parseSignedNote(text, 'It');
    const witness = createNoteSigner('witness.example', Buffer.alloc(32, 5));
    const cosigned = formatSignedNote({ ...note, signatures: [...note.signatures, witness.sign(note.text)] });
    folder.files.set('checkpoint-5.txt', cosigned);
    attestAnew(folder, 5, (same) => same);
    expect(await check(folder)).toMatchObject({ verdict: 'intact' });
  });
});

describe('checking what the stores hold', () => {
  const signal = AbortSignal.timeout(60_000);

  it('expects what was sealed whatever time the folder says when nobody limits it', async () => {
    const folder = await sealed();
    const leaves = (folder.files.get('leaves-0-3') ?? '').replaceAll('2026-', '1969-');
    folder.files.set('leaves-0-3', leaves);
    const answer = await checkLog({ folder, stores: [storeOf('one', ...ENTRIES.slice(1))] }, signal);
    expect(answer).toMatchObject({ verdict: 'refused', removed: [{ recordId: ENTRIES[0]?.recordId }] });
  });

  it('refuses a checkpoint that the given key signed for another log', async () => {
    const folder = await sealed();
    const key = createNoteSigner('log.example/other', Buffer.alloc(32, 3));
    for (const [name, text] of folder.files) {
      if (!name.startsWith('checkpoint-')) continue;
      const note = parseSignedNote(text, name);
      folder.files.set(name, formatSignedNote({ ...note, signatures: [key.sign(note.text)] }));
    }
    const answer = await checkLog({ folder, stores: [STORE], key }, signal);
    expect(answer.verdict).toBe('refused');
  });

  it('leaves open, and accuses nobody, when a copy at fault is not sealed or stands beside a sound one', async () => {
    const folder = await sealed();
    const [first, ...others] = ENTRIES;
    if (!first) throw new Error('there is no entry');
    const forgedOf = (entry: StoredEntry) => ({ ...entry, document: { ...(entry.document as object), forged: true } });
    const unsealed = await checkLog({ folder, stores: [storeOf('one', ...ENTRIES, forgedOf(stored(9)))] }, signal);
    expect(unsealed).toMatchObject({ verdict: 'incomplete', altered: [], faulty: [{ isSealed: false }], unsealed: 0 });
    for (const stores of [
      [storeOf('one', forgedOf(first), ...ENTRIES)],
      [storeOf('one', ...ENTRIES), storeOf('two', forgedOf(first))],
    ]) {
      const beside = await checkLog({ folder, stores }, signal);
      expect(beside).toMatchObject({ verdict: 'incomplete', altered: [], conflicts: [{ isSealed: true }], faulty: [] });
      expect(beside.checks.filter(({ status }) => status !== 'ok').map(({ id }) => id)).toEqual(['copies']);
    }
    const alone = await checkLog({ folder, stores: [storeOf('one', forgedOf(first), ...others)] }, signal);
    expect(alone).toMatchObject({ verdict: 'refused', altered: [{ isSealed: true }], conflicts: [] });
  });

  it('counts an erased log view whose attested one is left, and raises no alarm', async () => {
    const folder = await sealed();
    const [first, ...others] = ENTRIES;
    if (!first) throw new Error('there is no entry');
    const { document: _, ...erased } = { ...first, attested: { shown: true } };
    expect(await checkLog({ folder, stores: [storeOf('one', erased, ...others)] }, signal)).toMatchObject({
      verdict: 'intact',
      erased: 1,
      unread: 0,
    });
  });

  it('leaves open an entry that is there by name only, unless another store has it whole', async () => {
    const folder = await sealed();
    const [first, ...others] = ENTRIES;
    if (!first) throw new Error('there is no entry');
    const { document: _, ...named } = first;
    const stores = [storeOf('one', named, ...others)];
    expect(await checkLog({ folder, stores }, signal)).toMatchObject({ verdict: 'incomplete', unread: 1 });
    const erasures = new Set([first.recordId]);
    expect(await checkLog({ folder, stores, erasures }, signal)).toMatchObject({
      verdict: 'intact',
      unread: 0,
      erasedAsListed: 1,
    });
    expect(await checkLog({ folder, stores, erasures: new Set(['other']) }, signal)).toMatchObject({ unread: 1 });
    stores.push(storeOf('two', first));
    expect(await checkLog({ folder, stores }, signal)).toMatchObject({ verdict: 'intact', unread: 0 });
  });
});
