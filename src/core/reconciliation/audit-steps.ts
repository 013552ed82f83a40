import { findOurStep } from '../workflow/our-step.ts';
import type { Job, Step, Workflow } from '../workflow/workflow.ts';
import type { Finding } from './finding.ts';

/** A workflow file at the default branch that held audited jobs. */
export interface AuditedWorkflow {
  /** `OWNER/REPO`. */
  readonly repository: string;
  /** Path of the file. */
  readonly path: string;
  /** Repositories of the actions that recorded its jobs, and the keys of these. */
  readonly actions: ReadonlySet<string>;
  readonly jobs: ReadonlySet<string>;
  /** `active`, `disabled_manually` …, undefined where GitHub lists no such workflow. */
  readonly state?: string | undefined;
  /** Undefined where the default branch has no such file. */
  readonly workflow?: Workflow | undefined;
}

/** Conditions under which a step runs always: none of them holds the audit back. */
const HARMLESS = /^(?:\$\{\{)?\s*(?:always\(\)|true)\s*(?:\}\})?$/;

/** What became of the audit in a workflow whose jobs had records: one finding for each way in which it got weaker. */
export function judgeAudit({ repository, path, actions, jobs, state, workflow }: AuditedWorkflow): Finding[] {
  const about = { repository, workflow: path };
  const findings: Finding[] = [];
  if (state?.startsWith('disabled')) {
    const says = `The workflow ${path}, whose jobs had records, is switched off (${state}).`;
    findings.push({ kind: 'workflow-disabled', says, ...about });
  }
  if (!workflow) {
    const says = `The workflow ${path}, whose jobs had records, is gone from the default branch.`;
    return [...findings, { kind: 'audit-removed', says, ...about }];
  }
  const bare: string[] = [];
  const audited: { readonly job: Job; readonly step: Step }[] = [];
  for (const job of workflow.jobs.values()) {
    const step = [...actions].map((actionRepository) => findOurStep(job, { actionRepository })).find(Boolean);
    if (step) audited.push({ job, step });
    else if (jobs.has(job.key)) bare.push(job.key);
  }
  if (audited.length === 0) {
    const says = `No job of ${path}, whose jobs had records, has the audit step at the default branch any more.`;
    return [...findings, { kind: 'audit-removed', says, ...about }];
  }
  for (const key of bare) {
    const says = `The job ${key} of ${path}, which had records, has no audit step at the default branch any more.`;
    findings.push({ kind: 'audit-removed', says, ...about });
  }
  for (const { job, step } of audited) {
    const place = `The audit step of the job ${job.key} (${path}, line ${step.line})`;
    if (step.if !== undefined && !HARMLESS.test(step.if)) {
      findings.push({ kind: 'audit-guarded', says: `${place} runs only under a condition.`, ...about });
    }
    if (step.continueOnError !== false || job.continueOnError !== false) {
      findings.push({ kind: 'audit-tolerated', says: `${place} may fail and nobody is stopped.`, ...about });
    }
  }
  return findings;
}
