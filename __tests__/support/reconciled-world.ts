import { writeFileSync } from 'node:fs';
import { digestOf } from '../../src/core/canonical.ts';
import { recordIdOf } from '../../src/core/record-id.ts';
import type { AccessRecord } from '../../src/model/access-record.ts';
import type { LogEntry } from '../../src/ports.ts';
import { lineOf } from '../../src/sinks/file/line.ts';
import { baseRecord } from './base-record.ts';
import { deploymentWorld } from './world.ts';
import type { World, WorldHistory, WorldHistoryJob, WorldHistoryRun } from './world-types.ts';

/** The file that the audited jobs of these worlds stand in. */
export const AUDITED_FILE = '.github/workflows/deploy.yml';
export const ACTION = 'doorlog/doorlog';

const MINUTE = 60_000;

/** A world with a history to compare, and the records of it. */
export interface ReconciledWorld {
  readonly world: World;
  readonly history: WorldHistory;
  readonly records: AccessRecord[];
}

/** So many runs with so many jobs each, one after the other from a moment on, and a start and an end of every job. */
export function reconciledWorld(
  from: number,
  runs: number,
  jobsEach: number,
  apart: number = 20 * MINUTE,
): ReconciledWorld {
  const world = deploymentWorld();
  const history: WorldHistory = { runs: [], jobs: [], workflows: [{ path: AUDITED_FILE, state: 'active' }] };
  world.history = history;
  world.rateLimit = { limit: 5_000, remaining: 5_000, reset: Math.floor(from / 1000) };
  world.tokenPermissions = { ...world.tokenPermissions, actions: 'read', contents: 'read', attestations: 'read' };
  const built: ReconciledWorld = { world, history, records: [] };
  for (let index = 0; index < runs; index++) {
    const run = historyRun(index, from + index * apart);
    history.runs.push(run);
    for (let number = 0; number < jobsEach; number++) {
      const job = historyJob(run, index * jobsEach + number, `deploy (${number})`);
      history.jobs.push(job);
      built.records.push(recordOf(world, run, job, 'start'), recordOf(world, run, job, 'end'));
    }
  }
  return built;
}

export function historyRun(index: number, at: number, more: Partial<WorldHistoryRun> = {}): WorldHistoryRun {
  const createdAt = stamp(at);
  const headSha = 'a'.repeat(40);
  return {
    id: String(90_000 + index),
    attempt: 1,
    createdAt,
    headSha,
    path: AUDITED_FILE,
    conclusion: 'success',
    ...more,
  };
}

export function historyJob(
  run: WorldHistoryRun,
  index: number,
  name: string,
  more: Partial<WorldHistoryJob> = {},
): WorldHistoryJob {
  const at = Date.parse(run.createdAt);
  return {
    id: String(7_000_000 + index),
    runId: run.id,
    attempt: 1,
    name,
    startedAt: stamp(at + MINUTE),
    completedAt: stamp(at + 5 * MINUTE),
    ...more,
  };
}

/** The record that a job leaves; `set` changes facts of it by JSON Pointer. */
export function recordOf(
  world: World,
  run: WorldHistoryRun,
  job: WorldHistoryJob,
  phase: 'start' | 'end',
  set: Record<string, unknown> = {},
): AccessRecord {
  const server = 'https://github.com';
  const repositoryId = world.repository.id;
  const name = `${world.repository.owner}/${world.repository.name}`;
  const identity = { server, repositoryId, runId: run.id, runAttempt: String(job.attempt), checkRunId: job.id };
  const start = job.startedAt;
  const end = baseRecord({
    set: {
      '/recordId': recordIdOf(identity),
      '/recorder/action': ACTION,
      '/observedAt': { start, ...(phase === 'end' && { end: job.completedAt ?? start }) },
      '/pipeline/server': server,
      '/pipeline/repository': name,
      '/pipeline/repositoryId': repositoryId,
      '/pipeline/runId': run.id,
      '/pipeline/runAttempt': String(job.attempt),
      '/pipeline/checkRunId': job.id,
      '/pipeline/job': job.name.replace(/ \(.*/, ''),
      '/pipeline/workflowRef': `${name}/${run.path}@refs/heads/main`,
      '/pipeline/jobWorkflowRef': `${name}/${run.path}@refs/heads/main`,
      '/sources/~1pipeline~1checkRunId': 'input',
      ...set,
    },
  });
  if (phase === 'end') {
    const announced = digestOf(recordOf(world, run, job, 'start', set));
    return { ...end, links: { startEvent: { digest: announced, announced: 'announced' } } };
  }
  const { outcome: _, ...open } = end;
  return { ...open, phase: 'start', links: {} };
}

/** An entry as the log files it. */
export function entryOf(record: AccessRecord, more: Partial<LogEntry> = {}): LogEntry {
  const { recordId, phase, observedAt } = record;
  const time = observedAt.end ?? observedAt.collector ?? observedAt.start ?? '';
  return { recordId, phase, digest: digestOf(record), time, document: record, ...more };
}

/** Writes a file as the file sink would. */
export function writeLog(path: string, entries: readonly LogEntry[]): void {
  writeFileSync(path, entries.map((entry) => lineOf(entry).line).join(''));
}

/** A time as GitHub writes it. */
export function stamp(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
}
