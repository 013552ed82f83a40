import { describe, expect, it } from '@jest/globals';
import * as yaml from 'yaml';
import { readActionFile } from '../../scripts/generated/action-tables.ts';
import { collectInputNames, readCollectInputs } from '../../src/action/collect-inputs.ts';
import { trustedInputNames } from '../../src/action/trusted-inputs.ts';
import { COLLECTING_EVENTS } from '../../src/core/collector/standing.ts';
import { parseWorkflow } from '../../src/core/workflow/parse-workflow.ts';
import { codeBlocks, readProject } from './markdown.ts';

const collector = readActionFile(readProject('collect/action.yml'));
const action = readActionFile(readProject('action.yml'));
const page = readProject('docs/collector.md');

/** What a job makes or says of itself. */
const NOT_FOR_A_COLLECTOR = [
  'announce-wait',
  'subjects',
  'environment',
  'environment-variables',
  'attest-verdict',
  'job-status',
  'matrix',
];
const own = [...collectInputNames(), ...trustedInputNames()];

describe('collect/action.yml', () => {
  it('has the inputs of the action and its own when both are read', () => {
    const expected = Object.keys(action.inputs).filter((name) => !NOT_FOR_A_COLLECTOR.includes(name));
    expect(Object.keys(collector.inputs).sort()).toEqual([...expected, ...own].sort());
  });

  it('has the action’s defaults and those of the code when they are read', () => {
    for (const [name, { default: value }] of Object.entries(collector.inputs)) {
      if (!own.includes(name)) expect([name, value]).toEqual([name, action.inputs[name]?.default]);
    }
    const written = Object.entries(collector.inputs).flatMap(([name, { default: value }]) =>
      value === undefined || value.startsWith('${{') ? [] : [[`INPUT_${name.toUpperCase()}`, value] as const],
    );
    expect(readCollectInputs(Object.fromEntries(written))).toEqual(readCollectInputs({}));
  });

  it('says what is wrong when a number is none or too large', () => {
    const { problems, hours } = readCollectInputs({ INPUT_HOURS: '721', 'INPUT_HISTORY-DAYS': 'x' });
    expect(problems.map(({ message }) => message.split(';')[0])).toEqual([
      'The input “hours” must be a whole number from 1 to 720 (default 48)',
      'The input “history-days” must be a whole number from 1 to 365 (default 30)',
    ]);
    expect(hours).toBe(48);
  });

  it('describes its own inputs and outputs in a sentence, here and in docs/collector.md, when they are read', () => {
    for (const [name, { description }] of Object.entries({ ...collector.inputs, ...collector.outputs })) {
      expect(description.trim()).toMatch(/^[A-Z`].*\.$/s);
      if (own.includes(name) || name in (collector.outputs ?? {})) expect(page).toContain(`\`${name}\``);
    }
  });

  it('runs a file that the build makes, and nothing before and after, when its stage is read', () => {
    expect(yaml.parse(readProject('collect/action.yml')).runs).toEqual({ using: 'node24', main: '../dist/collect.js' });
    expect(readProject('rolldown.config.ts')).toContain("collect: 'src/action/collect.ts'");
  });
});

describe('docs/collector.md', () => {
  it('shows a workflow that a collector may run in when its example is parsed', () => {
    const text = codeBlocks(page).find((block) => block.language === 'yaml')?.text ?? '';
    const workflow = parseWorkflow(text, yaml);
    expect(workflow.triggers.filter((event) => !COLLECTING_EVENTS.includes(event))).toEqual([]);
    const [step] = workflow.jobs.get('collect')?.steps ?? [];
    expect(step?.uses).toMatch(/^doorlog\/doorlog\/collect@0{40}$/);
    expect(step?.with.filter((name) => collector.inputs[name] === undefined)).toEqual([]);
  });
});
