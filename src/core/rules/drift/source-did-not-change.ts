import * as z from 'zod/mini';
import type { AccessRecord } from '../../../model/access-record.ts';
import { defineRule, fail, gapFor, type Judgement, pass, unknown } from '../../rule.ts';
import { changesAt, listed, notCompared, pointersOf, unseenFact } from './compared.ts';

const SOURCE = /^\/source\/(commit|tree|parents)$/;

/** Their code is the default branch's; that they check out somebody else's is judged by other rules. */
const OTHER_CODE = new Set(['pull_request_target', 'workflow_run']);

/** What the job works on at its end is what the run is for. */
export const sourceDidNotChange = defineRule({
  id: 'source-did-not-change',
  group: 'drift',
  title: 'The source at the end is the one that the run is for',
  why: 'A build whose source is exchanged while it runs makes something that nobody reviewed, under the reviewed commit’s name.',
  mend: 'Find the step that checks out or commits something else; where the job means to, set the parameter `allow-other-commits`.',
  severity: 'medium',
  controls: [
    'OWASP CICD-SEC-1',
    'OWASP CICD-SEC-9',
    'SOC 2 CC8.1',
    'ISO 27001 A.8.4',
    'ISO 27001 A.8.28',
    'NIST CM-3',
    'NIST SR-4',
  ],
  evidence: ['drift', 'commit'],
  params: z.strictObject({
    'allow-other-commits': z.optional(
      z
        .boolean()
        .check(z.describe('Accepts jobs that check out another commit, or make one, such as those that release.')),
    ),
  }),
  judge(record, { params }) {
    const changes = changesAt(record, SOURCE);
    if (changes.length > 0) {
      return fail(`The source changed while the job ran: ${listed(changes)}.`, pointersOf(changes), {
        subject: record.pipeline.ref,
      });
    }
    const isFree = params['allow-other-commits'] === true || OTHER_CODE.has(record.pipeline.event ?? '');
    const workspace = isFree ? undefined : judgeWorkspace(record);
    if (workspace?.result === 'fail') return workspace;
    return (
      notCompared(record) ??
      unseenFact(record, [['/source/tree', record.source.tree]]) ??
      workspace ??
      pass('The source did not change while the job ran.', ['/source/tree'])
    );
  },
});

/** A workspace that an earlier job left on the machine differs at the start, and that is no finding. */
function judgeWorkspace(record: AccessRecord): Judgement | undefined {
  if (record.phase === 'start') return undefined;
  const { workspace, commit } = record.source;
  if (workspace === undefined) {
    const isNone = gapFor(record.gaps, '/source/workspace')?.reason === 'not-found';
    return isNone
      ? pass('The job has nothing checked out, and its source did not change.', ['/source/tree'])
      : unknown(record, '/source/workspace');
  }
  if (workspace.isSource === undefined) return unknown(record, '/source/workspace/isSource');
  return workspace.isSource
    ? pass('What is checked out at the end is the commit that the run is for.', ['/source/workspace/isSource'])
    : fail(
        `What is checked out at the end is not the commit that the run is for${commit ? `, ${commit}` : ''}.`,
        ['/source/workspace/isSource'],
        { subject: record.pipeline.ref },
      );
}
