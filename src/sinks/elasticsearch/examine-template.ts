import * as z from 'zod/mini';
import type { Examination } from '../../ports.ts';
import type { Product } from './authorization.ts';
import { matchesPattern } from './index-pattern.ts';
import { type Asker, untold } from './questions.ts';

/** What new indices are made by, and the lifecycle policies that they get; undefined where that is not to be seen. */
export interface TemplateFindings {
  readonly examinations: readonly Examination[];
  readonly policies?: readonly string[];
}

const Templates = z.object({
  index_templates: z.array(
    z.object({
      name: z.string(),
      index_template: z.object({
        index_patterns: z.union([z.string(), z.array(z.string())]),
        priority: z.optional(z.number()),
        data_stream: z.optional(z.unknown()),
      }),
    }),
  ),
});

const Simulated = z.object({
  template: z.object({
    settings: z.optional(
      z.object({
        index: z.optional(
          z.object({
            final_pipeline: z.optional(z.string()),
            lifecycle: z.optional(z.object({ name: z.optional(z.string()) })),
          }),
        ),
      }),
    ),
    mappings: z.optional(z.object({ dynamic: z.optional(z.unknown()) })),
  }),
});

const Pipelines = z.record(z.string(), z.unknown());

/** Looks at the template that the month’s index is made by, whatever its name, and at its pipeline. Never raises. */
export async function examineTemplate(
  ask: Asker,
  { product, index }: { readonly product: Product; readonly index: string },
): Promise<TemplateFindings> {
  const check = 'index template';
  const mend = `run doorlog setup ${product}`;
  const listed = await ask({ path: '/_index_template', schema: Templates });
  if (listed.kind !== 'told' && listed.kind !== 'missing') return { examinations: [untold(check, listed)] };
  const fitting = (listed.kind === 'told' ? listed.value.index_templates : []).filter((template) =>
    [template.index_template.index_patterns].flat().some((pattern) => matchesPattern(pattern, index)),
  );
  const winner = fitting.sort((a, b) => (b.index_template.priority ?? 0) - (a.index_template.priority ?? 0))[0];
  if (winner === undefined) {
    const says = `no template fits ${index}, so that the keys of records grow its mapping until it refuses them`;
    return { examinations: [{ check, result: 'warning', says, mend }], policies: [] };
  }
  if (winner.index_template.data_stream !== undefined) {
    const says = `a template makes ${index} a data stream, which tells duplicates apart only until it rolls over`;
    return { examinations: [{ check, result: 'warning', says, mend: 'exclude the prefix from that template' }] };
  }
  const simulated = await ask({ method: 'POST', path: `/_index_template/_simulate_index/${index}`, schema: Simulated });
  if (simulated.kind !== 'told') return { examinations: [untold(check, simulated)] };
  const { settings, mappings } = simulated.value.template;
  const isDynamic = String(mappings?.dynamic) !== 'false';
  const template: Examination = isDynamic
    ? { check, result: 'warning', says: 'new keys in records grow the mapping until the cluster refuses them', mend }
    : { check, result: 'fine', says: 'new keys in records neither fail nor grow the mapping' };
  const pipeline = await examinePipeline(ask, settings?.index?.final_pipeline, mend);
  const policy = settings?.index?.lifecycle?.name;
  return { examinations: [template, pipeline], policies: policy === undefined ? [] : [policy] };
}

async function examinePipeline(ask: Asker, name: string | undefined, mend: string): Promise<Examination> {
  const check = 'time of arrival';
  if (name === undefined || name === '_none') {
    return {
      check,
      result: 'warning',
      says: 'nothing stamps when a document came, so that writers can claim it',
      mend,
    };
  }
  const told = await ask({ path: `/_ingest/pipeline/${encodeURIComponent(name)}`, schema: Pipelines });
  if (told.kind === 'missing') {
    const says = 'the final pipeline that the template names does not exist, so that every document is refused';
    return { check, result: 'failed', says, mend };
  }
  if (told.kind !== 'told') return untold(check, told);
  return JSON.stringify(told.value).includes('event.ingested')
    ? { check, result: 'fine', says: 'the cluster stamps when a document came' }
    : { check, result: 'warning', says: 'the final pipeline stamps no event.ingested', mend };
}
