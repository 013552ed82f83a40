import * as z from 'zod/mini';
import type { AccessRecord } from '../../../model/access-record.ts';
import { type Earlier, type History, timeOf, workflowOf } from '../../history.ts';
import { defineRule, fail, type Judgement, notSupplied, pass, unknown, unseen } from '../../rule.ts';

const HOUR = 60 * 60 * 1_000;
const DAY = 24 * HOUR;
const DAYS = 30;

/** Nobody reads how many more there are. */
const MOST_OPEN = 100;

/** More are no gap in the records, but a time without Doorlog. */
const MOST_MISSING = 100;

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
    days: z.optional(
      z
        .int()
        .check(
          z.minimum(1),
          z.maximum(3_650),
          z.describe(`Days for which a missing end is told after that; default ${DAYS}.`),
        ),
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
    const from = before - (params.days ?? DAYS) * DAY;
    const open = history
      .startsWithoutEnd(workflow, { from, until: before, most: MOST_OPEN })
      .filter((start) => start.record.recordId !== record.recordId);
    const [first] = open;
    if (first) {
      const others = open.length - 1;
      const count = `${open.length === MOST_OPEN ? 'at least ' : ''}${others}`;
      const more = others > 0 ? `; ${count} more of ${workflow} ${others === 1 ? 'has' : 'have'} none either` : '';
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
    return judgeRuns(workflow, before, history);
  },
});

/** Runs overlap, so only those before one that is long over are counted. */
function judgeRuns(workflow: string, before: number, history: History): Judgement {
  const last = history.latest('workflow', workflow, before);
  const number = last && numberOf(last.record);
  const missing = number === undefined ? undefined : missingBefore(number, workflow, history);
  if (missing === undefined) return unseen('learning', 'No earlier run of the workflow is known yet.', []);
  const [one] = missing;
  if (one === undefined) return pass('Every start has its end, and every run its records.', ['/pipeline/runNumber']);
  const which = missing.length === 1 ? `run ${one}` : `${missing.length} runs from number ${one} on`;
  return fail(`Of ${workflow} there is no record of ${which}.`, ['/pipeline/runNumber'], {
    locations: [{ file: workflow }],
    subject: workflow.slice(0, 300).toWellFormed(),
  });
}

/** Numbers of the runs between one and the nearest before it that has records; undefined where none near has. */
function missingBefore(number: number, workflow: string, history: History): readonly number[] | undefined {
  const missing: number[] = [];
  for (let before = number - 1; before > 0 && missing.length <= MOST_MISSING; before--) {
    if (history.first('run', `${workflow} ${before}`)) return missing.reverse();
    missing.push(before);
  }
  return undefined;
}

function numberOf({ pipeline }: AccessRecord): number | undefined {
  const number = Number(pipeline.runNumber ?? '');
  return Number.isSafeInteger(number) && number > 0 ? number : undefined;
}

function jobInWords({ record: { pipeline } }: Earlier): string {
  const job = pipeline.job === undefined ? 'A job' : `The job ${pipeline.job}`;
  return pipeline.runId === undefined ? job : `${job} of run ${pipeline.runId}`;
}
