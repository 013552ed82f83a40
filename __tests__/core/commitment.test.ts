import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { commit, commitmentHolds } from '../../src/core/commitment.ts';
import { AccessRecord } from '../../src/model/access-record.ts';
import { arbitraryRecord, recordOfSeed } from '../support/arbitrary-record.ts';

const SALT = fc.stringMatching(/^[0-9a-f]{64}$/);

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Where something can be changed: every leaf, free parts of the record included. */
function leafPaths(value: Json, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, member]) => leafPaths(member, [...path, key]));
}

function changedAt(
  record: AccessRecord,
  path: readonly string[],
  change: (holder: Record<string, Json>, key: string) => void,
) {
  const copy = structuredClone(record) as unknown as Json;
  let holder = copy as Record<string, Json>;
  for (const key of path.slice(0, -1)) holder = holder[key] as Record<string, Json>;
  change(holder, path.at(-1) ?? '');
  return copy as unknown as AccessRecord;
}

function different(value: Json | undefined): Json {
  return typeof value === 'string' ? `${value}x` : [value ?? 'x'];
}

describe('commitmentHolds', () => {
  it('says yes when the two views are those of one record, read back from JSON or not', () => {
    fc.assert(
      fc.property(arbitraryRecord(), SALT, (record, salt) => {
        const { attested, log } = commit(record, salt);
        expect(commitmentHolds(attested, log)).toBe(true);
        const back = (view: AccessRecord) => AccessRecord.parse(JSON.parse(JSON.stringify(view)));
        expect(commitmentHolds(back(attested), back(log))).toBe(true);
      }),
    );
  });

  it.each(['attested', 'log'] as const)('says no when any leaf of the %s view was changed', (side) => {
    fc.assert(
      fc.property(arbitraryRecord(), SALT, fc.nat(), (record, salt, pick) => {
        const views = commit(record, salt);
        const whole = JSON.parse(JSON.stringify(views[side]));
        const paths = leafPaths(whole).filter(
          ([top]) => top !== 'pseudonyms' && (side === 'log' || top !== 'commitment'),
        );
        const path = paths[pick % paths.length] ?? [];
        const forged = changedAt(whole, path, (holder, key) => {
          holder[key] = different(holder[key]);
        });
        const pair = { ...views, [side]: forged };
        expect([path, commitmentHolds(pair.attested, pair.log)]).toEqual([path, false]);
      }),
      { numRuns: 300 },
    );
  });

  it.each(['attested', 'log'] as const)('says no when any leaf of the %s view was taken away', (side) => {
    fc.assert(
      fc.property(arbitraryRecord(), SALT, fc.nat(), (record, salt, pick) => {
        const views = commit(record, salt);
        const whole = JSON.parse(JSON.stringify(views[side]));
        const paths = leafPaths(whole).filter(([top]) => top !== 'pseudonyms' && top !== 'commitment');
        const path = paths[pick % paths.length] ?? [];
        const forged = changedAt(whole, path, (holder, key) => {
          if (Array.isArray(holder)) holder.splice(Number(key), 1);
          else delete holder[key];
        });
        const pair = { ...views, [side]: forged };
        expect([path, commitmentHolds(pair.attested, pair.log)]).toEqual([path, false]);
      }),
      { numRuns: 300 },
    );
  });

  it.each(['attested', 'log'] as const)('says no when anything was added to the %s view', (side) => {
    fc.assert(
      fc.property(arbitraryRecord(), SALT, fc.nat(), (record, salt, pick) => {
        const views = commit(record, salt);
        const whole = JSON.parse(JSON.stringify(views[side]));
        const paths = leafPaths(whole).filter(([top]) => top !== 'pseudonyms' && top !== 'commitment');
        const path = paths[pick % paths.length] ?? [];
        const forged = changedAt(whole, path, (holder) => {
          if (Array.isArray(holder)) holder.push('added');
          else holder.added = 'added';
        });
        const pair = { ...views, [side]: forged };
        expect([path, commitmentHolds(pair.attested, pair.log)]).toEqual([path, false]);
      }),
      { numRuns: 300 },
    );
  });

  it('says yes when those behind the pseudonyms were erased from the log view', () => {
    const pseudonyms = { [`~${'a'.repeat(20)}`]: { login: 'alice', id: '1001' } };
    const { attested, log } = commit({ ...recordOfSeed(5), pseudonyms }, 'a'.repeat(64));
    expect(log.pseudonyms).toEqual(pseudonyms);
    expect(commitmentHolds(attested, log)).toBe(true);
    const { pseudonyms: _, ...erased } = log;
    expect(commitmentHolds(attested, erased)).toBe(true);
    expect(commitmentHolds({ ...attested, pseudonyms }, log)).toBe(false);
  });

  it('says no when a member called __proto__ was added to the log view', () => {
    const record = recordOfSeed(6);
    const { attested, log } = commit(record, 'a'.repeat(64));
    const text = JSON.stringify(log);
    expect(commitmentHolds(attested, JSON.parse(text))).toBe(true);
    expect(commitmentHolds(attested, JSON.parse(`{"__proto__":{"name":"x"},${text.slice(1)}`))).toBe(false);
  });

  it('says no when salt or commitment is missing, or the salt is another one', () => {
    const record = recordOfSeed(7);
    const { attested, log } = commit(record, 'a'.repeat(64));
    const other = commit(record, 'b'.repeat(64));
    expect(commitmentHolds(attested, other.log)).toBe(false);
    expect(commitmentHolds(attested, attested)).toBe(false);
    const { commitment: _, ...bare } = attested;
    expect(commitmentHolds(bare, log)).toBe(false);
    const { commitment: __, ...bareLog } = log;
    expect(commitmentHolds(attested, bareLog)).toBe(false);
    const digest = log.commitment?.digest ?? '';
    const resalted = { ...log, commitment: { algorithm: 'sha256', digest, salt: 'c'.repeat(64) } } as const;
    expect(commitmentHolds(attested, resalted)).toBe(false);
  });

  it('gives another commitment each time when the salt is another one, so that nobody can guess what is hidden', () => {
    const record = recordOfSeed(8);
    const digests = ['a', 'b'].map((digit) => commit(record, digit.repeat(64)).attested.commitment?.digest);
    expect(new Set(digests).size).toBe(2);
  });
});
