import * as z from 'zod/mini';
import type { AccessRecord } from '../../../model/access-record.ts';
import { timeOf } from '../../history.ts';
import { isOutsiders, outsiderFact } from '../../outsider.ts';
import { defineRule, fail, gapFor, type Judgement, notSupplied, pass, unknown } from '../../rule.ts';
import { type Actor, actorsOf, isBot } from './actors.ts';
import { isOnRoster } from './roster-index.ts';
import { worst } from './worst.ts';

/** Whoever starts a job still belongs to the organisation. */
export const initiatorIsOnRoster = defineRule({
  id: 'initiator-is-on-roster',
  group: 'identity',
  title: 'Whoever starts a job is on the organisation’s roster',
  why: 'An account that outlives its owner’s time in the organisation, or never belonged to it, still starts jobs with their full rights.',
  mend: 'Take the account’s access away, or put the person on the roster; let a colleague change the cron of a schedule that runs in the name of somebody who has left.',
  severity: 'high',
  controls: ['OWASP CICD-SEC-2', 'CIS 1.3.1', 'SOC 2 CC6.2', 'ISO 27001 A.5.16', 'ISO 27001 A.5.18', 'NIST AC-2(3)'],
  evidence: ['people', 'roster'],
  params: z.strictObject({}),
  judge(record, { roster }) {
    if (roster === undefined) return notSupplied('no-roster');
    const at = timeOf(record);
    if (Number.isNaN(at)) return unknown(record, '/observedAt/end');
    if (record.people.initiator === undefined) return unknown(record, '/people/initiator');
    const day = new Date(at).toISOString().slice(0, 10);
    const people = actorsOf(record).filter(({ person }) => !isBot(person));
    const judgements = people.map((actor) => {
      const isOn = isOnRoster(actor.person, roster, day);
      if (isOn === undefined) return unknown(record, `${actor.pointer}/id`);
      return isOn ? undefined : judgeStranger(record, actor);
    });
    const fine =
      people.length > 0
        ? pass('Whoever started or re-ran the job is on the roster.', ['/people/initiator'])
        : pass('A bot started the job; a roster lists people.', ['/people/initiator']);
    return worst(judgements, judgements.find((judgement) => judgement?.result === 'pass') ?? fine);
  },
});

/** Strangers may send pull requests and comments: only where their job deploys is that the roster’s business. */
function judgeStranger(record: AccessRecord, { person, pointer, did }: Actor): Judgement {
  if (did === 'started' && record.pipeline.environment === undefined) {
    const outsider = isOutsiders(record);
    if (outsider === undefined) return unknown(record, outsiderFact(record));
    if (outsider) {
      if (gapFor(record.gaps, '/pipeline/environment')?.reason !== 'not-applicable') {
        return unknown(record, '/pipeline/environment');
      }
      return pass('Somebody from outside caused the job, which deploys to no environment.', [pointer]);
    }
  }
  const message =
    record.pipeline.event === 'schedule' && did === 'started'
      ? `The schedule runs in the name of ${person.login}, who last changed it and is not on the roster that day.`
      : `${person.login} ${did} the job and is not on the roster that day.`;
  return fail(message, [pointer], { subject: person.id ?? person.login });
}
