import * as z from 'zod/mini';
import type { AccessRecord } from '../../../model/access-record.ts';
import type { AuditEvent } from '../../../model/audit-event.ts';
import { type History, repositoryKey, roleChangesIn } from '../../history.ts';
import { defineRule, fail, notSupplied, pass, unknown } from '../../rule.ts';
import { isBot } from '../identity/actors.ts';
import { windowBefore, windowParams } from './window.ts';

const COUNT = 5;
const MINUTES = 60;

/**
 * GitHub’s events by which a person’s rights change:
 * https://docs.github.com/en/organizations/keeping-your-organization-secure/managing-security-settings-for-your-organization/audit-log-events-for-your-organization
 */
const CHANGES = new Set([
  'org.add_member',
  'org.update_member',
  'org.update_member_repository_permission',
  'org.remove_member',
  'repo.add_member',
  'repo.update_member',
  'repo.remove_member',
  'role.update',
  'team.add_member',
  'team.add_repository',
  'team.promote_maintainer',
  'team.remove_member',
  'team.update_repository_permission',
]);

/** Roles are not given and taken in quick succession. */
export const rolesChangeRarely = defineRule({
  id: 'roles-change-rarely',
  group: 'frequency',
  title: 'Roles do not change in quick succession',
  why: 'Whoever has taken over an administrator gives rights to their own accounts, uses them and takes them away again.',
  mend: 'Ask the administrators what the changes were for; where a whole team joined, waive the finding for that day.',
  severity: 'medium',
  controls: [
    'OWASP CICD-SEC-2',
    'CIS 2.3.5',
    'SOC 2 CC6.2',
    'SOC 2 CC7.2',
    'ISO 27001 A.8.16',
    'NIST AC-2',
    'NIST SI-4',
  ],
  evidence: ['people', 'history', 'audit-log'],
  params: z.strictObject(windowParams('Changes of roles', COUNT, MINUTES)),
  judge(record, { params, history, auditLog }) {
    if (history === undefined && auditLog === undefined) return notSupplied('no-history');
    const minutes = params.minutes ?? MINUTES;
    const logged = auditLog === undefined ? 0 : changesInLog(record, auditLog, minutes);
    const shown = history === undefined ? 0 : changesInRecords(record, history, minutes);
    const count = Math.max(logged, shown);
    if (count < (params.count ?? COUNT)) {
      const { initiator } = record.people;
      const isSeen = auditLog !== undefined || initiator?.permission !== undefined;
      if (!isSeen && !(initiator && isBot(initiator))) return unknown(record, '/people/initiator/permission');
      return pass('Roles do not change in quick succession.', ['/people/initiator']);
    }
    const where = logged >= shown ? 'the audit log' : 'records of jobs';
    return fail(`${count} changes of roles within ${minutes} minutes are seen in ${where}.`, []);
  },
});

function changesInLog(record: AccessRecord, auditLog: readonly AuditEvent[], minutes: number): number {
  const { from, until } = windowBefore(record, minutes);
  const own = record.pipeline.repository?.toLowerCase();
  const counted = auditLog.filter(({ action, at, repository }) => {
    const time = Date.parse(at);
    const isHere = repository === undefined || own === undefined || repository.toLowerCase() === own;
    return CHANGES.has(action) && isHere && time >= from && time <= until;
  });
  return new Set(counted.map(({ id }) => id)).size;
}

/** A person’s role is seen by the jobs that they run; each change is in the first record after it. */
function changesInRecords(record: AccessRecord, history: History, minutes: number): number {
  const { from, until } = windowBefore(record, minutes);
  const own = roleChangesIn(record, history).length;
  const repository = repositoryKey(record);
  if (repository === undefined) return own;
  return history
    .between('role-change', repository, from, until)
    .reduce((sum, { record: earlier }) => sum + roleChangesIn(earlier, history).length, own);
}
