import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { zipSync } from 'fflate';
import { digestOf } from '../../src/core/canonical.ts';
import { revealed } from '../../src/core/pseudonyms.ts';
import type { AccessRecord } from '../../src/model/access-record.ts';
import { COLLECTOR_PERMISSIONS, endRun, freshWorld } from '../support/collector-world.ts';
import { replies } from '../support/faults.ts';
import { type CollectPlay, type CollectScene, openScene, type PlayedCollector } from '../support/in-process-collect.ts';
import { playJob } from '../support/in-process-job.ts';
import { setUpLog } from '../support/set-up-log.ts';
import { type SigstoreServer, startSigstore } from '../support/sigstore-server.ts';
import { silentAbsences } from '../support/silent-absences.ts';
import { startWebhookReceiver } from '../support/webhook-receiver.ts';
import { forkPullRequestWorld, TRIGGERS } from '../support/world.ts';
import type { World } from '../support/world-types.ts';

const AUDIT_TOKEN = 'ghp_CanaryOfTheAuditLog000000000000000000';
const IP = '203.0.113.77';

let sigstore: SigstoreServer;
let scene: CollectScene;

beforeAll(async () => {
  sigstore = await startSigstore();
});
afterEach(() => scene.close());
afterAll(() => sigstore.close());

/** A job that recorded itself and is over. */
async function recorded(change: (world: World) => void = () => undefined): Promise<void> {
  scene = await openScene(freshWorld(), sigstore);
  await scene.job();
  endRun(scene.world);
  change(scene.world);
}

/** A job that did not record itself. */
async function unrecorded(change: (world: World) => void = () => undefined): Promise<void> {
  scene = await openScene(freshWorld(), sigstore);
  endRun(scene.world);
  change(scene.world);
}

async function collect(play?: CollectPlay): Promise<{ collector: PlayedCollector; record: AccessRecord }> {
  const collector = await scene.collect(play);
  return { collector, record: only(collector) };
}

function only({ records, output }: PlayedCollector): AccessRecord {
  const [record, ...others] = records;
  if (!record || others.length > 0) throw new Error(`There are ${records.length} records, not one:\n${output}`);
  expect(silentAbsences(record)).toEqual([]);
  return record;
}

function gapAt(record: AccessRecord, pointer: string): string | undefined {
  return record.gaps.find((gap) => gap.pointer === pointer)?.reason;
}

describe('a collector', () => {
  it('records what it saw and what it found when a job recorded itself', async () => {
    await recorded();
    const { collector, record } = await collect();
    const own = scene.log().find((each) => each.record.phase === 'end');
    expect(record).toMatchObject({
      phase: 'collector',
      recordId: own?.record.recordId,
      recorder: { kind: 'collector', runId: '18900000001' },
      pipeline: { runId: scene.world.run.id, job: 'deploy', ref: 'refs/heads/main', environment: 'production' },
      people: { initiator: { id: '1001', role: 'write' }, rerunner: { id: '1002' } },
      runner: { environment: 'github-hosted', image: 'ubuntu-24.04 20261115.2.0' },
      access: {
        oidc: { available: true },
        token: { permissions: { contents: { observed: 'read', source: 'job-log' } } },
      },
      outcome: { status: 'success', conclusion: 'success' },
      disagreements: [],
      policy: { verdict: 'pass' },
    });
    expect(record.links.records).toEqual([
      { phase: 'start', digest: own?.record.links.startEvent?.digest, proof: 'verified' },
      { phase: 'end', digest: own?.digest, proof: 'verified' },
    ]);
    expect(record.approvals).toHaveLength(1);
    expect(collector.code).toBe(0);
    expect(collector.outputs).toMatchObject({ collected: '1', 'without-record': '0', disagreements: '0', left: '0' });
    expect(scene.world.attestations).toHaveLength(2);
  });

  it('says that there is none when a job has no record', async () => {
    await unrecorded();
    const { collector, record } = await collect();
    expect(record.links.records).toEqual([]);
    expect(collector.outputs['without-record']).toBe('1');
    expect(collector.summary).toContain('**none**');
  });

  it('refuses the job when a rule that needs the exact rights fails by them', async () => {
    await recorded((world) => {
      for (const { files } of Object.values(world.commits)) {
        files['.github/doorlog.yml'] = 'version: 1\nrules:\n  - id: token-is-as-declared\n';
      }
      const [id = ''] = Object.keys(world.jobLogs ?? {});
      const held = { ...world, tokenPermissions: { ...world.tokenPermissions, packages: 'write' as const } };
      world.jobLogs = { [id]: setUpLog(held) };
    });
    const { collector, record } = await collect();
    expect(record.access.token?.permissions?.packages).toMatchObject({ observed: 'write' });
    expect(record.policy?.results).toContainEqual(
      expect.objectContaining({ rule: 'token-is-as-declared', result: 'fail' }),
    );
    expect([collector.code, collector.outputs.verdict]).toEqual([1, 'fail']);
  });

  it('is not fooled when a step writes another set-up into the log', async () => {
    await recorded((world) => {
      const forged = setUpLog(
        { ...world, tokenPermissions: { contents: 'write' } },
        {
          actions: [['actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8', 'f'.repeat(40)]],
        },
      );
      for (const [id, text] of Object.entries(world.jobLogs ?? {}))
        world.jobLogs = { [id]: `${text}${forged.slice(1)}` };
    });
    const { record } = await collect();
    expect(record.access.token?.permissions?.contents?.observed).toBe('read');
    expect(record.actions?.[1]?.commit).toBe('08c6903cd8c0fde910a37f88322edcfb5dd907a8');
  });

  it.each([
    ['cancelled', 'cancelled', undefined, 'Complete job', 'cancelled'],
    ['timed out', 'timed_out', undefined, 'Complete job', 'timed-out'],
    [
      'timed out, as GitHub shows it',
      'cancelled',
      'The job running on runner x has exceeded the maximum execution time of 360 minutes.',
      'Complete job',
      'timed-out',
    ],
    ['evicted', 'failure', 'The self-hosted runner: x lost communication with the server.', 'Run build', 'evicted'],
    ['told to stop', 'failure', 'The runner has received a shutdown signal.', 'Run build', 'evicted'],
    ['failed and pretends', 'failure', 'The runner has received a shutdown signal.', 'Complete job', undefined],
    ['failed', 'failure', undefined, 'Complete job', undefined],
  ] as const)('tells what ended a job when it was %s', async (_name, conclusion, message, last, interrupted) => {
    await recorded((world) => {
      endRun(world, conclusion);
      for (const job of world.jobs) {
        world.annotations = { [job.id]: message ? [{ level: 'failure', message }] : [] };
        job.steps?.splice(2, 1, {
          name: last,
          status: last === 'Complete job' ? 'completed' : 'in_progress',
          conclusion: last === 'Complete job' ? 'success' : null,
        });
      }
    });
    const { record } = await collect();
    expect(record.outcome?.interrupted).toBe(interrupted);
    expect(record.outcome?.conclusion).toBe(conclusion);
  });

  it('names the fact when the record says another actor than GitHub', async () => {
    await recorded((world) => {
      world.run.actor = 'carol';
    });
    const { collector, record } = await collect();
    const end = scene.log().find((each) => each.record.phase === 'end');
    expect(record.disagreements).toEqual([
      { pointer: '/people/initiator/id', record: end?.digest, said: '1001', seen: '1003' },
    ]);
    expect(collector.outputs.disagreements).toBe('1');
    expect(collector.output).toContain('says otherwise than was seen at /people/initiator/id');
    const attested = JSON.stringify(scene.world.attestations.at(-1));
    expect(attested).not.toContain('"said"');
  });

  it('records nothing twice when it is told of a run again, on a schedule too', async () => {
    await recorded();
    await collect();
    const again = await scene.collect();
    const later = await scene.collect({ event: 'schedule' });
    expect([again.records, later.records, again.code, later.code]).toEqual([[], [], 0, 0]);
    expect(again.summary).toContain('recorded before');
    expect(scene.log().filter(({ record }) => record.phase === 'collector')).toHaveLength(1);
  });

  it('records a job again when a record of it has come since', async () => {
    await unrecorded();
    await collect();
    scene.world.run.status = 'in_progress';
    await scene.job();
    endRun(scene.world);
    const { record } = await collect();
    expect(record.links.records?.map(({ phase }) => phase)).toEqual(['start', 'end']);
    expect((await scene.collect()).records).toEqual([]);
  });

  it('does not believe that a job was collected when somebody plants a record that says so', async () => {
    await unrecorded();
    const { record } = await collect();
    const [line] = scene.log();
    scene.world.run.id = '17912345999';
    scene.write([{ ...line, bundle: undefined, record }]);
    const second = await collect();
    expect(second.record.recordId).not.toBe(record.recordId);
  });

  it('catches up when it runs on a schedule, and looks no further back than it is told', async () => {
    await recorded((world) => {
      world.run.createdAt = new Date(Date.now() - 5 * 3_600_000).toISOString();
    });
    expect((await scene.collect({ event: 'schedule', inputs: { hours: '4' } })).records).toEqual([]);
    const { record } = await collect({ event: 'schedule', inputs: { hours: '6' } });
    expect(record.links.records).toHaveLength(2);
  });

  it('says that nobody can tell when a schedule has no store to read', async () => {
    await recorded();
    const collector = await scene.collect({ event: 'schedule', inputs: { sinks: '' } });
    expect([collector.code, collector.records]).toEqual([1, []]);
    expect(collector.output).toContain('No sink in the input “sinks” can be read back');
  });

  it('leaves the rest to the next schedule when the rate limit is low', async () => {
    await recorded((world) => {
      world.rateLimit.remaining = 70;
    });
    const collector = await scene.collect();
    expect(collector.records).toEqual([]);
    expect(collector.outputs.left).toBe('2');
    expect(collector.output).toContain(`left to the next schedule: ${scene.world.run.id}/2`);
    expect(collector.requests.length).toBeLessThan(8);
    expect(collector.code).toBe(0);
  });

  it('asks GitHub seldom when a run has many jobs', async () => {
    await recorded((world) => {
      const [first] = world.jobs;
      if (!first) throw new Error('there is no job');
      world.jobs = Array.from({ length: 12 }, (_, index) => ({ ...first, id: String(52123456789 + index) }));
      const log = Object.values(world.jobLogs ?? {})[0] ?? '';
      world.jobLogs = Object.fromEntries(world.jobs.map(({ id }) => [id, log]));
    });
    const collector = await scene.collect();
    expect(collector.records).toHaveLength(12);
    const api = collector.requests.filter((request) => !request.includes('/-/store/'));
    // A log, an artifact to look for and an attestation for each, and as much again once for the run.
    expect(api.length).toBeLessThanOrEqual(12 * 3 + 16);
  });
});

describe('a collector beside other records', () => {
  const historical = 'version: 1\nrules:\n  - id: records-are-complete\n';

  it('judges by what the stores hold of the last days when a rule compares with it', async () => {
    await recorded((world) => {
      for (const { files } of Object.values(world.commits)) files['.github/doorlog.yml'] = historical;
    });
    const [start] = scene.log();
    if (!start) throw new Error('there is no start');
    const lost = { ...start.record, recordId: 'b'.repeat(64), observedAt: { start: hoursAgo(30) } };
    const older = { ...lost, recordId: 'c'.repeat(64), observedAt: { start: hoursAgo(24 * 9) } };
    scene.write([lost, older].map(lineOf));
    const { record } = await collect({ inputs: { 'history-days': '7' } });
    const [result] = record.policy?.results ?? [];
    expect(result).toMatchObject({ rule: 'records-are-complete', result: 'fail' });
    expect(result?.message).toContain(lost.observedAt.start);
  });

  it('does not read what was altered when it reads the history', async () => {
    await recorded((world) => {
      for (const { files } of Object.values(world.commits)) files['.github/doorlog.yml'] = historical;
    });
    const [start] = scene.log();
    if (!start) throw new Error('there is no start');
    const planted = { ...start.record, recordId: 'b'.repeat(64), observedAt: { start: hoursAgo(30) } };
    scene.write([{ ...lineOf(planted), digest: 'd'.repeat(64) }]);
    const { record } = await collect();
    expect(record.policy?.results[0]?.result).toBe('pass');
  });

  it('tells people at once when a rule fails', async () => {
    await recorded((world) => {
      for (const approval of world.approvals) approval.user = 'bob';
    });
    const receiver = await startWebhookReceiver({ secret: `whsec_${Buffer.alloc(32, 7).toString('base64')}` });
    try {
      const alerts = JSON.stringify([{ type: 'webhook', url: receiver.url }]);
      const { collector } = await collect({
        inputs: { alerts, 'webhook-secret': `whsec_${Buffer.alloc(32, 7).toString('base64')}` },
      });
      expect(collector.output).not.toContain('did not get through');
      expect([...receiver.taken.values()].map(({ data }) => data)).toContainEqual(
        expect.objectContaining({ rule: 'approver-is-not-initiator' }),
      );
    } finally {
      await receiver.close();
    }
  });

  it('knows a job in a called workflow by its file when GitHub shows both names', async () => {
    const world = TRIGGERS.workflow_call?.();
    if (!world) throw new Error('there is no such world');
    endRun(world);
    scene = await openScene(world, sigstore);
    const { record } = await collect();
    expect(record.pipeline).toMatchObject({ job: 'deploy', jobWorkflowRef: world.context.jobWorkflowRef });
    expect(record.enforcement?.file).toBe('.github/workflows/release.yml');
  });

  it('hides who it was when it has a key for pseudonyms', async () => {
    await recorded((world) => {
      world.gateTokens = { [AUDIT_TOKEN]: { 'organization-administration': 'read' } };
      world.auditLog = [
        { '@timestamp': Date.now() - 3 * 3_600_000, action: 'x', actor: 'alice', actor_id: 1001, actor_ip: IP },
      ];
    });
    const { record } = await collect({
      inputs: { 'audit-log-token': AUDIT_TOKEN, 'pseudonym-key': 'CanaryOfTheKeyForPseudonyms' },
    });
    const { pseudonyms, ...rest } = record;
    expect(JSON.stringify(rest)).not.toMatch(/"alice"|203\.0\.113/);
    expect(Object.values(pseudonyms ?? {})).toContainEqual({ ipAddress: IP });
    expect(record.disagreements).toEqual([]);
  });

  it('hides who it was where the record says another one, too, when it has a key for pseudonyms', async () => {
    await recorded((world) => {
      world.run.actor = 'bob';
    });
    const { record } = await collect({ inputs: { 'pseudonym-key': 'CanaryOfTheKeyForPseudonyms' } });
    const { pseudonyms } = record;
    const [found, ...others] = record.disagreements ?? [];
    expect([found?.pointer, others]).toEqual(['/people/initiator/id', []]);
    for (const [side, id] of [
      [found?.said, '1001'],
      [found?.seen, '1002'],
    ]) {
      expect(side).toMatch(/^~[0-9a-f]{20}$/);
      expect(pseudonyms?.[String(side)]).toMatchObject({ id });
    }
    expect(revealed(record).disagreements).toMatchObject([{ said: '1001', seen: '1002' }]);
  });
});

/** RFC 3339. */
function hoursAgo(hours: number): string {
  return new Date(Date.now() - hours * 3_600_000).toISOString();
}

/** A line of the log that nobody signed. */
function lineOf(record: AccessRecord) {
  return { recordId: record.recordId, phase: record.phase, digest: digestOf(record), record };
}

describe('a collector of a fork’s run', () => {
  async function fork(files: Record<string, Uint8Array> | ((end: AccessRecord) => Record<string, Uint8Array>)) {
    const world = forkPullRequestWorld();
    world.run.headRepository = { id: '801234567', name: 'mallory/payments' };
    const { end } = await playJob(world);
    endRun(world);
    const content = Buffer.from(zipSync(typeof files === 'function' ? files(end) : files));
    const name = `doorlog-unsigned-record-${end.recordId.slice(0, 16)}`;
    world.artifacts.push({ id: '71', name, content, hash: '', expiresAt: null, finalized: true });
    scene = await openScene(world, sigstore);
    return { end, ...(await collect()) };
  }

  const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

  it('signs a record when the job could not, and says what the job left', async () => {
    const { record } = await fork((end) => ({ 'access-record.json': bytes(end) }));
    expect(record).toMatchObject({
      pipeline: { event: 'pull_request', ref: 'refs/pull/42/merge', pullRequest: { number: '42', fromFork: true } },
      people: { initiator: { login: 'mallory' } },
      access: { oidc: { available: false } },
      disagreements: [],
    });
    expect(record.links.records).toEqual([expect.objectContaining({ phase: 'end', proof: 'unsigned' })]);
    expect(gapAt(record, '/pipeline/sha')).toBe('not-available');
    expect(scene.log().at(-1)?.bundle).toBeDefined();
  });

  it('copies nothing when a planted record has other words in it', async () => {
    const words = '<img src=x onerror=alert(1)> CanaryOfTheArtifact';
    const { collector, record } = await fork((end) => ({
      'access-record.json': bytes({
        ...end,
        people: { ...end.people, initiator: { login: 'alice', id: '1001' } },
        source: { ...end.source, headline: words },
      }),
    }));
    expect(record.disagreements).toMatchObject([{ pointer: '/people/initiator/id', said: '1001', seen: '6666' }]);
    expect(JSON.stringify(record) + collector.summary + collector.output).not.toContain('CanaryOfTheArtifact');
  });

  it.each([
    ['is no record', { 'access-record.json': bytes({ hello: 'world' }) }],
    ['has no such file', { '../../access-record.json': bytes({}) }],
    ['is a bomb', { 'access-record.json': new Uint8Array(9 * 1024 * 1024) }],
  ])('finds no record when the artifact %s', async (_name, files) => {
    const { record } = await fork(files);
    expect(record.links.records).toEqual([]);
  });

  it.each([
    ['is nested deeper than any record', '['.repeat(200_000) + ']'.repeat(200_000)],
    ['has half a character in it', '"\\ud800"'],
    ['has keys of every object', '{"__proto__":{"polluted":1},"constructor":1}'],
  ])('records the job all the same when the artifact %s', async (_name, value) => {
    const { record } = await fork((end) => {
      const pointer = '/access/oidc';
      const planted = JSON.stringify({ ...end, disagreements: [{ pointer, record: 'a'.repeat(64), said: 'HERE' }] });
      return { 'access-record.json': new TextEncoder().encode(planted.replace('"HERE"', value)) };
    });
    expect(record.pipeline.event).toBe('pull_request');
    expect('polluted' in {}).toBe(false);
  });

  it('finds no record when the artifact is about another job', async () => {
    const { record } = await fork((end) => ({ 'access-record.json': bytes({ ...end, recordId: 'a'.repeat(64) }) }));
    expect(record.links.records).toEqual([]);
  });

  it('shows names of branches and jobs as text when a stranger chose them', async () => {
    const world = forkPullRequestWorld();
    endRun(world);
    world.run.headBranch = '`$(curl evil)`|<script>';
    for (const job of world.jobs) job.name = '[x](https://evil.example)|<b>';
    scene = await openScene(world, sigstore);
    const { collector } = await collect();
    expect(collector.summary).not.toMatch(/<script>|<b>|\[x\]\(https:\/\/evil/);
  });
});

describe('a collector that may not see everything', () => {
  it.each([
    ['checks', ['/outcome/interrupted']],
    ['deployments', ['/resources/deployments']],
    ['pull-requests', ['/source/pullRequests']],
  ])('leaves gaps when its token lacks %s', async (scope, pointers) => {
    await unrecorded((world) => endRun(world, 'failure'));
    const { [scope]: _, ...permissions } = COLLECTOR_PERMISSIONS;
    const collector = await scene.collect({ permissions });
    const record = only(collector);
    for (const pointer of pointers) expect([pointer, gapAt(record, pointer)]).toEqual([pointer, 'not-permitted']);
  });

  it.each([
    ['the log', /\/logs/, '/runner/environment'],
    ['approvals', /\/approvals/, '/approvals'],
    ['refs', /\/git\/ref/, '/pipeline/ref'],
    ['roles', /\/collaborators\//, '/people/initiator/role'],
  ])('leaves a gap when %s can’t be read', async (_name, path, pointer) => {
    await unrecorded();
    const { record } = await collect({ faults: [[{ path }, replies(403)]] });
    expect(gapAt(record, pointer)).toMatch(/not-permitted|not-available/);
  });

  it.each([
    ['actions', 'it takes actions=read', 0],
    ['contents', 'give its token contents: read', 1],
  ])('collects nothing, and says why, when it may not read %s', async (scope, sentence, code) => {
    await unrecorded((world) => {
      world.repository.private = true;
      world.repository.visibility = 'private';
    });
    const { [scope]: _, ...permissions } = COLLECTOR_PERMISSIONS;
    const collector = await scene.collect({ permissions });
    expect([collector.records, collector.code]).toEqual([[], code]);
    expect(collector.output).toContain(sentence);
  });
});

describe('a collector that is not to be trusted', () => {
  it.each([
    ['a pull request', 'pull_request', undefined, 'was started by pull_request'],
    ['a push', 'push', undefined, 'was started by push'],
    ['another branch', 'workflow_dispatch', 'refs/heads/evil', 'runs for refs/heads/evil'],
  ])('refuses in one sentence when it runs for %s', async (_name, event, ref, sentence) => {
    await recorded();
    const collector = await scene.collect({
      event,
      inputs: { mode: 'audit' },
      own(own) {
        if (ref !== undefined) own.context.ref = ref;
      },
    });
    expect([collector.code, collector.records]).toEqual([1, []]);
    expect(collector.output).toContain(sentence);
    expect(collector.output.trim().split('\n')).toHaveLength(1);
  });

  it('refuses when its workflow file is of another branch than it runs for', async () => {
    await recorded();
    const collector = await scene.collect({
      event: 'workflow_dispatch',
      own(own) {
        own.context.workflowRef = own.context.workflowRef.replace('main', 'evil');
      },
    });
    expect([collector.code, collector.records]).toEqual([1, []]);
  });
});

describe('a collector with a token for the audit log', () => {
  const event = (actor: string, id: number, more: object) => ({
    '@timestamp': Date.now() - 3 * 3_600_000,
    _document_id: `event-${actor}`,
    action: 'git.push',
    actor,
    actor_id: id,
    ...more,
  });

  it('tells where people came from in the log alone when it may', async () => {
    await recorded((world) => {
      world.gateTokens = { [AUDIT_TOKEN]: { 'organization-administration': 'read' } };
      world.auditLog = [
        event('alice', 1001, { actor_ip: IP, user_agent: 'git/2.50', external_identity_nameid: 'alice@corp.example' }),
      ];
    });
    const { collector, record } = await collect({ inputs: { 'audit-log-token': AUDIT_TOKEN } });
    expect(record.people.initiator).toMatchObject({
      ipAddress: IP,
      userAgent: 'git/2.50',
      ssoIdentity: 'alice@corp.example',
    });
    expect(record.sources['/people/initiator/ipAddress']).toBe('api');
    expect(gapAt(record, '/people/rerunner/ipAddress')).toBe('not-found');
    const shown = JSON.stringify(scene.world.attestations) + collector.output + collector.summary;
    for (const secret of [IP, 'alice@corp.example', AUDIT_TOKEN]) expect(shown).not.toContain(secret);
    expect(JSON.stringify(scene.log())).not.toContain(AUDIT_TOKEN);
    const payloads = scene.world.attestations.map(({ bundle }) => JSON.stringify(bundle));
    for (const payload of payloads) expect(decoded(payload)).not.toContain(IP);
  });

  it('says which right is missing when the token may not read it', async () => {
    await recorded((world) => {
      world.gateTokens = { [AUDIT_TOKEN]: {} };
    });
    const { record } = await collect({ inputs: { 'audit-log-token': AUDIT_TOKEN } });
    expect(gapAt(record, '/people/initiator/ipAddress')).toBe('not-permitted');
  });
});

/** The text of a bundle with what is in Base64 there. */
function decoded(bundle: string): string {
  const [, payload = ''] = /"payload":"([^"]+)"/.exec(bundle) ?? [];
  return bundle + Buffer.from(payload, 'base64').toString('utf8');
}
