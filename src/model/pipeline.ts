import * as z from 'zod/mini';
import { logOnly, shown, words } from './field.ts';
import { gitObjectId, id, text } from './primitives.ts';
import { Visibility } from './visibility.ts';

/** The pull request that triggered a run. */
const TriggeringPullRequest = z.strictObject({
  number: shown(id(), 'Number of the pull request'),
  headSha: shown(gitObjectId(), 'Commit at the head of the pull request'),
  headRepository: z.optional(shown(text(300), 'Repository that the pull request comes from')),
  headRepositoryId: z.optional(shown(id(), 'Immutable id of that repository')),
  fromFork: z.optional(shown(z.boolean(), 'Whether it comes from another repository')),
  baseRef: z.optional(shown(text(), 'Branch that it wants to change')),
});

/** Which job of which run of which workflow. */
export const Pipeline = z.strictObject({
  provider: shown(z.enum(['github-actions', 'local']), 'System that runs the job'),
  server: z.optional(shown(text(300), 'Address of the server, without a slash at the end')),
  repository: z.optional(shown(text(300), 'Owner and name of the repository')),
  repositoryId: z.optional(shown(id(), 'Immutable id of the repository')),
  repositoryOwner: z.optional(shown(text(100), 'Owner of the repository')),
  repositoryOwnerId: z.optional(shown(id(), 'Immutable id of the owner')),
  visibility: z.optional(shown(Visibility, 'Who can see the repository')),
  workflow: z.optional(words(text(), 'Name of the workflow')),
  workflowRef: z.optional(shown(text(), 'Workflow file that was started, with its ref')),
  workflowSha: z.optional(shown(gitObjectId(), 'Commit of that workflow file')),
  jobWorkflowRef: z.optional(shown(text(), 'Workflow file that holds the job, a called workflow’s own')),
  jobWorkflowSha: z.optional(shown(gitObjectId(), 'Commit of the workflow file that holds the job')),
  calledWorkflows: z.optional(
    z.array(
      z.strictObject({
        path: shown(text(), 'Called workflow with its ref'),
        sha: z.optional(shown(gitObjectId(), 'Commit that it resolved to')),
      }),
    ),
  ),
  runId: z.optional(shown(id(), 'Id of the run')),
  runNumber: z.optional(shown(id(), 'Number of the run within its workflow')),
  runAttempt: z.optional(shown(id(), 'Attempt of the run, from 1')),
  runUrl: z.optional(shown(text(500), 'Page of the run')),
  job: z.optional(shown(text(), 'Key of the job in the workflow file')),
  checkRunId: z.optional(shown(id(), 'Check run of the job')),
  matrix: z.optional(words(z.record(z.string(), z.unknown()), 'Place of the job in its matrix')),
  event: z.optional(shown(text(100), 'Event that started the run')),
  eventAction: z.optional(shown(text(100), 'Activity type of the event')),
  before: z.optional(shown(gitObjectId(), 'Commit of the ref before a push')),
  ref: z.optional(shown(text(), 'Full ref that the run is for')),
  refProtected: z.optional(shown(z.boolean(), 'Whether rules protect the ref')),
  sha: z.optional(shown(gitObjectId(), 'Commit that the run is for')),
  pullRequest: z.optional(TriggeringPullRequest),
  environment: z.optional(shown(text(300), 'Deployment environment of the job')),
  command: z.optional(words(z.array(text(4_000)), 'Command that was run, for a local record')),
  ci: z.optional(
    z.strictObject({
      name: z.optional(logOnly(text(100), 'CI system that the environment claims, for a local record')),
      run: z.optional(logOnly(text(200), 'That system’s own id of the build or job')),
    }),
  ),
  directory: z.optional(words(text(4_000), 'Folder that it was run in, for a local record')),
});
export type Pipeline = z.infer<typeof Pipeline>;

/** The machine. */
export const Runner = z.strictObject({
  environment: z.optional(shown(z.enum(['github-hosted', 'self-hosted']), 'Whose machine it is')),
  os: z.optional(shown(text(100), 'Operating system')),
  arch: z.optional(shown(text(100), 'Processor architecture')),
  name: z.optional(logOnly(text(300), 'Name of the runner')),
  hostName: z.optional(logOnly(text(300), 'Host name, for a local record')),
  user: z.optional(logOnly(text(300), 'User that the job runs as, for a local record')),
  userId: z.optional(logOnly(id(), 'Id of that user on the machine, for a local record')),
  sudoUser: z.optional(logOnly(text(300), 'User who became that user by sudo, for a local record')),
  sharedAccount: z.optional(logOnly(text(300), 'Why several people may stand behind that user, for a local record')),
  image: z.optional(shown(text(300), 'Image of a hosted runner with its version')),
  proxy: z.optional(logOnly(text(2_000), 'Proxies in use, without credentials, or `none`')),
  certificateAuthorities: z.optional(logOnly(text(100), 'SHA-256 over the private certificate authorities, or `none`')),
  trackingId: z.optional(logOnly(id(), 'Mark by which the runner finds processes left behind')),
});
export type Runner = z.infer<typeof Runner>;
