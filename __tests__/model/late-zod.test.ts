import { deepStrictEqual } from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as zod from 'zod/mini';
import type { Schema } from '../../src/model/late-zod/schema.ts';
import * as late from '../../src/model/late-zod/zod.ts';

/** One schema in both forms, with values that fit it more often than not. */
interface Pair {
  readonly real: zod.ZodMiniType;
  readonly late: Schema;
  readonly values: fc.Arbitrary<unknown>;
}

type Maker = typeof zod & typeof late;

/** Makes the same schema twice. */
function pair(make: (z: Maker) => unknown, values: fc.Arbitrary<unknown>): Pair {
  return derived(make, values);
}

function wrap(inner: Pair, name: 'optional' | 'nullish' | 'nullable' | 'exactOptional', extra: unknown): Pair {
  const values = fc.oneof({ weight: 3, arbitrary: inner.values }, fc.constant(extra));
  return derived((z, of) => z[name](of(inner) as never), values);
}

/** Makes the same schema of others twice. */
function derived(
  make: (z: Maker, of: (pair: Pair) => zod.ZodMiniType) => unknown,
  values: fc.Arbitrary<unknown>,
): Pair {
  return {
    real: make(zod as Maker, (one) => one.real) as zod.ZodMiniType,
    late: make(late as unknown as Maker, (one) => one.late as unknown as zod.ZodMiniType) as Schema,
    values,
  };
}

const SHA = /^[0-9a-f]{4}$/;
const moments = fc
  .date({ noInvalidDate: true, min: new Date('1900-01-01'), max: new Date('2400-01-01') })
  .map((date) => date.toISOString());
const LEAVES: readonly Pair[] = [
  pair((z) => z.string(), fc.string()),
  pair((z) => z.string('must be text').check(z.minLength(1, 'short'), z.maxLength(3)), fc.string({ maxLength: 5 })),
  pair((z) => z.string().check(z.regex(SHA)), fc.stringMatching(SHA)),
  pair((z) => z.string().check(z.describe('x')), fc.string()),
  pair((z) => z.string().check(z.refine((text) => !String(text).includes('a'), 'no a')), fc.string()),
  pair((z) => z.url(), fc.oneof(fc.webUrl(), fc.constantFrom('http://a b', ' http://x', 'x', 'ftp://x', 'https://['))),
  pair((z) => z.iso.datetime(), fc.oneof(moments, fc.constantFrom('2024-02-29T00:00:00Z', '2023-02-29T00:00:00Z'))),
  pair(
    (z) => z.iso.date(),
    fc.constantFrom('2024-02-29', '2023-02-29', '2026-12-31', '2026-13-01', '2026-1-1', 'never'),
  ),
  pair((z) => z.iso.datetime(), fc.constantFrom('2024-01-01T00:00:00+01:00', '2024-04-31T00:00:00Z', 'now')),
  pair((z) => z.number(), fc.double()),
  pair((z) => z.int().check(z.minimum(0), z.maximum(9)), fc.integer({ min: -2, max: 12 })),
  pair((z) => z.boolean('must be true or false'), fc.boolean()),
  pair((z) => z.literal('file'), fc.constantFrom('file', 'files')),
  pair((z) => z.literal(1), fc.constantFrom(1, 2, '1')),
  pair((z) => z.enum(['read', 'write']), fc.constantFrom('read', 'write', 'toString')),
  pair((z) => z.literal('ecs', 'must be ecs'), fc.constantFrom('ecs', 'otel')),
  pair((z) => z.enum(['read', 'write'], 'must be read or write'), fc.constantFrom('read', 'other')),
  pair((z) => z.array(z.string(), 'must be a list'), fc.oneof(fc.array(fc.string()), fc.string())),
  pair((z) => z.unknown(), fc.jsonValue()),
  pair((z) => z.custom((value) => typeof value === 'object'), fc.jsonValue()),
];

/** Values of an object with these members: whole, in part, with members that nobody named. */
function objectsOf(members: readonly Pair[]): fc.Arbitrary<object> {
  const shape = shapeOf(members, (member) => member.values);
  const whole = fc.record(shape);
  const odd = fc.dictionary(fc.constantFrom('k0', 'x', 'constructor', '__proto__'), fc.jsonValue(), { maxKeys: 1 });
  return fc.oneof(
    whole,
    fc.record(shape, { requiredKeys: [] }),
    fc.tuple(whole, odd).map(([known, more]) => ({ ...known, ...more })),
    fc.constant(JSON.parse('{"__proto__":{"k0":1}}')),
  );
}

function shapeOf<T>(members: readonly Pair[], get: (member: Pair) => T): Record<string, T> {
  return Object.fromEntries(members.map((member, index) => [`k${index}`, get(member)]));
}

const schemas: fc.Arbitrary<Pair> = fc.letrec<{ any: Pair }>((tie) => {
  const some = tie('any');
  const objects = fc.tuple(
    fc.constantFrom('object' as const, 'strictObject' as const, 'looseObject' as const),
    fc.array(some, { maxLength: 4 }),
    fc.array(some, { maxLength: 2 }),
  );
  return {
    any: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(...LEAVES),
      some.map((inner) => wrap(inner, 'optional', undefined)),
      some.map((inner) => wrap(inner, 'nullish', null)),
      some.map((inner) => wrap(inner, 'nullable', null)),
      some.map((inner) => wrap(inner, 'exactOptional', undefined)),
      some.map((inner) =>
        derived((z, of) => z._default(of(inner), 'd'), fc.oneof(inner.values, fc.constant(undefined))),
      ),
      some.map((inner) =>
        derived((z, of) => z.array(of(inner)).check(z.maxLength(3)), fc.array(inner.values, { maxLength: 4 })),
      ),
      some.map((inner) =>
        derived(
          (z, of) => z.record(z.string().check(z.regex(/^[a-z]*$/)), of(inner)),
          fc.dictionary(fc.constantFrom('a', 'b', 'C', '__proto__', '1'), inner.values, { maxKeys: 3 }),
        ),
      ),
      fc
        .tuple(some, some)
        .map(([one, two]) => derived((z, of) => z.union([of(one), of(two)]), fc.oneof(one.values, two.values))),
      objects.map(([kind, members, more]) =>
        derived(
          (z, of) => {
            const base = z[kind](shapeOf(members, of) as never);
            return more.length > 0 ? z.extend(base as never, shapeOf(more, of)) : base;
          },
          fc.tuple(objectsOf(members), objectsOf(more)).map(([known, added]) => ({ ...known, ...added })),
        ),
      ),
    ),
  };
}).any;

function sourcesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}

describe('the schemas of the built files', () => {
  it('say what zod says, of values that fit and of values that do not, when they are parsed', () => {
    let fitting = 0;
    const cases = schemas.chain((schema) =>
      fc.tuple(fc.constant(schema), fc.oneof({ weight: 4, arbitrary: schema.values }, fc.jsonValue())),
    );
    fc.assert(
      fc.property(cases, ([schema, value]) => {
        const expected = schema.real.safeParse(value);
        const found = schema.late.safeParse(value);
        expect(found.success).toBe(expected.success);
        if (found.success) fitting += 1;
        // As text too, because the order of members counts.
        if (found.success) deepStrictEqual(found.data, expected.data);
        if (found.success) expect(JSON.stringify(found.data)).toBe(JSON.stringify(expected.data));
        else expect((found.error as zod.core.$ZodError).issues).toEqual(expected.error?.issues);
      }),
      { numRuns: 3_000 },
    );
    expect(fitting).toBeGreaterThan(500);
  });

  it('raise zod’s error when a value does not fit, and give the value when it does', () => {
    const schema = late.strictObject({ version: late.literal(1) });
    expect(late.parse(schema, { version: 1 })).toEqual({ version: 1 });
    expect(() => schema.parse({ version: 2 })).toThrow(expect.objectContaining({ issues: [expect.anything()] }));
  });

  it('tell apart what a discriminator names when they are a union', () => {
    const make = (z: Maker) =>
      z.discriminatedUnion('type', [
        z.object({ type: z.literal('a'), x: z.string() }),
        z.object({ type: z.literal('b'), x: z.number() }),
      ] as never) as unknown as Schema;
    const real = make(zod as Maker);
    const ours = make(late as unknown as Maker);
    for (const value of [{ type: 'a', x: 'x' }, { type: 'b', x: 1 }, { type: 'b', x: 'x' }, { type: 'c' }, {}, 7]) {
      const found = ours.safeParse(value);
      const expected = real.safeParse(value);
      expect(found.success).toBe(expected.success);
      if (!found.success && !expected.success) expect(found.error).toEqual(expected.error);
      else expect(found).toEqual(expected);
    }
  });

  it('keep what is known of them when they are made from others', () => {
    const facts = late.registry<{ name: string }>();
    const schema = late.string();
    facts.add(schema, { name: 'x' });
    expect(facts.get(schema.check(late.minLength(1)))).toEqual({ name: 'x' });
    expect([facts.has(schema), facts.has(late.string())]).toEqual([true, false]);
    expect(facts.get(late.string())).toBeUndefined();
  });

  it('have everything that the sources use of zod when they are built', () => {
    const sources = sourcesUnder(fileURLToPath(new URL('../../src', import.meta.url)));
    const used = new Set(sources.flatMap((text) => [...text.matchAll(/\bz\.([a-z_]\w*)\(/g)].map(([, name]) => name)));
    expect([...used].filter((name) => name !== undefined && !(name in late))).toEqual([]);
  });
});
