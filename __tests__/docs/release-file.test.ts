import { describe, expect, it } from '@jest/globals';
import * as yaml from 'yaml';
import { readActionFile } from '../../scripts/generated/action-tables.ts';
import { readReleaseInputs, releaseInputNames } from '../../src/action/release-inputs.ts';
import { REPORT_FILES } from '../../src/core/release-report-check.ts';
import { RELEASE_PROPERTIES } from '../../src/core/release-result.ts';
import { parseWorkflow } from '../../src/core/workflow/parse-workflow.ts';
import { codeBlocks, readProject } from './markdown.ts';

const release = readActionFile(readProject('release/action.yml'));
const action = readActionFile(readProject('action.yml'));
const page = readProject('docs/release.md');

/** A release that was not looked at is not one that is in order. */
const STRICTER = ['on-error'];

describe('release/action.yml', () => {
  it('has inputs of the action with the same defaults, and its own, when both are read', () => {
    const own = [...releaseInputNames(), 'trust-root'];
    expect(Object.keys(release.inputs)).toEqual(expect.arrayContaining(own));
    for (const [name, { default: value }] of Object.entries(release.inputs)) {
      if (own.includes(name) || STRICTER.includes(name)) continue;
      expect([name, value]).toEqual([name, action.inputs[name]?.default]);
    }
  });

  it('has the defaults of the code when the runner fills them in', () => {
    const written = Object.entries(release.inputs).flatMap(([name, { default: value }]) =>
      value === undefined || value.startsWith('${{') || STRICTER.includes(name)
        ? []
        : [[`INPUT_${name.toUpperCase()}`, value] as const],
    );
    expect(readReleaseInputs(Object.fromEntries(written))).toEqual(readReleaseInputs({}));
  });

  it('describes every input and output in a sentence, and names it in docs/release.md, when they are read', () => {
    for (const [name, { description }] of Object.entries({ ...release.inputs, ...release.outputs })) {
      expect(description.trim()).toMatch(/^[A-Z`].*\.$/s);
      expect(page).toContain(`\`${name}\``);
    }
  });

  it('runs a file that the build makes, and nothing before and after, when its stage is read', () => {
    expect(yaml.parse(readProject('release/action.yml')).runs).toEqual({ using: 'node24', main: '../dist/release.js' });
    expect(readProject('rolldown.config.ts')).toContain("release: 'src/action/release.ts'");
  });
});

describe('docs/release.md', () => {
  it('shows a workflow that gives the step what it needs, before the release is published, when it is parsed', () => {
    const text = codeBlocks(page).find((block) => block.text.includes('jobs:'))?.text ?? '';
    const { jobs } = parseWorkflow(text, yaml);
    expect([...jobs.keys()]).toEqual(['build', 'publish']);
    const { steps, permissions } = yaml.parse(text).jobs.publish;
    expect(permissions).toEqual({ actions: 'read', attestations: 'write', contents: 'write', 'id-token': 'write' });
    const uses: string[] = steps.map(({ uses = '', run = '' }) => uses || run);
    const at = uses.findIndex((each) => each.startsWith('doorlog/doorlog/release@'));
    expect(uses.findIndex((each) => each.includes('gh release create'))).toBeLessThan(at);
    expect(uses.findIndex((each) => each.includes('--draft=false'))).toBeGreaterThan(at);
    expect(Object.keys(steps[at].with).filter((name) => release.inputs[name] === undefined)).toEqual([]);
  });

  it('names every file and every property when it is read', () => {
    for (const name of [...Object.values(REPORT_FILES), ...Object.values(RELEASE_PROPERTIES)]) {
      expect(page).toContain(`\`${name}\``);
    }
  });
});
