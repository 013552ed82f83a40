import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { claimsOf } from '../support/oidc-claims.ts';
import { TRIGGERS, type World } from '../support/world.ts';

const WORLDS = Object.entries(TRIGGERS);

/** Not of the event: whose repository it is, and which App is told of it. */
const OF_THE_SENDING = new Set(['organization', 'installation']);

/** Top-level keys that every example of this event holds, as GitHub published them; none where it published none. */
function keysOf(event: string): string[] {
  const all: { name: string; examples: object[] }[] = createRequire(import.meta.url)('@octokit/webhooks-examples');
  const examples = all.find(({ name }) => name === event)?.examples ?? [];
  const [first = {}] = examples;
  return Object.keys(first).filter((key) => !OF_THE_SENDING.has(key) && examples.every((example) => key in example));
}

function workflowOf(world: World): { on: Record<string, unknown>; jobs: Record<string, { environment?: string }> } {
  const path = world.context.jobWorkflowRef.split('/').slice(2).join('/').split('@')[0] ?? '';
  return parse(world.commits[world.context.jobWorkflowSha]?.files[path] ?? '');
}

describe('the world of a trigger', () => {
  it.each(WORLDS)('has a payload with all that a real one holds when it is %s', (_name, build) => {
    const world = build();
    const event = world.run.event === 'pull_request_target' ? 'pull_request' : world.run.event;
    expect(Object.keys(world.event)).toEqual(expect.arrayContaining(keysOf(event)));
  });

  it.each(WORLDS)('has a workflow file with the event, job and environment of the run when it is %s', (name, build) => {
    const world = build();
    const { on, jobs } = workflowOf(world);
    expect(Object.keys(on)).toEqual([name === 'workflow_call' ? 'workflow_call' : world.run.event]);
    expect(jobs[world.context.jobKey]?.environment ?? null).toBe(world.context.environment);
  });

  it.each(WORLDS)('knows its people, commits and refs when it is %s', (_name, build) => {
    const { run, users, commits, branches, tags, context, ...world } = build();
    expect(users).toHaveProperty([run.actor]);
    expect(users).toHaveProperty([run.triggeringActor]);
    expect(commits).toHaveProperty([run.headSha]);
    expect(commits).toHaveProperty([context.sha]);
    const [, kind, name = ''] = /^refs\/(heads|tags)\/(.+)$/.exec(context.ref) ?? [];
    if (kind) expect((kind === 'tags' ? tags : branches)[name]).toBe(context.sha);
    else expect(context.ref).toBe(`refs/pull/${world.pulls[0]?.number}/merge`);
    expect(claimsOf({ run, users, commits, branches, tags, context, ...world })).toMatchObject({
      sha: context.sha,
      event_name: run.event,
      actor_id: users[run.actor]?.id,
    });
  });
});
