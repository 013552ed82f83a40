import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { simulate } from '../../src/cli/simulate.ts';
import { readProject } from '../docs/markdown.ts';
import { newFolder } from '../sinks/entries.ts';
import { commandIo } from './command-io.ts';

let cwd: string;

beforeEach(async () => {
  cwd = await newFolder();
});

async function run(...args: string[]) {
  const io = commandIo({ cwd });
  const code = await simulate(args, io);
  return { code, out: io.out.join(''), err: io.err.join('') };
}

async function runJson(...args: string[]) {
  const { code, out } = await run(...args, '--json');
  return { code, found: JSON.parse(out) };
}

const policy = (rules: string) => `version: 1\non-violation: fail\nrules:\n${rules}`;

const OWN = `version: 1
title: Something of our own
kind: job
rules: [ours]
attack:
  job: { base: deploy, set: { /pipeline/job: evil } }
harmless:
  set: { /pipeline/job: deploy }
`;

describe('doorlog simulate', () => {
  it('says when and by which rule a scenario was blocked, as data, when the policy refuses it', async () => {
    const { code, found } = await runJson('self-approval', '--policy', 'strict');
    expect(code).toBe(0);
    expect(found).toEqual([
      expect.objectContaining({
        scenario: 'self-approval',
        kind: 'job',
        outcome: 'blocked',
        rules: ['approver-is-not-initiator'],
        phase: 'start',
        hints: [],
        falseAlarms: [],
      }),
    ]);
  });

  it('stages by the built-in policy, which flags and never blocks, when there is none', async () => {
    expect((await run('self-approval')).out).toContain('1 scenario against the built-in policy: ');
    const { code, found } = await runJson('self-approval');
    expect(code).toBe(0);
    expect(found[0]).toMatchObject({ outcome: 'flagged', phase: 'start' });
  });

  it('takes the policy of the folder when it has one', async () => {
    await mkdir(join(cwd, '.github'));
    await writeFile(join(cwd, '.github/doorlog.yml'), policy('  - id: commit-is-verified\n'));
    expect((await runJson('unverified-commit')).found[0]).toMatchObject({ outcome: 'blocked' });
    const { code, found } = await runJson('self-approval');
    expect(code).toBe(1);
    expect(found[0]).toMatchObject({
      outcome: 'traceable',
      rules: [],
      phase: null,
      hints: expect.arrayContaining([
        expect.objectContaining({ rule: 'approver-is-not-initiator', why: 'not-in-policy' }),
      ]),
    });
  });

  it('only flags what a policy warns of when it does not fail jobs', async () => {
    // The inputs’ default fails, and a policy can’t loosen that: severity can.
    await writeFile(
      join(cwd, 'p.yml'),
      `${policy('  - id: commit-is-verified\n    severity: low\n')}fail-from: high\n`,
    );
    expect((await runJson('unverified-commit', '--policy', 'p.yml')).found[0]).toMatchObject({ outcome: 'flagged' });
  });

  it('says what tames a rule when it is waived, conditional or given other parameters', async () => {
    const waiver = `waivers:
  - { rule: commit-is-verified, owner: alice, reason: The key is on its way, approver: carol, expires: '2027-01-01' }
`;
    await writeFile(join(cwd, 'p.yml'), policy('  - id: commit-is-verified\n') + waiver);
    const says = async (name: string) => (await runJson(name, '--policy', 'p.yml')).found[0].hints[0];
    expect(await says('unverified-commit')).toMatchObject({ why: 'tamed', says: expect.stringContaining('waives') });
    await writeFile(join(cwd, 'p.yml'), policy('  - id: commit-is-verified\n    when: { events: [release] }\n'));
    expect(await says('unverified-commit')).toMatchObject({ why: 'tamed', says: expect.stringContaining('condition') });
    const hours = "  - id: deployment-is-in-hours\n    params: { days: [sun], from: '00:00', until: '12:00' }\n";
    await writeFile(join(cwd, 'p.yml'), policy(hours));
    expect(await says('out-of-hours-deployment')).toMatchObject({
      why: 'tamed',
      says: expect.stringContaining('parameters'),
    });
  });

  it('gives a rule the scenario’s parameters, and says so, when the policy leaves them alone', async () => {
    await writeFile(join(cwd, 'p.yml'), policy('  - id: deployment-is-not-frozen\n'));
    const { found } = await runJson('deployment-in-a-freeze', '--policy', 'p.yml');
    expect(found[0]).toMatchObject({ outcome: 'blocked', sampleParams: ['deployment-is-not-frozen'] });
  });

  it('says which permission would have shown it, and exits with 3, when the job’s token lacks that', async () => {
    const { code, found } = await runJson('self-approval', '--policy', 'strict', '--without', 'actions:read');
    expect(code).toBe(3);
    expect(found[0]).toMatchObject({
      outcome: 'missed',
      phase: null,
      hints: [{ why: 'unseen', says: expect.stringContaining('permissions: actions: read') }],
    });
  });

  it('finds what takes earlier records at the collector when a scenario has a history', async () => {
    const { found } = await runJson('tag-of-action-moved-since', '--policy', 'strict');
    expect(found[0]).toMatchObject({ kind: 'runs', outcome: 'flagged', phase: 'collector' });
  });

  it('finds what takes a roster at the gate when a scenario has one', async () => {
    const { found } = await runJson('somebody-who-has-left', '--policy', 'strict');
    expect(found[0]).toMatchObject({ outcome: 'blocked', phase: 'gate' });
  });

  it('does not mind what only an audit log shows when it says how it ended', async () => {
    await writeFile(join(cwd, 'p.yml'), policy('  - id: commit-is-verified\n'));
    const { code, found } = await runJson('environment-gate-bypassed-by-whom', '--policy', 'p.yml');
    expect({ code, outcome: found[0].outcome }).toEqual({ code: 0, outcome: 'traceable' });
  });

  it('stages a file of the user’s own against their own rule when both are given', async () => {
    await writeFile(join(cwd, 'mine.yml'), OWN);
    const custom = 'custom:\n  - { id: ours, title: Ours, expression: "record.pipeline.job == \'deploy\'" }\n';
    await writeFile(join(cwd, 'p.yml'), `version: 1\n${custom}`);
    const { code, found } = await runJson('mine.yml', '--policy', 'p.yml');
    expect(code).toBe(0);
    expect(found[0]).toMatchObject({ scenario: 'mine', outcome: 'blocked', rules: ['ours'], falseAlarms: [] });
    const missed = await runJson('./mine.yml', '--policy', 'strict');
    expect(missed.code).toBe(1);
    expect(missed.found[0]).toMatchObject({ outcome: 'missed', hints: [{ rule: 'ours', why: 'blind' }] });
  });

  it('is traced by a rule that the scenario does not name when that one tells it from the harmless case', async () => {
    const own = OWN.replace('/pipeline/job: evil', '/source/verification/verified: false');
    await writeFile(join(cwd, 'mine.yml'), own.replace('/pipeline/job: deploy', '/source/verification/verified: true'));
    const { found } = await runJson('mine.yml');
    expect(found[0]).toMatchObject({
      outcome: 'traceable',
      hints: [
        { rule: 'commit-is-verified', why: 'not-in-policy' },
        { rule: 'ours', why: 'blind' },
      ],
    });
  });

  it('tells of a false alarm when the rule finds something in the harmless case too', async () => {
    await writeFile(join(cwd, 'mine.yml'), OWN);
    const custom = 'custom:\n  - { id: ours, title: Ours, expression: "record.pipeline.job == \'other\'" }\n';
    await writeFile(join(cwd, 'p.yml'), `version: 1\n${custom}`);
    const { out } = await run('mine.yml', '--policy', 'p.yml');
    expect(out).toContain('    ours finds something in the harmless case too.\n');
    expect(out).toContain(': 1 blocked, 0 flagged, 0 traceable, 0 missed; 1 with a finding in the harmless case.');
  });

  it('takes a record of the user’s own as base when the scenario names its file', async () => {
    await writeFile(join(cwd, 'record.json'), readProject('scenarios/bases/deploy.json'));
    await writeFile(
      join(cwd, 'mine.yml'),
      OWN.replace('base: deploy', 'base: ./record.json').replace('[ours]', '[commit-is-verified]'),
    );
    expect((await run('mine.yml', '--policy', 'strict')).code).toBe(1);
  });

  it('stages a folder of scenarios beside the shipped ones when one is given', async () => {
    await mkdir(join(cwd, 'more'));
    await writeFile(join(cwd, 'more/mine.yml'), OWN);
    await writeFile(join(cwd, 'more/self-approval.yml'), OWN);
    const { out } = await run('--list', '--scenarios', 'more');
    expect(out).toContain('mine: Something of our own\n');
    expect(out).toContain('self-approval: Something of our own\n');
    expect(out).toContain('pwn-request: ');
  });

  it('has the scenarios in the order of their names when all are listed', async () => {
    const names = (await run('--list')).out.split('\n').flatMap((line) => line.split(': ', 1).filter(Boolean));
    expect(names).toContain('self-approval-by-re-run');
    expect(names).toEqual([...names].sort());
  });

  it('lines up its columns, and colours the outcome only on a terminal, when people look on', async () => {
    const plain = await run('self-approval', 'unverified-commit', '--policy', 'strict');
    expect(plain.out).toBe(
      [
        'SCENARIO           KIND  OUTCOME  PHASE  RULES',
        'self-approval      job   blocked  start  approver-is-not-initiator',
        'unverified-commit  job   blocked  start  commit-is-verified',
        '',
        '2 scenarios against strict: 2 blocked, 0 flagged, 0 traceable, 0 missed.',
        '',
      ].join('\n'),
    );
    const io = commandIo({ cwd, isTerminal: true });
    await simulate(['self-approval', '--policy', 'strict'], io);
    expect(io.out.join('')).toContain('\u001b[32mblocked\u001b[0m');
  });

  it('keeps to the width of the terminal when there is one', async () => {
    const io = commandIo({ cwd, columns: 80 });
    await simulate(['--policy', 'baseline'], io);
    const lines = io.out.join('').split('\n');
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(lines).toContain('    approver-is-not-initiator');
  });

  it.each([
    [['self-aproval'], 'Did you mean “self-approval”?'],
    [['self-approval', '--policy', 'strickt'], 'There is no policy file or template “strickt”. Did you mean “strict”?'],
    [['self-approval', '--policy', 'missing.yml'], 'missing.yml could not be read'],
    [['--without', 'action:read'], 'Did you mean “actions:read”?'],
    [['--scenarios', 'nowhere'], 'There is no folder'],
    [['missing.yml'], 'missing.yml could not be read'],
    [['--live'], 'go together'],
    [['--sinks', '[]'], 'go together'],
    [['--polisy', 'strict'], 'did you mean --policy'],
  ])('exits with 2 and one sentence when it is called with %j', async (args, sentence) => {
    const { code, out, err } = await run(...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(sentence);
    expect(err.trim()).not.toContain('\n');
  });

  it.each([
    [
      OWN.replace('base: deploy', 'base: deplo'),
      'mine.yml, line 6, column 16: there is no base “deplo”. Did you mean “deploy”?',
    ],
    [OWN.replace('base: deploy', 'base: ./no.json'), 'there is no base “./no.json”.'],
    [
      OWN.replace('/pipeline/job: evil', '/pipeline/nothing: 1'),
      'mine.yml, line 6, column 3: in “attack” the changes make no access record: /pipeline has no place for “nothing”.',
    ],
    [
      OWN.replace('set: { /pipeline/job: evil }', 'remove: [/people/merger/role]'),
      'in “attack” there is no place “/people/merger/role” in the record',
    ],
    [
      OWN.replace('set: { /pipeline/job: deploy }', 'set: { /pipeline/job: 5 }'),
      'mine.yml, line 8, column 3: in “harmless” the changes make no access record: /pipeline/job must be text.',
    ],
    [
      OWN.replace(
        'harmless:',
        '  history:\n    - { base: deploy, ago: 1d }\n    - { base: deploy, ago: 2d, set: { /pipeline/nothing: 1 } }\nharmless:',
      ),
      'mine.yml, line 9, column 7: in “attack.history.1” the changes make no access record: /pipeline has no place',
    ],
  ])('exits with 2 and says where when a scenario can’t be staged: %j', async (text, sentence) => {
    await writeFile(join(cwd, 'mine.yml'), text);
    const { code, err } = await run('mine.yml');
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(sentence) });
  });

  it('sends marked records that look like nobody’s job and reads them back when it is live', async () => {
    const sinks = JSON.stringify([{ type: 'file', path: 'log.jsonl' }]);
    const { code, err, out } = await run('self-approval', '--policy', 'strict', '--live', '--sinks', sinks, '--json');
    expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining('1 of 1 test records were confirmed.') });
    expect(JSON.parse(out)[0].deliveries).toEqual([
      expect.objectContaining({ sink: 'file', status: 'delivered', confirmed: true }),
    ]);
    const { record } = JSON.parse(await readFile(join(cwd, 'log.jsonl'), 'utf8'));
    expect(record).toMatchObject({ simulation: true, recorder: { kind: 'local' }, policy: { verdict: 'fail' } });
    expect(record.recorder.runId).toBeUndefined();
    expect(record.recordId).not.toBe(JSON.parse(readProject('scenarios/bases/deploy.json')).recordId);
  });

  it('exits with 4 when a sink does not confirm a record', async () => {
    const sinks = JSON.stringify([{ type: 'file', path: '.' }]);
    const { code, err } = await run('self-approval', '--policy', 'strict', '--live', '--sinks', sinks);
    expect({ code, err }).toEqual({ code: 4, err: expect.stringContaining('0 of 1 test records were confirmed.') });
  });

  it('shows its options when asked for help', async () => {
    const { code, out } = await run('--help');
    expect(code).toBe(0);
    expect(out).toMatch(/^Usage: doorlog simulate/);
  });
});
