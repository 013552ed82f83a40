import { describe, expect, it } from '@jest/globals';
import * as yaml from 'yaml';
import { readActionFile } from '../../scripts/generated/action-tables.ts';
import { gateInputNames, readGateInputs } from '../../src/action/gate-inputs.ts';
import { parseRoster } from '../../src/core/roster.ts';
import { findOurStep } from '../../src/core/workflow/our-step.ts';
import { parseWorkflow } from '../../src/core/workflow/parse-workflow.ts';
import { codeBlocks, readProject } from './markdown.ts';

const gate = readActionFile(readProject('gate/action.yml'));
const action = readActionFile(readProject('action.yml'));
const page = readProject('docs/gate.md');

/** What the end of a job alone makes or waits for. */
const NOT_FOR_A_GATE = ['announce-wait', 'subjects'];

describe('gate/action.yml', () => {
  it('has the inputs of the action and its own when both are read', () => {
    const expected = Object.keys(action.inputs).filter((name) => !NOT_FOR_A_GATE.includes(name));
    expect(Object.keys(gate.inputs).sort()).toEqual([...expected, ...gateInputNames()].sort());
  });

  it('has the action’s defaults and those of the code when they are read', () => {
    for (const [name, { default: value }] of Object.entries(gate.inputs)) {
      if (!gateInputNames().includes(name)) expect([name, value]).toEqual([name, action.inputs[name]?.default]);
    }
    const written = Object.entries(gate.inputs).flatMap(([name, { default: value }]) =>
      value === undefined || value.startsWith('${{') ? [] : [[`INPUT_${name.toUpperCase()}`, value] as const],
    );
    expect(readGateInputs(Object.fromEntries(written))).toEqual(readGateInputs({}));
  });

  it('describes every input and output in a sentence, here and in docs/gate.md, when they are read', () => {
    const all = { ...gate.inputs, ...gate.outputs };
    for (const [name, { description }] of Object.entries(all)) {
      expect(description.trim()).toMatch(/^[A-Z`].*\.$/s);
      expect(page).toContain(`\`${name}\``);
    }
  });

  it('runs a file that the build makes, and nothing before and after, when its stage is read', () => {
    expect(yaml.parse(readProject('gate/action.yml')).runs).toEqual({ using: 'node24', main: '../dist/gate.js' });
    expect(readProject('rolldown.config.ts')).toContain("gate: 'src/action/gate.ts'");
  });
});

describe('docs/gate.md', () => {
  const blocks = codeBlocks(page).filter(({ language }) => language === 'yaml');

  it('shows a workflow whose deployment needs the gate when its example is parsed', () => {
    const text = blocks.find((block) => block.text.includes('jobs:'))?.text ?? '';
    const { jobs } = parseWorkflow(text, yaml);
    const job = jobs.get('gate');
    if (!job) throw new Error('there is no job gate');
    expect(findOurStep(job, { actionRepository: 'doorlog/doorlog' })?.index).toBe(0);
    expect(jobs.get('deploy')?.needs).toEqual(['gate']);
    const [{ with: given }] = yaml.parse(text).jobs.gate.steps;
    expect(Object.keys(given).filter((name) => gate.inputs[name] === undefined)).toEqual([]);
  });

  it('shows a roster that can be read when its example is parsed', async () => {
    const text = blocks.find((block) => block.text.includes('people:'))?.text ?? '';
    expect((await parseRoster(text, 'roster')).people).toHaveLength(2);
  });
});
