import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { record } from '../../src/cli/record.ts';
import { recordText } from '../../src/cli/record-text.ts';
import { canonicalize } from '../../src/core/canonical.ts';
import { commit } from '../../src/core/commitment.ts';
import type { AccessRecord } from '../../src/model/access-record.ts';
import { sampleRecord } from '../core/verification/sample.ts';
import { arbitraryRecord } from '../support/arbitrary-record.ts';
import { commandIo } from './command-io.ts';

let cwd: string;

const WHOLE: AccessRecord = {
  ...sampleRecord(),
  people: {
    initiator: { login: 'alice', id: '1001', type: 'user', role: 'write', sharedAccount: true },
    rerunner: { login: 'bob', id: '1002' },
    author: { name: 'Alice', email: 'alice@example.com', account: { login: 'alice', id: '1001' } },
  },
  runner: { environment: 'self-hosted', name: 'runner-7', hostName: 'build.internal' },
  access: {
    token: { permissions: { contents: { observed: 'read', source: 'worker-log' } } },
    oidc: { available: true },
    secrets: ['DEPLOY_KEY'],
  },
  approvals: [{ environment: 'production', state: 'approved', user: { login: 'carol', id: '1003' }, comment: 'Go on' }],
  drift: [{ pointer: '/runner/name', from: 'start', to: 'end', before: 'runner-7', after: 'runner-8' }],
  gaps: [
    { pointer: '/people/initiator/grants', reason: 'not-permitted', needed: 'the collector', detail: 'HTTP 403' },
    { pointer: '/people/merger', reason: 'not-applicable', needed: 'a merged pull request' },
    { pointer: '/protections/ref', reason: 'not-permitted', needed: 'permissions: contents: read' },
  ],
};
const { attested, log } = commit(WHOLE, 'a'.repeat(64));
const { commitment: _, ...START } = { ...log, phase: 'start' as const };

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'doorlog-record-'));
  const line = (view: AccessRecord) => JSON.stringify({ key: 'k', phase: view.phase, digest: 'd', record: view });
  const files = {
    'attested.json': canonicalize(attested),
    'log.json': JSON.stringify(log, null, 2),
    'line.json': line(log),
    'log.jsonl': `${line(START)}\nno JSON\n${line(log)}\n{"other":1}\n`,
    'elastic.json': JSON.stringify({ _source: { doorlog: { record: log } } }),
    'elastic-text.json': JSON.stringify({ _source: { doorlog: { recordText: JSON.stringify(log) } } }),
    'spool.json': JSON.stringify({ spoolVersion: 1, document: log }),
    'text.txt': 'no JSON\n',
    'other.json': '{"a":1}',
    'newer.json': JSON.stringify({ ...attested, schemaVersion: '99' }),
    'broken.json': JSON.stringify({ ...attested, people: 1 }),
  };
  await Promise.all(Object.entries(files).map(([name, content]) => writeFile(join(cwd, name), content)));
});

afterAll(() => rm(cwd, { recursive: true, force: true }));

async function run(args: string, isTerminal = false) {
  const io = commandIo({ cwd, isTerminal });
  const code = await record(args.split(' ').filter(Boolean), io);
  return { code, stdout: io.out.join(''), stderr: io.err.join('') };
}

describe('doorlog record show', () => {
  it('tells who, what, when, where, by which right, what changed, the verdict and the gaps when a log view is shown', async () => {
    const { code, stdout, stderr } = await run('show log.json');
    expect([code, stderr]).toEqual([0, '']);
    const headings = stdout.split('\n').filter((line) => /^[A-Z]/.test(line));
    expect(headings).toEqual([
      `Record ${'c'.repeat(64)}, end, log view`,
      'Who',
      'What',
      'When',
      'Where',
      'By which right',
      'What changed',
      'Verdict',
      'Not seen',
    ]);
    for (const fact of [
      'alice (id 1001, user), role write, a shared account',
      'alice (id 1001), as Alice <alice@example.com>',
      'contents: read (worker-log)',
      'DEPLOY_KEY',
      'approved for production by carol (id 1003), saying “Go on”',
      'runner-7 → runner-8',
      'self-hosted, runner-7, host build.internal',
    ]) {
      expect(stdout).toContain(fact);
    }
  });

  it('groups the gaps by their reason when there are several', async () => {
    const { stdout } = await run('show log.json');
    expect(stdout.slice(stdout.indexOf('Not seen'))).toBe(`Not seen
  not-applicable  /people/merger: needs a merged pull request
  not-permitted   /people/initiator/grants: needs the collector (HTTP 403)
                  /protections/ref: needs permissions: contents: read
`);
  });

  it.each(['attested.json', 'log.json', 'line.json', 'elastic.json', 'elastic-text.json', 'spool.json'])(
    'prints the attested view byte for byte as it was signed when the file is %s',
    async (file) => {
      const { code, stdout } = await run(`show ${file} --view attested --json`);
      expect(code).toBe(0);
      expect(stdout).toBe(`${await readFile(join(cwd, 'attested.json'), 'utf8')}\n`);
    },
  );

  it('shows nothing of the log’s own when the attested view of a log view is asked for', async () => {
    const { stdout } = await run('show log.json --view attested');
    expect(stdout).toContain('attested view');
    expect(stdout).not.toMatch(/alice@example|runner-7|build\.internal|Go on|HTTP 403|shared/);
  });

  it('exits with 3 and one sentence when the log view of an attested one is asked for', async () => {
    expect(await run('show attested.json --view log')).toEqual({
      code: 3,
      stdout: '',
      stderr: 'attested.json holds the attested view, and the log view is not in there; look for it in the log.\n',
    });
  });

  it('takes a start for a log view when it has no commitment', async () => {
    const { code, stdout } = await run('show log.jsonl --phase start --view log --json');
    expect([code, JSON.parse(stdout).phase]).toEqual([0, 'start']);
  });

  it('finds one entry of a log when its phase and the beginning of its id are given', async () => {
    const { code, stdout } = await run('show log.jsonl --id cccc --phase end --json');
    expect([code, stdout]).toEqual([0, `${canonicalize(log)}\n`]);
  });

  it('prints bold headings when a person is looking on', async () => {
    expect((await run('show log.json', true)).stdout).toContain('\u001b[1mWho\u001b[0m\n');
  });

  it('never steers the terminal when records hold anything', () => {
    fc.assert(
      fc.property(arbitraryRecord(), (any) => {
        const text = recordText(any, { view: 'log', isTerminal: false });
        expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        expect(text.split('\n').filter((line) => /^[A-Z]/.test(line)).length).toBe(9);
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ['no file is named', 'show', /Name one file/],
    ['two files are named', 'show log.json attested.json', /Name one file/],
    ['the view is another word', 'show log.json --view attestd', /must be attested or log, did you mean attested\?/],
    ['an option is unknown', 'show log.json --vew log', /--vew.*did you mean --view/],
    ['the word after record is another one', 'shwo log.json', /no doorlog record “shwo”.*show/],
    ['the file is missing', 'show none.json', /There is no .*none\.json that can be read/],
    ['the file is no JSON', 'show text.txt', /text\.txt is no access record: it holds no JSON with a record id/],
    ['the file is other JSON', 'show other.json', /other\.json is no access record/],
    ['the record is of a later version', 'show newer.json', /version that this Doorlog does not know/],
    ['the record is broken', 'show broken.json', /is no access record: invalid_type at \/people/],
    [
      'the log holds several',
      'show log.jsonl',
      /holds 2 records \(c{16} start, c{16} end\); name one by --id and --phase/,
    ],
    ['the log holds no such one', 'show log.jsonl --id ffff', /holds no such record; it has 2 records/],
  ])('exits with 2 and one sentence when %s', async (_name, args, sentence) => {
    const { code, stdout, stderr } = await run(args);
    expect(stderr).toMatch(sentence);
    expect(stderr.trimEnd()).not.toContain('\n');
    expect([code, stdout]).toEqual([2, '']);
  });

  it.each(['', '--help', 'show --help'])('explains itself with an example when asked: %s', async (args) => {
    const { code, stdout } = await run(args);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Examples?: +doorlog record show/);
  });
});
