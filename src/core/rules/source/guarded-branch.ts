import * as z from 'zod/mini';
import type { AccessRecord } from '../../../model/access-record.ts';
import { anyPattern } from '../../patterns.ts';

const HEADS = 'refs/heads/';
const TAGS = 'refs/tags/';

/** The parameter by which a policy names the branches that a rule is about. */
export function branchesParam() {
  const pattern = z.string().check(z.minLength(1), z.maxLength(250));
  return z.optional(
    z
      .array(pattern)
      .check(
        z.maxLength(100),
        z.describe(
          'Branches that it holds for: `*` is any part of a name, `**` any name; left out, the default branch.',
        ),
      ),
  );
}

/** Name of a branch; undefined for another kind of ref. */
export function branchOf(ref: string): string | undefined {
  return ref.startsWith(HEADS) ? ref.slice(HEADS.length) : undefined;
}

/** Name of a tag; undefined for another kind of ref. */
export function tagOf(ref: string): string | undefined {
  return ref.startsWith(TAGS) ? ref.slice(TAGS.length) : undefined;
}

const compiled = new WeakMap<readonly string[], (name: string) => boolean>();

/** Whether a branch is one of those that a rule holds for; undefined where the default branch was not seen. */
export function isGuarded(
  branch: string,
  { pipeline }: Pick<AccessRecord, 'pipeline'>,
  branches: readonly string[] | undefined,
): boolean | undefined {
  if (!branches) return pipeline.defaultBranch === undefined ? undefined : branch === pipeline.defaultBranch;
  const known = compiled.get(branches) ?? anyPattern(branches);
  compiled.set(branches, known);
  return known(branch);
}
