import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reconcile } from '../../../src/cli/reconcile.ts';
import { digestOf } from '../../../src/core/canonical.ts';
import type { Finding } from '../../../src/core/reconciliation/finding.ts';
import type { AccessRecord } from '../../../src/model/access-record.ts';
import type { Http, LogEntry } from '../../../src/ports.ts';
import { createStatement } from '../../../src/signing/statement.ts';
import { type GitHubServer, startGitHub } from '../../support/github-server.ts';
import {
  AUDITED_FILE,
  entryOf,
  historyJob,
  type ReconciledWorld,
  reconciledWorld,
  recordOf,
  writeLog,
} from '../../support/reconciled-world.ts';
import { commandIo } from '../command-io.ts';

export const HOUR = 3_600_000;
export const REPOSITORY = 'octo-org/payments';

const folders: string[] = [];
const servers = new Map<ReconciledWorld, GitHubServer>();

/** The scene’s GitHub, started when it is first asked for. */
export async function githubOf(built: Scene): Promise<GitHubServer> {
  const github = servers.get(built) ?? (await startGitHub(built.world));
  servers.set(built, github);
  return github;
}

/** To be called after each test. */
export async function closeScenes(): Promise<void> {
  for (const server of servers.values()) await server.close();
  servers.clear();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** A world, its log as entries that can be changed, and where they are written to. */
export interface Scene extends ReconciledWorld {
  readonly folder: string;
  readonly entries: LogEntry[];
  readonly args: string[];
}

/** Four runs of two jobs yesterday, all with their records; a skipped job and one that no runner took have none. */
export function scene({ hoursAgo = 30, runs = 4, hoursApart = 0.3 } = {}): Scene {
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

/** What else a scene is run with. */
export interface Surroundings {
  /** More stores by name. */
  readonly stores?: Record<string, readonly LogEntry[]>;
  /** The interrupt comes in place of the request after so many. */
  readonly interruptedAfter?: number;
}

/** Reconciles a scene, as JSON. */
export async function run(
  built: Scene,
  more: readonly string[] = [],
  { stores = {}, interruptedAfter }: Surroundings = {},
) {
  const { world, folder, entries, args } = built;
  const server = await githubOf(built);
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
export function bundleOf(record: AccessRecord): string {
  const subjects = [{ name: 'access-record.json', sha256: digestOf(record) }];
  const payload = Buffer.from(createStatement({ subjects, predicate: record })).toString('base64');
  return JSON.stringify({ dsseEnvelope: { payload, payloadType: 'application/vnd.in-toto+json', signatures: [] } });
}

/** The end record of a job, by its number. */
export function endOf(built: Scene, index: number): AccessRecord {
  const record = built.records[index * 2 + 1];
  if (!record) throw new Error(`The scene has no job ${index}`);
  return record;
}

/** Takes entries out of the log. */
export function withoutEntry(built: Scene, keep: (entry: LogEntry) => boolean): void {
  built.entries.splice(0, built.entries.length, ...built.entries.filter(keep));
}

/** Changes the audited workflow’s file. */
export function replaceWorkflow({ world }: Scene, change: (text: string) => string): void {
  for (const commit of Object.values(world.commits)) {
    const text = commit.files[AUDITED_FILE];
    if (text !== undefined) commit.files[AUDITED_FILE] = change(text);
  }
}

/** A record whose id was made without a check run. */
export function namelessRecord({ world, history }: Scene, job: ReturnType<typeof historyJob>, phase: 'start' | 'end') {
  const run = history.runs.find(({ id }) => id === job.runId);
  if (!run) throw new Error('The job is of no run of this scene');
  const named = recordOf(world, run, job, phase, { '/runner/name': 'own-7', '/sources/~1pipeline~1checkRunId': 'env' });
  const { checkRunId: _, ...pipeline } = named.pipeline;
  return { ...named, pipeline, recordId: digestOf(['own', job.id]) };
}
