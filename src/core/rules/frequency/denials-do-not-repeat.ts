import * as z from 'zod/mini';
import type { AccessRecord } from '../../../model/access-record.ts';
import type { Person } from '../../../model/person.ts';
import { defineRule, fail, notSupplied, pass, unknown } from '../../rule.ts';
import { refusedFor } from '../refusal.ts';
import { attemptOf, windowBefore, windowParams } from './window.ts';

const COUNT = 5;
const MINUTES = 60;

/** Nobody tries again and again what is refused. */
export const denialsDoNotRepeat = defineRule({
  id: 'denials-do-not-repeat',
  group: 'frequency',
  title: 'Nobody is refused again and again',
  why: 'Whoever tries what is not allowed until it works is looking for a gap in the rules.',
  mend: 'Ask the person what they are after; if a rule is in the way of honest work, mend it or waive it.',
  severity: 'medium',
  controls: ['OWASP CICD-SEC-10', 'SOC 2 CC7.2', 'SOC 2 CC7.3', 'ISO 27001 A.8.16', 'NIST AU-6', 'NIST SI-4'],
  evidence: ['people', 'approvals', 'history'],
  params: z.strictObject(windowParams('Refusals of one person’s jobs', COUNT, MINUTES)),
  judge(record, { params, history }) {
    const person = actorOf(record);
    if (person === undefined) return unknown(record, '/people/initiator');
    const { id, login } = person;
    if (id === undefined) return unknown(record, '/people/initiator/id');
    if (history === undefined) return notSupplied('no-history');
    const minutes = params.minutes ?? MINUTES;
    const denials = new Set(isDenied(record) ? [denialOf(record)] : []);
    // Never true: it looks at all of them without making a list.
    history.newest('person', id, windowBefore(record, minutes), (earlier) => {
      if (actorOf(earlier)?.id === id && isDenied(earlier)) denials.add(denialOf(earlier));
      return false;
    });
    if (denials.size < (params.count ?? COUNT))
      return pass('Nobody was refused again and again.', ['/people/initiator']);
    return fail(`${denials.size} jobs of ${login} were refused within ${minutes} minutes.`, ['/people/initiator'], {
      subject: id,
    });
  },
});

/** Who pressed the button. */
function actorOf({ people }: AccessRecord): Person | undefined {
  return people.rerunner ?? people.initiator;
}

function isDenied(record: AccessRecord): boolean {
  return isRejected(record) || refusedFor(record).length > 0;
}

function isRejected({ approvals }: AccessRecord): boolean {
  return approvals?.some(({ state }) => state === 'rejected') ?? false;
}

/** A rejection stands in the records of all later attempts of its run; a refusal is of one attempt. */
function denialOf(record: AccessRecord): string {
  return refusedFor(record).length > 0 ? attemptOf(record) : (record.pipeline.runId ?? record.recordId);
}
