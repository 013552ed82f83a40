import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sha256Hex } from '../../../src/core/canonical.ts';
import type { AccessRecord } from '../../../src/model/access-record.ts';
import type { Verdict } from '../../../src/model/verdict.ts';
import { sampleClaims } from '../../core/verification/sample.ts';
import { type Desk, openDesk, signJob } from './verified-job.ts';

const REPO = '--repo octo-org/octo-repo';
const COLLECTOR = 'https://github.com/octo-org/octo-repo/.github/workflows/collect.yml@refs/heads/main';
const OWN = 'version: 1\nrules:\n  - id: names-hold-no-shell\n';
const STRICT = [
  'version: 1',
  'custom:',
  '  - id: only-releases',
  '    title: Only releases deploy',
  '    severity: high',
  '    expression: record.pipeline.ref.startsWith("refs/tags/")',
  '',
].join('\n');
let desk: Desk;

function judgedBy(text: string): (record: AccessRecord) => AccessRecord {
  const policy: Verdict = {
    policy: { origin: 'repository', digest: sha256Hex(text), path: '.github/doorlog.yml', commit: 'c'.repeat(40) },
    ...{ mode: 'enforce', onViolation: 'fail', onUnknown: 'warn', onError: 'warn', verdict: 'pass', results: [] },
  };
  return (record) => ({ ...record, policy, runner: { environment: 'self-hosted', name: 'runner-7' } });
}

/** What a collector says of the job with this check run. */
function testimony(change: (record: AccessRecord) => void): (record: AccessRecord) => AccessRecord {
  return (record) => {
    const { end = '' } = record.observedAt;
    const { resources: _, ...rest } = record;
    const told: AccessRecord = {
      ...rest,
      phase: 'collector',
      observedAt: { collector: end },
      outcome: { status: 'success', conclusion: 'success' },
      recorder: {
        ...record.recorder,
        kind: 'collector',
        workflowRef: COLLECTOR.replace('https://github.com/', ''),
        runId: '6006',
        runAttempt: '1',
      },
    };
    change(told);
    return told;
  };
}

const signer = {
  identity: COLLECTOR,
  claims: sampleClaims({
    9: COLLECTOR,
    18: COLLECTOR,
    20: 'workflow_run',
    21: 'https://github.com/octo-org/octo-repo/actions/runs/6006/attempts/1',
    23: undefined,
  }),
};

beforeAll(async () => {
  desk = await openDesk();
  const claims = sampleClaims({ 11: 'self-hosted' });
  const judged = await signJob(desk, { change: judgedBy(OWN), signer: { claims } });
  const named = (record: AccessRecord): AccessRecord => ({
    ...record,
    people: { initiator: { login: 'octocat', id: '5005', type: 'user' } },
    outcome: { status: 'success' },
  });
  const job = await signJob(desk, { change: named });
  const agrees = await signJob(desk, {
    change: (record) => testimony(() => undefined)(named(record)),
    artifacts: [],
    signer,
  });
  const differs = await signJob(desk, {
    change: (record) =>
      testimony((told) => Object.assign(told.people, { initiator: { login: 'mallory', id: '6', type: 'user' } }))(
        named(record),
      ),
    artifacts: [],
    signer,
  });
  const line = (bundle: object) => `${JSON.stringify(bundle)}\n`;
  await desk.write({
    'judged.json': judged.record,
    'judged.sigstore.json': JSON.stringify(judged.bundle),
    'own.yml': OWN,
    'strict.yml': STRICT,
    'job.json': job.record,
    'agrees.jsonl': line(job.bundle) + line(agrees.bundle),
    'differs.jsonl': line(job.bundle) + line(differs.bundle),
    'log.jsonl': job.logLine + differs.logLine,
    'testimony.json': JSON.stringify(agrees.bundle),
  });
});

afterAll(() => desk.remove());

describe('doorlog verify with --policy', () => {
  it('is verified, and says so, when the job was judged by that very policy', async () => {
    const { code, out } = await desk.run(`judged.json ${REPO} --offline --policy own.yml`);
    expect(out).toMatch(/^ok +Policy: By this policy the job is let through\./m);
    expect(out).toMatch(/^ok +Policy at the time: The job was judged by this policy; the verdict was pass\.$/m);
    expect(code).toBe(0);
  });

  it('is refused by another policy, and says that the job was judged by an old one', async () => {
    const { code, out } = await desk.run(`judged.json ${REPO} --offline --policy strict.yml`);
    expect(out).toMatch(/^FAILED +Policy: By this policy the job is refused: only-releases;/m);
    expect(out).toMatch(/^not checked Policy at the time: .*another policy of commit c{40} \(sha256:[0-9a-f]{64}\)/m);
    expect(code).toBe(1);
  });

  it('is refused of several records when one that holds breaks the policy', async () => {
    expect(await desk.run(`judged.sigstore.json ${REPO} --offline --policy strict.yml`)).toMatchObject({ code: 1 });
  });

  it('takes a template by its name, and exits with 2 when there is no such policy', async () => {
    expect((await desk.run(`judged.json ${REPO} --offline --policy baseline`)).out).toMatch(/^(ok|FAILED) +Policy: /m);
    expect(await desk.run(`judged.json ${REPO} --offline --policy none`)).toMatchObject({ code: 2 });
  });
});

describe('doorlog verify with --collector', () => {
  const believed = `--collector ${COLLECTOR}`;

  it('is verified when the collector saw the same', async () => {
    const { code, out } = await desk.run(`job.json --bundle agrees.jsonl ${REPO} ${believed}`);
    expect(out).not.toContain('FAILED');
    expect(code).toBe(0);
  });

  it.each([
    ['in the bundle file', 'job.json --bundle differs.jsonl'],
    ['in a directory', 'job.json --from differs.jsonl --offline'],
    ['in the log', 'job.json --sinks [{"type":"file","path":"log.jsonl"}] --offline'],
    ['beside it in one file', 'differs.jsonl'],
  ])('is refused when the collector, %s, saw somebody else', async (_name, target) => {
    const { code, out } = await desk.run(`${target} ${REPO} ${believed}`);
    expect(out).toMatch(/FAILED +.*(mallory|6)/);
    expect(code).toBe(1);
  });

  it('is verified by itself when the collector is believed, and refused when nobody said so', async () => {
    expect(await desk.run(`testimony.json ${REPO} ${believed}`)).toMatchObject({ code: 0 });
    expect(await desk.run(`testimony.json ${REPO}`)).toMatchObject({ code: 1 });
    expect(await desk.run(`testimony.json ${REPO} --collector ${COLLECTOR.replace('collect', '*')}`)).toMatchObject({
      code: 0,
    });
  });

  it('does not count when nobody said that collectors are believed', async () => {
    expect(await desk.run(`job.json --bundle differs.jsonl ${REPO}`)).toMatchObject({ code: 0 });
  });
});
