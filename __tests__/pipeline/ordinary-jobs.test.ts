import { describe, expect, it } from '@jest/globals';
import type { RuleResult } from '../../src/model/verdict.ts';
import { type PlayedJob, playJob } from '../support/in-process-job.ts';
import { ALL_PERMISSIONS, DEFAULT_PERMISSIONS } from '../support/ordinary-worlds.ts';
import { triggeringExamples } from '../support/webhook-examples.ts';
import { TRIGGERS } from '../support/world.ts';
import type { World } from '../support/world-types.ts';

const BASELINE = 'version: 1\nextends: baseline\n';

/** Worlds in which somebody does what the baseline is there to find: whoever approves is who pushed or published. */
const APPROVED_BY_THEMSELVES = ['push by a deploy key', 'release'];

/** What starts runs every day, by its event, and the world in which it does. */
const EVERYDAY: Readonly<Record<string, string>> = {
  push: 'push',
  pull_request: 'pull_request of the repository',
  release: 'release',
  workflow_dispatch: 'workflow_dispatch',
  deployment: 'deployment',
};

function ordinary(trigger: string, permissions: World['tokenPermissions'], change: (world: World) => void = () => {}) {
  const world = TRIGGERS[trigger]?.();
  if (!world) throw new Error(`There is no trigger ${trigger}`);
  if (world.run.actor !== 'mallory' && world.run.actor !== 'dependabot[bot]')
    world.tokenPermissions = { ...permissions };
  for (const { files } of Object.values(world.commits)) files['.github/doorlog.yml'] = BASELINE;
  if (APPROVED_BY_THEMSELVES.includes(trigger)) for (const each of world.approvals) each.user = 'bob';
  change(world);
  keepWhatWasBefore(world);
  return world;
}

/** GitHub still has the commit that a push went on from, or took away, with its files. */
function keepWhatWasBefore({ commits, context, event }: World): void {
  const head = commits[context.sha];
  const before = 'before' in event && typeof event.before === 'string' ? event.before : '';
  if (head && /[1-9a-f]/.test(before)) commits[before] ??= { ...head, sha: before };
}

function worrying(results: readonly RuleResult[] = []): string[] {
  return results
    .filter(({ result, severity }) => result === 'fail' && severity !== 'low')
    .map(({ rule, severity, message }) => `${rule} (${severity}): ${message}`);
}

async function expectCalm(world: World): Promise<PlayedJob> {
  const played = await playJob(world);
  const { start, end } = played;
  expect(end.policy?.policy.templates).toEqual(['baseline']);
  expect([...worrying(start.policy?.results), ...worrying(end.policy?.results)]).toEqual([]);
  return played;
}

describe.each([
  ['every permission', ALL_PERMISSIONS],
  ['none but the default', DEFAULT_PERMISSIONS],
] as const)('the baseline over jobs with %s', (_, permissions) => {
  it.each(Object.keys(TRIGGERS))('finds nothing above low when it is %s', async (trigger) => {
    await expectCalm(ordinary(trigger, permissions));
  });
});

describe('the baseline over the run that brings Doorlog in', () => {
  const WITHOUT =
    'on: push\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    permissions: {}\n    steps:\n      - run: make\n';

  it.each([
    ['is a new file', undefined],
    ['had no audit before', WITHOUT],
  ])('finds nothing above low when its workflow %s, pushed by somebody who works alone', async (_, before) => {
    const world = ordinary('push', ALL_PERMISSIONS);
    const [parent = ''] = world.commits[world.context.sha]?.parents ?? [];
    const files: Record<string, string> = world.commits[parent]?.files ?? {};
    const path = '.github/workflows/deploy.yml';
    expect(files).toHaveProperty([path]);
    if (before === undefined) delete files[path];
    else files[path] = before;
    const { end } = await expectCalm(world);
    expect(end.policy?.results.find(({ rule }) => rule === 'permissions-were-not-raised')).toMatchObject({
      result: 'fail',
      severity: 'low',
    });
  });
});

describe('the baseline over GitHub’s own examples of payloads', () => {
  const examples = triggeringExamples().filter(({ event }) => Object.hasOwn(EVERYDAY, event));
  const chosen = examples.filter((_, index) => index % Math.ceil(examples.length / 40) === 0);

  it.each(
    chosen.map(({ event, payload }, index) => [`${event} ${payload.action ?? ''} (${index})`, event, payload] as const),
  )('finds nothing above low when it is %s', async (_, event, payload) => {
    await expectCalm(
      ordinary(EVERYDAY[event] ?? 'push', ALL_PERMISSIONS, (world) => {
        world.event = payload;
      }),
    );
  });
});
