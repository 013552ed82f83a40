import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse, validate } from 'graphql';
import { overviewQuery } from '../../../src/ci/github/overview-query.ts';
import type { OverviewQuery } from '../../../src/ports.ts';
import { costOf } from './query-cost.ts';
import { EVERYTHING } from './reviewed-world.ts';

const PATH = '../../../node_modules/@octokit/graphql-schema/schema.graphql';
const schema = buildSchema(readFileSync(new URL(PATH, import.meta.url), 'utf8'), { assumeValid: true });

const START: OverviewQuery = {
  sha: 'a'.repeat(40),
  policyPath: '.github/doorlog.yml',
  before: 'b'.repeat(40),
  workflow: { repository: 'octo-org/shared', sha: 'c'.repeat(40), path: '.github/workflows/deploy.yml' },
  workflowBefore: { path: '.github/workflows/deploy.yml', commit: 'b'.repeat(40) },
  ref: 'refs/tags/v1',
  pullRequests: true,
  pullRequest: '41',
  people: ['alice', 'bob'],
  environments: true,
};
const END = { ...START, environments: false, environment: 'production', since: EVERYTHING.since };
const ALL = { ...START, ...END, environments: true, teams: true, people: ['a', 'b', 'c', 'd', 'e'] };

const QUERIES: [string, OverviewQuery][] = [
  ['the core', { sha: START.sha, policyPath: START.policyPath }],
  ['a start', START],
  ['an end', END],
  ['everything', ALL],
];

describe('the query of the overview', () => {
  it.each(QUERIES)('is one that GitHub’s schema allows, variables included, when it asks for %s', (_name, asked) => {
    for (const core of [false, true]) {
      const { query, variables } = overviewQuery('octo-org/payments', asked, core);
      expect(validate(schema, parse(query))).toEqual([]);
      const declared = [...query.matchAll(/\$(\w+): /g)].map(([, name]) => name);
      expect(Object.keys(variables).sort()).toEqual(declared.sort());
    }
  });

  it('asks every connection for 1 to 100 nodes, all together for few, as GitHub demands', () => {
    const { pages, nodes } = costOf(overviewQuery('octo-org/payments', ALL).query);
    for (const page of pages) expect([page, page >= 1 && page <= 100]).toEqual([page, true]);
    expect(nodes).toBeLessThan(10_000);
  });

  it('costs as many of the thousand points of an hour as the comments say', () => {
    const points = Object.fromEntries(
      QUERIES.map(([name, asked]) => [name, costOf(overviewQuery('octo-org/payments', asked).query).points]),
    );
    expect(points).toEqual({ 'the core': 1, 'a start': 3, 'an end': 1, everything: 4 });
  });

  it('counts as GitHub’s documentation does in its own example', () => {
    const example = `query { viewer { repositories(first: 100) { edges { node { issues(first: 50) { edges { node {
      labels(first: 60) { edges { node { name } } } } } } } } } } }`;
    expect(costOf(example)).toMatchObject({ requests: 5_101, points: 51 });
  });

  it('leaves out a number that is none of a pull request', () => {
    for (const pullRequest of ['', '0', '-1', '1e3', '12345678901']) {
      expect(overviewQuery('a/b', { ...START, pullRequest }).variables).not.toHaveProperty('pullRequest');
    }
  });
});
