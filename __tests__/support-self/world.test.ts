import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import { deploymentWorld, dispatchedWorld, forkPullRequestWorld } from '../support/world.ts';

interface WebhookExamples {
  name: string;
  examples: Record<string, unknown>[];
}

/** Top-level keys that every example of this event holds, as GitHub published them. */
function keysOf(event: string): string[] {
  const require = createRequire(import.meta.url);
  const all: WebhookExamples[] = require('@octokit/webhooks-examples');
  const examples = all.find(({ name }) => name === event)?.examples ?? [];
  const [first = {}] = examples;
  return Object.keys(first).filter((key) => examples.every((example) => key in example));
}

describe('the event payload', () => {
  it.each([
    ['push', deploymentWorld],
    ['pull_request', forkPullRequestWorld],
    ['workflow_dispatch', dispatchedWorld],
  ])('holds what every real one holds when the event is %s', (event, build) => {
    expect(keysOf(event).length).toBeGreaterThan(2);
    expect(Object.keys(build().event)).toEqual(expect.arrayContaining(keysOf(event)));
  });

  it('follows the world when a test changes it, unless the test wrote the payload itself', () => {
    const changed = deploymentWorld((world) => {
      world.run.actor = 'carol';
    });
    expect(changed.event.sender).toMatchObject({ login: 'carol' });
    expect(deploymentWorld({ event: { ref: 'own' } }).event).toEqual({ ref: 'own' });
  });
});

describe('a world', () => {
  it('is fresh when it is built again', () => {
    deploymentWorld().run.actor = 'carol';
    expect(deploymentWorld().run.actor).toBe('alice');
  });
});
