import * as z from 'zod/mini';
import { defineRule, fail, pass, unseen } from '../../rule.ts';
import { changesAt, listed, notCompared, pointersOf, unseenFact } from './compared.ts';
import { isWeakened } from './weakening.ts';

/** The guards hold until the job is done. */
export const protectionWasNotWeakened = defineRule({
  id: 'protection-was-not-weakened',
  group: 'drift',
  title: 'No protection was weakened while the job ran',
  why: 'Whoever takes a guard away for the minutes of one job, and puts it back, leaves settings that look untouched.',
  mend: 'Put the protection back, and ask who changed it: the audit log names them.',
  severity: 'high',
  controls: [
    'OWASP CICD-SEC-1',
    'OWASP CICD-SEC-7',
    'CIS 1.1.14',
    'CIS 1.1.20',
    'SOC 2 CC7.2',
    'SOC 2 CC8.1',
    'ISO 27001 A.8.9',
    'NIST CM-3',
    'NIST CM-5',
  ],
  evidence: ['drift', 'environment', 'ref-protection'],
  params: z.strictObject({}),
  judge(record) {
    const changes = changesAt(record, /^\/protections\//).concat(changesAt(record, /^\/protections$/));
    const looked = changes.map((drift) => ({ drift, weaker: isWeakened(drift.pointer, drift.before, drift.after) }));
    const weakened = looked.filter(({ weaker }) => weaker).map(({ drift }) => drift);
    if (weakened.length > 0) {
      return fail(`Weakened while the job ran: ${listed(weakened)}.`, pointersOf(weakened), {
        subject: pointersOf(weakened).join(' ').slice(0, 300),
      });
    }
    const notCertain = looked.filter(({ weaker }) => weaker === undefined).map(({ drift }) => drift);
    if (notCertain.length > 0) {
      return unseen('not-certain', `Changed while the job ran, in a way that is not shown: ${listed(notCertain)}.`, [
        ...pointersOf(notCertain),
      ]);
    }
    const { environment, ref, rulesets } = record.protections;
    return (
      notCompared(record) ??
      unseenFact(record, [
        ['/protections/environment', environment],
        ['/protections/ref', ref],
        ['/protections/rulesets', rulesets],
      ]) ??
      pass('No protection was weakened while the job ran.', ['/protections'])
    );
  },
});
