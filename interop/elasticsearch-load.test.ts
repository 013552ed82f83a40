import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { baseRecord } from '../__tests__/support/base-record.ts';
import { digestOf } from '../src/core/canonical.ts';
import { entryKey } from '../src/model/entry-key.ts';
import type { LogEntry } from '../src/ports.ts';
import { createSpool } from '../src/sinks/spool.ts';
import { DIST } from './built.ts';
import { type DoorlogRun, runDoorlog } from './doorlog.ts';
import { type Elasticsearch, type StoreUser, startElasticsearch } from './stack/elasticsearch.ts';

const RECORDS = 10_000;
const MOST_MEGABYTES = 150;
const BASES = ['deploy', 'ci', 'release', 'pull-request-target'] as const;
/** As long as the bundle over such a record is: its envelope holds the attested view in Base64. */
const BUNDLE = JSON.stringify({
  mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
  filling: randomBytes(9_000).toString('base64'),
});

/** What the process itself writes to its standard error at the end: the most memory that it ever had, in kB. */
const TELLS_MEMORY = `process.on('exit', () => {
  const status = process.getBuiltinModule('node:fs').readFileSync('/proc/self/status', 'utf8');
  process.stderr.write('most memory: ' + /VmHWM:\\s+(\\d+)/.exec(status)[1] + '\\n');
});`;

const Ids = z.object({ hits: z.object({ hits: z.array(z.object({ _id: z.string() })) }) });

describe('a real Elasticsearch under load', () => {
  let folder = '';
  let sinks = '';
  let store: Elasticsearch;
  let env: Record<string, string> = {};

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'doorlog-interop-'));
    store = await startElasticsearch();
    const trusted = { NODE_EXTRA_CA_CERTS: store.certificateFile };
    const prepared = await runDoorlog(['setup', 'elasticsearch', '--url', store.url], {
      ...trusted,
      ...credentials(store.admin),
    });
    if (prepared.exitCode !== 0) throw new Error(`doorlog setup ended with ${prepared.exitCode}: ${prepared.stderr}`);
    const writer = { name: 'doorlog-writer', password: randomBytes(12).toString('hex') };
    const user = JSON.stringify({ password: writer.password, roles: ['doorlog_writer'] });
    expect(await store.ask(store.admin, 'PUT', `/_security/user/${writer.name}`, user)).toMatchObject({ status: 200 });
    env = { ...trusted, ...credentials(writer) };
    sinks = join(folder, 'sinks.json');
    await writeFile(sinks, JSON.stringify([{ type: 'elasticsearch', url: store.url }]));
  });

  afterAll(async () => {
    await store?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('holds each record once when the replay was killed, interrupted and resumed', async () => {
    const entries = entriesOf('2026-03', RECORDS);
    const spool = join(folder, 'interrupted');
    await fill(spool, entries);

    const killed = replay(spool, ['--timeout', '250']);
    await saying(killed.child, '2,000 of');
    killed.child.kill('SIGKILL');
    expect(await killed.ended).toMatchObject({ exitCode: -1, stdout: '' });

    const interrupted = replay(spool, ['--timeout', '250', '--json']);
    await saying(interrupted.child, '5,000 of');
    interrupted.child.kill('SIGINT');
    const { exitCode, stdout } = await interrupted.ended;
    expect(exitCode).toBe(4);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ found: RECORDS, ended: 'interrupted' });
    expect(report.settled).toBeGreaterThan(1_000);
    expect(report.left).toBeGreaterThan(0);
    expect(report.left).toBeLessThan(RECORDS - report.settled);

    expect(await replay(spool, ['--timeout', '250']).ended).toMatchObject({ exitCode: 0 });
    await expectExactly(entries, '2026-03');
    const again = await replay(spool, []).ended;
    expect(again.stdout).toBe('Nothing to do: every sink has what it wants of all 10,000 entries.\n');
  });

  it(`holds each of ${RECORDS} records once when they are replayed by one process, which stays small`, async () => {
    const entries = entriesOf('2026-02', RECORDS);
    const spool = join(folder, 'many');
    await fill(spool, entries);

    const begin = performance.now();
    const { exitCode, stdout, stderr } = await replay(spool, ['--timeout', '250']).ended;
    const seconds = ((performance.now() - begin) / 1000).toFixed(1);

    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: 'elasticsearch: 10,000 delivered\n' });
    const megabytes = Math.round(Number(/most memory: (\d+)/.exec(stderr)?.[1]) / 1024);
    process.stderr.write(`${RECORDS} records replayed in ${seconds} s, with at most ${megabytes} MB\n`);
    expect(megabytes).toBeLessThan(MOST_MEGABYTES);
    await expectExactly(entries, '2026-02');
  });

  /** Starts the built command line on a spool. */
  function replay(spool: string, options: readonly string[]): { child: ChildProcess; ended: Promise<DoorlogRun> } {
    const observed = ['--import', `data:text/javascript,${encodeURIComponent(TELLS_MEMORY)}`];
    const args = [...observed, join(DIST, 'cli.js'), 'replay', spool, '--sinks', sinks, ...options];
    const child = spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = new Promise<DoorlogRun>((resolve, reject) => {
      let [stdout, stderr] = ['', ''];
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        stdout += text;
      });
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        stderr += text;
      });
      child.once('error', reject);
      child.once('close', (code) => resolve({ exitCode: code ?? -1, stdout, stderr }));
    });
    return { child, ended };
  }

  /** Of all documents of a month, whatever their keys are. */
  async function expectExactly(entries: readonly LogEntry[], month: string): Promise<void> {
    const index = `/doorlog-${month.replace('-', '.')}`;
    await store.ask(store.admin, 'POST', `${index}/_refresh`);
    const { body: counted } = await store.ask(store.admin, 'GET', `${index}/_count`);
    expect(JSON.parse(counted)).toMatchObject({ count: entries.length });
    const all = JSON.stringify({ size: RECORDS, _source: false });
    const { hits } = Ids.parse(JSON.parse((await store.ask(store.admin, 'POST', `${index}/_search`, all)).body)).hits;
    expect(new Set(hits.map(({ _id }) => _id))).toEqual(new Set(entries.map(entryKey)));
  }
});

function credentials(user: StoreUser): Record<string, string> {
  return { DOORLOG_ELASTICSEARCH_USERNAME: user.name, DOORLOG_ELASTICSEARCH_PASSWORD: user.password };
}

/** Start and end of one job after the other, as records of the size that real ones have. */
function entriesOf(month: string, count: number): LogEntry[] {
  const records = BASES.map((base) => baseRecord({}, base));
  return Array.from({ length: count }, (_, number) => {
    const job = Math.floor(number / 2);
    const recordId = createHash('sha256').update(`${month} ${job}`).digest('hex');
    const phase = number % 2 === 0 ? 'start' : 'end';
    const document = { ...records[job % records.length], recordId, phase };
    const time = new Date(Date.parse(`${month}-02T00:00:00Z`) + number * 1_000).toISOString();
    return { recordId, phase, digest: digestOf(document), time, document, ...(phase === 'end' && { bundle: BUNDLE }) };
  });
}

async function fill(folder: string, entries: readonly LogEntry[]): Promise<void> {
  const spool = createSpool({ folder, digestOf });
  for (const entry of entries) await spool.put(entry);
}

/** Waits until the process has said it, or is over. */
function saying(child: ChildProcess, words: string): Promise<void> {
  let said = '';
  return new Promise((resolve) => {
    child.once('close', () => resolve());
    child.stderr?.on('data', (text: string) => {
      said += text;
      if (said.includes(words)) resolve();
    });
  });
}
