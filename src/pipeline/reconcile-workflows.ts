import { judgeAudit } from '../core/reconciliation/audit-steps.ts';
import type { Finding } from '../core/reconciliation/finding.ts';
import type { AuditedFile } from '../core/reconciliation/ledger.ts';
import type { Workflow } from '../core/workflow/workflow.ts';
import { readWorkflowFile } from '../core/workflow/workflow-file.ts';
import { DoorlogError } from '../errors.ts';
import type { WorkflowList } from '../ports.ts';

/** Looks at the default branch’s files of workflows whose jobs had records: does the audit still stand in them? */
export async function judgeWorkflows(
  audited: ReadonlyMap<string, AuditedFile>,
  { repository, list }: { readonly repository: string; readonly list: WorkflowList },
  signal: AbortSignal,
): Promise<Finding[]> {
  if (audited.size === 0) return [];
  const states = new Map<string, string>();
  for await (const { path, state } of list.workflows(signal)) states.set(path, state);
  const findings: Finding[] = [];
  for (const [path, { actions, jobs }] of audited) {
    signal.throwIfAborted();
    // Records are other people’s text: only what can be a workflow’s path is asked for.
    if (!/^\.github\/workflows\/[^/]+\.ya?ml$/.test(path)) continue;
    const text = await list.file(path);
    const file = { repository, path, actions, jobs, state: states.get(path) };
    try {
      findings.push(
        ...judgeAudit({ ...file, workflow: text === undefined ? undefined : await workflowIn(text, path) }),
      );
    } catch (error) {
      if (!(error instanceof DoorlogError)) throw error;
      const says = `The workflow ${path}, whose jobs had records, can’t be read any more: ${error.message}`;
      findings.push({ kind: 'audit-removed', says, repository, workflow: path });
    }
  }
  return findings;
}

async function workflowIn(text: string, path: string): Promise<Workflow> {
  return (await readWorkflowFile(text, path)).workflow;
}
