import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { policy } from '../../src/cli/policy.ts';
import { TEMPLATES } from '../../src/core/policy/template-policies.ts';
import { attestedView } from '../../src/core/views.ts';
import { baseRecord } from '../support/base-record.ts';
import { commandIo } from './command-io.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'doorlog-policy-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function run(...args: string[]) {
  const io = commandIo({ cwd: folder });
  const code = await policy(args, io);
  return { code, out: io.out.join(''), err: io.err.join('') };
}

function write(name: string, text: string): void {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), text);
}

const POLICY = '.github/doorlog.yml';

describe('doorlog policy', () => {
  it('tells what there is when nothing or help is asked for', async () => {
    expect(await run()).toMatchObject({ code: 0, out: expect.stringContaining('init') });
    expect(await run('--help')).toEqual(await run());
    for (const word of ['init', 'check', 'explain']) {
      expect(await run(word, '--help')).toMatchObject({
        code: 0,
        out: expect.stringContaining(`doorlog policy ${word}`),
      });
    }
  });

  it('guesses what was meant when the word is not known', async () => {
    expect(await run('chekc')).toMatchObject({ code: 2, err: expect.stringContaining('check') });
  });
});

describe('doorlog policy init', () => {
  it.each(Object.keys(TEMPLATES))('writes a policy that can be used when the template is %s', async (template) => {
    expect(await run('init', '--template', template)).toMatchObject({ code: 0, out: '' });
    expect(readFileSync(join(folder, POLICY), 'utf8')).toContain(`extends: ${template}`);
    expect(await run('check')).toMatchObject({ code: 0, err: '' });
  });

  it('keeps a file that is there when it is not forced', async () => {
    write(POLICY, 'version: 1\n');
    expect(await run('init')).toMatchObject({ code: 2, err: expect.stringContaining('--force') });
    expect(readFileSync(join(folder, POLICY), 'utf8')).toBe('version: 1\n');
    expect(await run('init', '--force')).toMatchObject({ code: 0 });
    expect(readFileSync(join(folder, POLICY), 'utf8')).toContain('extends: baseline');
  });

  it('prints and writes nothing when that is asked for', async () => {
    const { code, out } = await run('init', '--print');
    expect(code).toBe(0);
    write('given.yml', out);
    expect(await run('check', 'given.yml')).toMatchObject({ code: 0 });
    expect(() => readFileSync(join(folder, POLICY))).toThrow(/ENOENT/);
  });

  it.each(Object.keys(TEMPLATES))('gives comments that hold when they are taken for true in %s', async (template) => {
    const { out } = await run('init', '--template', template, '--print');
    write('all.yml', out.replace(/^# (?=( |rules|waivers))/gm, ''));
    expect(await run('check', 'all.yml')).toMatchObject({ code: 0, err: '', out: expect.stringContaining('1 waiver') });
  });

  it('says that it could not be written when something else is in its way', async () => {
    mkdirSync(join(folder, 'taken'));
    write('file', '');
    for (const output of ['taken', 'file/doorlog.yml']) {
      const { code, err } = await run('init', '--output', output);
      expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('could not be written') });
    }
  });

  it('guesses the template when it is misspelt', async () => {
    expect(await run('init', '--template', 'producton')).toMatchObject({
      code: 2,
      err: expect.stringContaining('production'),
    });
  });
});

describe('doorlog policy check', () => {
  it('says where and how to mend it when the policy can’t be used', async () => {
    write(POLICY, 'version: 1\nrules:\n  - id: comit-is-verified\n');
    const { code, out, err } = await run('check');
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(/line 3, column \d+: .*commit-is-verified/);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  it('gives the place as numbers when JSON is asked for', async () => {
    write(POLICY, 'version: 1\nrules:\n  - id: comit-is-verified\n');
    const { code, out } = await run('check', '--json');
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ valid: false, errors: [{ line: 3, message: expect.any(String) }] });
  });

  it('warns and goes on when something is odd', async () => {
    write(
      POLICY,
      `version: 1
rules: [{ id: commit-is-verified }]
waivers:
  - { rule: commit-is-verified, owner: alice, reason: r, approver: alice, expires: 2020-01-01 }
`,
    );
    const { code, out, err } = await run('check');
    expect(code).toBe(0);
    expect(err).toMatch(/line 4, column \d+: warning: .*expired/);
    expect(err).toMatch(/somebody else approve/);
    expect(out).toContain('1 rule of the catalogue');
  });

  it('lists the rules in force when JSON is asked for', async () => {
    write(POLICY, 'version: 1\nextends: baseline\nrules: [{ id: commit-is-verified, severity: low }]\n');
    const { out } = await run('check', '--json');
    const { rules, templates } = JSON.parse(out);
    expect(templates).toEqual(['baseline']);
    expect(rules).toContainEqual({ id: 'commit-is-verified', severity: 'low', layer: 'repository', params: {} });
    expect(rules.length).toBeGreaterThan(10);
  });

  it('names the file that it looked for, and what begins one, when there is none', async () => {
    expect(await run('check')).toMatchObject({ code: 2, err: expect.stringMatching(/doorlog\.yml .*policy init/) });
    expect(await run('check', 'other.yml')).toMatchObject({ code: 2, err: expect.stringContaining('other.yml') });
  });

  it('warns when no rule is in force', async () => {
    write(POLICY, 'version: 1\n');
    expect(await run('check')).toMatchObject({ code: 0, err: expect.stringMatching(/line 1, .*No rule is in force/) });
  });

  it('looks at a policy alone, and says so, when it extends an organisation’s and no copy is given', async () => {
    const ref = `octo/policies/doorlog.yml@${'a'.repeat(40)}`;
    write(POLICY, `version: 1\nextends: [${ref}, baseline]\n`);
    const { code, out, err } = await run('check');
    expect(code).toBe(0);
    expect(out).toContain('extends baseline');
    expect(err).toContain(`line 2, column 10: warning: ${ref} is not looked at here`);
    write('org.yml', 'version: 1\nrules: [{ id: commit-is-verified }]\n');
    expect(await run('check', '--organization', 'org.yml')).toMatchObject({ code: 0, err: '' });
    expect(await run('explain', 'audit-is-first')).toMatchObject({ code: 2 });
  });
});

describe('doorlog policy explain', () => {
  function writeRecord(changes: Parameters<typeof baseRecord>[0]): void {
    write('access-record.json', JSON.stringify(baseRecord(changes)));
  }

  it('tells a rule and how the policy uses it when an id is given', async () => {
    write(POLICY, 'version: 1\nrules: [{ id: commit-is-verified, severity: low, when: { branches: [main] } }]\n');
    const { code, out } = await run('explain', 'commit-is-verified');
    expect(code).toBe(0);
    expect(out).toContain('severity low, when {"branches":["main"]}');
    expect(out).toContain('Why: ');
    expect(await run('explain', 'audit-is-first')).toMatchObject({
      code: 0,
      out: expect.stringContaining(`${POLICY} does not ask for it`),
    });
  });

  it('shows each line of an expression when a rule is the policy’s own', async () => {
    write(
      POLICY,
      'version: 1\ncustom:\n  - id: two-lines\n    title: T\n    expression: |\n      true\n        || false\n',
    );
    expect((await run('explain', 'two-lines')).out).toContain('Expression:\n  true\n    || false\n\n');
    expect(await run('explain', 'two-line')).toMatchObject({ code: 2, err: expect.stringContaining('two-lines') });
  });

  it('tells what a rule takes when it has parameters', async () => {
    const { out } = await run('explain', 'deployment-is-approved');
    expect(out).toMatch(/^ {2}minimum: How many people/m);
    expect(out).toContain('Severity: high');
    expect(out).toContain('The built-in policy does not ask for it.');
    expect((await run('explain', 'commit-is-verified')).out).not.toContain('Parameters');
    const { params } = JSON.parse((await run('explain', 'deployment-is-approved', '--json')).out);
    expect(params.properties.minimum).toMatchObject({ type: 'integer' });
  });

  it('says by which policy the job itself was judged when this one is another', async () => {
    writeRecord({
      set: {
        '/policy': {
          policy: { origin: 'repository', repository: 'octo/repo', path: POLICY, commit: 'c'.repeat(40) },
          mode: 'enforce',
          onViolation: 'fail',
          onUnknown: 'warn',
          onError: 'warn',
          verdict: 'fail',
          results: [],
        },
      },
    });
    const { out } = await run('explain', 'access-record.json');
    expect(out).toContain('the built-in policy says');
    expect(out).toContain(`judged by octo/repo, ${POLICY} at cccccccccccc; the verdict was fail.`);
    writeRecord({});
    expect((await run('explain', 'access-record.json')).out).not.toContain('The job itself');
  });

  it('says that the log holds more when the record is the attested view', async () => {
    write(POLICY, 'version: 1\nrules: [{ id: runner-did-not-change }]\n');
    const record = baseRecord({ set: { '/commitment': { algorithm: 'sha256', digest: 'd'.repeat(64) } } });
    write('access-record.json', JSON.stringify(attestedView(record)));
    const { out } = await run('explain', 'access-record.json');
    expect(out).toContain('This is the attested view');
    expect(out).toContain('/runner/trackingId: not in the attested view');
  });

  it('shows the observation, its source and the mend when a rule fails', async () => {
    write(POLICY, 'version: 1\nrules: [{ id: commit-is-verified }]\n');
    writeRecord({ set: { '/source/verification': { verified: false, reason: 'unsigned' } } });
    const { code, out } = await run('explain', 'access-record.json');
    expect(code).toBe(1);
    expect(out).toContain('FAIL  commit-is-verified');
    expect(out).toContain('/source/verification = {"verified":false,"reason":"unsigned"} (api)');
    expect(out).toContain('→ Sign commits');
  });

  it('tells what it would take when a rule could not see', async () => {
    write(POLICY, 'version: 1\non-unknown: fail\nrules: [{ id: commit-is-verified }]\n');
    writeRecord({ remove: ['/source/verification'] });
    const { code, out } = await run('explain', 'access-record.json');
    expect(code).toBe(1);
    expect(out).toContain('UNKNOWN  commit-is-verified');
    expect(out).toContain('contents: read');
  });

  it('says until when a failure is waived when it is', async () => {
    write(
      POLICY,
      `version: 1
rules: [{ id: commit-is-verified }]
waivers:
  - { rule: commit-is-verified, owner: alice, reason: r, approver: bob, expires: 2099-01-01 }
`,
    );
    writeRecord({ set: { '/source/verification': { verified: false, reason: 'unsigned' } } });
    const { code, out } = await run('explain', 'access-record.json');
    expect(code).toBe(0);
    expect(out).toContain('WAIVED  commit-is-verified');
    expect(out).toContain('It fails again from 2099-01-02');
  });

  it('gives facts and changes as JSON when that is asked for', async () => {
    write(POLICY, 'version: 1\nrules: [{ id: commit-is-verified }]\n');
    writeRecord({});
    const { code, out } = await run('explain', 'access-record.json', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      refused: false,
      results: [
        { rule: 'commit-is-verified', result: 'pass', facts: [{ pointer: '/source/verification', source: 'api' }] },
      ],
    });
  });

  it('judges with earlier records when they are given', async () => {
    write(POLICY, 'version: 1\nrules: [{ id: record-has-no-conflict }]\n');
    writeRecord({});
    expect((await run('explain', 'access-record.json', '--all')).out).toContain('conflict (high, excused)');
    const earlier = baseRecord({ set: { '/observedAt/end': '2026-11-10T10:00:00.000Z', '/recordId': 'e'.repeat(64) } });
    write('log.jsonl', `${JSON.stringify(earlier)}\n`);
    const { out } = await run('explain', 'access-record.json', '--history', 'log.jsonl', '--all');
    expect(out).toContain('pass  record-has-no-conflict');
  });

  it('guesses the rule when it is misspelt', async () => {
    expect(await run('explain', 'comit-is-verified')).toMatchObject({
      code: 2,
      err: expect.stringContaining('commit-is-verified'),
    });
  });

  it('lets nothing of a record steer the terminal when it is shown', async () => {
    write(POLICY, 'version: 1\nrules: [{ id: commit-is-verified }]\n');
    writeRecord({ set: { '/source/verification': { verified: false, reason: '\u001b[32mvalid' } } });
    expect((await run('explain', 'access-record.json')).out).not.toContain('\u001b');
  });
});
