import { readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { projectPath } from '../../../scripts/generated/files.ts';
import { combineStrictness, judge, type Strictness } from '../../../src/core/judge.ts';
import { type PolicyInForce, parsePolicy } from '../../../src/core/policy.ts';
import { catalogue } from '../../../src/core/rules/catalogue.ts';
import { parseScenario } from '../../../src/core/simulation/parse-scenario.ts';
import type { Rehearsal } from '../../../src/core/simulation/rehearsal.ts';
import { stage } from '../../../src/core/simulation/stage.ts';
import { AccessRecord } from '../../../src/model/access-record.ts';
import { simulate } from '../../../src/pipeline/simulate.ts';
import { readProject } from '../../docs/markdown.ts';

const INPUTS = { mode: 'enforce', onViolation: 'fail', onUnknown: 'warn', onError: 'warn' } satisfies Strictness;

const namesIn = (folder: string, ending: string) =>
  readdirSync(projectPath(folder)).flatMap((file) => (file.endsWith(ending) ? file.slice(0, -ending.length) : []));
const SCENARIOS = namesIn('scenarios', '.yml');
const BASES = namesIn('scenarios/bases', '.json');

const bases = new Map(
  BASES.map((name) => [name, AccessRecord.parse(JSON.parse(readProject(`scenarios/bases/${name}.json`)))]),
);

function baseOf(name: string): AccessRecord {
  const base = bases.get(name);
  if (!base) throw new Error(`There is no base ${name}.`);
  return base;
}

const judgeBy = async (record: AccessRecord, policy: PolicyInForce, known: object) =>
  judge(record, policy, combineStrictness(INPUTS, policy), known);

const template = (name: string) =>
  parsePolicy(readProject(`policies/${name}.yml`), { origin: 'file', path: `${name}.yml` });

const rehearsed = new Map<string, Promise<Rehearsal>>();

/** Each is staged once: there are many. */
function rehearse(name: string, policy: string): Promise<Rehearsal> {
  const key = `${policy} ${name}`;
  const known = rehearsed.get(key) ?? rehearseNow(name, policy);
  rehearsed.set(key, known);
  return known;
}

async function rehearseNow(name: string, policy: string) {
  const parsed = await parseScenario(readProject(`scenarios/${name}.yml`), `${name}.yml`, name);
  const { rehearsal } = await simulate(parsed, await template(policy), { baseOf, without: [], judge: judgeBy });
  return rehearsal;
}

describe('the shipped scenarios', () => {
  it.each(SCENARIOS)(
    '%s is caught by the strict policy, and its harmless case by none of its rules, when staged',
    async (name) => {
      const { kind, outcome, falseAlarms, rules } = await rehearse(name, 'strict');
      expect({ falseAlarms, isCaught: rules.length > 0 }).toEqual({ falseAlarms: [], isCaught: true });
      expect(kind === 'runs' ? ['blocked', 'flagged'] : ['blocked']).toContain(outcome);
    },
  );

  it('name every rule of the catalogue, and each of those rules finds one, when all are staged', async () => {
    const found = await Promise.all(SCENARIOS.map((name) => rehearse(name, 'strict')));
    const catching = new Set(found.flatMap(({ rules }) => rules));
    expect(catalogue().flatMap(({ id }) => (catching.has(id) ? [] : [id]))).toEqual([]);
  });

  it.each(SCENARIOS)('%s is not missed by the baseline policy, only traced, when the records show it', async (name) => {
    expect((await rehearse(name, 'baseline')).outcome).not.toBe('missed');
  });

  it.each(BASES)('the base %s makes the strict policy find nothing when it is judged as it is', async (name) => {
    const policy = await template('strict');
    const { start, end } = stage({ job: { base: name } }, { baseOf, without: [] });
    expect(end.drift).toEqual([]);
    for (const record of [start, end]) {
      const { results, verdict } = await judgeBy(record, policy, {});
      expect(results.filter(({ result }) => result === 'fail')).toEqual([]);
      expect(verdict).toBe('pass');
    }
  });
});
