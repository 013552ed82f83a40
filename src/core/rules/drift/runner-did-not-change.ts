import * as z from 'zod/mini';
import { defineRule, fail, pass } from '../../rule.ts';
import { changesAt, listed, notCompared, pointersOf, unseenFact } from './compared.ts';

const MACHINE = /^\/runner\/(trackingId|proxy|certificateAuthorities|name)$/;

/** No step turned the machine that the others run on into another. */
export const runnerDidNotChange = defineRule({
  id: 'runner-did-not-change',
  group: 'drift',
  title: 'The runner’s marks, proxy and authorities are the same at the end',
  why: 'A step that changes its tracking mark leaves a process behind; one that sets a proxy or an authority reads what later steps send.',
  mend: 'Find the step that sets the variable; give the whole job its proxy and authorities in the runner’s own configuration.',
  severity: 'high',
  controls: ['OWASP CICD-SEC-7', 'CIS 2.2.1', 'SOC 2 CC6.6', 'ISO 27001 A.8.9', 'NIST CM-6'],
  evidence: ['drift', 'runner'],
  params: z.strictObject({}),
  judge(record) {
    const changes = changesAt(record, MACHINE);
    if (changes.length > 0) {
      return fail(`The runner changed while the job ran: ${listed(changes)}.`, pointersOf(changes), {
        subject: pointersOf(changes).join(' '),
      });
    }
    const { trackingId, proxy, certificateAuthorities, name } = record.runner;
    const ofRunner = [
      ['/runner/trackingId', trackingId],
      ['/runner/name', name],
    ] as const;
    return (
      notCompared(record) ??
      unseenFact(record, [
        ...(record.pipeline.provider === 'local' ? [] : ofRunner),
        ['/runner/proxy', proxy],
        ['/runner/certificateAuthorities', certificateAuthorities],
      ]) ??
      pass('The runner is at the end what it was at the start.', ['/runner'])
    );
  },
});
