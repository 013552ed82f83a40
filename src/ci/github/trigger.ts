import type { Pipeline } from '../../model/pipeline.ts';
import type { PayloadRepository, TriggerEvent } from './event.ts';
import { accountAt } from './event-people.ts';
import { EVENT_FILE, type GapList } from './gap-list.ts';
import { withoutUndefined } from './without-undefined.ts';

/** Parts of the pipeline that say what triggered the run, beside the activity type. */
type Part =
  | 'before'
  | 'pullRequest'
  | 'workflowRun'
  | 'mergeGroup'
  | 'release'
  | 'deployment'
  | 'comment'
  | 'schedule'
  | 'inputNames';

/** Everything of the pipeline that says what triggered the run. */
export type Trigger = Pick<Pipeline, Part | 'eventAction'>;

/** The parts that events bring: https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows */
const BROUGHT: Readonly<Record<string, readonly Part[]>> = {
  push: ['before'],
  pull_request: ['pullRequest'],
  pull_request_target: ['pullRequest'],
  pull_request_review: ['pullRequest'],
  pull_request_review_comment: ['pullRequest', 'comment'],
  workflow_run: ['workflowRun'],
  merge_group: ['mergeGroup'],
  release: ['release'],
  deployment: ['deployment'],
  deployment_status: ['deployment'],
  issue_comment: ['comment'],
  commit_comment: ['comment'],
  discussion_comment: ['comment'],
  schedule: ['schedule'],
  workflow_dispatch: ['inputNames'],
  repository_dispatch: ['inputNames'],
};

/** Events whose payload has no activity type. */
const WITHOUT_ACTION: ReadonlySet<string> = new Set(
  'push workflow_dispatch schedule create delete fork gollum page_build public status'.split(' '),
);

const READERS: { readonly [P in Part]: (event: TriggerEvent, list: GapList, name: string) => Trigger[P] | undefined } =
  {
    before: beforeOf,
    pullRequest: pullRequestOf,
    workflowRun: workflowRunOf,
    mergeGroup: mergeGroupOf,
    release: releaseOf,
    deployment: deploymentOf,
    comment: commentOf,
    schedule: ({ schedule }) => schedule ?? undefined,
    inputNames: inputNamesOf,
  };

/**
 * What the event says of the run's trigger, and a gap for what an event of this name should have brought. `name` is
 * what the runner calls the event, `event` is left out where the file can't be read.
 */
export function triggerOf(name: string | undefined, event: TriggerEvent | undefined, list: GapList): Trigger {
  const action = event?.action ?? undefined;
  const parts = (name !== undefined && Object.hasOwn(BROUGHT, name) && BROUGHT[name]) || [];
  const found = parts.map((part) => [part, event && READERS[part](event, list, name ?? '')] as const);
  for (const [part, value] of found) {
    if (value === undefined && !list.has(`/pipeline/${part}`)) list.miss(`/pipeline/${part}`, EVENT_FILE);
  }
  if (action === undefined && name !== undefined && !WITHOUT_ACTION.has(name)) {
    list.miss('/pipeline/eventAction', EVENT_FILE);
  }
  return withoutUndefined({ eventAction: action, ...Object.fromEntries(found) });
}

function beforeOf({ before, created }: TriggerEvent, list: GapList): Trigger['before'] {
  const isNew = created === true || (typeof before === 'string' && /^0+$/.test(before));
  if (isNew) list.miss('/pipeline/before', 'a push to a ref that was there', 'not-applicable');
  return isNew ? undefined : (before ?? undefined);
}

function pullRequestOf({ pull_request: pull }: TriggerEvent, list: GapList): Trigger['pullRequest'] {
  const { number, head, base } = pull ?? {};
  if (!number || !head?.sha) return undefined;
  if (head.repo === null) missGone(list, '/pipeline/pullRequest');
  return withoutUndefined({
    number,
    headSha: head.sha,
    headRef: head.ref ?? undefined,
    ...nameOf(head.repo),
    fromFork: isOtherRepository(head.repo, base?.repo),
    baseRef: base?.ref ?? undefined,
    author: accountAt('/pipeline/pullRequest/author', pull?.user, list),
    association: pull?.author_association ?? undefined,
  });
}

function workflowRunOf(event: TriggerEvent, list: GapList): Trigger['workflowRun'] {
  const run = event.workflow_run;
  if (!run?.id) return undefined;
  const at = '/pipeline/workflowRun';
  if (run.head_repository === null) missGone(list, at);
  if (run.conclusion === null) list.miss(`${at}/conclusion`, 'a run that has ended', 'not-applicable');
  return withoutUndefined({
    id: run.id,
    event: run.event ?? undefined,
    conclusion: run.conclusion ?? undefined,
    workflow: run.path ?? event.workflow?.path ?? undefined,
    headSha: run.head_sha ?? undefined,
    headBranch: run.head_branch ?? undefined,
    ...nameOf(run.head_repository),
    fromFork: isOtherRepository(run.head_repository, run.repository ?? event.repository),
    actor: accountAt(`${at}/actor`, run.actor, list),
    triggeringActor: accountAt(`${at}/triggeringActor`, run.triggering_actor, list),
  });
}

function nameOf(repository: PayloadRepository | undefined): { headRepository?: string; headRepositoryId?: string } {
  return withoutUndefined({
    headRepository: repository?.full_name ?? undefined,
    headRepositoryId: repository?.id ?? undefined,
  });
}

/** A head without a repository came from a fork that is gone. */
function isOtherRepository(
  head: PayloadRepository | undefined,
  base: PayloadRepository | undefined,
): boolean | undefined {
  if (head === null) return true;
  if (head?.id && base?.id) return head.id !== base.id;
  return head?.full_name && base?.full_name ? head.full_name.toLowerCase() !== base.full_name.toLowerCase() : undefined;
}

function missGone(list: GapList, at: string): void {
  for (const fact of ['headRepository', 'headRepositoryId'])
    list.miss(`${at}/${fact}`, 'a repository that is still there');
}

function mergeGroupOf({ merge_group: group }: TriggerEvent): Trigger['mergeGroup'] {
  if (!group?.head_sha) return undefined;
  return withoutUndefined({
    headSha: group.head_sha,
    headRef: group.head_ref ?? undefined,
    baseSha: group.base_sha ?? undefined,
    baseRef: group.base_ref ?? undefined,
  });
}

function releaseOf({ release }: TriggerEvent, list: GapList): Trigger['release'] {
  if (!release?.id) return undefined;
  const at = '/pipeline/release';
  if (typeof release.immutable !== 'boolean') list.miss(`${at}/immutable`, 'a server that can make releases immutable');
  return withoutUndefined({
    id: release.id,
    tag: release.tag_name ?? undefined,
    target: release.target_commitish ?? undefined,
    author: accountAt(`${at}/author`, release.author, list),
    createdAt: release.created_at ?? undefined,
    draft: release.draft ?? undefined,
    prerelease: release.prerelease ?? undefined,
    immutable: release.immutable ?? undefined,
  });
}

function deploymentOf(event: TriggerEvent, list: GapList, name: string): Trigger['deployment'] {
  const { deployment, deployment_status: status } = event;
  if (!deployment?.id) return undefined;
  const at = '/pipeline/deployment';
  if (name === 'deployment') list.miss(`${at}/state`, 'a deployment_status event', 'not-applicable');
  return withoutUndefined({
    id: deployment.id,
    environment: deployment.environment ?? undefined,
    commit: deployment.sha ?? undefined,
    ref: deployment.ref ?? undefined,
    creator: accountAt(`${at}/creator`, deployment.creator, list),
    state: status?.state ?? undefined,
  });
}

function commentOf(event: TriggerEvent, list: GapList, name: string): Trigger['comment'] {
  const { comment, issue, pull_request: pull } = event;
  if (!comment?.id) return undefined;
  const at = '/pipeline/comment';
  const ofPull = name === 'pull_request_review_comment';
  if (name === 'commit_comment' || name === 'discussion_comment') {
    for (const fact of ['issue', 'onPullRequest']) {
      list.miss(`${at}/${fact}`, 'a comment at an issue or pull request', 'not-applicable');
    }
  }
  return withoutUndefined({
    id: comment.id,
    author: accountAt(`${at}/author`, comment.user, list),
    association: comment.author_association ?? undefined,
    issue: (ofPull ? pull : issue)?.number ?? undefined,
    onPullRequest: ofPull || (issue ? Boolean(issue.pull_request) : undefined),
  });
}

/** A dispatch without inputs says so by `null`. */
function inputNamesOf(event: TriggerEvent, _list: GapList, name: string): Trigger['inputNames'] {
  const names = name === 'repository_dispatch' ? event.client_payload : event.inputs;
  return names === undefined ? undefined : [...(names ?? [])];
}
