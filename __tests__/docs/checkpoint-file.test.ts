import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { readActionFile } from '../../scripts/generated/action-tables.ts';
import { readProject } from './markdown.ts';

const checkpoint = readActionFile(readProject('checkpoint/action.yml'));
const action = readActionFile(readProject('action.yml'));

describe('checkpoint/action.yml', () => {
  it('has inputs of the action with the same defaults when both are read', () => {
    for (const [name, { default: value }] of Object.entries(checkpoint.inputs)) {
      expect([name, value]).toEqual([name, action.inputs[name]?.default]);
    }
  });

  it('has all that tells the job apart when it is read', () => {
    const claims = Object.entries(action.inputs).filter(([, { default: value }]) => value?.includes('${{'));
    const needed = claims.map(([name]) => name).filter((name) => name !== 'token' && name !== 'job-status');
    expect(Object.keys(checkpoint.inputs)).toEqual(expect.arrayContaining(needed));
  });

  it('has a line in docs/cloud-identities.md for every input and output when that is read', () => {
    const page = readProject('docs/cloud-identities.md');
    for (const name of Object.keys({ ...checkpoint.inputs, ...checkpoint.outputs })) {
      expect(page).toContain(`\`${name}\``);
    }
  });

  it('runs a file that the build makes, and nothing before and after the job’s steps, when its stage is read', () => {
    expect(parse(readProject('checkpoint/action.yml')).runs).toEqual({
      using: 'node24',
      main: '../dist/checkpoint.js',
    });
    expect(readProject('rolldown.config.ts')).toContain("checkpoint: 'src/action/checkpoint.ts'");
  });
});
