import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { reconcile } from '../../src/cli/reconcile.ts';
import { digestOf } from '../../src/core/canonical.ts';
import type { Finding, FindingKind } from '../../src/core/reconciliation/finding.ts';
import type { AccessRecord } from '../../src/model/access-record.ts';
import { PREDICATE_TYPE } from '../../src/model/predicate-type.ts';
import type { Http, LogEntry } from '../../src/ports.ts';
import { createStatement } from '../../src/signing/statement.ts';
import { rateLimited, serverError } from '../support/faults.ts';
import { type GitHubServer, startGitHub } from '../support/github-server.ts';
import {
  AUDITED_FILE,
  entryOf,
  historyJob,
  historyRun,
  type ReconciledWorld,
  reconciledWorld,
  recordOf,
  writeLog,
} from '../support/reconciled-world.ts';
import { commandIo } from './command-io.ts';

const HOUR = 3_600_000;
const REPOSITORY = 'octo-org/payments';

let server: GitHubServer | undefined;
const folders: string[] = [];
afterEach(async () => {
  await server?.close();
  server = undefined;
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A world, its log as entries that can be changed, and where they are written to. */
interface Scene extends ReconciledWorld {
  readonly folder: string;
  readonly entries: LogEntry[];
  readonly args: string[];
}

/** Four runs of two jobs yesterday, all with their records; a skipped job and one that no runner took have none. */
function scene({ hoursAgo = 30, runs = 4, hoursApart = 0.3 } = {}): Scene {
  const built = reconciledWorld(Date.now() - hoursAgo * HOUR, runs, 2, hoursApart * HOUR);
  const [run] = built.history.runs;
  if (run) {
    built.history.jobs.push(
      historyJob(run, 900, 'skipped', { conclusion: 'skipped' }),
      historyJob(run, 901, 'cancelled', { conclusion: 'cancelled', runnerName: null }),
    );
  }
  const folder = mkdtempSync(join(tmpdir(), 'reconcile-'));
  folders.push(folder);
  return { ...built, folder, entries: built.records.map((record) => entryOf(record)), args: [] };
}

interface Surroundings {
  /** More stores by name. */
  readonly stores?: Record<string, readonly LogEntry[]>;
  /** The interrupt comes in place of the request after so many. */
  readonly interruptedAfter?: number;
}

async function run(built: Scene, more: readonly string[] = [], { stores = {}, interruptedAfter }: Surroundings = {}) {
  const { world, folder, entries, args } = built;
  server ??= await startGitHub(world);
  const logs = { log: entries, ...stores };
  for (const [name, list] of Object.entries(logs)) writeLog(join(folder, `${name}.jsonl`), list);
  const sinks = Object.keys(logs).map((name) => ({ type: 'file', name, path: join(folder, `${name}.jsonl`) }));
  const io = commandIo({ cwd: folder, env: { GITHUB_TOKEN: world.token, GITHUB_API_URL: server.url } });
  const before = server.requests.length;
  let left = interruptedAfter ?? Number.POSITIVE_INFINITY;
  const { http } = io;
  const interrupted: Http = (request) => {
    if (left-- === 0) process.emit('SIGINT');
    return http(request);
  };
  const code = await reconcile(
    ['--repo', REPOSITORY, '--sinks', JSON.stringify(sinks), '--state', 'state', '--json', ...args, ...more],
    { ...io, http: interrupted },
  );
  const lines = io.out
    .join('')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  const findings: Finding[] = lines.filter((line) => !('summary' in line));
  return {
    code,
    findings,
    kinds: findings.map(({ kind }) => kind).sort(),
    summary: lines.find((line) => 'summary' in line)?.summary,
    says: io.err.join(''),
    requests: server.requests.slice(before),
  };
}

/** A bundle as far as it is read here: nothing in it is signed. */
function bundleOf(record: AccessRecord): string {
  const subjects = [{ name: 'access-record.json', sha256: digestOf(record) }];
  const payload = Buffer.from(createStatement({ subjects, predicate: record })).toString('base64');
  return JSON.stringify({ dsseEnvelope: { payload, payloadType: 'application/vnd.in-toto+json', signatures: [] } });
}

function endOf(built: Scene, index: number): AccessRecord {
  const record = built.records[index * 2 + 1];
  if (!record) throw new Error(`The scene has no job ${index}`);
  return record;
}

function withoutEntry(built: Scene, keep: (entry: LogEntry) => boolean): void {
  built.entries.splice(0, built.entries.length, ...built.entries.filter(keep));
}

function replaceWorkflow({ world }: Scene, change: (text: string) => string): void {
  for (const commit of Object.values(world.commits)) {
    const text = commit.files[AUDITED_FILE];
    if (text !== undefined) commit.files[AUDITED_FILE] = change(text);
  }
}

interface Defect {
  readonly name: string;
  readonly kind: FindingKind;
  readonly code: number;
  readonly break: (built: Scene) => void;
}

const DEFECTS: readonly Defect[] = [
  {
    name: 'a job’s records are not in the log',
    kind: 'no-record',
    code: 3,
    break: (built) => withoutEntry(built, ({ recordId }) => recordId !== endOf(built, 3).recordId),
  },
  {
    name: 'a start has no end',
    kind: 'no-end',
    code: 3,
    break: (built) =>
      withoutEntry(built, ({ recordId, phase }) => recordId !== endOf(built, 3).recordId || phase !== 'end'),
  },
  {
    name: 'there are two ends of one job',
    kind: 'conflict',
    code: 3,
    break: (built) =>
      built.entries.push(
        entryOf({ ...endOf(built, 2), outcome: { status: 'failure' } }, { time: endOf(built, 2).observedAt.end ?? '' }),
      ),
  },
  {
    name: 'the start that an end names is not there',
    kind: 'deleted',
    code: 3,
    break: (built) =>
      withoutEntry(built, ({ recordId, phase }) => recordId !== endOf(built, 1).recordId || phase !== 'start'),
  },
  {
    name: 'a record was altered where it stands',
    kind: 'altered',
    code: 1,
    break(built) {
      const entry = built.entries[5];
      if (entry) built.entries[5] = { ...entry, document: { ...entry.document, outcome: { status: 'failure' } } };
    },
  },
  {
    name: 'a record of another job is filed under a job’s id',
    kind: 'altered',
    code: 1,
    break(built) {
      const stolen = { ...endOf(built, 1), recordId: endOf(built, 0).recordId };
      withoutEntry(built, ({ digest }) => digest !== digestOf(endOf(built, 0)));
      built.entries.push(entryOf(stolen));
    },
  },
  {
    name: 'a record is of a run that GitHub does not know',
    kind: 'unknown-run',
    code: 1,
    break({ world, history, entries }) {
      const ghost = historyRun(77, Date.parse(history.runs[0]?.createdAt ?? ''));
      entries.push(entryOf(recordOf(world, ghost, historyJob(ghost, 950, 'deploy'), 'end')));
    },
  },
  {
    name: 'a record is of a job that its run does not have',
    kind: 'unknown-job',
    code: 1,
    break({ world, history, entries }) {
      const [run] = history.runs;
      if (run) entries.push(entryOf(recordOf(world, run, historyJob(run, 951, 'deploy'), 'end')));
    },
  },
  {
    name: 'a record of a runner that names no check run fits no job',
    kind: 'unmatched',
    code: 3,
    break(built) {
      const [run] = built.history.runs;
      if (run) built.entries.push(entryOf(namelessRecord(built, historyJob(run, 952, 'publish'), 'end')));
    },
  },
  {
    name: 'the audit step was taken out of the workflow',
    kind: 'audit-removed',
    code: 3,
    break: (built) => replaceWorkflow(built, (text) => text.replace(/ {6}- uses: doorlog.*\n/, '')),
  },
  {
    name: 'one of two audited jobs lost its audit step',
    kind: 'audit-removed',
    code: 3,
    break: (built) =>
      replaceWorkflow(
        built,
        (text) => `${text.replace('  deploy:', '  other:')}  deploy:\n    runs-on: x\n    steps: [{ run: x }]\n`,
      ),
  },
  {
    name: 'the workflow’s file is gone',
    kind: 'audit-removed',
    code: 3,
    break({ world }) {
      for (const commit of Object.values(world.commits)) delete commit.files[AUDITED_FILE];
    },
  },
  {
    name: 'the workflow’s file can’t be read any more',
    kind: 'audit-removed',
    code: 3,
    break: (built) => replaceWorkflow(built, () => 'jobs: ['),
  },
  {
    name: 'the audit step got a condition',
    kind: 'audit-guarded',
    code: 3,
    break: (built) =>
      replaceWorkflow(built, (text) => text.replace(/( {6})(- uses: doorlog.*\n)/, '$1$2$1  if: github.actor == 1\n')),
  },
  {
    name: 'the audit step may fail',
    kind: 'audit-tolerated',
    code: 3,
    break: (built) =>
      replaceWorkflow(built, (text) =>
        text.replace(/( {6})(- uses: doorlog.*\n)/, '$1$2$1  continue-on-error: true\n'),
      ),
  },
  {
    name: 'the workflow was switched off',
    kind: 'workflow-disabled',
    code: 3,
    break({ history }) {
      history.workflows = [{ path: AUDITED_FILE, state: 'disabled_manually' }];
    },
  },
];

/** A record whose id was made without a check run. */
function namelessRecord({ world, history }: Scene, job: ReturnType<typeof historyJob>, phase: 'start' | 'end') {
  const run = history.runs.find(({ id }) => id === job.runId);
  if (!run) throw new Error('The job is of no run of this scene');
  const named = recordOf(world, run, job, phase, { '/runner/name': 'own-7', '/sources/~1pipeline~1checkRunId': 'env' });
  const { checkRunId: _, ...pipeline } = named.pipeline;
  return { ...named, pipeline, recordId: digestOf(['own', job.id]) };
}

describe('doorlog reconcile', () => {
  it('finds nothing when every job has its records', async () => {
    const { code, findings, summary } = await run(scene());

    expect(findings).toEqual([]);
    expect(code).toBe(0);
    expect(summary).toMatchObject({ repository: REPOSITORY, jobs: 10, expected: 8, copies: 16, unsigned: 8 });
  });

  it.each(DEFECTS)('tells it, and nothing once it is mended, when $name', async (defect) => {
    const broken = scene();
    defect.break(broken);

    const found = await run(broken);

    expect(found.kinds).toEqual([defect.kind]);
    expect(found.code).toBe(defect.code);
    expect(found.findings[0]?.says).toMatch(/^[A-Z].*[.:]/);
    await server?.close();
    server = undefined;
    expect(await run(scene())).toMatchObject({ code: 0, findings: [] });
  });

  it('links the job when one is missing', async () => {
    const built = scene();
    withoutEntry(built, ({ recordId }) => recordId !== endOf(built, 3).recordId);
    const job = built.history.jobs[3];

    const { findings } = await run(built);

    expect(findings[0]?.job).toMatchObject({
      name: job?.name,
      workflow: AUDITED_FILE,
      url: `https://github.com/${REPOSITORY}/actions/runs/${job?.runId}/job/${job?.id}`,
    });
  });

  it('waits for a record when the job ended within the grace', async () => {
    const built = scene({ hoursAgo: 1, runs: 1 });
    withoutEntry(built, () => false);

    expect(await run(built)).toMatchObject({ code: 0, kinds: ['pending', 'pending'] });
    expect(await run(built, ['--grace', '1m'])).toMatchObject({ code: 3, kinds: ['no-record', 'no-record'] });
  });

  it('takes a collector’s record for an end, and holds the log to what it saw, when a job could not sign', async () => {
    const built = scene();
    const end = endOf(built, 3);
    withoutEntry(built, ({ recordId }) => recordId !== end.recordId);
    const { outcome: _, ...rest } = end;
    const observedAt = { collector: end.observedAt.end ?? '' };
    const collected = (records: AccessRecord['links']['records']): AccessRecord => ({
      ...rest,
      phase: 'collector',
      recorder: { ...end.recorder, kind: 'collector' },
      observedAt,
      links: { ...(records && { records }) },
    });
    built.entries.push(entryOf(collected([])));
    expect(await run(built)).toMatchObject({ code: 0, kinds: [] });

    built.entries.pop();
    built.entries.push(entryOf(collected([{ phase: 'start', digest: digestOf('start'), proof: 'unsigned' }])));
    expect(await run(built)).toMatchObject({ code: 3, kinds: ['deleted'] });
  });

  it('leaves jobs out when their workflow is not meant to be audited', async () => {
    const built = scene();
    const other = historyRun(50, Date.parse(built.history.runs[1]?.createdAt ?? ''), {
      path: '.github/workflows/docs.yml',
    });
    const pages = historyRun(51, Date.parse(other.createdAt), { path: 'dynamic/pages/pages-build-deployment' });
    built.history.runs.push(other, pages);
    built.history.jobs.push(historyJob(other, 800, 'docs'), historyJob(pages, 801, 'build'));

    expect((await run(built)).kinds).toEqual(['no-record']);
    expect(await run(built, ['--except-workflow', 'docs*.yml'])).toMatchObject({ code: 0, findings: [] });
    expect(await run(built, ['--only-workflow', '.github/**/deploy.yml'])).toMatchObject({ code: 0, findings: [] });
  });

  it('looks at every attempt, and not for records of jobs that were not run again, when failed jobs were', async () => {
    const built = scene();
    const [run2] = built.history.runs.slice(1);
    if (!run2) throw new Error('no run');
    run2.attempt = 2;
    const [first, second] = built.history.jobs.filter(({ runId }) => runId === run2.id);
    if (!first || !second) throw new Error('no jobs');
    // The first is only listed again; the second really ran again.
    const later = new Date(Date.parse(second.startedAt) + 10 * 60_000).toISOString();
    const again = { ...second, id: '7900001', attempt: 2, startedAt: later, completedAt: later };
    built.history.jobs.push({ ...first, id: '7900000', attempt: 2 }, again);

    const without = await run(built);
    built.entries.push(
      entryOf(recordOf(built.world, run2, again, 'start')),
      entryOf(recordOf(built.world, run2, again, 'end')),
    );

    expect(without.findings).toMatchObject([{ kind: 'no-record', job: { id: '7900001', attempt: '2' } }]);
    expect(await run(built)).toMatchObject({ code: 0, findings: [] });
  });

  it('matches by run, attempt and name, and says so, when a runner names no check run', async () => {
    const built = scene();
    const job = built.history.jobs[3];
    if (!job) throw new Error('no job');
    withoutEntry(built, ({ recordId }) => recordId !== endOf(built, 3).recordId);
    job.name = 'publish';
    const start = namelessRecord(built, job, 'start');
    const end = namelessRecord(built, job, 'end');
    built.entries.push(
      entryOf(start),
      entryOf({ ...end, links: { startEvent: { digest: digestOf(start), announced: 'announced' } } }),
    );

    expect(await run(built)).toMatchObject({ code: 0, findings: [], summary: { matchedByName: 1 } });
  });

  it('asks about runs that are older when records of them are in the time', async () => {
    const built = scene();
    const old = historyRun(60, Date.now() - 40 * 24 * HOUR);
    const job = historyJob(old, 960, 'deploy', {
      startedAt: built.history.runs[0]?.createdAt ?? '',
      completedAt: built.history.runs[0]?.createdAt ?? '',
    });
    built.history.runs.push(old);
    built.history.jobs.push(job);
    built.entries.push(
      entryOf(recordOf(built.world, old, job, 'start')),
      entryOf(recordOf(built.world, old, job, 'end')),
    );

    const { code, findings, requests } = await run(built);

    expect({ code, findings }).toEqual({ code: 0, findings: [] });
    expect(requests.filter(({ path }) => path.includes(`/runs/${old.id}/`))).toHaveLength(2);
  });

  it('passes over other repositories, local runs and tests of the way when they are in the same store', async () => {
    const built = scene();
    const end = endOf(built, 0);
    for (const [index, other] of [
      { pipeline: { ...end.pipeline, repositoryId: '1' } },
      { pipeline: { ...end.pipeline, provider: 'local' as const } },
      { simulation: true as const },
    ].entries()) {
      built.entries.push(entryOf({ ...end, ...other, recordId: digestOf(index) }));
    }

    expect(await run(built)).toMatchObject({ code: 0, findings: [] });
  });

  it('tells which store lacks a record when another one has it', async () => {
    const built = scene();
    const second = built.entries.filter(
      ({ recordId, phase }) => recordId !== endOf(built, 2).recordId || phase !== 'end',
    );

    expect(await run(built, [], { stores: { second } })).toMatchObject({
      code: 3,
      findings: [{ kind: 'not-in-store', store: 'second', phase: 'end' }],
    });
    expect(await run(built, [], { stores: { second: built.entries } })).toMatchObject({ code: 0, findings: [] });
  });

  it('looks for attestations, and says of how many, when it is told to', async () => {
    const built = scene();
    const signed = built.entries.map((entry) =>
      entry.phase === 'end' ? { ...entry, bundle: bundleOf(entry.document as AccessRecord) } : entry,
    );
    built.entries.splice(0, signed.length, ...signed);
    const attested = built.records.filter(({ phase }) => phase === 'end');
    built.world.attestations.push(
      ...attested.map((record, index) => ({
        id: index,
        digests: [`sha256:${digestOf(record)}`],
        predicateType: PREDICATE_TYPE,
        bundle: JSON.parse(bundleOf(record)),
      })),
    );
    expect(await run(built, ['--attestations', 'all'])).toMatchObject({
      code: 0,
      summary: { attestations: { asked: 8, of: 8 }, unsigned: 0 },
    });

    const [gone] = built.world.attestations.splice(3, 1);
    const all = await run(built, ['--attestations', 'all']);
    expect(all).toMatchObject({ code: 3, kinds: ['attestation-missing'] });
    expect(all.findings[0]?.says).toContain(gone?.digests[0]);
    expect(await run(built, ['--attestations', '3'])).toMatchObject({ summary: { attestations: { asked: 3, of: 8 } } });
  });

  it('finds records that only a bundle knows when it is given a folder of them', async () => {
    const built = scene();
    const end = endOf(built, 3);
    writeFileSync(join(built.folder, 'a.sigstore.json'), bundleOf(end));
    writeFileSync(join(built.folder, 'more.jsonl'), `${bundleOf(endOf(built, 1))}\nno bundle\n`);
    writeFileSync(join(built.folder, 'notes.txt'), 'nothing');
    expect(await run(built, ['--from-bundles', '.'])).toMatchObject({ code: 0 });

    withoutEntry(built, ({ recordId }) => recordId !== end.recordId);
    expect(await run(built, ['--from-bundles', '.'])).toMatchObject({ code: 3, kinds: ['no-record', 'not-in-log'] });
  });

  it('makes only conditional requests when nothing changed since the last time', async () => {
    const built = scene();
    const first = await run(built);
    const second = await run(built);

    expect(first.requests.every(({ status }) => status === 200)).toBe(true);
    expect(second.requests.length).toBe(first.requests.length);
    expect(second.requests.every(({ status }) => status === 304)).toBe(true);
    expect(second.findings).toEqual(first.findings);
  });

  it('answers the same as at once when it was ended at any request and run again', async () => {
    const built = scene({ hoursAgo: 60, runs: 6, hoursApart: 9 });
    const [open, gone] = [endOf(built, 2).recordId, endOf(built, 7).recordId];
    withoutEntry(built, ({ recordId, phase }) => recordId !== gone && (recordId !== open || phase === 'start'));
    const whole = await run(built, ['--state', 'whole', '--parallel', '1']);
    expect(whole.findings.length).toBeGreaterThan(1);

    for (let step = 0; step < whole.requests.length - 1; step++) {
      const more = ['--state', `ended-${step}`, '--parallel', '1'];
      const ended = await run(built, more, { interruptedAfter: step });
      const resumed = await run(built, more);
      expect({ step, code: ended.code }).toEqual({ step, code: 4 });
      expect(resumed.findings).toEqual(whole.findings);
      expect(resumed.summary).toMatchObject({ jobs: whole.summary.jobs, findings: whole.summary.findings });
      expect(resumed.says).toContain('where an earlier reconciliation stopped');
    }
  });

  it('answers the same when files of its state were cut short or are another’s', async () => {
    const built = scene({ hoursAgo: 60, runs: 6, hoursApart: 9 });
    const whole = await run(built);
    await run(built, [], { interruptedAfter: 6 });
    const state = join(built.folder, 'state');
    const files = readdirSync(state, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files.length).toBeGreaterThan(3);
    for (const { parentPath, name } of files) {
      const path = join(parentPath, name);
      const text = readFileSync(path, 'utf8');
      writeFileSync(path, `${text.slice(0, text.length / 2)}\n{"address": 1}\n`);
    }

    const again = await run(built);

    expect(again.says).not.toContain('where an earlier');
    expect(again.findings).toEqual(whole.findings);
    expect(again.summary).toMatchObject({ jobs: whole.summary.jobs, expected: whole.summary.expected });
  });

  it('says so when its state can’t be written', async () => {
    const built = scene();
    writeFileSync(join(built.folder, 'taken'), '');

    const { code, says } = await run(built, ['--state', 'taken']);

    expect(code).toBe(2);
    expect(says).toMatch(/can’t be written .*--state/);
  });

  it('stops with what to do when the rate limit is nearly used up and it must not wait', async () => {
    const built = scene();
    built.world.rateLimit = { limit: 100, remaining: 13, reset: Math.floor(Date.now() / 1000) + 600 };

    const stopped = await run(built, ['--no-wait']);
    expect(stopped).toMatchObject({ code: 4 });
    expect(stopped.says).toMatch(/gives new ones in 1\d minutes; run again to go on/);

    built.world.rateLimit = { limit: 100, remaining: 100, reset: Math.floor(Date.now() / 1000) + 600 };
    expect(await run(built, ['--no-wait'])).toMatchObject({ code: 0, findings: [] });
  });

  it('waits and goes on when GitHub refuses for the rate limit', async () => {
    const built = scene();
    server = await startGitHub(built.world);
    server.addFault(
      { method: 'GET', path: /attempts\/1\/jobs/, times: 1 },
      rateLimited(Math.floor(Date.now() / 1000) + 2),
    );

    const { code, says } = await run(built);

    expect(code).toBe(0);
    expect(says).toContain('Waiting 0:0');
  });

  it('says what failed when GitHub does', async () => {
    const built = scene();
    server = await startGitHub(built.world);
    server.addFault({ path: /actions\/runs\?/, times: 100 }, serverError());

    expect(await run(built)).toMatchObject({ code: 4, findings: [] });
  });

  it('groups what it found for a person when it is not to be JSON', async () => {
    const built = scene();
    withoutEntry(built, ({ recordId }) => recordId !== endOf(built, 3).recordId);
    await run(built);
    const io = commandIo({ cwd: built.folder, env: { GH_TOKEN: built.world.token, GITHUB_API_URL: server?.url } });
    const sinks = JSON.stringify([{ type: 'file', path: join(built.folder, 'log.jsonl') }]);

    const code = await reconcile(['--repo', REPOSITORY, '--sinks', sinks, '--state', 'state'], {
      ...io,
      isTerminal: true,
    });

    expect(code).toBe(3);
    const text = io.out.join('');
    expect(text).toMatch(/^Jobs without any record: 1\n {2}deploy \(1\) .*https:\/\/github.com\//);
    expect(text).toContain('10 jobs, of which 8 ran');
    expect(text).toContain('Attestations were not looked for');
    expect(io.err.join('')).toContain('\r\u001b[K[');
  });

  it.each([
    [[], /--repo/],
    [['--repo', 'x'], /OWNER\/REPO/],
    [['--repo', 'a/b', '--from', 'yesterday'], /--from/],
    [['--repo', 'a/b', '--from', '1h', '--until', '2h'], /before --until/],
    [['--repo', 'a/b', '--grace', 'long'], /--grace/],
    [['--repo', 'a/b', '--attestations', '0'], /--attestations/],
    [['--repo', 'a/b', '--parallel', '51'], /--parallel/],
    [['--repo', 'a/b'], /--sinks/],
    [['--repo', 'a/b', '--sinks', '[{"type": "webhook", "url": "https://x.example"}]'], /can be read back/],
    [['--repo', 'a/b', '--sinks', '[{"type": "file", "path": "x"}]', '--from-bundles', 'nowhere'], /nowhere/],
  ])('says what is wrong when it is called with %j', async (args, sentence) => {
    const io = commandIo({ cwd: scene().folder });

    expect(await reconcile(args, io)).toBe(2);
    expect(io.err.join('')).toMatch(sentence);
  });
});
