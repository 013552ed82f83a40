import * as z from 'zod/mini';
import { catalogue } from '../../src/core/rules/catalogue.ts';
import { AccessRecord } from '../../src/model/access-record.ts';
import { fields } from '../../src/model/field.ts';
import { LogCheckpoint } from '../../src/model/log-checkpoint.ts';
import { Policy, PolicyRule } from '../../src/model/policy.ts';
import { ReleaseReport } from '../../src/model/release-report.ts';
import { Scenario } from '../../src/model/scenario.ts';

/** A JSON Schema as plain data: as much of it as the generators read. */
export interface JsonSchema {
  readonly $schema?: string;
  readonly $id?: string;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly title?: string;
  readonly type?: string;
  readonly description?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly oneOf?: readonly JsonSchema[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly 'x-view'?: string;
}

const BASE = 'https://doorlog.github.io/doorlog/schema/';

/** What the record's time fields look like; zod's own expression also counts the days of each month, in 250 characters. */
const TIME = '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z$';

/** The JSON Schema (2020-12) of an access record; `x-view` on a field says who may read it. */
export function recordSchema(): JsonSchema {
  const { $schema, ...rest } = convert(AccessRecord);
  return {
    ...($schema && { $schema }),
    $id: `${BASE}access-record.v1.json`,
    title: 'Doorlog access record',
    description: 'Who came into one job of a delivery pipeline, as whom, by which right, let in by whom.',
    ...rest,
  };
}

/** The JSON Schema of a release access report; anybody who sees the release may read all of it. */
export function releaseReportSchema(): JsonSchema {
  const { $schema, ...rest } = convert(ReleaseReport);
  return {
    ...($schema && { $schema }),
    $id: `${BASE}release-access-report.v1.json`,
    title: 'Doorlog release access report',
    description: 'Who came into the jobs that led to a release, and which of them left no proof.',
    ...rest,
  };
}

/** The JSON Schema of what is attested of a checkpoint; anybody who sees the repository may read all of it. */
export function logCheckpointSchema(): JsonSchema {
  const { $schema, ...rest } = convert(LogCheckpoint);
  return {
    ...($schema && { $schema }),
    $id: `${BASE}log-checkpoint.v1.json`,
    title: 'Doorlog log checkpoint',
    description:
      'The head of a Merkle tree over all records that the log stores hold, and how it grew out of the one before.',
    ...rest,
  };
}

/** The JSON Schema of a policy file, with the parameters that each rule takes. */
export function policySchema(): JsonSchema {
  const { $schema, properties, ...rest } = convert(Policy);
  const { id: _, params: __, when = {}, ...common } = withoutDialect(convert(PolicyRule)).properties ?? {};
  const rules = catalogue().map((rule) => ({
    type: 'object',
    title: rule.title,
    description: rule.why,
    properties: {
      id: { const: rule.id },
      ...common,
      params: paramsSchema(rule.params),
      when: { $ref: '#/$defs/when' },
    },
    required: ['id'],
    additionalProperties: false,
  }));
  return {
    ...($schema && { $schema }),
    $id: `${BASE}policy.v1.json`,
    title: 'Doorlog policy',
    description: 'What a repository’s jobs are judged by, kept as .github/doorlog.yml on its default branch.',
    ...rest,
    properties: { ...properties, rules: { type: 'array', items: { oneOf: rules } } },
    $defs: { when },
  };
}

/** The JSON Schema of a scenario file, with the parameters that each rule takes. */
export function scenarioSchema(): JsonSchema {
  const { $schema, properties, ...rest } = convert(Scenario);
  const params = Object.fromEntries(catalogue().map((rule) => [rule.id, paramsSchema(rule.params)]));
  return {
    ...($schema && { $schema }),
    $id: `${BASE}scenario.v1.json`,
    title: 'Doorlog scenario',
    description:
      'An incident or threat that doorlog simulate stages against a policy, with the harmless case beside it.',
    ...rest,
    properties: { ...properties, params: { ...properties?.params, properties: params } },
  };
}

/** The JSON Schema of the parameters of a rule. */
export function paramsSchema(params: z.ZodMiniType<unknown>): JsonSchema {
  return withoutDialect(convert(params));
}

function withoutDialect(schema: JsonSchema): JsonSchema {
  const { $schema: _, ...rest } = schema;
  return rest;
}

function convert(schema: z.ZodMiniType<unknown>): JsonSchema {
  const ofFields = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    metadata:
      schema === AccessRecord || schema === ReleaseReport || schema === LogCheckpoint ? fields : z.globalRegistry,
  });
  return readable(ofFields) as JsonSchema;
}

/** Renames what is ours to an `x-` keyword and shortens what is long, everywhere in a schema. */
function readable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(readable);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([key, member]): [string, unknown][] => {
    if (key === 'view' && typeof member === 'string') return [['x-view', member]];
    // How a field is cleaned is our business, not its reader's.
    if (key === 'freeText' && typeof member === 'boolean') return [];
    if (key === 'pattern' && 'format' in value && value.format === 'date-time') return [['pattern', TIME]];
    return [[key, readable(member)]];
  });
  return Object.fromEntries(entries);
}
