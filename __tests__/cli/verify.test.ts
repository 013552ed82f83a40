import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readVerifyArguments } from '../../src/cli/verify/options.ts';
import { verify } from '../../src/cli/verify.ts';
import { canonicalize } from '../../src/core/canonical.ts';
import { commit } from '../../src/core/commitment.ts';
import { DoorlogError } from '../../src/errors.ts';
import type { Http } from '../../src/ports.ts';
import { openLocalKey } from '../../src/signing/local-key.ts';
import { createStatement, type StatementSubject } from '../../src/signing/statement.ts';
import { IDENTITY, localRecord, sampleClaims, sampleRecord } from '../core/verification/sample.ts';
import { createMockSigstore } from '../signing/mock-sigstore.ts';

let cwd: string;

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'doorlog-verify-'));
  const sigstore = await createMockSigstore();
  const text = canonicalize(sampleRecord());
  const bundle = await sigstore.sign(statementAbout(text), { identity: IDENTITY, claims: sampleClaims() });
  const claims = sampleClaims({ 20: undefined });
  const runner = { environment: 'github-hosted', name: 'runner-7' } as const;
  const views = commit({ ...sampleRecord(), runner }, 'a'.repeat(64));
  const committed = canonicalize(views.attested);
  const ofCommitted = await sigstore.sign(statementAbout(committed), { identity: IDENTITY, claims: sampleClaims() });
  const logLine = JSON.stringify({ key: 'k', record: views.log });
  const lacking = await sigstore.sign(statementAbout(text), { identity: IDENTITY, claims });
  const local = canonicalize(localRecord());
  const key = await openLocalKey(join(cwd, 'keys'));
  const made = { name: 'dist/app.tgz', sha256: createHash('sha256').update('the app').digest('hex') };
  const making = canonicalize({ ...sampleRecord(), resources: { artifacts: [{ ...made, from: 'input' }] } });
  const ofMaking = await sigstore.sign(statementAbout(making, [made]), { identity: IDENTITY, claims: sampleClaims() });
  const files = {
    'making.json': making,
    'making-bundle.json': JSON.stringify(ofMaking),
    'app.tgz': 'the app',
    'record.json': text,
    'bundle.json': JSON.stringify(bundle),
    'other.json': text.replace('"push"', '"schedule"'),
    'roots.jsonl': `${sigstore.trustedRoot}\n`,
    'text.txt': 'no JSON\n',
    'lacking.json': JSON.stringify(lacking),
    'committed.json': committed,
    'committed-bundle.json': JSON.stringify(ofCommitted),
    'log.jsonl': `${logLine}\n`,
    'altered.jsonl': `${logLine.replace('runner-7', 'runner-8')}\n`,
    'unsalted.json': committed,
    'absent.jsonl': `${logLine.replaceAll('c'.repeat(64), 'd'.repeat(64))}\n`,
    'local.json': local,
    'local-bundle.json': (await key.signer.sign(statementAbout(local))).json,
    'job-by-key.json': (await key.signer.sign(statementAbout(text))).json,
  };
  await Promise.all(Object.entries(files).map(([name, content]) => writeFile(join(cwd, name), content)));
});

afterAll(() => rm(cwd, { recursive: true, force: true }));

function statementAbout(text: string, artifacts: readonly StatementSubject[] = []): Uint8Array {
  const sha256 = createHash('sha256').update(text).digest('hex');
  return createStatement({
    subjects: [{ name: 'access-record.json', sha256 }, ...artifacts],
    predicate: JSON.parse(text),
  });
}

const offline: Http = async () => {
  throw new DoorlogError('http-connection', 'The trust root repository could not be reached.');
};

async function run(args: string, options: { isTerminal?: boolean } = {}) {
  let stdout = '';
  let stderr = '';
  const code = await verify(args.split(' ').filter(Boolean), {
    env: { XDG_CACHE_HOME: join(cwd, 'cache') },
    cwd,
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => {
      stderr += text;
    },
    http: offline,
    isTerminal: options.isTerminal ?? false,
  });
  return { code, stdout, stderr };
}

describe('doorlog verify', () => {
  it('exits with 0 and one line for each check when everything holds', async () => {
    const { code, stdout, stderr } = await run(
      'record.json --bundle bundle.json --trust-root roots.jsonl --repo octo-org/octo-repo',
    );

    expect(stderr).toBe('');
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.at(-1)).toBe('verified');
    expect(lines).toContain(
      'ok          Run and attempt: The certificate and the record both say https://github.com/octo-org/octo-repo/actions/runs/3003/attempts/2.',
    );
    expect(lines.filter((line) => /^(ok|not checked) +[A-Z]/.test(line))).toHaveLength(lines.length - 1);
  });

  it('warns with the name of the signer when nobody said who should have signed', async () => {
    const { code, stderr } = await run('record.json --bundle bundle.json --trust-root roots.jsonl');

    expect(code).toBe(0);
    expect(stderr).toContain(`Warning: signed by ${IDENTITY}`);
  });

  it('exits with 1 and says what failed when the record was changed', async () => {
    const { code, stdout } = await run('other.json --bundle bundle.json --trust-root roots.jsonl');

    expect(code).toBe(1);
    expect(stdout).toMatch(/^FAILED {6}Record file: /m);
    expect(stdout).toMatch(/refused\n$/);
  });

  it('exits with 3 when nothing failed but the certificate lacks an essential claim', async () => {
    const { code, stdout } = await run('record.json --bundle lacking.json --trust-root roots.jsonl');

    expect(stdout).toMatch(/^not checked Event: .*\n(?:.*\n)*incomplete\n$/m);
    expect(stdout).not.toContain('FAILED');
    expect(code).toBe(3);
  });

  it('colours its marks when a person is looking on', async () => {
    const { stdout } = await run('other.json --bundle bundle.json --trust-root roots.jsonl', { isTerminal: true });

    expect(stdout).toContain('\u001b[31mFAILED     \u001b[0m Record file');
  });

  it('says of each file whether the job made it when files are given', async () => {
    const command = 'making.json --bundle making-bundle.json --trust-root roots.jsonl --repo octo-org/octo-repo';
    const good = await run(`${command} --artifact app.tgz`);
    expect(good.stdout).toMatch(
      /^ok {10}Artifact: The statement speaks about app\.tgz .* names it as “dist\/app\.tgz”\.$/m,
    );
    expect(good.code).toBe(0);

    const bad = await run(`${command} --artifact app.tgz --artifact text.txt`);
    expect(bad.stdout).toMatch(/^FAILED {6}Artifact: Neither the statement nor the record names text\.txt /m);
    expect(bad.code).toBe(1);
  });

  it('exits with 2 and a sentence when a file that the job is to have made is gone or none', async () => {
    const gone = await run('making.json --bundle making-bundle.json --trust-root roots.jsonl --artifact gone.tgz');
    expect(gone).toMatchObject({ code: 2, stderr: expect.stringContaining('name a file that the job made') });
    const folder = await run('making.json --bundle making-bundle.json --trust-root roots.jsonl --artifact keys');
    expect(folder).toMatchObject({ code: 2, stderr: expect.stringContaining('is no file') });
  });

  it('gives checks, signer and verdict when asked for JSON', async () => {
    const { stdout } = await run('record.json --bundle bundle.json --trust-root roots.jsonl --json');

    expect(JSON.parse(stdout)).toMatchObject({
      verdict: 'verified',
      signer: { kind: 'certificate', identity: IDENTITY },
      checks: expect.arrayContaining([expect.objectContaining({ id: 'claim-commit', status: 'ok' })]),
    });
  });

  it('verifies a local record by its key, and refuses the record of a job that a key signed', async () => {
    const local = await run('local.json --bundle local-bundle.json --key keys/key.pub.pem');
    expect(local).toMatchObject({ code: 0, stderr: '' });
    expect(local.stdout).toContain('Signature: The signature holds, by the given key.\n');
    const job = await run('record.json --bundle job-by-key.json --key keys/key.pub.pem');
    expect(job.code).toBe(1);
    expect(job.stdout).toMatch(/only a certificate can prove/);
    const expected = await run(
      'local.json --bundle local-bundle.json --key keys/key.pub.pem --repo octo-org/octo-repo',
    );
    expect(expected.code).toBe(1);
    const certified = await run('record.json --bundle bundle.json --key keys/key.pub.pem');
    expect(certified.code).toBe(1);
    expect(certified.stdout).toMatch(/by a certificate, not by the given key/);
  });

  it.each([
    ['the log view', 'log.jsonl', 0, /^ok {10}Commitment: The log view is the one/m],
    ['an altered one', 'altered.jsonl', 1, /^FAILED {6}Commitment: .*altered/m],
    ['one without its salt', 'unsalted.json', 3, /^not checked Commitment: .*no salt/m],
    ['no such entry', 'absent.jsonl', 3, /^not checked Commitment: The log has no end entry/m],
  ])('has one more line, Commitment, when the log holds %s', async (_name, file, code, line) => {
    const args = `committed.json --bundle committed-bundle.json --trust-root roots.jsonl --log ${file}`;
    const answer = await run(args);
    expect([answer.code, answer.stdout]).toEqual([code, expect.stringMatching(line)]);
    const { checks } = JSON.parse((await run(`${args} --json`)).stdout);
    expect(checks.at(-1)).toMatchObject({ id: 'commitment', title: 'Commitment' });
  });

  it('has no line about the log when none is given, and a sentence when it can’t be read', async () => {
    const args = 'committed.json --bundle committed-bundle.json --trust-root roots.jsonl';
    expect((await run(args)).stdout).not.toContain('Commitment');
    expect(await run(`${args} --log none.jsonl`)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/none\.jsonl/),
    });
  });

  it('names every option when asked for help', async () => {
    const { stdout } = await run('--help');
    const { values } = readVerifyArguments([]);
    const named = Object.keys({ ...values, bundle: '', sinks: '', policy: '', key: '', 'trust-root': '', since: '' });
    expect(named.filter((name) => !stdout.includes(`--${name} `))).toEqual([]);
  });

  it('explains itself when asked for help', async () => {
    const { code, stdout } = await run('--help');

    expect(code).toBe(0);
    expect(stdout).toMatch(/Example: doorlog verify/);
  });

  it.each([
    ['no record is named', '--bundle bundle.json', /Name one record file/],
    ['two records are named', 'record.json other.json --bundle bundle.json', /Name one record file/],
    ['there is no such target', 'nothing-here', /no file nothing-here.*sha256:HEX.*OWNER\/REPO@TAG/],
    ['an option is unknown', 'record.json --bundel bundle.json', /--bundel.*--bundle/],
    ['the repository is no name', 'record.json --bundle bundle.json --repo octo', /OWNER\/REPO/],
    ['the record is missing', 'none.json --bundle bundle.json --trust-root roots.jsonl', /none\.json/],
    ['the bundle is missing', 'record.json --bundle none.json --trust-root roots.jsonl', /none\.json/],
    ['the record is no JSON', 'text.txt --bundle bundle.json --trust-root roots.jsonl', /record is not JSON/],
    ['the bundle is no JSON', 'record.json --bundle text.txt --trust-root roots.jsonl', /not a Sigstore bundle/],
    ['the trust root is missing', 'record.json --bundle bundle.json --trust-root none.json', /none\.json/],
    [
      'the trust root is no JSON',
      'record.json --bundle bundle.json --trust-root text.txt',
      /not a Sigstore trusted root/,
    ],
    ['the trust root is another document', 'record.json --bundle bundle.json --trust-root record.json', /trusted root/],
    ['the key is no key', 'local.json --bundle local-bundle.json --key text.txt', /no public key/],
    ['the key is missing', 'local.json --bundle local-bundle.json', /--key/],
  ])('exits with 2 and one sentence when %s', async (_, args, sentence) => {
    const { code, stdout, stderr } = await run(args);

    expect(stderr).toMatch(sentence);
    expect(stderr.trimEnd()).not.toContain('\n');
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  it('exits with 4 when no bundle is named, none is beside the record, and GitHub can’t be asked', async () => {
    const { code, stdout, stderr } = await run('record.json');

    expect(stderr).toMatch(/could not be reached/);
    expect(stdout).toBe('');
    expect(code).toBe(4);
  });

  it('goes by the shipped trust roots, with a warning, when they can’t be refreshed', async () => {
    const { code, stdout, stderr } = await run('record.json --bundle bundle.json');

    expect(stderr).toMatch(/^Warning: The trust root of .* could not be refreshed/);
    expect(stdout).toMatch(/^FAILED {6}Signature: /m);
    expect(code).toBe(1);
  });
});
