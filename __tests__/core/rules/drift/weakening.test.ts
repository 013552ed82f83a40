import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isWeakened } from '../../../../src/core/rules/drift/weakening.ts';

const accounts = fc
  .uniqueArray(fc.constantFrom('1', '2', '3', '4'))
  .map((ids) => ids.map((id) => ({ login: `u${id}`, id })));
const checks = fc.uniqueArray(fc.constantFrom('test', 'lint', 'build'));
const rule = fc.record(
  { type: fc.constant('pull_request'), requiredApprovals: fc.nat(3), codeOwnerReview: fc.boolean() },
  { requiredKeys: ['type', 'requiredApprovals', 'codeOwnerReview'] },
);

const FACTS: readonly (readonly [string, fc.Arbitrary<unknown>])[] = [
  ['/protections/environment/reviewersRequired', fc.boolean()],
  ['/protections/environment/reviewers', accounts],
  ['/protections/environment/preventSelfReview', fc.boolean()],
  ['/protections/environment/adminsCanBypass', fc.boolean()],
  ['/protections/environment/waitMinutes', fc.nat(60)],
  ['/protections/environment/branchPolicy', fc.constantFrom('none', 'custom', 'protected-branches')],
  ['/protections/ref/requiredApprovals', fc.nat(6)],
  ['/protections/ref/signatures', fc.boolean()],
  ['/protections/ref/forcePushes', fc.boolean()],
  ['/protections/ref/statusChecks', checks],
  ['/protections/ref/rules', fc.array(rule, { maxLength: 2 })],
];

const contains = (whole: unknown, part: unknown) =>
  Array.isArray(whole) &&
  Array.isArray(part) &&
  part.every((item) => whole.some((other) => JSON.stringify(other) === JSON.stringify(item)));

describe('a protection', () => {
  it.each(FACTS.map(([pointer, values]) => [pointer, values] as const))(
    'is not weakened by the way back when it was weakened by the way there: %s',
    (pointer, values) => {
      fc.assert(
        fc.property(values, values, (a, b) => {
          // Of lists that hold something each that the other has not, neither guards more.
          fc.pre(!Array.isArray(a) || contains(a, b) || contains(b, a));
          expect(isWeakened(pointer, a, b) === true && isWeakened(pointer, b, a) === true).toBe(false);
        }),
      );
    },
  );

  it.each(FACTS.map(([pointer, values]) => [pointer, values] as const))(
    'is not weakened when nothing changed: %s',
    (pointer, values) => {
      fc.assert(
        fc.property(values, (value) => {
          expect(isWeakened(pointer, value, structuredClone(value))).toBe(false);
        }),
      );
    },
  );

  it.each(FACTS.map(([pointer]) => [pointer] as const))(
    'is not certain when values are of another kind: %s',
    (pointer) => {
      expect(isWeakened(pointer, undefined, true)).toBeUndefined();
      expect(isWeakened(pointer, { odd: 1 }, null)).toBeUndefined();
    },
  );

  it('is nothing to be weakened when a pointer names no guard', () => {
    expect(isWeakened('/protections/environment/name', 'a', 'b')).toBe(false);
    expect(isWeakened('/constructor', true, false)).toBe(false);
  });
});
