import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as yaml from 'yaml';
import { readActionFile } from '../../scripts/generated/action-tables.ts';
import { readSealInputs, sealInputNames } from '../../src/action/seal-inputs.ts';
import { trustedInputNames } from '../../src/action/trusted-inputs.ts';
import { parseWorkflow } from '../../src/core/workflow/parse-workflow.ts';
import { codeBlocks, readProject } from './markdown.ts';

const seal = readActionFile(readProject('seal/action.yml'));
const action = readActionFile(readProject('action.yml'));
const page = readProject('docs/seal.md');

/** A log that could not be sealed is not one that is sealed. */
const STRICTER = ['on-error'];
const OWN = [...trustedInputNames(), ...sealInputNames()];

describe('seal/action.yml', () => {
  it('has inputs of the action with the same defaults, and its own, when both are read', () => {
    expect(Object.keys(seal.inputs)).toEqual(expect.arrayContaining(OWN));
    for (const [name, { default: value }] of Object.entries(seal.inputs)) {
      if (OWN.includes(name) || STRICTER.includes(name)) continue;
      expect([name, value]).toEqual([name, action.inputs[name]?.default]);
    }
  });

  it('has the defaults of the code when the runner fills them in', () => {
    const written = Object.entries(seal.inputs).flatMap(([name, { default: value }]) =>
      value === undefined || value.startsWith('${{') || STRICTER.includes(name)
        ? []
        : [[`INPUT_${name.toUpperCase()}`, value] as const],
    );
    expect(readSealInputs(Object.fromEntries(written))).toEqual(readSealInputs({}));
  });

  it('describes every input and output in a sentence, and names it in docs/seal.md, when they are read', () => {
    for (const [name, { description }] of Object.entries({ ...seal.inputs, ...seal.outputs })) {
      expect(description.trim()).toMatch(/^[A-Z`].*\.$/s);
      expect(page).toContain(`\`${name}\``);
    }
  });

  it('runs a file that the build makes, and nothing before and after, when its stage is read', () => {
    expect(yaml.parse(readProject('seal/action.yml')).runs).toEqual({ using: 'node24', main: '../dist/seal.js' });
    expect(readProject('rolldown.config.ts')).toContain("seal: 'src/action/seal.ts'");
  });
});

describe('docs/seal.md', () => {
  it('shows a workflow that gives the step what it needs, and keeps what it leaves whatever comes, when it is parsed', () => {
    const text = codeBlocks(page).find((block) => block.text.includes('jobs:'))?.text ?? '';
    expect([...parseWorkflow(text, yaml).jobs.keys()]).toEqual(['seal']);
    const { steps, permissions } = yaml.parse(text).jobs.seal;
    expect(permissions).toEqual({ attestations: 'write', contents: 'write', 'id-token': 'write' });
    const at = steps.findIndex(({ uses = '' }) => uses.startsWith('doorlog/doorlog/seal@'));
    expect(Object.keys(steps[at].with).filter((name) => seal.inputs[name] === undefined)).toEqual([]);
    for (const step of steps.slice(at + 1))
      expect(step.if).toMatch(/^always\(\)( && steps\.keep\.outcome == 'success')?$/);
  });
});

describe('schema/log-checkpoint.v1.json', () => {
  it('is a schema that takes what is of its form, and nothing else', () => {
    const ajv = new Ajv2020({ allErrors: true, validateFormats: false });
    ajv.addKeyword({ keyword: 'x-view', schemaType: 'string' });
    const isCheckpoint = ajv.compile(JSON.parse(readProject('schema/log-checkpoint.v1.json')));
    const root = `${'A'.repeat(43)}=`;
    const time = '2026-03-31T00:00:00.000Z';
    const checkpoint = {
      origin: 'log.example',
      size: 1,
      rootHash: root,
      vkey: 'log.example+00000000+AAAA',
      consistency: [],
      leaves: { from: 0, to: 1, digest: 'a'.repeat(64) },
      sealedAt: time,
      span: { from: time, until: time },
      stores: 1,
      alarms: { removed: 0, altered: 0 },
    };
    expect([isCheckpoint(checkpoint), isCheckpoint.errors]).toEqual([true, null]);
    expect(isCheckpoint({ ...checkpoint, rootHash: 'short' })).toBe(false);
    expect(isCheckpoint({ ...checkpoint, more: 1 })).toBe(false);
  });
});
