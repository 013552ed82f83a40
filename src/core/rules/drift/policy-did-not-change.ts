import * as z from 'zod/mini';
import { defineRule, fail, pass } from '../../rule.ts';
import { changesAt, listed, notCompared, pointersOf } from './compared.ts';

const POLICY = /^\/policy\/(policy|organizationPolicy)\/digest$/;

/** The end is judged by what the start was judged by. */
export const policyDidNotChange = defineRule({
  id: 'policy-did-not-change',
  group: 'drift',
  title: 'The policy is the same at the end as at the start',
  why: 'A policy that is changed while a job runs may let through at the end what it would have refused at the start.',
  mend: 'Look at the policy’s history on the default branch; run the job again under the policy that is meant to hold.',
  severity: 'medium',
  controls: [
    'OWASP CICD-SEC-1',
    'CIS 1.1.20',
    'SOC 2 CC7.2',
    'SOC 2 CC8.1',
    'ISO 27001 A.8.9',
    'NIST CM-3',
    'NIST CM-5',
  ],
  evidence: ['drift'],
  params: z.strictObject({}),
  judge(record) {
    const changes = changesAt(record, POLICY);
    if (changes.length > 0) {
      return fail(`The policy changed while the job ran: ${listed(changes)}.`, pointersOf(changes), {
        subject: 'policy',
      });
    }
    return notCompared(record) ?? pass('The policy did not change while the job ran.', ['/observedAt/start']);
  },
});
