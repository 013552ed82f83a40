import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { IDENTITY, sampleClaims } from '../../core/verification/sample.ts';
import { APP, APP_SHA256, attestApp, type Desk, openDesk, type SignedJob, signJob } from './verified-job.ts';

const SLSA = 'https://slsa.dev/provenance/v1';
const REPO = '--repo octo-org/octo-repo';
let desk: Desk;
let job: SignedJob;

beforeAll(async () => {
  desk = await openDesk();
  job = await signJob(desk);
  const other = await signJob(desk, { checkRunId: '4005' });
  const lying = await signJob(desk, {
    change: (record) => ({ ...record, source: { ...record.source, tree: 'd'.repeat(40) } }),
  });
  const filedElsewhere = await signJob(desk, {
    change: (record) => ({ ...record, recordId: 'e'.repeat(64) }),
  });
  const foreign = await signJob(desk, {
    checkRunId: '4006',
    signer: {
      identity: IDENTITY.replaceAll('octo-repo', 'fork'),
      claims: sampleClaims({ 12: 'https://github.com/octo-org/fork' }),
    },
  });
  const lines = (...bundles: object[]) => bundles.map((bundle) => `${JSON.stringify(bundle)}\n`).join('');
  await desk.write({
    'job/access-record.json': job.record,
    'job/bundle.sigstore.json': JSON.stringify(job.bundle),
    'named/rec.json': job.record,
    'named/rec.sigstore.json': JSON.stringify(job.bundle),
    'alone/access-record.json': job.record,
    'app.tgz': APP,
    'unknown.bin': 'nobody made this',
    'evidence/deep/one.json': JSON.stringify(job.bundle),
    'evidence/notes.txt': 'nothing',
    'two.jsonl': lines(job.bundle, other.bundle),
    'conflict.jsonl': lines(job.bundle, lying.bundle),
    'elsewhere.json': JSON.stringify(filedElsewhere.bundle),
    'mixed.jsonl': lines(job.bundle, foreign.bundle),
    'foreign.jsonl': lines(foreign.bundle),
    'answer.json': JSON.stringify({ attestations: [{ bundle: job.bundle }] }),
    'provenance.json': await attestApp(desk, SLSA),
    'log.jsonl': job.logLine,
    'rival.jsonl': job.logLine + lying.logLine,
    'log-view.json': JSON.stringify(JSON.parse(job.logLine).record),
  });
});

afterAll(() => desk.remove());

describe('doorlog verify of a record without --bundle', () => {
  it.each([
    ['beside it', 'job/access-record.json'],
    ['beside it under its own name', 'named/rec.json'],
    ['in a directory', 'alone/access-record.json --from evidence'],
    ['in a file', 'alone/access-record.json --from two.jsonl'],
    ['in the answer of GitHub’s API that was kept', 'alone/access-record.json --from answer.json'],
    ['in the log', 'alone/access-record.json --sinks [{"type":"file","path":"log.jsonl"}]'],
  ])('is verified when its bundle is %s', async (_name, target) => {
    const { code, out, err } = await desk.run(`${target} ${REPO} --offline`);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^ok +Evidence: .*1 bundle/m);
    expect(out).toMatch(/^ok +Record id: .*this run, attempt and job/m);
    expect(out).toMatch(/^verified\n$/m);
  });

  it('says what is missing and exits with 3 when no bundle is there', async () => {
    const { code, out } = await desk.run(`alone/access-record.json ${REPO} --offline`);
    expect(code).toBe(3);
    expect(out).toMatch(/^missing +No bundle about the record file/m);
    expect(out).toMatch(/missing\n$/);
  });

  it('says how to come by the signed view when the file is the log’s own', async () => {
    const { code, out } = await desk.run(`log-view.json ${REPO} --offline`);
    expect(out).toMatch(/^missing +The file is the log’s own view, .*doorlog record show/m);
    expect(code).toBe(3);
  });
});

describe('doorlog verify of what the log contradicts', () => {
  it.each([
    ['a record', 'job/access-record.json'],
    ['its bundle', 'job/bundle.sigstore.json'],
    ['a file', 'app.tgz --from evidence'],
  ])(
    'exits with 3 and says so when another genuine record of the job is stored and %s is named',
    async (_name, target) => {
      const { code, out } = await desk.run(
        `${target} ${REPO} --offline --sinks [{"type":"file","path":"rival.jsonl"}]`,
      );
      expect(out).toMatch(/^missing +There are different genuine records of one job, record id [0-9a-f]{64}:/m);
      expect(out).toMatch(/conflict\n$/);
      expect(code).toBe(3);
    },
  );
});

describe('doorlog verify of what has two meanings', () => {
  it.each([
    ['a release', 'octo-org/octo-repo@v9'],
    ['a commit', 'b'.repeat(40)],
  ])('takes no file for %s that is meant when somebody put one of its name here', async (_name, target) => {
    await desk.write({ [target]: JSON.stringify(job.bundle) });
    const { code, err } = await desk.run(`${target} ${REPO} --offline`);
    expect(err).toContain(`write ./${target} for what is here`);
    expect(code).toBe(2);
    expect(await desk.run(`./${target} ${REPO} --offline`)).toMatchObject({ code: 0 });
  });
});

describe('doorlog verify of a bundle', () => {
  it('takes the predicate for its record file when it holds one', async () => {
    const { code, out } = await desk.run(`job/bundle.sigstore.json ${REPO} --offline`);
    expect(code).toBe(0);
    expect(out).toContain(`record ${job.recordId.slice(0, 16)} (end, octo-org/octo-repo, deploy, run 3003 attempt 2`);
    expect(out).toMatch(/^ {2}ok +Record file: /m);
  });

  it('has a short block for each record when it holds several, and every check with --all', async () => {
    const brief = await desk.run(`two.jsonl ${REPO}`);
    expect(brief.code).toBe(0);
    expect(brief.out.match(/^record /gm)).toHaveLength(2);
    expect(brief.out).toMatch(/other checks hold; --all lists them\.$/m);
    expect((await desk.run(`two.jsonl ${REPO} --all`)).out.split('\n').length).toBeGreaterThan(50);
  });

  it('exits with 3 when two genuine records contradict each other', async () => {
    const { code, out } = await desk.run(`conflict.jsonl ${REPO}`);
    expect(out).toMatch(/^missing +There are different genuine records of one job/m);
    expect(out).toMatch(/conflict\n$/);
    expect(code).toBe(3);
  });

  it('is refused when one of its records does not hold', async () => {
    const { code, out } = await desk.run(`mixed.jsonl ${REPO}`);
    expect(out).toMatch(/^ {2}FAILED +Expected repository/m);
    expect(code).toBe(1);
  });

  it('is refused when its record was filed under the id of another job', async () => {
    const { code, out } = await desk.run(`elsewhere.json ${REPO}`);
    expect(out).toMatch(/FAILED +Record id: .*filed under another job’s/);
    expect(code).toBe(1);
  });

  it('says which type it has when that is no access record', async () => {
    const { code, out } = await desk.run(`provenance.json ${REPO}`);
    expect(out).toMatch(/other attestations, of type https:\/\/slsa\.dev\/provenance\/v1; --predicate-type/);
    expect(code).toBe(3);
  });
});

describe('doorlog verify of a file that a job made', () => {
  it.each([
    ['the file', 'app.tgz --from evidence'],
    ['the file with its bundle', 'app.tgz --bundle two.jsonl'],
    ['its digest', `sha256:${APP_SHA256} --from evidence`],
    ['its digest, in the log', `sha256:${APP_SHA256} --sinks [{"type":"file","path":"log.jsonl"}]`],
  ])('is verified when %s is named', async (_name, target) => {
    const { code, out, err } = await desk.run(`${target} ${REPO} --offline`);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/ok +Artifact: The statement speaks about .* names it as “dist\/app\.tgz”/);
  });

  it('is verified when one record holds, and the others are shown', async () => {
    const { code, out } = await desk.run(`app.tgz --from mixed.jsonl ${REPO}`);
    expect(out).toMatch(/^ {2}FAILED +Expected repository/m);
    expect(out).toMatch(/verified\n$/);
    expect(code).toBe(0);
  });

  it('is refused when no record about it holds', async () => {
    expect(await desk.run(`app.tgz --from foreign.jsonl ${REPO}`)).toMatchObject({ code: 1 });
  });

  it('is missing its record when nobody speaks about it', async () => {
    const { code, out } = await desk.run(`unknown.bin --from evidence ${REPO} --offline`);
    expect(out).toMatch(/^missing +No access record that speaks about sha256:[0-9a-f]{64} was found\.$/m);
    expect(code).toBe(3);
  });

  it('is verified by another attestation when its type is asked for', async () => {
    const asked = `app.tgz --from provenance.json --predicate-type ${SLSA} --offline`;
    expect(await desk.run(`${asked} ${REPO}`)).toMatchObject({ code: 0 });
    expect(await desk.run(`${asked} --repo octo-org/other`)).toMatchObject({ code: 1 });
    expect((await desk.run(`app.tgz --from evidence --predicate-type ${SLSA} --offline ${REPO}`)).out).toMatch(
      /^missing +No attestation of type https:\/\/slsa\.dev/m,
    );
    expect((await desk.run(`app.tgz --from provenance.json ${REPO} --offline`)).out).toContain('--predicate-type TYPE');
    expect(await desk.run(`app.tgz --bundle provenance.json --predicate-type ${SLSA} ${REPO}`)).toMatchObject({
      code: 0,
    });
    const bundle = await desk.run(`provenance.json --predicate-type ${SLSA} ${REPO} --offline`);
    expect(bundle).toMatchObject({ code: 2, err: expect.stringContaining('name the file that they are about') });
  });

  it('has one shape of JSON for all targets', async () => {
    const targets = ['job/access-record.json', 'job/bundle.sigstore.json', 'app.tgz --from evidence', 'unknown.bin'];
    for (const target of targets) {
      const { out } = await desk.run(`${target} ${REPO} --offline --json`);
      expect(JSON.parse(out)).toEqual(
        expect.objectContaining({
          target: expect.objectContaining({ kind: expect.any(String), name: expect.any(String) }),
          verdict: expect.any(String),
          checks: expect.any(Array),
          records: expect.any(Array),
          missing: expect.any(Array),
        }),
      );
    }
  });
});

describe('doorlog verify by who should have signed', () => {
  const good = [
    '--workflow octo-org/octo-repo/.github/workflows/*.yml',
    '--ref refs/heads/*',
    '--environment production',
    '--runner github-hosted',
    '--identity https://github.com/octo-org/octo-repo/**@refs/heads/main',
    '--repo octo-*/octo-repo',
    '--since 2020-01-01',
  ];
  it.each(good)('is verified when it was %s', async (option) => {
    expect(await desk.run(`job/access-record.json ${option} --offline`)).toMatchObject({ code: 0 });
  });

  it.each([
    ['--workflow octo-org/octo-repo/.github/workflows/other.yml', 'Expected workflow'],
    ['--ref refs/tags/*', 'Expected ref'],
    ['--environment prod', 'Expected environment'],
    ['--runner self-hosted', 'Expected runner'],
    ['--identity https://github.com/octo-org/**', 'verified'],
    ['--identity https://github.com/octo-org/*', 'Identity'],
    ['--repo octo-org/octo', 'Expected repository'],
    ['--since 2999-01-01', 'Signed since'],
  ])('says so when it was not %s', async (option, title) => {
    const { code, out } = await desk.run(`job/access-record.json ${option} --offline`);
    expect(out).toMatch(title === 'verified' ? /verified\n$/ : new RegExp(`^FAILED +${title}`, 'm'));
    expect(code).toBe(title === 'verified' ? 0 : 1);
  });

  it.each([
    ['--since yesterday', /--since must be a date/],
    ['--workflow deploy.yml', /--workflow must be OWNER\/REPO\/PATH/],
    ['--repo octo', /OWNER\/REPO/],
    ['--api-url http://example.org', /--api-url must be an https address/],
  ])('exits with 2 when the option is %s', async (option, sentence) => {
    const { code, err } = await desk.run(`app.tgz ${option === '--repo octo' ? option : `${option} ${REPO}`}`);
    expect(err).toMatch(sentence);
    expect(code).toBe(2);
  });
});

describe('doorlog verify with --offline', () => {
  it('asks nobody when the target is a file, and goes by the shipped roots where none is given', async () => {
    const { code, out, err } = await desk.run(`job/access-record.json ${REPO} --offline untrusted`);
    expect(out).toMatch(/FAILED +Signature: /);
    expect({ code, err }).toEqual({ code: 1, err: '' });
  });

  it.each(['a'.repeat(40), 'octo-org/octo-repo@v1'])(
    'says that only GitHub knows when the target is %s',
    async (target) => {
      const { code, err } = await desk.run(`${target} ${REPO} --offline`);
      expect(err).toMatch(/Only GitHub knows/);
      expect(code).toBe(2);
    },
  );
});
