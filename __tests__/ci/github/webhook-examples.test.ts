import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseEvent } from '../../../src/ci/github/event.ts';
import { jobFacts } from '../../../src/ci/github/job-facts.ts';
import type { RunnerVariables } from '../../../src/ci/github/variables.ts';
import type { JobFacts } from '../../../src/ports.ts';
import { recordOfFacts } from '../../support/facts-record.ts';
import {
  triggeringEvents,
  triggeringExamples,
  type WebhookExample,
  WITHOUT_EXAMPLE,
} from '../../support/webhook-examples.ts';

const EXAMPLES = triggeringExamples();

const NONE: WebhookExample = { event: 'push', payload: {} };

/** Started by the person who is in most of GitHub's examples. */
const VARIABLES: RunnerVariables = {
  server: 'https://github.com',
  repository: 'octo/repo',
  runId: '1',
  runAttempt: '1',
  sha: 'a'.repeat(40),
  actor: 'Codertocat',
  actorId: '21031067',
  job: 'build',
};

function factsOf({ event, payload }: WebhookExample): JobFacts {
  return jobFacts({ ...VARIABLES, event }, parseEvent(JSON.stringify(payload), 'event.json'), {});
}

describe('a record', () => {
  it('is valid when the event is any that GitHub gives an example of', () => {
    const seen = new Set(EXAMPLES.map(({ event }) => event));
    expect(triggeringEvents().filter((event) => !seen.has(event))).toEqual(WITHOUT_EXAMPLE);
    for (const example of EXAMPLES) expect(recordOfFacts(factsOf(example)).pipeline.event).toBe(example.event);
  });

  it('is valid and keeps all that was not touched when anything of a payload is gone or something else', () => {
    const places = EXAMPLES.map(placesOf);
    fc.assert(
      fc.property(fc.nat(EXAMPLES.length - 1), fc.array(change(), { minLength: 1, maxLength: 6 }), (index, changes) => {
        const example = EXAMPLES[index] ?? NONE;
        const changed = structuredClone(example);
        const touched = changes.flatMap((each) => apply(changed.payload, places[index] ?? [], each));
        const after = factsOf(changed);
        recordOfFacts(after);
        const held = leavesOf(after);
        for (const [pointer, value] of leavesOf(factsOf(example))) {
          if (!dependsOn(pointer, touched)) expect([pointer, held.get(pointer)]).toEqual([pointer, value]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is valid when the payload is any JSON object', () => {
    const names = [...new Set(EXAMPLES.flatMap(({ payload }) => Object.keys(payload))), '__proto__', 'constructor'];
    fc.assert(
      fc.property(
        fc.constantFrom(...triggeringEvents(), 'schedule', 'unheard_of', 'constructor'),
        fc.dictionary(fc.constantFrom(...names), fc.jsonValue()),
        (event, payload) => {
          recordOfFacts(factsOf({ event, payload }));
        },
      ),
      { numRuns: 200 },
    );
  });
});

interface Change {
  readonly pick: number;
  /** Whether one of the members that are read is picked, rather than any. */
  readonly isRead: boolean;
  /** What stands there instead; left out, nothing. */
  readonly value?: unknown;
}

function change(): fc.Arbitrary<Change> {
  const odd = fc.constantFrom<unknown>(
    null,
    '',
    'x'.repeat(5_000),
    -1,
    1.5,
    1e300,
    2 ** 53,
    true,
    [],
    {},
    [null],
    '\u0000',
    'a\ud800',
    '0'.repeat(40),
    '2026-02-31T00:00:00Z',
    { login: '' },
  );
  return fc.record({ pick: fc.nat(), isRead: fc.boolean(), value: odd }, { requiredKeys: ['pick', 'isRead'] });
}

/** Makes the change where it still can be made, and says where. */
function apply(
  payload: Record<string, unknown>,
  places: readonly Place[],
  { pick, isRead, ...rest }: Change,
): string[] {
  const among = isRead ? places.filter((place) => place.isRead) : places;
  const path = among[pick % among.length]?.path ?? [];
  let holder: unknown = payload;
  for (const key of path.slice(0, -1)) holder = isObject(holder) ? holder[key] : undefined;
  if (!isObject(holder)) return [];
  const key = path.at(-1) ?? '';
  if ('value' in rest) holder[key] = structuredClone(rest.value);
  else delete holder[key];
  return [path.join('.')];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Where a payload has a member, and whether anything is read from it. */
interface Place {
  readonly path: readonly string[];
  readonly isRead: boolean;
}

function placesOf({ payload }: WebhookExample): Place[] {
  const known = Object.values(FROM).flat();
  return placesIn(payload, []).map((path) => ({ path, isRead: known.some((each) => overlap(each, path.join('.'))) }));
}

function placesIn(value: unknown, above: readonly string[]): string[][] {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => [[...above, key], ...placesIn(member, [...above, key])]);
}

/** Every fact by its pointer. */
function leavesOf({ pipeline, people, source }: JobFacts): Map<string, unknown> {
  const leaves = new Map<string, unknown>();
  const walk = (value: unknown, pointer: string) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) leaves.set(pointer, value);
    else for (const [key, member] of Object.entries(value)) walk(member, `${pointer}/${key}`);
  };
  walk({ pipeline, people, source }, '');
  return leaves;
}

const WRITTEN = ['comment', 'review', 'pull_request', 'issue', 'discussion'];

/** Where in a payload each fact comes from, with what names the part that it stands in; all others are the runner's. */
const FROM: Readonly<Record<string, readonly string[]>> = {
  '/pipeline/eventAction': ['action'],
  '/pipeline/visibility': ['repository.visibility', 'repository.private'],
  '/pipeline/repositoryId': ['repository.id'],
  '/pipeline/before': ['before', 'created'],
  '/pipeline/schedule': ['schedule'],
  '/pipeline/inputNames': ['inputs', 'client_payload'],
  ...part('pullRequest', 'pull_request', ['number', 'head.sha'], {
    headRepository: ['head.repo.full_name'],
    headRepositoryId: ['head.repo.id'],
    fromFork: ['head.repo', 'base.repo'],
    headRef: ['head.ref'],
    baseRef: ['base.ref'],
    author: ['user'],
    association: ['author_association'],
  }),
  ...part('workflowRun', 'workflow_run', ['id'], {
    event: ['event'],
    conclusion: ['conclusion'],
    headSha: ['head_sha'],
    headBranch: ['head_branch'],
    headRepository: ['head_repository.full_name'],
    headRepositoryId: ['head_repository.id'],
    actor: ['actor'],
    triggeringActor: ['triggering_actor'],
  }),
  '/pipeline/workflowRun/workflow': ['workflow_run.id', 'workflow_run.path', 'workflow.path'],
  '/pipeline/workflowRun/fromFork': ['workflow_run', 'repository'],
  ...part('mergeGroup', 'merge_group', ['head_sha'], {
    headRef: ['head_ref'],
    baseSha: ['base_sha'],
    baseRef: ['base_ref'],
  }),
  ...part('release', 'release', ['id'], {
    tag: ['tag_name'],
    target: ['target_commitish'],
    author: ['author'],
    createdAt: ['created_at'],
    draft: ['draft'],
    prerelease: ['prerelease'],
    immutable: ['immutable'],
  }),
  ...part('deployment', 'deployment', ['id'], {
    environment: ['environment'],
    commit: ['sha'],
    ref: ['ref'],
    creator: ['creator'],
  }),
  '/pipeline/deployment/state': ['deployment_status.state', 'deployment.id'],
  ...part('comment', 'comment', ['id'], { author: ['user'], association: ['author_association'] }),
  '/pipeline/comment/issue': ['comment.id', 'issue.number', 'pull_request.number'],
  '/pipeline/comment/onPullRequest': ['comment.id', 'issue'],
  '/people/sender': ['sender'],
  '/people/pusher': ['pusher.name', 'sender'],
  '/people/merger': ['action', 'pull_request.merged', 'pull_request.merged_by'],
  '/people/initiator/type': ['sender'],
  '/people/initiator/association': WRITTEN.flatMap((each) => [`${each}.user`, `${each}.author_association`]),
  '/source/synthetic': ['pull_request.head.sha', 'pull_request.merged'],
  '/source/created': ['created'],
  '/source/forced': ['forced'],
};

function part(
  name: string,
  payload: string,
  naming: readonly string[],
  facts: Readonly<Record<string, readonly string[]>>,
): Record<string, string[]> {
  const under = (paths: readonly string[]) => paths.map((path) => `${payload}.${path}`);
  return {
    // The last to match counts, so that this is for what names the part alone.
    [`/pipeline/${name}`]: under(naming),
    ...Object.fromEntries(
      Object.entries(facts).map(([fact, paths]) => [`/pipeline/${name}/${fact}`, under([...naming, ...paths])]),
    ),
  };
}

function dependsOn(pointer: string, touched: readonly string[]): boolean {
  const [, paths = []] =
    Object.entries(FROM).findLast(([fact]) => pointer === fact || pointer.startsWith(`${fact}/`)) ?? [];
  return paths.some((path) => touched.some((other) => overlap(path, other)));
}

/** Whether one is the other or above it. */
function overlap(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);
}
