import * as z from 'zod/mini';
import type { AccessRecord } from '../../../model/access-record.ts';
import { type Earlier, type History, timeOf, workflowOf } from '../../history.ts';
import { defineRule, fail, type Judgement, notSupplied, pass, unknown, unseen } from '../../rule.ts';

const HOUR = 60 * 60 * 1_000;

/** How far back the run before is looked for: jobs of one run lie side by side. */
const MOST_LOOKED_AT = 500;

/** Every start has its end, and where that is asked for every run its records. */
export const recordsAreComplete = defineRule({
  id: 'records-are-complete',
  group: 'audit',
  title: 'No record of the workflow is missing',
  why: 'A job whose end is missing was cut off, or somebody did not want it to be told.',
  mend: 'Look at the run on GitHub: a runner that was lost leaves no end; for anything else find out who stopped the audit.',
  severity: 'low',
  controls: ['OWASP CICD-SEC-10', 'SOC 2 CC7.2', 'ISO 27001 A.8.15', 'NIST AU-12'],
  evidence: ['history'],
  params: z.strictObject({
    hours: z.optional(
      z
        .int()
        .check(z.minimum(1), z.maximum(8_760), z.describe('Hours after which a record counts as missing; default 7.')),
    ),
    'run-numbers': z.optional(
      z
        .boolean()
        .check(
          z.describe(
            'Also looks for runs of the workflow without any record; for workflows whose every run has the audit step.',
          ),
        ),
    ),
  }),
  judge(record, { params, history }) {
    if (history === undefined) return notSupplied('no-history');
    const workflow = workflowOf(record);
    if (workflow === undefined) return unknown(record, '/pipeline/workflowRef');
    const before = timeOf(record) - (params.hours ?? 7) * HOUR;
    const open = history
      .startsWithoutEnd(workflow, before)
      .filter((start) => start.record.recordId !== record.recordId);
    const [first] = open;
    if (first) {
      const more = open.length > 1 ? ` and ${open.length - 1} more of ${workflow}` : '';
      return fail(
        `${jobInWords(first)} began at ${new Date(first.at).toISOString()} and has no end record${more}.`,
        ['/pipeline/workflowRef'],
        {
          locations: [{ file: workflow }],
          subject: workflow.slice(0, 300).toWellFormed(),
        },
      );
    }
    if (params['run-numbers'] !== true)
      return pass('Every start of the workflow has its end.', ['/pipeline/workflowRef']);
    return judgeRuns(record, workflow, before, history);
  },
});

/** Runs overlap, so only those before the one that is long over are counted. */
function judgeRuns(record: AccessRecord, workflow: string, before: number, history: History): Judgement {
  const last = history.latest('workflow', workflow, before);
  const number = last && numberOf(last.record);
  if (!last || number === undefined) return unseen('learning', 'No earlier run of the workflow is known yet.', []);
  const seen = new Set<number>();
  const span = { until: timeOf(record), most: MOST_LOOKED_AT };
  // Nothing stops it but the beginning: it gathers what is there.
  history.newest('workflow', workflow, span, (one) => {
    seen.add(numberOf(one) ?? 0);
    return false;
  });
  const lower = [...seen].filter((one) => one > 0 && one < number);
  if (lower.length === 0) return unseen('learning', 'No earlier run of the workflow is known yet.', []);
  const missing = missingBetween(Math.max(...lower), number);
  if (missing.length === 0) return pass('Every start has its end, and every run its records.', ['/pipeline/runNumber']);
  const [one = 0] = missing;
  const which = missing.length === 1 ? `run ${one}` : `${missing.length} runs from number ${one} on`;
  return fail(`Of ${workflow} there is no record of ${which}.`, ['/pipeline/runNumber'], {
    locations: [{ file: workflow }],
    subject: workflow.slice(0, 300).toWellFormed(),
  });
}

function missingBetween(from: number, to: number): number[] {
  return Array.from({ length: Math.min(to - from - 1, 100) }, (_, index) => from + 1 + index);
}

function numberOf({ pipeline }: AccessRecord): number | undefined {
  const number = Number(pipeline.runNumber ?? '');
  return Number.isSafeInteger(number) && number > 0 ? number : undefined;
}

function jobInWords({ record: { pipeline } }: Earlier): string {
  const job = pipeline.job === undefined ? 'A job' : `The job ${pipeline.job}`;
  return pipeline.runId === undefined ? job : `${job} of run ${pipeline.runId}`;
}
