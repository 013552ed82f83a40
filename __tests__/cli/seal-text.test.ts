import { describe, expect, it } from '@jest/globals';
import { sealLines } from '../../src/cli/seal-text.ts';

function saidOf(count: number, isNew: boolean): string {
  const checkpoint = { isNew, size: count, rootHash: 'root', digest: 'a'.repeat(64) };
  const none = { removed: [], altered: [], conflicts: [], faulty: [] };
  return sealLines({ checkpoint, added: count, unreadable: count, strange: count, ...none }, false);
}

describe('what a sealing came to', () => {
  it('is counted in the singular when there is one of each', () => {
    expect(saidOf(1, true)).toBe(
      '1 entry is not sealed, because its log view is not there.\n1 document bears no name that can be sealed.\nsealed 1 entry, 1 of them new, root root\n',
    );
    expect(saidOf(1, false)).toMatch(/the checkpoint over 1 entry stands/);
  });

  it('is counted in the plural when there are several', () => {
    expect(saidOf(1204, true)).toMatch(
      /^1,204 entries are not .*\n1,204 documents bear .*\nsealed 1,204 entries, 1,204 of/,
    );
    expect(saidOf(2, false)).toMatch(/the checkpoint over 2 entries stands/);
  });
});
