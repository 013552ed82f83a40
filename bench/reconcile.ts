import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { JOBS_OF_RUN, RECONCILED_RUNS, type ReconcileCost, type ReconcileRun } from './reconcile-cost.ts';
import { beginningOf, REPOSITORY } from './reconcile-history.ts';
import { writeReconciledLog } from './reconcile-log.ts';

const DIST = fileURLToPath(new URL('../dist', import.meta.url));
const TELL_PEAK = new URL('tell-peak.ts', import.meta.url).href;

/**
 * Reconciles a hundred thousand jobs twice with the built command. Raises where it did not find all of them, and the one
 * that has no record.
 */
export async function measureReconcile(dist = DIST): Promise<ReconcileCost> {
  const folder = mkdtempSync(join(tmpdir(), 'doorlog-bench-reconcile-'));
  const beginning = beginningOf(Date.now());
  const github = fork(fileURLToPath(new URL('reconcile-github.ts', import.meta.url)), [String(beginning)]);
  try {
    const [port] = await once(github, 'message');
    writeReconciledLog(join(folder, 'log.jsonl'), beginning);
    const command = { script: join(resolve(dist), 'cli.js'), folder, beginning, apiUrl: `http://127.0.0.1:${port}` };
    const first = await measured(command, github);
    return { first, again: await measured(command, github) };
  } finally {
    github.disconnect();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Command {
  readonly script: string;
  readonly folder: string;
  readonly beginning: number;
  readonly apiUrl: string;
}

async function measured(command: Command, github: ChildProcess): Promise<ReconcileRun> {
  const before = await countsOf(github);
  const run = await reconcileOnce(command);
  const after = await countsOf(github);
  const requests = after.requests - before.requests;
  return { ...run, requests, counted: requests - (after.unchanged - before.unchanged) };
}

async function reconcileOnce({ script, folder, beginning, apiUrl }: Command) {
  const peak = join(folder, 'peak');
  const sinks = JSON.stringify([{ type: 'file', path: join(folder, 'log.jsonl') }]);
  const from = new Date(beginning).toISOString();
  const started = performance.now();
  const child = spawn(
    process.execPath,
    [
      '--import',
      TELL_PEAK,
      script,
      'reconcile',
      '--repo',
      REPOSITORY,
      '--sinks',
      sinks,
      '--state',
      'state',
      '--from',
      from,
      '--json',
    ],
    {
      cwd: folder,
      env: { ...process.env, GITHUB_API_URL: apiUrl, GITHUB_TOKEN: 'token', DOORLOG_BENCH_PEAK: peak },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let printed = '';
  child.stdout.on('data', (chunk) => {
    printed += chunk;
  });
  const [code] = await once(child, 'close');
  const lines = printed.split('\n').filter(Boolean);
  const { summary } = JSON.parse(lines.at(-1) ?? '{}');
  if (
    code !== 3 ||
    summary?.jobs !== RECONCILED_RUNS * JOBS_OF_RUN ||
    summary.findings['no-record'] !== 1 ||
    lines.length !== 2
  ) {
    throw new Error(`Not every job was reconciled (exit code ${code}): ${printed.slice(0, 500)}`);
  }
  return {
    peakMegabytes: (Number(readFileSync(peak, 'utf8')) * 1024) / 1e6,
    seconds: (performance.now() - started) / 1000,
  };
}

async function countsOf(github: ChildProcess): Promise<{ requests: number; unchanged: number }> {
  const answer = once(github, 'message');
  github.send({});
  return (await answer)[0];
}
