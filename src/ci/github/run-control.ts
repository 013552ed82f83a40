import * as z from 'zod/mini';
import type { OpenDeployment, RunControl } from '../../ports.ts';
import type { GitHubClient } from './client.ts';

/** As many as one gate looks at: each costs a request. */
const MOST_DEPLOYMENTS = 5;
const LONGEST_DESCRIPTION = 140;
/** States after which a deployment is over; one that succeeded is what runs now, and stays so. */
const OVER = new Set(['success', 'failure', 'error', 'inactive']);

const Deployments = z.array(z.object({ id: z.number() }));
const Statuses = z.array(z.object({ state: z.string() }));
const Anything = z.unknown();

/** Makes the control of one repository’s runs; nothing is sent yet. */
export function createRunControl(client: GitHubClient, repository: string): RunControl {
  const [owner = '', repo = ''] = repository.split('/');
  return {
    async cancelRun(runId) {
      await client.rest(
        'POST /repos/{owner}/{repo}/actions/runs/{run_id}/cancel',
        { owner, repo, run_id: runId },
        Anything,
      );
    },
    async disableWorkflow(file) {
      const where = { owner, repo, workflow_id: file };
      await client.rest('PUT /repos/{owner}/{repo}/actions/workflows/{workflow_id}/disable', where, Anything);
    },
    async openDeployments(sha, environment) {
      const query = { owner, repo, sha, environment, per_page: MOST_DEPLOYMENTS };
      const deployments = await client.rest('GET /repos/{owner}/{repo}/deployments', query, Deployments);
      const open: OpenDeployment[] = [];
      for (const { id } of deployments) {
        const where = { owner, repo, deployment_id: id, per_page: 1 };
        const [latest] = await client.rest(
          'GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses',
          where,
          Statuses,
        );
        const state = latest?.state ?? 'pending';
        if (!OVER.has(state)) open.push({ id: String(id), state });
      }
      return open;
    },
    async failDeployment(id, description, logUrl) {
      const status = {
        state: 'failure',
        description: description.slice(0, LONGEST_DESCRIPTION),
        ...(logUrl && { log_url: logUrl }),
        auto_inactive: false,
      };
      const where = { owner, repo, deployment_id: id };
      await client.rest(
        'POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses',
        { ...where, ...status },
        Anything,
      );
    },
  };
}
