import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readInputs } from '../../src/action/inputs.ts';
import { createSinks, type SecretsQuestion, savableSinks } from '../../src/compose/sinks.ts';
import { sinkSurroundings } from '../support/sink-surroundings.ts';

const STORE = '[{"type": "elasticsearch", "url": "https://logs.example.org"}]';
const PERSON: SecretsQuestion = {
  facts: { pipeline: { provider: 'github-actions' }, people: { initiator: { login: 'ann' } } },
  hasIdentity: true,
};
const BOT: SecretsQuestion = {
  ...PERSON,
  facts: { ...PERSON.facts, people: { initiator: { login: 'dependabot[bot]' } } },
};
const FORK = forkOn('pull_request');

function forkOn(event: string): SecretsQuestion {
  const pullRequest = { number: '1', headSha: 'a'.repeat(40), fromFork: true };
  return { ...PERSON, facts: { ...PERSON.facts, pipeline: { provider: 'github-actions', event, pullRequest } } };
}

async function create(sinks: string, job: SecretsQuestion, apiKey?: string) {
  const said: string[] = [];
  const logger = { info: (line: string) => void said.push(line), warn: (line: string) => void said.push(line) };
  const inputs = readInputs({ INPUT_SINKS: sinks, ...(apiKey && { 'INPUT_ELASTICSEARCH-API-KEY': apiKey }) });
  const made = await createSinks(inputs.configuration, sinkSurroundings({ secrets: inputs.secrets }), job, logger);
  return { names: made.sinks.map(({ name }) => name), problems: made.problems, said };
}

describe('createSinks', () => {
  it.each([
    ['has no identity token', { ...PERSON, hasIdentity: false }],
    ['is Dependabot’s, with an identity token', BOT],
    ['is a fork’s, with an identity token', FORK],
  ])('leaves the store out and says so when it has no secret and the job %s', async (_, job) => {
    const { names, problems, said } = await create(STORE, job);
    expect({ names, problems }).toEqual({ names: [], problems: [] });
    expect(said).toEqual([expect.stringContaining('“elasticsearch” is left out')]);
  });

  it.each([
    ['a person’s', PERSON],
    ['a fork’s that runs with the base’s rights', forkOn('pull_request_target')],
  ])('keeps the store when it has no secret and the job is %s', async (_, job) => {
    expect(await create(STORE, job)).toEqual({ names: ['elasticsearch'], problems: [], said: [] });
  });

  it.each([BOT, FORK])('keeps the store when the job was given a secret all the same', async (job) => {
    expect((await create(STORE, job, 'a2V5')).names).toEqual(['elasticsearch']);
  });

  it('makes the others and names the mistake when a secret of one does not fit', async () => {
    const file = JSON.stringify({ type: 'file', path: resolve('log.jsonl') });
    const { names, problems } = await create(`${STORE.slice(0, -1)}, ${file}]`, PERSON, 'no \u0000 key');
    expect(names).toEqual(['file']);
    expect(problems).toMatchObject([{ kind: 'mistake', code: 'input-invalid' }]);
  });

  it.each([
    ['is left out when the job is a fork’s', FORK, []],
    ['is kept when the workflow of a person’s job forgot the permission', { ...PERSON, hasIdentity: false }, ['s3']],
  ])('a bucket that is written to by an identity that is not there %s', async (_, job, names) => {
    const role = 'arn:aws:iam::123456789012:role/doorlog-writer';
    const bucket = JSON.stringify([{ type: 's3', bucket: 'door-book', region: 'eu-central-1', role }]);
    expect((await create(bucket, job)).names).toEqual(names);
  });

  it('keeps a file when the job is given no secrets', async () => {
    const sinks = JSON.stringify([{ type: 'file', path: resolve('log.jsonl') }]);
    expect((await create(sinks, BOT)).names).toEqual(['file']);
  });

  it('makes no sink and names the mistake when a path starts from the workspace', async () => {
    const { names, problems } = await create('[{"type": "file", "path": "log.jsonl"}]', PERSON);
    expect(names).toEqual([]);
    expect(problems).toMatchObject([{ code: 'input-invalid', message: expect.stringContaining('absolute path') }]);
  });
});

describe('savableSinks', () => {
  it('keeps a list as it is when it is valid', async () => {
    expect(await savableSinks(STORE)).toBe(STORE);
  });

  it.each([
    '[{"type": "elasticsearch", "url": "https://u:s3cret@logs"}]',
    '[{"type": "elasticsearch", "url": "https://logs?key=s3cret"}]',
    '[{"type": "elasticsearch", "url": "https://logs", "apiKey": "s3cret"}]',
    '- s3cret: [',
    '',
  ])('keeps nothing when the list is %j', async (text) => {
    expect(await savableSinks(text)).toBe('');
  });
});
