import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { reconcile } from '../../src/cli/reconcile.ts';
import { digestOf } from '../../src/core/canonical.ts';
import type { AccessRecord } from '../../src/model/access-record.ts';
import { PREDICATE_TYPE } from '../../src/model/predicate-type.ts';
import { serverError } from '../support/faults.ts';
import { AUDITED_FILE, entryOf, historyJob, historyRun, recordOf } from '../support/reconciled-world.ts';
import { commandIo } from './command-io.ts';
import {
  bundleOf,
  closeScenes,
  endOf,
  githubOf,
  HOUR,
  namelessRecord,
  REPOSITORY,
  run,
  scene,
  withoutEntry,
} from './reconcile/scene.ts';

afterEach(closeScenes);

describe('doorlog reconcile', () => {
  it('finds nothing when every job has its records', async () => {
    const { code, findings, summary } = await run(scene());

    expect(findings).toEqual([]);
    expect(code).toBe(0);
    expect(summary).toMatchObject({ repository: REPOSITORY, jobs: 10, expected: 8, copies: 16, unsigned: 8 });
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

  it('says what failed when GitHub does', async () => {
    const built = scene();
    (await githubOf(built)).addFault({ path: /actions\/runs\?/, times: 100 }, serverError());

    expect(await run(built)).toMatchObject({ code: 4, findings: [] });
  });

  it('groups what it found for a person when it is not to be JSON', async () => {
    const built = scene();
    withoutEntry(built, ({ recordId }) => recordId !== endOf(built, 3).recordId);
    await run(built);
    const io = commandIo({
      cwd: built.folder,
      env: { GH_TOKEN: built.world.token, GITHUB_API_URL: (await githubOf(built)).url },
    });
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
