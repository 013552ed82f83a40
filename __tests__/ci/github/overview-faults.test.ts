import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { GitHubClient } from '../../../src/ci/github/client.ts';
import { createRepositoryReader } from '../../../src/ci/github/overview.ts';
import { overviewQuery } from '../../../src/ci/github/overview-query.ts';
import { withLastPushApproval } from '../../../src/core/last-push-approval.ts';
import { CommitIdentity, Person } from '../../../src/model/person.ts';
import { EnvironmentProtection, RefProtection, Ruleset } from '../../../src/model/protections.ts';
import { PullRequest } from '../../../src/model/pull-request.ts';
import { Deployment, Release } from '../../../src/model/resources.ts';
import { Source, Tag } from '../../../src/model/source.ts';
import type { Observed, Overview, OverviewQuery } from '../../../src/ports.ts';
import { executeQuery } from '../../support/github-graphql.ts';
import { EVERYTHING, reviewedWorld } from './reviewed-world.ts';

type Json = Record<string, unknown>;

const world = reviewedWorld();
world.tags = { 'v1.0': world.context.sha };
world.tagObjects = {
  'v1.0': {
    oid: 'd'.repeat(40),
    tagger: { name: 'C', email: 'c@example.com', date: '2026-11-20T10:00:00Z', login: 'carol' },
  },
};
world.branchProtections['refs/tags/v1.0'] = world.branchProtections['refs/heads/main'] ?? fail();
for (const ruleset of world.rulesets) ruleset.refs.push('refs/tags/v1.0');

const QUERY: OverviewQuery = {
  ...EVERYTHING,
  ref: 'refs/tags/v1.0',
  sha: world.context.sha,
  policyPath: '.github/doorlog.yml',
  before: world.commits[world.context.sha]?.parents[0],
  workflow: { repository: 'octo-org/payments', sha: world.context.sha, path: '.github/workflows/deploy.yml' },
  environment: 'production',
  pullRequest: '41',
};

let whole: Json = {};
let undamaged: Overview;
beforeAll(async () => {
  whole = await executeQuery(world, overviewQuery('octo-org/payments', QUERY));
  undamaged = await read(whole);
});

function fail(): never {
  throw new Error('the world lacks what the test needs');
}

async function read(body: unknown): Promise<Overview> {
  const client = { graphql: async () => body } satisfies Partial<GitHubClient> as Partial<GitHubClient> as GitHubClient;
  return createRepositoryReader(client, 'octo-org/payments').overview(QUERY);
}

/** Each part of the overview by the place of the reply that it is read from. */
const PLACES: Readonly<Record<string, string>> = {
  policy: 'repository/defaultBranchRef',
  policyBefore: 'repository/before',
  commit: 'repository/commit',
  workflowFile: 'repository/workflow',
  environment: 'environment',
  environments: 'environments',
  pullRequests: 'pullRequests',
  refProtection: 'protection',
  rulesets: 'protection',
  tag: 'tag',
  deployments: 'deployments',
  releases: 'releases',
  draftReleases: 'releases',
};

/** Every path in the data, down to the leaves. */
function pathsIn(value: unknown, path: readonly string[] = []): string[][] {
  const inner = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [
    ...(path.length > 0 ? [[...path]] : []),
    ...inner.flatMap(([key, member]) => pathsIn(member, [...path, key])),
  ];
}

function damaged(path: readonly string[], damage: { value?: unknown }): Json {
  const body = structuredClone(whole);
  const holder = path.slice(0, -1).reduce<Json>((inner, key) => inner[key] as Json, body.data as Json);
  const last = path.at(-1) ?? '';
  if ('value' in damage) holder[last] = damage.value;
  else delete holder[last];
  return body;
}

function isSound(overview: Overview): void {
  const check = <T>(part: Observed<T> | undefined, parse: (value: T) => unknown) => part?.ok && parse(part.value);
  check(overview.commit, ({ source, author, committer }) => [
    Source.parse(source),
    CommitIdentity.parse(author),
    CommitIdentity.parse(committer),
  ]);
  check(overview.environment, (value) => EnvironmentProtection.parse(value));
  check(overview.environments, (all) => all.map((value) => EnvironmentProtection.parse(value)));
  check(overview.pullRequests, (all) => all.map((value) => PullRequest.parse(withLastPushApproval(value))));
  check(overview.refProtection, (value) => RefProtection.parse(value));
  check(overview.rulesets, (all) => all.map((value) => Ruleset.parse(value)));
  check(overview.tag, (value) => Tag.parse(value));
  check(overview.deployments, (all) => all.map((value) => Deployment.parse(value)));
  check(overview.releases, (all) => all.map((value) => Release.parse(value)));
  check(overview.draftReleases, (all) => all.map((value) => Release.parse(value)));
  for (const [login, grants] of overview.grants ?? []) {
    check(grants, (value) => Person.parse({ login, ...value }));
  }
}

const DAMAGE = fc.oneof(
  fc.constantFrom<{ value?: unknown }[]>(
    {},
    { value: null },
    { value: [] },
    { value: {} },
    { value: [null] },
    { value: -1 },
    { value: true },
    { value: '' },
    { value: 'x'.repeat(5_000) },
    { value: '2026-13-77T99:99:99Z' },
    { value: Array.from({ length: 300 }, () => ({})) },
  ),
  fc.jsonValue().map((value) => ({ value })),
);

describe('a reply of which one place is damaged', () => {
  it('never raises, costs no other part, and leaves nothing that a record could not hold', async () => {
    const paths = pathsIn(whole.data);
    const isDamaged = (place: string, path: readonly string[]) => {
      const steps = place.split('/');
      return steps.every((step, index) => path[index] === undefined || path[index] === step);
    };
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), DAMAGE, async (path, damage) => {
        const overview = await read(damaged(path, damage));
        isSound(overview);
        for (const [part, place] of Object.entries(PLACES)) {
          if (isDamaged(place, path)) continue;
          const key = part as Exclude<keyof Overview, 'grants' | 'requests'>;
          expect([path, part, overview[key]]).toEqual([path, part, undamaged[key]]);
        }
        for (const [index, login] of ['alice', 'bob'].entries()) {
          if (path[0] === `person${index}`) continue;
          expect(overview.grants?.get(login)).toEqual(undamaged.grants?.get(login));
        }
      }),
      { numRuns: 1_500 },
    );
  });

  it('has a gap, and no value made up, when a whole part is null beside an error of GitHub’s', async () => {
    for (const place of new Set(Object.values(PLACES))) {
      const path = place.split('/');
      const body = { ...damaged(path, { value: null }), errors: [{ type: 'FORBIDDEN', path, message: 'no' }] };
      const overview = await read(body);
      for (const [part, where] of Object.entries(PLACES)) {
        const look = overview[part as Exclude<keyof Overview, 'grants' | 'requests'>];
        if (where === place)
          expect([part, look]).toEqual([part, expect.objectContaining({ ok: false, reason: 'not-permitted' })]);
        else expect([part, look?.ok]).toEqual([part, true]);
      }
    }
  });

  it('takes errors in any form', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue()), async (errors) => isSound(await read({ ...whole, errors }))),
      { numRuns: 200 },
    );
  });
});
