import { readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as yaml from 'yaml';
import { projectPath } from '../../../scripts/generated/files.ts';
import { readProject } from '../../docs/markdown.ts';

const ajv = new Ajv2020({ allErrors: true, validateFormats: false });
ajv.addKeyword({ keyword: 'x-view', schemaType: 'string' });
const isScenario = ajv.compile(JSON.parse(readProject('schema/scenario.v1.json')));

describe('the published schema of scenarios', () => {
  it.each(readdirSync(projectPath('scenarios')).filter((file) => file.endsWith('.yml')))(
    'accepts %s when it is shipped',
    (file) => {
      isScenario(yaml.parse(readProject(`scenarios/${file}`)));
      expect(isScenario.errors ?? []).toEqual([]);
    },
  );

  it('refuses what the code refuses when a key is not known', () => {
    expect(isScenario({ ...yaml.parse(readProject('scenarios/self-approval.yml')), extra: 1 })).toBe(false);
  });
});
