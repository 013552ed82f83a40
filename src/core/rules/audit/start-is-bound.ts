import * as z from 'zod/mini';
import { defineRule, fail, gapFor, pass, unknown, unseen } from '../../rule.ts';
import { auditStepPlace, thisJob } from '../job-file.ts';

/** The end record names the start that was announced before any other step ran. */
export const startIsBound = defineRule({
  id: 'start-is-bound',
  group: 'audit',
  title: 'The end of the record is bound to its start',
  why: 'What stood before the steps ran is proof against them only where the end names it by its digest and a log store had it first.',
  mend: 'Find the step that writes to the runner’s state or temporary folder; where a log store was late, see why it could not be reached at the start.',
  severity: 'high',
  controls: ['OWASP CICD-SEC-10', 'SOC 2 CC7.2', 'ISO 27001 A.8.15', 'NIST AU-9(3)', 'NIST AU-10'],
  evidence: [],
  params: z.strictObject({}),
  judge(record) {
    const evidence = ['/links/startEvent'];
    if (record.phase === 'checkpoint' || record.phase === 'collector') {
      return pass('A record of this kind has no start of its own.', ['/phase']);
    }
    if (record.recorder.kind === 'gate') {
      return pass('A gate looks once, before any step of its run.', ['/recorder/kind']);
    }
    const link = record.links.startEvent;
    if (link === undefined) {
      const isLost = record.phase === 'end' && gapFor(record.gaps, '/observedAt/start')?.reason === 'state-invalid';
      if (!isLost) return unknown(record, '/links/startEvent');
      return fail('What the start of the job left for its end is gone or altered.', ['/observedAt/start'], {
        locations: auditStepPlace(record),
        subject: thisJob(record),
      });
    }
    switch (link.announced) {
      case 'late':
        return unseen(
          'not-certain',
          'The start reached a log store only at the end, when other steps had run.',
          evidence,
        );
      case 'nowhere':
        return pass('The end names its start; no log store was asked to hold it.', evidence);
      case 'announced':
        return pass('The end names its start, which every log store had in time.', evidence);
    }
  },
});
