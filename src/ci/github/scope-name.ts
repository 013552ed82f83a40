/** `PullRequests` as the runner has it, `pull-requests` as workflow files have it. */
export function workflowScope(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase();
}
