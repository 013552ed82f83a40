import { describe, expect, it } from '@jest/globals';
import { holdsTooMuch } from '../../../src/core/verification/abundance.ts';

describe('holdsTooMuch', () => {
  it.each([
    ['ordinary', '{"a":[1,2,{"b":[]}]}', false],
    ['full of objects', `[${'{},'.repeat(1_000_001)}{}]`, true],
    ['full of numbers', `[${'0,'.repeat(2_000_001)}0]`, true],
    ['long and one text', `["${'a'.repeat(3_000_000)}"]`, false],
  ])('tells before anything is read when the text is %s', (_, text, answer) => {
    expect(holdsTooMuch(text)).toBe(answer);
  });
});
