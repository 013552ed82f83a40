import * as z from 'zod/mini';
import type { Examination } from '../../ports.ts';
import { type Asker, untold } from './questions.ts';

/** What was seen of the indices that are there, and their lifecycle policies; undefined where that is not to be seen. */
export interface IndexFindings {
  readonly examinations: readonly Examination[];
  readonly policies?: readonly string[];
}

const Flag = z.optional(z.union([z.boolean(), z.string()]));
const Indices = z.record(
  z.string(),
  z.object({
    settings: z.optional(
      z.object({
        index: z.optional(
          z.object({
            final_pipeline: z.optional(z.string()),
            lifecycle: z.optional(z.object({ name: z.optional(z.string()) })),
            blocks: z.optional(z.object({ read_only: Flag, read_only_allow_delete: Flag, write: Flag })),
          }),
        ),
      }),
    ),
  }),
);

/** Only what is looked at; the id, so that no index is missing from the answer. */
const WANTED = ['uuid', 'final_pipeline', 'lifecycle', 'blocks'].map((name) => `*.settings.index.${name}`).join(',');

/** Looks at the indices of a prefix: whether they are plain ones, and whether the month’s takes documents. Never raises. */
export async function examineIndices(
  ask: Asker,
  { prefix, index }: { readonly prefix: string; readonly index: string },
): Promise<IndexFindings> {
  const check = 'indices';
  const told = await ask({ path: `/${encodeURIComponent(`${prefix}-*`)}?filter_path=${WANTED}`, schema: Indices });
  if (told.kind === 'missing') return { examinations: [noneYet(check)], policies: [] };
  if (told.kind !== 'told') return { examinations: [untold(check, told)] };
  const indices = Object.entries(told.value).map(([name, { settings }]) => ({ name, ...settings?.index }));
  const policies = indices.flatMap(({ lifecycle }) => lifecycle?.name ?? []);
  const current = indices.find(({ name }) => name === index);
  return { examinations: [plainness(check, indices), ...stateOf(current)], policies: [...new Set(policies)] };
}

interface IndexState {
  readonly name: string;
  readonly final_pipeline?: string | undefined;
  readonly blocks?: Readonly<Record<string, boolean | string | undefined>> | undefined;
}

function plainness(check: string, indices: readonly IndexState[]): Examination {
  if (indices.length === 0) return noneYet(check);
  if (indices.some(({ name }) => name.startsWith('.ds-'))) {
    const says = 'records go to a data stream, which tells duplicates apart only until it rolls over';
    return { check, result: 'warning', says, mend: 'exclude the prefix from the template of the data stream' };
  }
  return {
    check,
    result: 'fine',
    says: indices.length === 1 ? 'there is one plain index' : `there are ${indices.length} plain indices`,
  };
}

function stateOf(current: IndexState | undefined): Examination[] {
  if (current === undefined) return [];
  const check = 'this month’s index';
  const { name, blocks = {}, final_pipeline } = current;
  if (isSet(blocks.read_only_allow_delete)) {
    const says = `${name} takes no documents because a disk was full`;
    return [{ check, result: 'failed', says, mend: 'free disk space; the cluster then lifts the block by itself' }];
  }
  if (isSet(blocks.write) || isSet(blocks.read_only)) {
    const mend = 'take away index.blocks.write and index.blocks.read_only';
    return [{ check, result: 'failed', says: `${name} is blocked for writing`, mend }];
  }
  if (final_pipeline === undefined) {
    const says = `${name} was made without the template, so that nothing stamps when its documents came`;
    return [{ check, result: 'warning', says, mend: `set its index.final_pipeline; the next month’s index has it` }];
  }
  return [{ check, result: 'fine', says: `${name} takes documents` }];
}

function noneYet(check: string): Examination {
  return { check, result: 'fine', says: 'there are none yet; the first record makes one' };
}

function isSet(flag: boolean | string | undefined): boolean {
  return flag === true || flag === 'true';
}
