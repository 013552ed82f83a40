import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import * as yaml from 'yaml';
import { plainValue } from '../src/core/plain-value.ts';
import { readPlainYaml } from '../src/core/plain-yaml.ts';
import { readYamlTree } from '../src/core/workflow/yaml-tree.ts';

const FOLDER = new URL('../../shared/data/workflows/', import.meta.url);

function files(): string[] {
  if (!existsSync(FOLDER)) {
    process.stderr.write('Skipped: the real workflow files are not on this machine (../shared/data/workflows).\n');
    return [];
  }
  return readdirSync(FOLDER).filter((name) => /\.ya?ml$/.test(name));
}

const names = files();

describe('real workflow files without the YAML library', () => {
  if (names.length === 0) {
    it('are skipped when they are not here', () => {
      expect(names).toEqual([]);
    });
    return;
  }

  it('are read as the library reads them, four of five at least, when they are read plainly', () => {
    const plain = names.filter((name) => {
      const text = readFileSync(new URL(name, FOLDER), 'utf8');
      const tree = readPlainYaml(text);
      if (!tree) return false;
      expect({ name, tree }).toEqual({ name, tree: readYamlTree(text, yaml, name) });
      const value = plainValue(tree);
      if (value !== undefined) expect({ name, value }).toEqual({ name, value: yaml.parse(text) });
      return true;
    });
    expect(plain.length / names.length).toBeGreaterThanOrEqual(0.8);
  });
});
