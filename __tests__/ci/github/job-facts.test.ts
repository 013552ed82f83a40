import { describe, expect, it } from '@jest/globals';
import { parseEvent } from '../../../src/ci/github/event.ts';
import { jobFacts } from '../../../src/ci/github/job-facts.ts';
import { type RunnerVariables, readVariables } from '../../../src/ci/github/variables.ts';
import type { JobFacts } from '../../../src/ports.ts';
import { recordOfFacts } from '../../support/facts-record.ts';
import { runnerVariables } from '../../support/runner-environment.ts';
import { forkPullRequestWorld, TRIGGERS, type World } from '../../support/world.ts';
import { pullRequestEvent } from '../../support/world-events.ts';

const FOLDERS = { root: '/r', workspace: '/r/w', temp: '/r/t', toolCache: '/r/c', eventPath: '/r/e' };
const API = { apiUrl: 'https://api.github.com', graphqlUrl: 'https://api.github.com/graphql' };

function worldFacts(world: World): JobFacts {
  const { variables, problems } = readVariables(runnerVariables(world, FOLDERS, API));
  expect(problems).toEqual([]);
  return jobFacts(variables, parseEvent(JSON.stringify(world.event), 'event.json'), {});
}

function triggered(name: string): { world: World; facts: JobFacts } {
  const world = TRIGGERS[name]?.();
  if (!world) throw new Error(`There is no trigger ${name}`);
  return { world, facts: worldFacts(world) };
}

const VARIABLES: RunnerVariables = {
  server: 'https://github.com',
  repository: 'octo/repo',
  runId: '1',
  runAttempt: '1',
  sha: 'a'.repeat(40),
  actor: 'alice',
  actorId: '1',
  job: 'build',
};

function factsOf(payload: unknown, event: string, variables: RunnerVariables = VARIABLES): JobFacts {
  return jobFacts({ ...variables, event }, parseEvent(JSON.stringify(payload), 'event.json'), {});
}

function gapAt(facts: JobFacts, pointer: string) {
  return facts.gaps.find((gap) => gap.pointer === pointer);
}

const ALICE = { login: 'alice', id: '1001', type: 'user' };
const MALLORY = { login: 'mallory', id: '6666', type: 'user' };

describe('what the trigger says', () => {
  it.each(Object.keys(TRIGGERS))('is all there, and a valid record’s, when it is %s', (name) => {
    const { facts } = triggered(name);
    const record = recordOfFacts(facts);
    expect(facts.gaps.filter(({ reason }) => reason !== 'not-applicable')).toEqual([]);
    const byEvent = record.gaps.filter(({ needed }) => needed.includes('a readable event file'));
    expect(byEvent.filter(({ reason }) => reason !== 'not-applicable')).toEqual([]);
  });

  it.each(Object.keys(TRIGGERS))('is missed by name when it is %s and the event file can’t be read', (name) => {
    const { world, facts } = triggered(name);
    const { variables } = readVariables(runnerVariables(world, FOLDERS, API));
    const without = jobFacts(variables, undefined, {});
    recordOfFacts(without);
    for (const part of ['pipeline', 'people', 'source'] as const) {
      const lost = Object.keys(facts[part] ?? {}).filter((fact) => !Object.hasOwn(without[part] ?? {}, fact));
      // Who merged is asked for by another way, and the visibility too.
      for (const fact of lost.filter((each) => each !== 'merger' && each !== 'visibility')) {
        expect(gapAt(without, `/${part}/${fact}`)).toMatchObject({
          reason: 'not-available',
          needed: 'a readable event file',
        });
      }
    }
  });

  it('is who pushed what, and whether the ref is new or lost commits, when it is a push', () => {
    expect(triggered('push').facts).toMatchObject({
      people: { initiator: ALICE, sender: ALICE, pusher: ALICE },
      source: { synthetic: false, created: false, forced: false },
    });
    expect(triggered('forced push').facts.source).toEqual({ synthetic: false, created: false, forced: true });
    for (const name of ['push of a tag', 'push of a new branch']) {
      const { facts } = triggered(name);
      expect(facts.source).toEqual({ synthetic: false, created: true, forced: false });
      expect(facts.pipeline.before).toBeUndefined();
      expect(gapAt(facts, '/pipeline/before')?.reason).toBe('not-applicable');
    }
  });

  it('is a bot when an App or Dependabot is behind it', () => {
    const app = { login: 'release-train[bot]', id: '155500001', type: 'bot' };
    expect(triggered('push by an App').facts.people).toEqual({ initiator: app, sender: app, pusher: app });
    expect(triggered('pull_request of Dependabot').facts.people.initiator).toMatchObject({
      login: 'dependabot[bot]',
      type: 'bot',
    });
  });

  it('is a pusher’s login alone when the push names somebody else than its sender', () => {
    const { world } = triggered('push');
    world.event = { ...world.event, pusher: { name: 'deploy-bot' } };
    const facts = worldFacts(world);
    expect(facts.people).toMatchObject({ pusher: { login: 'deploy-bot', type: 'unknown' }, sender: ALICE });
    expect(gapAt(facts, '/people/pusher/id')?.reason).toBe('not-available');
  });

  it('is a merge that GitHub made when a pull request is tried, and none once it was merged', () => {
    for (const name of ['pull_request of the repository', 'pull_request of a fork', 'pull_request of Dependabot']) {
      const { world, facts } = triggered(name);
      expect([facts.sha, facts.source?.synthetic]).toEqual([world.pulls[0]?.headSha, true]);
    }
    const { world, facts } = triggered('pull_request merged');
    expect([facts.sha, facts.source?.synthetic]).toEqual([world.context.sha, false]);
    expect(facts.people.merger).toEqual({ login: 'carol', id: '1003', type: 'user' });
  });

  it('is the head that triggered it beside the commit that runs when outsiders cause a run of the default branch', () => {
    const target = triggered('pull_request_target');
    const [pull] = target.world.pulls;
    expect(target.facts).toMatchObject({
      sha: target.world.context.sha,
      pipeline: {
        pullRequest: {
          headSha: pull?.headSha,
          fromFork: true,
          headRepository: 'mallory/payments',
          author: MALLORY,
          association: 'NONE',
        },
      },
      people: { initiator: { ...MALLORY, association: 'NONE' } },
    });
    const { world, facts } = triggered('workflow_run');
    expect(facts.sha).toBe(world.context.sha);
    expect(facts.pipeline.workflowRun).toEqual({
      id: String(Number(world.run.id) - 1),
      event: 'pull_request',
      conclusion: 'success',
      workflow: '.github/workflows/test.yml',
      headSha: pull?.headSha,
      headBranch: 'typo',
      headRepository: 'mallory/payments',
      headRepositoryId: '801234567',
      fromFork: true,
      actor: MALLORY,
      triggeringActor: MALLORY,
    });
  });

  it('is the queue’s commit, its base and its branch when it is a merge group', () => {
    const { world, facts } = triggered('merge_group');
    expect(facts.source).toEqual({ synthetic: false });
    expect(facts.sha).toBe(world.context.sha);
    expect(facts.pipeline.mergeGroup).toEqual({
      headSha: world.context.sha,
      headRef: world.context.ref,
      baseSha: world.pulls[0]?.baseSha,
      baseRef: 'refs/heads/main',
    });
  });

  it('is the release, deployment or comment with who made it when it is one', () => {
    expect(triggered('release').facts.pipeline.release).toEqual({
      id: '190001',
      tag: 'v1.2.0',
      target: 'main',
      author: { login: 'carol', id: '1003', type: 'user' },
      createdAt: '2026-11-20T09:58:31.000Z',
      draft: false,
      prerelease: false,
      immutable: true,
    });
    const { world, facts } = triggered('deployment_status');
    const deployment = {
      id: '290001',
      environment: 'production',
      commit: world.context.sha,
      ref: 'main',
      creator: ALICE,
    };
    expect(facts.pipeline.deployment).toEqual({ ...deployment, state: 'success' });
    expect(triggered('deployment').facts.pipeline.deployment).toEqual(deployment);
    expect(triggered('issue_comment').facts).toMatchObject({
      pipeline: { comment: { id: '490001', author: MALLORY, association: 'NONE', issue: '43', onPullRequest: true } },
      people: { initiator: { ...MALLORY, association: 'NONE' } },
    });
  });

  it('is the time table and nobody when it is a schedule', () => {
    const { facts } = triggered('schedule');
    expect(facts.pipeline.schedule).toBe('17 3 * * 1');
    expect(facts.people.sender).toBeUndefined();
    expect(gapAt(facts, '/people/sender')?.reason).toBe('not-applicable');
  });

  it('is the names of the inputs and no value when it is a dispatch', () => {
    const { facts } = triggered('workflow_dispatch');
    expect(facts.pipeline.inputNames).toEqual(['target', 'reason']);
    expect(JSON.stringify(facts)).not.toContain('Change 4711');
    expect(triggered('repository_dispatch').facts.pipeline.inputNames).toEqual(['version', 'requestedBy']);
    expect(factsOf({ inputs: null }, 'workflow_dispatch').pipeline.inputNames).toEqual([]);
  });

  it('is of a server of one’s own, with what it lacks missing, when it is GitHub Enterprise Server', () => {
    const { facts } = triggered('GitHub Enterprise Server');
    expect(facts.pipeline.server).toBe('https://github.example.com');
    expect(facts.pipeline.runUrl).toMatch(/^https:\/\/github\.example\.com\//);
    expect(recordOfFacts(facts).gaps).toEqual(
      expect.arrayContaining([expect.objectContaining({ pointer: '/pipeline/jobWorkflowRef' })]),
    );
  });
});

describe('jobFacts', () => {
  it.each(['pull_request', 'pull_request_review', 'pull_request_review_comment'])(
    'look at the head of the pull request, not at the merge that GitHub made, when the event is %s',
    (event) => {
      const world = forkPullRequestWorld();
      const [pull] = world.pulls;
      if (!pull) throw new Error('no pull request');
      const facts = factsOf(pullRequestEvent(world, pull), event, { ...VARIABLES, sha: world.context.sha });
      expect(facts.sha).toBe(pull.headSha);
      expect(facts.pipeline).toMatchObject({
        sha: world.context.sha,
        pullRequest: { number: '42', headSha: pull.headSha, headRepository: 'mallory/payments', fromFork: true },
      });
    },
  );

  it('take a head without a repository for a fork that is gone, and its repository for lost', () => {
    const world = forkPullRequestWorld();
    const [pull] = world.pulls;
    if (!pull) throw new Error('no pull request');
    const payload = pullRequestEvent(world, pull) as { pull_request: { head: { repo: unknown } } };
    payload.pull_request.head.repo = null;
    const facts = factsOf(payload, 'pull_request');
    expect(facts.pipeline.pullRequest?.fromFork).toBe(true);
    expect(gapAt(facts, '/pipeline/pullRequest/headRepositoryId')?.needed).toBe('a repository that is still there');
  });

  it('name a bot as one, and who re-ran it', () => {
    const variables = { ...VARIABLES, actor: 'dependabot[bot]', triggeringActor: 'bob', runAttempt: '2' };
    expect(factsOf({}, 'push', variables).people).toEqual({
      initiator: { login: 'dependabot[bot]', id: '1', type: 'bot' },
      rerunner: { login: 'bob' },
    });
    expect(factsOf({}, 'push', { ...VARIABLES, triggeringActor: 'alice' }).people.rerunner).toBeUndefined();
    expect(factsOf({}, 'push', { ...VARIABLES, triggeringActor: 'alice', runAttempt: '2' }).people.rerunner).toEqual({
      login: 'alice',
      id: '1',
    });
  });

  it('name the account that GitHub shows in its place when one is gone', () => {
    const facts = factsOf({ sender: null, comment: { id: 5, user: null } }, 'issue_comment');
    expect(facts.people.sender).toEqual({ login: 'ghost', type: 'unknown' });
    expect(facts.pipeline.comment?.author).toEqual({ login: 'ghost', type: 'unknown' });
    expect(gapAt(facts, '/pipeline/comment/author/id')?.needed).toBe('an account that is still there');
  });

  it('tell how the initiator belongs to the repository only when the event’s author is the initiator', () => {
    const comment = (id: number) => ({ id: 5, user: { login: 'Alice', id }, author_association: 'MEMBER' });
    expect(factsOf({ comment: comment(1) }, 'issue_comment').people.initiator?.association).toBe('MEMBER');
    const other = factsOf({ comment: comment(2) }, 'issue_comment');
    expect(other.people.initiator?.association).toBeUndefined();
    expect(gapAt(other, '/people/initiator/association')?.reason).toBe('not-applicable');
  });

  it('have no commit before a push when there was none', () => {
    expect(factsOf({ before: '0'.repeat(40) }, 'push').pipeline.before).toBeUndefined();
    expect(factsOf({ before: 'b'.repeat(40) }, 'push').pipeline.before).toBe('b'.repeat(40));
    expect(factsOf({ before: 'b'.repeat(40) }, 'pull_request').pipeline.before).toBeUndefined();
  });
});
