import { describe, expect, it } from '@jest/globals';
import { ATTACKS } from './table.ts';

const ROWS = ATTACKS.flatMap(({ files = [], stores = [] }) => [...files, ...stores]);

/** Rows that are told by a sentence that another has, because they are the same attack at another place. */
const SAME = ['collector-about-another-repository', 'collector-too-late', 'payload-type-changed'];

describe('the attack table', () => {
  it('has many rows, each with an id of its own, when it is read', () => {
    expect(ROWS.length).toBeGreaterThanOrEqual(80);
    expect(new Set(ROWS.map(({ id }) => id)).size).toBe(ROWS.length);
  });

  it('has a sentence of its own for each attack when two are not the same', () => {
    const sentences = ROWS.filter(({ id }) => !SAME.includes(id)).map(({ says }) => says);
    expect(sentences.filter((each, index) => sentences.indexOf(each) !== index)).toEqual([]);
  });
});
