import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { readActionFile } from '../../scripts/generated/action-tables.ts';
import { inputNames, readInputs } from '../../src/action/inputs.ts';
import { VERSION } from '../../src/version.ts';
import { readProject } from './markdown.ts';

const action = readActionFile(readProject('action.yml'));
const readme = readProject('README.md');

function variables(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]));
}

describe('action.yml', () => {
  it('declares the inputs that the code reads when both are listed', () => {
    expect(Object.keys(action.inputs).sort()).toEqual(inputNames().sort());
  });

  it('has the defaults of the code when the runner fills them in', () => {
    const written = Object.entries(action.inputs).flatMap(([name, { default: value }]) =>
      value === undefined || value.startsWith('${{') ? [] : [[name, value] as const],
    );
    const filledIn = readInputs(variables(Object.fromEntries(written)));
    expect(filledIn.problems).toEqual([]);
    expect(filledIn.configuration).toEqual(readInputs({}).configuration);
  });

  it('describes every input and output in a sentence when they are read', () => {
    const descriptions = [...Object.values(action.inputs), ...Object.values(action.outputs)].map((each) =>
      each.description.trim(),
    );
    expect(descriptions.filter((text) => !/^[A-Z`].*\.$/.test(text))).toEqual([]);
  });

  it('has a row in the README for every input when the table is read', () => {
    for (const name of Object.keys(action.inputs)) expect(readme).toContain(`\n| \`${name}\` | `);
  });

  it('has a row in the README for every output when the table is read', () => {
    for (const name of Object.keys(action.outputs)) expect(readme).toContain(`\n| \`${name}\` | `);
  });

  it('runs files that the build makes when its hooks are read', () => {
    expect(parse(readProject('action.yml')).runs).toMatchObject({
      using: 'node24',
      pre: 'dist/pre.js',
      main: 'dist/main.js',
      post: 'dist/post.js',
    });
  });
});

describe('the version', () => {
  it('is the one in package.json when the code says it', () => {
    expect(JSON.parse(readProject('package.json')).version).toBe(VERSION);
  });

  it('is the one in package-lock.json when npm wrote it', () => {
    expect(JSON.parse(readProject('package-lock.json')).version).toBe(VERSION);
  });

  it('stands in the README when the action is pinned there', () => {
    expect(readme).toContain(`# v${VERSION}\n`);
  });
});
