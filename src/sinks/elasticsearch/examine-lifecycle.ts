import * as z from 'zod/mini';
import type { Examination } from '../../ports.ts';
import type { Product } from './authorization.ts';
import { matchesPattern } from './index-pattern.ts';
import { type Asker, untold } from './questions.ts';

/** Where to look for what deletes indices. */
interface Place {
  readonly product: Product;
  /** Of the month. */
  readonly index: string;
  /** Names of the lifecycle policies that template and indices name; undefined where neither was to be seen. */
  readonly policies: readonly string[] | undefined;
}

const DAY = 86_400_000;
/** What is deleted earlier is warned of: audits look back a year at least. */
const SHORTEST_DAYS = 365;

const IlmPolicies = z.record(
  z.string(),
  z.object({
    policy: z.object({
      phases: z.object({ delete: z.optional(z.object({ min_age: z.optional(z.string()) })) }),
    }),
  }),
);

const IsmPolicies = z.object({
  policies: z.array(
    z.object({
      policy: z.object({
        ism_template: z.nullish(z.array(z.object({ index_patterns: z.array(z.string()) }))),
        states: z.array(
          z.object({
            name: z.string(),
            actions: z.array(z.record(z.string(), z.unknown())),
            transitions: z.nullish(
              z.array(
                z.object({
                  state_name: z.string(),
                  conditions: z.nullish(z.object({ min_index_age: z.optional(z.string()) })),
                }),
              ),
            ),
          }),
        ),
      }),
    }),
  ),
});
type IsmState = z.infer<typeof IsmPolicies>['policies'][number]['policy']['states'][number];

/** Looks at what deletes indices by age: ILM in Elasticsearch, ISM in OpenSearch. Never raises. */
export function examineLifecycle(ask: Asker, place: Place): Promise<Examination> {
  return place.product === 'opensearch' ? examineIsm(ask, place) : examineIlm(ask, place);
}

async function examineIlm(ask: Asker, { policies }: Place): Promise<Examination> {
  if (policies === undefined) return untold(CHECK, { kind: 'denied' });
  const ages: string[] = [];
  for (const name of policies) {
    const told = await ask({ path: `/_ilm/policy/${encodeURIComponent(name)}`, schema: IlmPolicies });
    if (told.kind === 'missing') continue;
    if (told.kind !== 'told') return untold(CHECK, told);
    for (const { policy } of Object.values(told.value)) {
      if (policy.phases.delete !== undefined) ages.push(policy.phases.delete.min_age ?? '0ms');
    }
  }
  return verdictOf(ages);
}

async function examineIsm(ask: Asker, { index }: Place): Promise<Examination> {
  const told = await ask({ path: '/_plugins/_ism/policies?size=1000', schema: IsmPolicies });
  if (told.kind === 'strange' || told.kind === 'missing') return verdictOf([]);
  if (told.kind !== 'told') return untold(CHECK, told);
  const fitting = told.value.policies.filter(({ policy }) =>
    policy.ism_template?.some(({ index_patterns: patterns }) => patterns.some((one) => matchesPattern(one, index))),
  );
  return verdictOf(fitting.flatMap(({ policy }) => agesOf(policy.states)));
}

/** The age at which an index comes into a state that deletes it. */
function agesOf(states: readonly IsmState[]): string[] {
  const deleting = new Set(
    states.filter(({ actions }) => actions.some((one) => 'delete' in one)).map(({ name }) => name),
  );
  return states.flatMap(({ transitions }) =>
    (transitions ?? [])
      .filter(({ state_name: name }) => deleting.has(name))
      .map(({ conditions }) => conditions?.min_index_age ?? '0ms'),
  );
}

const CHECK = 'lifecycle';

function verdictOf(ages: readonly string[]): Examination {
  const days = ages.map(daysOf);
  if (days.length === 0)
    return { check: CHECK, result: 'fine', says: 'no policy is known that deletes indices by age' };
  const least = Math.min(...days);
  const says = `a policy deletes indices after ${Math.floor(least)} days`;
  if (least >= SHORTEST_DAYS) return { check: CHECK, result: 'fine', says };
  const mend = 'raise it to the time for which records must be kept, and keep them under a lock elsewhere';
  return { check: CHECK, result: 'warning', says, mend };
}

const UNITS: Readonly<Record<string, number>> = {
  d: DAY,
  h: DAY / 24,
  m: DAY / 1440,
  s: 1_000,
  ms: 1,
  micros: 0,
  nanos: 0,
};

/** Days of a time value such as `90d`; 0 for what is none, so that it is warned of. */
function daysOf(age: string): number {
  const [, number = '0', unit = 'ms'] = /^(\d+)([a-z]+)$/.exec(age) ?? [];
  return (Number(number) * (UNITS[unit] ?? 0)) / DAY;
}
