import * as z from 'zod/mini';
import { from, logOnly, shown, words } from './field.ts';
import { Account } from './person.ts';
import { gitObjectId, id, text, time } from './primitives.ts';
import { Visibility } from './visibility.ts';

const LOCAL = { from: ['system'], needs: 'a local record', applies: { provider: 'local' } } as const;

/** The pull request that triggered a run. */
const TriggeringPullRequest = z.strictObject({
  number: shown(id(), 'Number of the pull request'),
  headSha: shown(gitObjectId(), 'Commit at the head of the pull request'),
  headRef: z.optional(shown(text(), 'Name of the branch that it comes from, which its author chose')),
  headRepository: z.optional(shown(text(300), 'Repository that the pull request comes from')),
  headRepositoryId: z.optional(shown(id(), 'Immutable id of that repository')),
  fromFork: z.optional(shown(z.boolean(), 'Whether it comes from another repository')),
  baseRef: z.optional(shown(text(), 'Branch that it wants to change')),
  author: z.optional(Account),
  association: z.optional(shown(text(100), 'How the author belongs to the repository, in GitHub’s words')),
});

/** The run that this one follows. */
const TriggeringRun = z.strictObject({
  id: shown(id(), 'Id of the run that triggered this one'),
  event: z.optional(shown(text(100), 'Event that started that run')),
  conclusion: z.optional(shown(text(100), 'How it ended, in GitHub’s words')),
  workflow: z.optional(shown(text(), 'Path of its workflow file')),
  headSha: z.optional(shown(gitObjectId(), 'Commit that it ran on')),
  headBranch: z.optional(shown(text(), 'Branch that it ran on')),
  headRepository: z.optional(shown(text(300), 'Repository that this commit comes from')),
  headRepositoryId: z.optional(shown(id(), 'Immutable id of that repository')),
  fromFork: z.optional(shown(z.boolean(), 'Whether that is another repository')),
  actor: z.optional(Account),
  triggeringActor: z.optional(Account),
});

/** The group of pull requests that a merge queue tries. */
const MergeGroup = z.strictObject({
  headSha: shown(gitObjectId(), 'Commit that the queue made'),
  headRef: z.optional(shown(text(), 'Temporary ref of that commit')),
  baseSha: z.optional(shown(gitObjectId(), 'Commit that it builds on')),
  baseRef: z.optional(shown(text(), 'Branch that it is to be merged into')),
});

/** The release that triggered a run. */
const TriggeringRelease = z.strictObject({
  id: shown(id(), 'Immutable id of the release'),
  tag: z.optional(shown(text(), 'Tag that it is for')),
  target: z.optional(shown(text(), 'Branch or commit that the tag is made from')),
  author: z.optional(Account),
  createdAt: z.optional(shown(time(), 'When it was made')),
  draft: z.optional(shown(z.boolean(), 'Whether it is a draft')),
  prerelease: z.optional(shown(z.boolean(), 'Whether it is a pre-release')),
  immutable: z.optional(shown(z.boolean(), 'Whether it can no longer be changed')),
});

/** The deployment that triggered a run. */
const TriggeringDeployment = z.strictObject({
  id: shown(id(), 'Immutable id of the deployment'),
  environment: z.optional(shown(text(300), 'Environment that it is for')),
  commit: z.optional(shown(gitObjectId(), 'Commit that is to be deployed')),
  ref: z.optional(shown(text(), 'Ref that is to be deployed')),
  creator: z.optional(Account),
  state: z.optional(shown(text(100), 'State that a status event brought')),
});

/** The comment that triggered a run. */
const TriggeringComment = z.strictObject({
  id: shown(id(), 'Immutable id of the comment'),
  author: z.optional(Account),
  association: z.optional(shown(text(100), 'How the author belongs to the repository, in GitHub’s words')),
  issue: z.optional(shown(id(), 'Number of the issue or pull request')),
  onPullRequest: z.optional(shown(z.boolean(), 'Whether it stands at a pull request')),
});

const EVENT_FILE = 'a readable event file';

function trigger<T extends z.core.$ZodType>(events: readonly string[], schema: T): T {
  return from({ from: ['event'], needs: EVENT_FILE, applies: { provider: 'github-actions', events } }, schema);
}

/** Which job of which run of which workflow. */
export const Pipeline = from(
  { from: ['env'], needs: 'a runner that names it' },
  z.strictObject({
    provider: shown(z.enum(['github-actions', 'local']), 'System that runs the job'),
    server: z.optional(shown(text(300), 'Address of the server, without a slash at the end')),
    repository: z.optional(shown(text(300), 'Owner and name of the repository')),
    repositoryId: z.optional(shown(id(), 'Immutable id of the repository')),
    repositoryOwner: z.optional(shown(text(100), 'Owner of the repository')),
    repositoryOwnerId: z.optional(shown(id(), 'Immutable id of the owner')),
    visibility: from(
      { from: ['api', 'event', 'oidc'], needs: 'permissions: contents: read' },
      z.optional(shown(Visibility, 'Who can see the repository')),
    ),
    defaultBranch: from(
      { from: ['api'], needs: 'permissions: contents: read', applies: { provider: 'github-actions' } },
      z.optional(shown(text(), 'Name of the repository’s default branch')),
    ),
    workflow: z.optional(words(text(), 'Name of the workflow')),
    workflowRef: z.optional(shown(text(), 'Workflow file that was started, with its ref')),
    workflowSha: z.optional(shown(gitObjectId(), 'Commit of that workflow file')),
    jobWorkflowRef: from(
      { from: ['input', 'oidc'], needs: 'a runner that names it, or id-token: write' },
      z.optional(shown(text(), 'Workflow file that holds the job, a called workflow’s own')),
    ),
    jobWorkflowSha: from(
      { from: ['input', 'oidc'], needs: 'a runner that names it, or id-token: write' },
      z.optional(shown(gitObjectId(), 'Commit of the workflow file that holds the job')),
    ),
    calledWorkflows: from(
      {
        from: ['api', 'oidc'],
        needs: 'a called workflow',
        applies: { provider: 'github-actions', when: 'a job in a called workflow' },
      },
      z.optional(
        z.array(
          z.strictObject({
            path: shown(text(), 'Called workflow with its ref'),
            sha: from(
              { needs: 'permissions: actions: read' },
              z.optional(shown(gitObjectId(), 'Commit that it resolved to')),
            ),
          }),
        ),
      ),
    ),
    runId: z.optional(shown(id(), 'Id of the run')),
    runNumber: z.optional(shown(id(), 'Number of the run within its workflow')),
    runAttempt: z.optional(shown(id(), 'Attempt of the run, from 1')),
    runUrl: z.optional(shown(text(500), 'Page of the run')),
    job: z.optional(shown(text(), 'Key of the job in the workflow file')),
    checkRunId: from(
      { from: ['input', 'oidc'], needs: 'a runner that names it, or id-token: write' },
      z.optional(shown(id(), 'Check run of the job')),
    ),
    matrix: from(
      {
        from: ['input'],
        needs: 'a job with a matrix',
        applies: { provider: 'github-actions', when: 'a job with a matrix' },
      },
      z.optional(words(z.record(z.string(), z.unknown()), 'Place of the job in its matrix')),
    ),
    event: z.optional(shown(text(100), 'Event that started the run')),
    eventAction: from(
      {
        from: ['event'],
        needs: 'an event with activity types',
        applies: { provider: 'github-actions', when: 'an event with activity types' },
      },
      z.optional(shown(text(100), 'Activity type of the event')),
    ),
    before: from(
      {
        from: ['event'],
        needs: 'a push to a ref that was there',
        applies: { provider: 'github-actions', events: ['push'], when: 'a push to a ref that was there' },
      },
      z.optional(shown(gitObjectId(), 'Commit of the ref before a push')),
    ),
    ref: z.optional(shown(text(), 'Full ref that the run is for')),
    refProtected: z.optional(shown(z.boolean(), 'Whether rules protect the ref')),
    sha: z.optional(shown(gitObjectId(), 'Commit that the run is for')),
    pullRequest: z.optional(
      trigger(
        ['pull_request', 'pull_request_target', 'pull_request_review', 'pull_request_review_comment'],
        TriggeringPullRequest,
      ),
    ),
    workflowRun: z.optional(trigger(['workflow_run'], TriggeringRun)),
    mergeGroup: z.optional(trigger(['merge_group'], MergeGroup)),
    release: z.optional(trigger(['release'], TriggeringRelease)),
    deployment: z.optional(trigger(['deployment', 'deployment_status'], TriggeringDeployment)),
    comment: z.optional(
      trigger(
        ['issue_comment', 'pull_request_review_comment', 'commit_comment', 'discussion_comment'],
        TriggeringComment,
      ),
    ),
    schedule: z.optional(trigger(['schedule'], shown(text(300), 'Cron expression that was due'))),
    inputNames: z.optional(
      trigger(
        ['workflow_dispatch', 'repository_dispatch'],
        logOnly(z.array(text(300)), 'Names of the inputs that were given, never their values'),
      ),
    ),
    environment: from(
      {
        from: ['oidc', 'workflow-file', 'input'],
        needs: 'a deployment environment',
        applies: { provider: 'github-actions', when: 'a deployment environment' },
      },
      z.optional(shown(text(300), 'Deployment environment of the job')),
    ),
    command: from(LOCAL, z.optional(words(z.array(text(4_000)), 'Command that was run, for a local record'))),
    ci: from(
      LOCAL,
      z.optional(
        z.strictObject({
          name: z.optional(logOnly(text(100), 'CI system that the environment claims, for a local record')),
          run: z.optional(logOnly(text(200), 'That system’s own id of the build or job')),
        }),
      ),
    ),
    directory: from(LOCAL, z.optional(words(text(4_000), 'Folder that it was run in, for a local record'))),
  }),
);
export type Pipeline = z.infer<typeof Pipeline>;
