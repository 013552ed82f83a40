import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseCheckpoint } from '../../src/core/checkpoint-note/checkpoint.ts';
import { createNoteSigner } from '../../src/core/checkpoint-note/note-key.ts';
import { formatSignedNote, parseSignedNote } from '../../src/core/checkpoint-note/signed-note.ts';
import { createFrontier } from '../../src/core/merkle/frontier.ts';
import { leafHash } from '../../src/core/merkle/tree-hash.ts';
import type { ExpectedSigner } from '../../src/core/verification/expected-signer.ts';
import { entryKey } from '../../src/model/entry-key.ts';
import { checkLog } from '../../src/pipeline/check-log.ts';
import type { StoredEntry } from '../../src/ports.ts';
import {
  bundleOf,
  ISSUER,
  memoryFolder,
  NOW,
  type OpenFolder,
  ORIGIN,
  SEALER,
  seal,
  stored,
  storeOf,
  verifierSaying,
} from './sealing.ts';

const REPOSITORY = 'acme/shop/.github/workflows';

function leavesIn(files: ReadonlyMap<string, string>): string[] {
  const names = [...files.keys()].filter((name) => name.startsWith('leaves-'));
  const from = (name: string) => Number(name.split('-')[1]);
  return names
    .sort((a, b) => from(a) - from(b))
    .flatMap((name) => (files.get(name) ?? '').split('\n').filter(Boolean))
    .map((line) => JSON.parse(line));
}

function forgedOf(entry: StoredEntry): StoredEntry {
  return { ...entry, document: { ...(entry.document as object), forged: true } };
}

describe('sealing', () => {
  it('puts entries in the order in which they came, each once, whichever stores have it', async () => {
    const folder = memoryFolder();
    const early = '2026-03-30T00:00:00.000Z';
    const [a, b, c] = [stored(1), stored(2), stored(3, { arrivedAt: early })];
    await seal(folder, [storeOf('one', a, c, b), storeOf('two', { ...a, arrivedAt: early }, b)]);
    const order = leavesIn(folder.files).map((leaf) => (leaf as unknown as StoredEntry).recordId);
    expect(order).toEqual([a, c, b].map(({ recordId }) => recordId));
  });

  it('makes a tree over the leaves’ canonical names and nothing else', async () => {
    const folder = memoryFolder();
    const attested = stored(2, { view: 'attested' });
    await seal(folder, [storeOf('one', stored(1, { hours: 5 }), attested)]);
    const { recordId, phase, digest } = stored(1);
    const frontier = createFrontier();
    frontier.add(leafHash(`{"digest":"${digest}","phase":"${phase}","recordId":"${recordId}"}`));
    frontier.add(
      leafHash(`{"digest":"${attested.digest}","phase":"end","recordId":"${attested.recordId}","view":"attested"}`),
    );
    const text = folder.files.get('checkpoint-2.txt') ?? '';
    expect(Buffer.from(parseCheckpoint(text, 'It').rootHash)).toEqual(frontier.root());
  });

  it('grows over any number of sealings, and everything stays provable', async () => {
    const batches = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(batches, async (sizes) => {
        const folder = memoryFolder();
        const entries: StoredEntry[] = [];
        for (const size of sizes) {
          for (let more = 0; more < size; more++) entries.push(stored(entries.length + 1));
          const answer = await seal(folder, [storeOf('one', ...entries)]);
          expect(answer).toMatchObject({ added: size, removed: [], altered: [] });
          expect(answer.checkpoint?.size ?? 0).toBe(entries.length);
        }
        const answer = await checkLog({ folder, stores: [storeOf('one', ...entries)] }, AbortSignal.timeout(60_000));
        expect(answer).toMatchObject({ verdict: entries.length === 0 ? 'absent' : 'intact', unsealed: 0 });
      }),
      { numRuns: 30 },
    );
  });

  it('names what is gone from all stores, of the days that it looks back to', async () => {
    const folder = memoryFolder();
    const [old, recent, left] = [stored(1, { hours: 24 * 30 }), stored(2), stored(3)];
    await seal(folder, [storeOf('one', old, recent, left)]);
    expect(await seal(folder, [storeOf('one', left), storeOf('two', recent)])).toMatchObject({ removed: [] });
    expect((await seal(folder, [storeOf('one', left)])).removed.map(entryKey)).toEqual([entryKey(recent)]);
    const wide = await seal(folder, [storeOf('one', left)], { overlapDays: 60 });
    expect(wide.removed).toHaveLength(2);
    // What told no time is expected always.
    const { time: _, ...timeless } = stored(9);
    await seal(folder, [storeOf('one', left, recent, timeless)]);
    expect((await seal(folder, [storeOf('one', left, recent)])).removed.map(entryKey)).toEqual([entryKey(timeless)]);
  });

  it('is not fooled about the days by a bundle from the future', async () => {
    const folder = memoryFolder();
    await seal(folder, [storeOf('one', stored(1), stored(2))]);
    const bundle = JSON.parse(folder.files.get('bundle-2') ?? '');
    const statement = JSON.parse(Buffer.from(bundle.dsseEnvelope.payload, 'base64').toString('utf8'));
    statement.predicate.sealedAt = '2999-01-01T00:00:00.000Z';
    bundle.dsseEnvelope.payload = Buffer.from(JSON.stringify(statement)).toString('base64');
    folder.files.set('bundle-2', JSON.stringify(bundle));
    expect((await seal(folder, [storeOf('one', stored(1))])).removed).toHaveLength(1);
  });

  it('takes a forged copy of a sealed entry for a conflict when a sound one stands beside it, and for an alarm alone', async () => {
    const folder = memoryFolder();
    const entry = stored(1);
    await seal(folder, [storeOf('one', entry)]);
    const forged = forgedOf(entry);
    const told = { sink: 'two', isSealed: true };
    for (const stores of [
      [storeOf('one', entry), storeOf('two', forged)],
      [storeOf('two', forged, entry)],
      [storeOf('two', forged), storeOf('one', entry)],
    ]) {
      expect(await seal(folder, stores)).toMatchObject({ removed: [], altered: [], conflicts: [told], faulty: [] });
    }
    const alone = await seal(folder, [storeOf('one'), storeOf('two', forged)]);
    expect(alone).toMatchObject({ removed: [], altered: [told], conflicts: [], faulty: [] });
    // An erased view is no sound copy: nothing in it tells that it is the one.
    const { document: _, ...erased } = { ...entry, attested: { shown: true } };
    expect(await seal(folder, [storeOf('one', erased), storeOf('two', forged)])).toMatchObject({ altered: [told] });
  });

  it('does not seal what is at fault when it is first seen, until a sound copy of it is found', async () => {
    const folder = memoryFolder();
    const [sound, late] = [stored(1), stored(2)];
    const garbage = forgedOf(late);
    const first = await seal(folder, [storeOf('one', sound, garbage)]);
    const told = { sink: 'one', location: late.location, isSealed: false };
    expect(first).toMatchObject({ added: 1, altered: [], conflicts: [], faulty: [told] });
    // No later run takes it for an alarm, nor does it hinder the others.
    expect(await seal(folder, [storeOf('one', sound, garbage, stored(3))])).toMatchObject({
      added: 1,
      removed: [],
      altered: [],
      faulty: [told],
    });
    const found = await seal(folder, [storeOf('one', sound, garbage, stored(3)), storeOf('two', late)]);
    expect(found).toMatchObject({ added: 1, altered: [], conflicts: [told], faulty: [] });
    const gone = await seal(folder, [storeOf('one', sound, garbage, stored(3))]);
    expect(gone).toMatchObject({ altered: [{ ...told, isSealed: true }], conflicts: [], faulty: [] });
  });

  it('keeps the time and the order of a sound copy when a garbage one beside it tells others', async () => {
    const folder = memoryFolder();
    const [a, b] = [stored(2), stored(1)];
    const garbage = { ...forgedOf(b), time: '2001-01-01T00:00:00.000Z', arrivedAt: '2001-01-01T00:00:00.000Z' };
    await seal(folder, [storeOf('one', garbage, a, b)]);
    expect(leavesIn(folder.files)).toMatchObject([{ recordId: a.recordId }, { recordId: b.recordId, time: b.time }]);
  });

  it('seals nothing but what was held against its digest when records are read', async () => {
    const { document: _, ...named } = stored(2);
    const { document: __, ...left } = { ...stored(3), attested: { shown: true } };
    const stores = [storeOf('one', stored(1), named, left)];
    expect(await seal(memoryFolder(), stores)).toMatchObject({ added: 1, unreadable: 2, faulty: [] });
    const folder = memoryFolder();
    expect(await seal(folder, [...stores, storeOf('two', stored(2))])).toMatchObject({ added: 2, unreadable: 1 });
    expect(await seal(memoryFolder(), stores, { read: 'names' })).toMatchObject({ added: 3, unreadable: 0 });
  });

  it('raises, and keeps nothing, where no store can be read, or the folder is another log’s', async () => {
    const folder = memoryFolder();
    await expect(seal(folder, [])).rejects.toMatchObject({ code: 'usage' });
    expect(folder.files.size).toBe(0);
    await seal(folder, [storeOf('one', stored(1))]);
    await expect(seal(folder, [storeOf('one', stored(1))], { origin: `${ORIGIN}/else` })).rejects.toMatchObject({
      code: 'input-invalid',
    });
  });

  it('signs nothing with a standing key on top of a checkpoint that this did not sign', async () => {
    const folder = memoryFolder();
    const stores = [storeOf('one', stored(1))];
    await seal(folder, stores, {}, 'own-key');
    const more = [storeOf('one', stored(1), stored(2))];
    const text = folder.files.get('checkpoint-1.txt') ?? '';
    const note = parseSignedNote(text, 'It');
    const other = createNoteSigner(ORIGIN, Buffer.alloc(32, 9));
    folder.files.set('checkpoint-1.txt', formatSignedNote({ ...note, signatures: [other.sign(note.text)] }));
    await expect(seal(folder, more, {}, 'own-key')).rejects.toMatchObject({ code: 'verification-failed' });
    expect(folder.files.has('checkpoint-2.txt')).toBe(false);
    folder.files.set('checkpoint-1.txt', text);
    expect(await seal(folder, more, {}, 'own-key')).toMatchObject({ added: 1 });
  });

  it.each<[string, (folder: OpenFolder) => void, (expected: ExpectedSigner) => ExpectedSigner]>([
    ['has no bundle', ({ files }) => files.delete('bundle-1'), (same) => same],
    [
      'has a bundle of something else',
      ({ files }) => files.set('bundle-1', bundleOf(Buffer.from('{}'))),
      (same) => same,
    ],
    [
      'has a bundle over other leaves',
      ({ files }) => files.set('leaves-0-1', (files.get('leaves-0-1') ?? '').replace('2026', '2001')),
      (same) => same,
    ],
    ['was sealed for another repository', () => {}, (same) => ({ ...same, repository: 'acme/fork' })],
    ['was sealed by another workflow', () => {}, (same) => ({ ...same, workflow: `${REPOSITORY}/ci.yml` })],
    ['was sealed by an identity of another issuer', () => {}, (same) => ({ ...same, issuer: 'https://else.example' })],
    ['was sealed by whom nobody named', () => {}, ({ issuer }) => ({ issuer })],
  ])('seals nothing without a standing key when the last checkpoint %s', async (_, meddle, change) => {
    const folder = memoryFolder();
    await seal(folder, [storeOf('one', stored(1))]);
    meddle(folder);
    const expected = change({ issuer: ISSUER, repository: 'acme/shop', workflow: `${REPOSITORY}/seal.yml` });
    const more = [storeOf('one', stored(1), stored(2))];
    const trust = async () => ({ verifier: verifierSaying(SEALER), expected });
    await expect(seal(folder, more, {}, trust)).rejects.toMatchObject({
      code: 'verification-failed',
      message: expect.stringMatching(/^Nothing was sealed on top of checkpoint-1\.txt, [^\n]+\.$/),
    });
    expect([...folder.files.keys()].filter((name) => name.startsWith('checkpoint-'))).toEqual(['checkpoint-1.txt']);
  });

  it('seals without a standing key when the bundle of the last checkpoint proves the sealer, and asks nobody at first', async () => {
    const folder = memoryFolder();
    await seal(folder, [storeOf('one', stored(1))], {}, () => Promise.reject(new Error('nobody is to be asked')));
    const expected = { issuer: ISSUER, repository: 'acme/shop', workflow: `${REPOSITORY}/seal.yml` };
    const trust = async () => ({ verifier: verifierSaying(SEALER), expected });
    for (const count of [2, 3]) {
      const stores = [storeOf('one', ...Array.from({ length: count }, (_, number) => stored(number + 1)))];
      expect(await seal(folder, stores, {}, trust)).toMatchObject({ added: 1 });
    }
  });

  it('looks at everything the first time, and a day ahead of its own clock', async () => {
    const spans: { from: Date; until: Date }[] = [];
    const store = storeOf('one', stored(1));
    const reader: typeof store.reader = {
      ...store.reader,
      list: (listing, signal) => {
        spans.push(listing);
        return store.reader.list(listing, signal);
      },
    };
    const folder = memoryFolder();
    await seal(folder, [{ sink: 'one', reader }]);
    await seal(folder, [{ sink: 'one', reader }]);
    await seal(memoryFolder(), [{ sink: 'one', reader }], { since: new Date('2026-01-01T00:00:00Z') });
    const day = 86_400_000;
    expect(spans.map(({ from }) => from.getTime())).toEqual([0, NOW.getTime() - 7 * day, Date.UTC(2026, 0, 1)]);
    expect(spans.every(({ until }) => until.getTime() === NOW.getTime() + day)).toBe(true);
  });
});
