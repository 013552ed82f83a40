import * as z from 'zod/mini';
import { defineRule, fail, pass } from '../../rule.ts';
import { actorsOf, isBot } from '../identity/actors.ts';
import { changesAt, notCompared, pointersOf, unseenFact } from './compared.ts';

const ROLES = /^\/people\/(initiator|rerunner)\/(role|permission)$/;

/** Whoever runs the job has the same rights at its end as at its start. */
export const rolesDidNotChange = defineRule({
  id: 'roles-did-not-change',
  group: 'drift',
  title: 'Nobody’s role changed while the job ran',
  why: 'Rights that are given for the minutes of one job, or taken away in its midst, are never seen in a list of who has access.',
  mend: 'Ask who changed the role and what for: the audit log names them.',
  severity: 'medium',
  controls: [
    'OWASP CICD-SEC-2',
    'CIS 2.3.5',
    'SOC 2 CC6.3',
    'ISO 27001 A.5.18',
    'ISO 27001 A.8.2',
    'NIST AC-2',
    'NIST AC-6(9)',
  ],
  evidence: ['drift', 'people'],
  params: z.strictObject({}),
  judge(record) {
    const changes = changesAt(record, ROLES);
    if (changes.length > 0) {
      const actors = actorsOf(record).filter(({ pointer }) =>
        changes.some((change) => change.pointer.startsWith(pointer)),
      );
      const logins = actors.map(({ person }) => person.login).join(' and ');
      return fail(`The role of ${logins || 'whoever runs the job'} changed while the job ran.`, pointersOf(changes), {
        subject: actors[0]?.person.id,
      });
    }
    const people = actorsOf(record).filter(({ person }) => !isBot(person));
    return (
      notCompared(record) ??
      unseenFact(record, [['/people/initiator', record.people.initiator]]) ??
      unseenFact(
        record,
        people.map(({ person, pointer }) => [`${pointer}/permission`, person.permission] as const),
      ) ??
      pass('Nobody’s role changed while the job ran.', ['/people'])
    );
  },
});
