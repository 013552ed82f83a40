import * as z from 'zod/mini';
import type { AccessRecord } from '../../../model/access-record.ts';
import type { AuditEvent } from '../../../model/audit-event.ts';
import { defineRule, fail, notSupplied, pass, unknown } from '../../rule.ts';
import { isSameEnvironment } from '../../same-environment.ts';
import { isSamePerson } from '../identity/actors.ts';

const HOUR = 60 * 60 * 1_000;

/** GitHub's names: an environment's gate that was passed by in a run, and a branch's rule that was set aside. */
const BYPASS = 'workflows.bypass_protection_rules';
const OVERRIDE = 'protected_branch.policy_override';

/** The organisation's audit log knows of nobody who set a guard of this run aside. */
export const noBypassInAuditLog = defineRule({
  id: 'no-bypass-in-audit-log',
  group: 'approvals',
  title: 'The audit log has no bypass of a guard of this run',
  why: 'Only the organisation’s audit log tells for sure that, and by whom, a protection rule was set aside.',
  mend: 'Look up the event in the audit log and ask whoever it names; take the right to bypass away where nobody needs it.',
  severity: 'high',
  controls: ['OWASP CICD-SEC-1', 'CIS 1.1.14', 'SOC 2 CC7.2', 'SOC 2 CC8.1', 'ISO 27001 A.8.32', 'NIST CM-5'],
  evidence: ['people', 'environment', 'audit-log'],
  params: z.strictObject({
    hours: z.optional(
      z
        .int()
        .check(
          z.minimum(1),
          z.maximum(720),
          z.describe(
            'How many hours before the job an override of the branch’s rules, by whoever pushed or merged, still counts as the job’s; default 1.',
          ),
        ),
    ),
  }),
  judge(record, { params, auditLog }) {
    if (auditLog === undefined) return notSupplied('no-audit-log');
    const { runId, environment, repository, ref } = record.pipeline;
    const events = auditLog.filter((event) => isSameName(event.repository, repository));
    const bypasses = events.filter(({ action }) => action === BYPASS);
    const own = bypasses.filter(
      (event) =>
        runId !== undefined &&
        event.runId === runId &&
        (event.environment === undefined ||
          environment === undefined ||
          isSameEnvironment(event.environment, environment)),
    );
    if (own.length > 0) {
      return fail(
        'The audit log says that the environment’s protection rules were bypassed in this run.',
        ['/pipeline/runId'],
        {
          subject: environment ?? ref,
        },
      );
    }
    if (events.some((event) => isOverrideForJob(record, event, params.hours ?? 1))) {
      return fail(
        'The audit log says that the branch’s rules were overridden by whoever pushed or merged.',
        ['/people'],
        {
          subject: ref,
        },
      );
    }
    if (runId === undefined && bypasses.length > 0) return unknown(record, '/pipeline/runId');
    return pass('The audit log has no bypass of a guard of this run.', ['/pipeline/runId']);
  },
});

/** The event names neither run nor commit: its actor and its time have to do. */
function isOverrideForJob({ people, observedAt }: AccessRecord, event: AuditEvent, hours: number): boolean {
  if (event.action !== OVERRIDE) return false;
  const { initiator, pusher, merger } = people;
  if (![initiator, pusher, merger].some((person) => isSamePerson(person, event.actor))) return false;
  const began = Date.parse(observedAt.start ?? observedAt.checkpoints?.[0] ?? observedAt.end ?? '');
  const at = Date.parse(event.at);
  return at <= began && began - at <= hours * HOUR;
}

function isSameName(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a.toLowerCase() === b.toLowerCase();
}
