import { entryAt, textOf } from './workflow-file.ts';
import type { TreeNode } from './yaml-tree.ts';

/** A trigger that somebody without write access can cause, and what the run then holds. */
export interface OutsiderTrigger {
  readonly trigger: string;
  /** Whether such a run can hold the repository's secrets. */
  readonly secrets: boolean;
  /** `read-only`: whatever the file declares; `as-declared`: what the job's permissions say, write included. */
  readonly token: 'read-only' | 'as-declared';
  /** One clause for a person. */
  readonly how: string;
}

interface Event {
  readonly withSecrets: boolean;
  readonly how: string;
  /** Activity types that take triage or write access; where a file asks for these only, outsiders are out. */
  readonly insiderTypes?: readonly string[];
}

const PULL_REQUEST_INSIDERS = [
  'assigned',
  'unassigned',
  'labeled',
  'unlabeled',
  'locked',
  'unlocked',
  'enqueued',
  'dequeued',
  'milestoned',
  'demilestoned',
  'auto_merge_enabled',
  'auto_merge_disabled',
];

/**
 * Which events need no write access, by docs.github.com, “Events that trigger workflows”. A pull request from a fork runs
 * without secrets and with a token that only reads (its part “Workflows in forked repositories”); the other events run on
 * the default branch with both (“Secure use reference”, risks of pull_request_target and workflow_run). A label or an
 * assignee is set by an outsider only through the template of an issue, so `issues` keeps those types.
 */
const EVENTS: Readonly<Record<string, Event>> = {
  pull_request: { withSecrets: false, how: 'a pull request from a fork', insiderTypes: PULL_REQUEST_INSIDERS },
  pull_request_target: { withSecrets: true, how: 'a pull request from a fork', insiderTypes: PULL_REQUEST_INSIDERS },
  pull_request_review: { withSecrets: true, how: 'a review, of a pull request within the repository too' },
  pull_request_review_comment: {
    withSecrets: true,
    how: 'a comment in a review, of a pull request within the repository too',
  },
  pull_request_comment: { withSecrets: true, how: 'a comment on a pull request' },
  issues: {
    withSecrets: true,
    how: 'an issue',
    insiderTypes: [
      'deleted',
      'transferred',
      'pinned',
      'unpinned',
      'locked',
      'unlocked',
      'unlabeled',
      'unassigned',
      'milestoned',
      'demilestoned',
      'untyped',
    ],
  },
  issue_comment: { withSecrets: true, how: 'a comment on an issue or pull request' },
  discussion: {
    withSecrets: true,
    how: 'a discussion',
    insiderTypes: ['transferred', 'pinned', 'unpinned', 'labeled', 'unlabeled', 'locked', 'unlocked'],
  },
  discussion_comment: { withSecrets: true, how: 'a comment on a discussion' },
  fork: { withSecrets: true, how: 'making a fork' },
  watch: { withSecrets: true, how: 'a star' },
  gollum: { withSecrets: true, how: 'a page of the wiki, where everybody may edit it' },
  workflow_run: { withSecrets: true, how: 'another workflow’s run, if outsiders can cause that one' },
};

/**
 * The triggers of a workflow file that outsiders to a public repository can cause, in the order of the file. Filters on
 * branches and paths are no protection and don't count; conditions of jobs are not looked at.
 */
export function outsiderTriggers(tree: TreeNode): OutsiderTrigger[] {
  const on = entryAt(tree, 'on')?.value;
  return namesOf(on).flatMap((trigger) => {
    const event = Object.hasOwn(EVENTS, trigger) ? EVENTS[trigger] : undefined;
    if (!event || onlyForInsiders(entryAt(on, trigger, 'types')?.value, event)) return [];
    const { withSecrets: secrets, how } = event;
    return [{ trigger, secrets, token: secrets ? ('as-declared' as const) : ('read-only' as const), how }];
  });
}

function onlyForInsiders(types: TreeNode | undefined, { insiderTypes = [] }: Event): boolean {
  const asked = namesOf(types);
  return asked.length > 0 && asked.every((type) => insiderTypes.includes(type));
}

function namesOf(node: TreeNode | undefined): string[] {
  if (node?.kind === 'map') return [...node.entries.keys()];
  const items = node?.kind === 'list' ? node.items : [node];
  return items.flatMap((item) => textOf(item) ?? []);
}
