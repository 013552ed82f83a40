import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** One of GitHub's own examples of a webhook's payload. */
export interface WebhookExample {
  readonly event: string;
  readonly payload: Record<string, unknown>;
}

/**
 * Webhooks that can start a workflow; `pull_request_target` has the payload of `pull_request`.
 * https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */
const TRIGGERING = (
  'branch_protection_rule check_run check_suite create delete deployment deployment_status discussion ' +
  'discussion_comment fork gollum image_version issue_comment issues label merge_group milestone page_build public ' +
  'pull_request pull_request_review pull_request_review_comment pull_request_target push registry_package release ' +
  'repository_dispatch status watch workflow_dispatch workflow_run'
).split(' ');

/** Of these GitHub has published no example. */
export const WITHOUT_EXAMPLE = ['image_version', 'registry_package'];

/** Every example payload that GitHub has published, for its own site and its servers, of an event that can start a workflow. */
export function triggeringExamples(): WebhookExample[] {
  const home = dirname(dirname(createRequire(import.meta.url).resolve('@octokit/webhooks-examples')));
  const folders = readdirSync(home, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.flatMap(({ name }) => {
    const all: { name: string; examples: Record<string, unknown>[] }[] = JSON.parse(
      readFileSync(join(home, name, 'index.json'), 'utf8'),
    );
    return TRIGGERING.flatMap((event) => {
      const like = event === 'pull_request_target' ? 'pull_request' : event;
      return (all.find((entry) => entry.name === like)?.examples ?? []).map((payload) => ({ event, payload }));
    });
  });
}

/** The events that have examples or are known to have none. */
export function triggeringEvents(): readonly string[] {
  return TRIGGERING;
}
