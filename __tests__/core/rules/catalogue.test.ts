import { describe, expect, it } from '@jest/globals';
import { catalogue, findRule } from '../../../src/core/rules/catalogue.ts';

describe('the catalogue', () => {
  it('has rules that differ in their ids, each in its group, when it is read', () => {
    const ids = catalogue().map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThanOrEqual(50);
    for (const id of ids) expect(findRule(id)?.id).toBe(id);
    expect(findRule('no-such-rule')).toBeUndefined();
  });

  it('is listed group by group when it is read', () => {
    const groups = catalogue().map(({ group }) => group);
    expect(groups.filter((group, index) => group !== groups[index - 1])).toEqual([...new Set(groups)]);
  });

  it('shows code that can be copied when a sentence holds some', () => {
    const code = catalogue().flatMap(({ title, why, mend }) => `${title} ${why} ${mend}`.match(/`[^`]+`/g) ?? []);
    expect(code.length).toBeGreaterThan(10);
    expect(code.filter((each) => /[‘’“”]/.test(each))).toEqual([]);
  });
});
