import { describe, expect, it } from '@jest/globals';
import { outsiderTriggers } from '../../../src/core/workflow/outsiders.ts';
import { readWorkflowFile } from '../../../src/core/workflow/workflow-file.ts';

async function outsidersOf(on: string): Promise<string[]> {
  const { tree } = await readWorkflowFile(`on: ${on}\n`, 'ci.yml');
  return outsiderTriggers(tree).map(
    ({ trigger, secrets, token }) => `${trigger} ${secrets ? 'secrets' : 'none'} ${token}`,
  );
}

describe('triggers that outsiders can cause', () => {
  it.each([
    ['push', []],
    ['[push, schedule, workflow_dispatch, release, merge_group, deployment, workflow_call]', []],
    ['pull_request', ['pull_request none read-only']],
    ['[push, pull_request_target]', ['pull_request_target secrets as-declared']],
    ['{ issue_comment: { types: [created] }, push: }', ['issue_comment secrets as-declared']],
    ['{ workflow_run: { workflows: [CI], types: [completed] } }', ['workflow_run secrets as-declared']],
    [
      '[issues, discussion, discussion_comment, fork, watch, gollum]',
      [
        'issues secrets as-declared',
        'discussion secrets as-declared',
        'discussion_comment secrets as-declared',
        'fork secrets as-declared',
        'watch secrets as-declared',
        'gollum secrets as-declared',
      ],
    ],
    ['{ pull_request_target: { types: [labeled] } }', []],
    ['{ pull_request_target: { types: labeled } }', []],
    ['{ pull_request_target: { types: [labeled, synchronize] } }', ['pull_request_target secrets as-declared']],
    ['{ issues: { types: [labeled] } }', ['issues secrets as-declared']],
    ['{ issues: { types: [milestoned, locked] } }', []],
    ['{ pull_request: { branches: [main] } }', ['pull_request none read-only']],
    ['constructor', []],
    ['~', []],
  ])('are as follows when the file says on: %s', async (on, expected) => {
    expect(await outsidersOf(on)).toEqual(expected);
  });
});
