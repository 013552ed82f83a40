import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseEvent } from '../../../src/ci/github/event.ts';
import { jobFacts } from '../../../src/ci/github/job-facts.ts';
import { type RunnerVariables, readVariables } from '../../../src/ci/github/variables.ts';
import { AccessRecord } from '../../../src/model/access-record.ts';
import { recordOfSeed } from '../../support/arbitrary-record.ts';
import { forkPullRequestWorld } from '../../support/world.ts';
import { pullRequestEvent } from '../../support/world-events.ts';

type Example = Record<string, unknown>;

/** Every example payload of GitHub's webhooks, with the name of its event. */
function examples(): { name: string; examples: Example[] }[] {
  return JSON.parse(readFileSync(createRequire(import.meta.url).resolve('@octokit/webhooks-examples'), 'utf8'));
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

function factsOf(payload: unknown, event: string, variables: RunnerVariables = VARIABLES) {
  return jobFacts({ ...variables, event }, parseEvent(JSON.stringify(payload), 'event.json'), {});
}

/** Holds facts against the record that they become part of. */
function expectValid({ pipeline, runner, people, gaps, sources }: ReturnType<typeof factsOf>): void {
  const record = { ...recordOfSeed(31), pipeline, runner, people, gaps: [...gaps], sources: { ...sources } };
  expect(AccessRecord.safeParse(JSON.parse(JSON.stringify(record))).error?.issues).toBeUndefined();
}

const ALL = examples().flatMap(({ name, examples: list }) => list.map((payload) => ({ name, payload })));

describe('jobFacts', () => {
  it('are valid for every example of GitHub’s webhooks', () => {
    expect(ALL.length).toBeGreaterThan(200);
    for (const { name, payload } of ALL) expectValid(factsOf(payload, name));
  });

  it('are valid when anything of a payload is missing or something else', () => {
    const odd = fc.constantFrom<unknown>(
      null,
      '',
      'x'.repeat(5_000),
      -1,
      1.5,
      1e300,
      true,
      [],
      {},
      '\u0000',
      'a\ud800',
      ['x'],
      { login: '' },
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...ALL),
        fc.array(fc.tuple(fc.nat(), fc.option(odd))),
        ({ name, payload }, changes) => {
          const copy = structuredClone(payload);
          const places = holdersIn(copy).filter(([, key]) => READ.has(key));
          for (const [pick, value] of changes) {
            const [holder, key] = places[pick % places.length] ?? [copy, 'action'];
            if (value === null) delete holder[key];
            else holder[key] = value;
          }
          expectValid(factsOf(copy, name));
        },
      ),
      { numRuns: 500 },
    );
  });

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

  it.each(['pull_request_target', 'push', 'workflow_dispatch', 'issue_comment'])(
    'look at the commit that runs when the event is %s, and keep the head that triggered it',
    (event) => {
      const world = forkPullRequestWorld();
      const [pull] = world.pulls;
      if (!pull) throw new Error('no pull request');
      const facts = factsOf(pullRequestEvent(world, pull), event);
      expect(facts.sha).toBe(VARIABLES.sha);
      expect(facts.pipeline.pullRequest?.headSha).toBe(pull.headSha);
    },
  );

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

  it('have no commit before a push when there was none', () => {
    expect(factsOf({ before: '0'.repeat(40) }, 'push').pipeline.before).toBeUndefined();
    expect(factsOf({ before: 'b'.repeat(40) }, 'push').pipeline.before).toBe('b'.repeat(40));
    expect(factsOf({ before: 'b'.repeat(40) }, 'pull_request').pipeline.before).toBeUndefined();
  });
});

/** Names of all members that anything is read from. */
const READ = new Set(
  'action before sender login id type repository full_name private visibility default_branch pull_request number head base sha ref repo'.split(
    ' ',
  ),
);

/** Every place of a value that can be changed. */
function holdersIn(value: unknown): [Record<string, unknown>, string][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(
    ([key, member]) =>
      [[value as Record<string, unknown>, key], ...holdersIn(member)] as [Record<string, unknown>, string][],
  );
}

describe('parseEvent', () => {
  it.each(['', '{', 'null', '[]', '"x"', '1'])('says which file and how to mend it when it holds %p', (text) => {
    expect(() => parseEvent(text, '/tmp/event.json')).toThrow(
      expect.objectContaining({
        code: 'event-invalid',
        message: expect.stringMatching(/^The event file \/tmp\/event\.json .*; let no step write to it\.$/),
      }),
    );
  });
});

describe('readVariables', () => {
  const GOOD = {
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_API_URL: 'https://api.github.com/',
    GITHUB_REPOSITORY: 'octo/repo',
    GITHUB_RUN_ID: '1',
    GITHUB_SHA: 'a'.repeat(40),
    GITHUB_EVENT_NAME: 'push',
    GITHUB_ACTOR: 'alice',
    GITHUB_JOB: 'build',
  };

  it('finds nothing wrong, and cuts slashes off addresses, when all that it needs is there', () => {
    const { variables, problems } = readVariables(GOOD);
    expect(problems).toEqual([]);
    expect(variables.apiUrl).toBe('https://api.github.com');
  });

  it('has one sentence for all that is missing and one for all that is malformed', () => {
    const { GITHUB_SHA: _, GITHUB_JOB: __, ...rest } = GOOD;
    const { variables, problems } = readVariables({ ...rest, GITHUB_RUN_ID: 's3cret', GITHUB_ACTOR_ID: '-1' });
    expect(variables).not.toHaveProperty('runId');
    expect(problems.map(({ code, message }) => [code, message.split(';')[0]])).toEqual([
      ['environment-invalid', 'GITHUB_SHA, GITHUB_JOB are missing from the environment'],
      ['environment-invalid', 'GITHUB_RUN_ID, GITHUB_ACTOR_ID are not of the form that the runner gives it'],
    ]);
    expect(JSON.stringify(problems.map(({ message }) => message))).not.toContain('s3cret');
  });

  it('gives facts that a record may hold when the variables are anything', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.constant('x'.repeat(1_200)),
      fc.constant('x'.repeat(900)),
      fc.constantFrom(...Object.values(GOOD)),
    );
    const names = [
      ...Object.keys(GOOD),
      'GITHUB_REPOSITORY_OWNER',
      'GITHUB_WORKFLOW',
      'GITHUB_WORKFLOW_REF',
      'GITHUB_REF',
      'GITHUB_TRIGGERING_ACTOR',
      'RUNNER_NAME',
      'RUNNER_OS',
      'RUNNER_ARCH',
      'RUNNER_ENVIRONMENT',
      'RUNNER_TRACKING_ID',
      'ImageOS',
      'ImageVersion',
      'GITHUB_RUN_NUMBER',
      'GITHUB_RUN_ATTEMPT',
    ];
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), text), (env) => {
        expectValid(jobFacts(readVariables({ ...GOOD, ...env }).variables, undefined, {}));
      }),
      { numRuns: 300 },
    );
  });
});
