import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import * as yaml from 'yaml';
import { AccessRecord } from '../../src/model/access-record.ts';
import { fields } from '../../src/model/field.ts';
import { arbitraryRecord } from '../support/arbitrary-record.ts';
import { deploymentWorld } from '../support/deployment-world.ts';
import { startGitHub } from '../support/github-server.ts';
import { startJob } from '../support/runner.ts';
import { codeBlocks, readProject } from './markdown.ts';

const ajv = new Ajv2020({ allErrors: true, validateFormats: false });
ajv.addKeyword({ keyword: 'x-view', schemaType: 'string' });
const recordSchema = JSON.parse(readProject('schema/access-record.v1.json'));
const isRecord = ajv.compile(recordSchema);
const isPolicy = ajv.compile(JSON.parse(readProject('schema/policy.v1.json')));

/** The record file and the log's two lines of one job, by the built hooks. */
async function recordsOfJob(): Promise<unknown[]> {
  const world = deploymentWorld();
  const github = await startGitHub(world);
  const job = startJob({ world, github });
  const logFile = join(job.root, 'log.jsonl');
  const inputs = { sinks: JSON.stringify([{ type: 'file', path: logFile }]) };
  try {
    await job.run('pre', { inputs });
    const { outputs } = await job.run('post', { inputs });
    const log = readFileSync(logFile, 'utf8').trim().split('\n');
    return [
      JSON.parse(readFileSync(outputs['record-path'] ?? '', 'utf8')),
      ...log.map((line) => JSON.parse(line).record),
    ];
  } finally {
    job.close();
    await github.close();
  }
}

describe('the published schema of the record', () => {
  it('accepts both views when a job was recorded by the built action', async () => {
    const records = await recordsOfJob();
    expect(records).toHaveLength(3);
    for (const record of records) {
      isRecord(record);
      expect(isRecord.errors ?? []).toEqual([]);
    }
  });

  it('accepts every record when the code accepts it', () => {
    fc.assert(
      fc.property(arbitraryRecord(), (record) => {
        const json = JSON.parse(JSON.stringify(record));
        expect(AccessRecord.safeParse(json).success).toBe(true);
        isRecord(json);
        expect(isRecord.errors ?? []).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ['a key that nobody knows', { surprise: true }],
    ['an id that is a number', { recordId: 1 }],
    ['a phase that does not exist', { phase: 'middle' }],
    ['another version', { schemaVersion: '2' }],
  ])('refuses a record when it has %s', (_, change) => {
    const [record] = fc.sample(arbitraryRecord(), { numRuns: 1, seed: 1 });
    expect(isRecord({ ...JSON.parse(JSON.stringify(record)), ...change })).toBe(false);
  });

  it('names itself by an address below the project’s own when tools fetch it', () => {
    expect(recordSchema.$id).toBe('https://doorlog.github.io/doorlog/schema/access-record.v1.json');
    expect(recordSchema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
  });

  it('says who may see a field and what it holds when the code does', () => {
    const phase = recordSchema.properties.phase;
    expect(phase['x-view']).toBe(fields.get(AccessRecord.shape.phase)?.view);
    expect(phase.description).toBe(fields.get(AccessRecord.shape.phase)?.description);
  });
});

describe('the published schema of the policy', () => {
  it.each(['README.md', 'docs/policy.md'])('accepts the policy when %s shows it', (file) => {
    const block = codeBlocks(readProject(file)).find(({ text }) => /^version: 1$/m.test(text));
    isPolicy(yaml.parse(block?.text ?? ''));
    expect(isPolicy.errors ?? []).toEqual([]);
  });

  it.each([
    ['a rule that does not exist', { version: 1, rules: [{ id: 'nobody-enters' }] }],
    [
      'a parameter that the rule does not take',
      { version: 1, rules: [{ id: 'commit-is-verified', params: { allow: {} } }] },
    ],
    ['no version', { rules: [] }],
  ])('refuses a policy when it has %s', (_, policy) => {
    expect(isPolicy(policy)).toBe(false);
  });
});
