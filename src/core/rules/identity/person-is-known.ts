import * as z from 'zod/mini';
import type { AccessRecord } from '../../../model/access-record.ts';
import { type History, timeOf } from '../../history.ts';
import { isOutsiders, isRestricted, outsiderFact } from '../../outsider.ts';
import { defineRule, fail, type Judgement, notSupplied, pass, unknown, unseen } from '../../rule.ts';
import { type Actor, actorsOf, isBot } from './actors.ts';
import { worst } from './worst.ts';

const DAY = 24 * 60 * 60 * 1_000;
const ID = 'person-is-known';
/** Nearly always the first tells; somebody whose jobs all fail must not make judging slow. */
const MOST_LOOKED_AT = 50;

/** Somebody who never ran a job here before is looked at once. */
export const personIsKnown = defineRule({
  id: ID,
  group: 'identity',
  title: 'Whoever starts a job has run one here before',
  why: 'A stolen account, or a new one, shows itself by the first job that it runs in a repository.',
  mend: 'Ask the person; the next job finds them known.',
  severity: 'low',
  controls: ['OWASP CICD-SEC-2', 'SOC 2 CC7.2', 'ISO 27001 A.8.16', 'NIST AC-2', 'NIST SI-4'],
  evidence: ['people', 'event', 'history'],
  params: z.strictObject({
    'learn-days': z.optional(
      z
        .int()
        .check(
          z.minimum(1),
          z.maximum(3_650),
          z.describe('Days that the history must go back before anybody counts as new; default 14.'),
        ),
    ),
  }),
  judge(record, { params, history }) {
    if (history === undefined) return notSupplied('no-history');
    const at = timeOf(record);
    if (Number.isNaN(at)) return unknown(record, '/observedAt/end');
    if (record.people.initiator === undefined) return unknown(record, '/people/initiator');
    const people = actorsOf(record).filter(({ person }) => !isBot(person));
    const hasLearnt = history.begins !== undefined && history.begins <= at - (params['learn-days'] ?? 14) * DAY;
    return worst(
      people.map((actor) => {
        const { id } = actor.person;
        if (id === undefined) return unknown(record, `${actor.pointer}/id`);
        return hasBeenHere(id, record, at, history) ? undefined : judgeNewcomer(record, actor, hasLearnt);
      }),
      pass('Nobody new started or re-ran the job with rights in this repository.', ['/people/initiator']),
    );
  },
});

function judgeNewcomer(
  record: AccessRecord,
  { person, pointer, did }: Actor,
  hasLearnt: boolean,
): Judgement | undefined {
  if (did === 'started') {
    // A first contribution is what forks are for, and its job has neither secrets nor rights.
    if (isRestricted(record)) return undefined;
    const isCheck = record.pipeline.event?.startsWith('pull_request') ?? true;
    if (isCheck && isOutsiders(record) === undefined) return unknown(record, outsiderFact(record));
  }
  if (!hasLearnt) return unseen('learning', 'Earlier records don’t go back far enough to tell who is new.', []);
  return fail(`${person.login} ${did} a job in this repository for the first time.`, [pointer], {
    subject: person.id,
  });
}

function hasBeenHere(id: string, record: AccessRecord, at: number, history: History): boolean {
  const counts = (earlier: AccessRecord) => !isOfSameRun(earlier, record) && isLearntFrom(earlier);
  const oldest = history.first('person', id);
  if (oldest && oldest.at < at && counts(oldest.record)) return true;
  return history.newest('person', id, { until: at, most: MOST_LOOKED_AT }, counts) !== undefined;
}

function isOfSameRun(a: AccessRecord, b: AccessRecord): boolean {
  return a.pipeline.runId !== undefined && a.pipeline.runId === b.pipeline.runId;
}

/** Nothing is learnt from a job that failed, or that another rule refused. */
function isLearntFrom({ outcome, policy }: AccessRecord): boolean {
  if (outcome?.status !== 'success') return false;
  return policy?.results.every(({ rule, result }) => result !== 'fail' || rule === ID) ?? true;
}
