import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { explainWorkflow } from '../../../src/core/workflow/explain.ts';
import { readWorkflowFile } from '../../../src/core/workflow/workflow-file.ts';

/** The permissions that a generated block asks for, and how it is written. */
type Block =
  | { readonly all: 'read-all' | 'write-all' }
  | { readonly scopes: Readonly<Record<string, string>>; readonly flow: boolean; readonly quote: '' | '"' | "'" };

interface Written {
  readonly root: Block | undefined;
  readonly jobs: readonly (Block | undefined)[];
}

const ORDINARY =
  'actions artifact-metadata attestations checks code-quality contents deployments discussions drives issues packages pages pull-requests repository-projects security-events statuses'.split(
    ' ',
  );

/** The oracle: what a block grants, as numbers (1 read, 2 write), by the words of GitHub's schema. */
function grants(block: Block): Record<string, number> {
  const given: Record<string, number> = {};
  if ('all' in block) {
    for (const scope of ORDINARY) given[scope] = block.all === 'read-all' ? 1 : 2;
    given.models = 1;
    given['vulnerability-alerts'] = 1;
    if (block.all === 'write-all') {
      given['id-token'] = 2;
      given['copilot-requests'] = 2;
    }
    return given;
  }
  for (const [scope, level] of Object.entries(block.scopes)) {
    const asked = { none: 0, read: 1, write: 2 }[level] ?? 0;
    const writeOnly = scope === 'id-token' || scope === 'copilot-requests';
    const readOnly = scope === 'models' || scope === 'vulnerability-alerts';
    const got = writeOnly && asked === 1 ? 0 : readOnly ? Math.min(asked, 1) : asked;
    if (got > 0) given[scope] = got;
  }
  return given;
}

/** What every job of the file has under a ceiling, null where nobody says; `refused` where a block exceeds the ceiling. */
function effective({ root, jobs }: Written, ceiling: Record<string, number> | null) {
  const exceeds = (block: Block | undefined) =>
    block !== undefined &&
    ceiling !== null &&
    Object.entries(grants(block)).some(([scope, level]) => level > (ceiling[scope] ?? 0));
  return jobs.map((own) => {
    if (exceeds(root) || exceeds(own)) return 'refused';
    const block = own ?? root;
    return block ? grants(block) : ceiling;
  });
}

const scope = fc.constantFrom(...ORDINARY.slice(0, 6), 'models', 'id-token', 'copilot-requests', 'teleport');
const block: fc.Arbitrary<Block> = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom('read-all' as const, 'write-all' as const).map((all) => ({ all })) },
  {
    weight: 4,
    arbitrary: fc.record({
      scopes: fc.dictionary(scope, fc.constantFrom('read', 'write', 'none'), { maxKeys: 4 }),
      flow: fc.boolean(),
      quote: fc.constantFrom('' as const, '"' as const, "'" as const),
    }),
  },
);
const maybe = fc.option(block, { nil: undefined });
const written = fc.record({ root: maybe, jobs: fc.array(maybe, { minLength: 1, maxLength: 4 }) });

/** The block as text behind `permissions:`, anchored where a name is given. */
function textOf(block: Block, indent: string, anchor = ''): string {
  if ('all' in block) return `${anchor} ${block.all}\n`;
  const pairs = Object.entries(block.scopes).map(([name, level]) => `${name}: ${block.quote}${level}${block.quote}`);
  if (block.flow || pairs.length === 0) return `${anchor} { ${pairs.join(', ')} }\n`;
  return `${anchor}\n${pairs.map((pair) => `${indent}  ${pair} # why\n`).join('')}`;
}

/** The file as text; a job whose block is the very same as an earlier one's stands there as an alias. */
function fileText({ root, jobs }: Written, on: string, callAt: number | undefined): string {
  const lines = [`on: ${on}\n`, root ? `permissions:${textOf(root, '')}` : '', 'jobs:\n'];
  jobs.forEach((own, index) => {
    lines.push(`  job${index}:\n`);
    const first = jobs.indexOf(own);
    if (own && first < index) lines.push(`    permissions: *block${first}\n`);
    else if (own)
      lines.push(`    permissions:${textOf(own, '    ', jobs.indexOf(own, index + 1) > 0 ? ` &block${index}` : '')}`);
    lines.push(index === callAt ? '    uses: ./.github/workflows/called.yml\n' : '    runs-on: ubuntu-latest\n');
  });
  return lines.join('');
}

/** Some jobs share their block. */
const shared = written.chain((file) =>
  fc.array(fc.nat(file.jobs.length - 1), { maxLength: 2 }).map((again) => ({
    ...file,
    jobs: [...file.jobs, ...again.map((index) => file.jobs[index])],
  })),
);

describe('the permissions of generated workflow files', () => {
  it('are what a simpler reckoning gives when blocks, shorthands, aliases and calls are mixed', async () => {
    await fc.assert(
      fc.asyncProperty(shared, shared, fc.nat(5), async (top, called, at) => {
        const callAt = at < top.jobs.length ? at : undefined;
        const texts = { top: fileText(top, 'push', callAt), called: fileText(called, 'workflow_call', undefined) };
        const { jobs, errors } = await explainWorkflow(await readWorkflowFile(texts.top, 'top.yml'), async () =>
          readWorkflowFile(texts.called, 'called.yml'),
        );
        const outer = effective(top, null);
        const ceiling = callAt === undefined ? undefined : outer[callAt];
        const inner = ceiling === undefined || ceiling === 'refused' ? [] : effective(called, ceiling);
        const expected = [
          ...outer.map((grant, index) => [`top.yml job${index}`, grant] as const),
          ...inner.map((grant, index) => [`called.yml job${index}`, grant] as const),
        ].filter(([, grant]) => grant !== 'refused');
        const numbers = jobs.map(({ file, job, permissions }) => [
          `${file} ${job}`,
          permissions &&
            Object.fromEntries(Object.entries(permissions).map(([name, level]) => [name, level === 'read' ? 1 : 2])),
        ]);
        expect(Object.fromEntries(numbers)).toEqual(Object.fromEntries(expected));
        expect(numbers).toHaveLength(expected.length);
        expect(errors.length > 0).toBe(inner.includes('refused'));
        for (const { permissions, lines, declaredIn } of jobs) {
          expect(Object.keys(lines.permissions)).toEqual(Object.keys(permissions ?? {}));
          const source = (declaredIn.file === 'called.yml' ? texts.called : texts.top).split('\n');
          for (const [name, line] of Object.entries(lines.permissions)) {
            // An aliased shorthand stands where the alias does, an aliased scope where it is written.
            const words = declaredIn.shorthand ? [declaredIn.shorthand, '*block'] : [`${name}:`];
            expect(words.some((word) => source[line - 1]?.includes(word))).toBe(true);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});
