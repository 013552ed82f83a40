import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type EntryDelivery, isStored } from '../../src/pipeline/deliver.ts';
import { newFolder } from '../sinks/entries.ts';
import type { SpoolPoint, Task, Told } from './deliver-process.ts';
import { faultEntry } from './fault-entry.ts';
import { type FaultProxy, type StrikePoint, startFaultProxy } from './fault-proxy.ts';
import type { KillPoint } from './faults.ts';
import type { StoreUnderTest } from './store-under-test.ts';
import type { Outcome } from './table.ts';

const SCRIPT = fileURLToPath(new URL('deliver-process.ts', import.meta.url));

/** Where the process stops by itself, or where the proxy before the store stops answering it. */
type Stop = { readonly spool: SpoolPoint } | { readonly network: StrikePoint };

const STOPS: Readonly<Record<KillPoint, Stop>> = {
  'before-spool': { spool: 'before-spool' },
  'after-spool': { spool: 'after-spool' },
  'after-mark': { spool: 'after-mark' },
  connected: { network: 'connected' },
  'half-request': { network: 'half-request' },
  'whole-request': { network: 'whole-request' },
  'half-reply': { network: 'half-reply' },
  'before-done': { spool: 'before-done' },
  'after-done': { spool: 'after-done' },
  'second-sink': { network: 'whole-request' },
};

/** Kills a delivering process at one moment, replays in a new one, and names what became of the entry. */
export async function killAndReplay(underTest: StoreUnderTest, point: KillPoint): Promise<Outcome> {
  const store = await underTest.start();
  const folder = await newFolder();
  const proxy = store.isLocal ? undefined : await (store.startProxy ?? startFaultProxy)(store.url);
  const copy = join(folder, 'first.jsonl');
  const entry = faultEntry(new Date());
  const first = { type: 'file', name: 'first', path: copy };
  const task: Task = {
    sinks: [...(point === 'second-sink' ? [first] : []), store.configAt(proxy?.url ?? store.url)],
    secrets: store.secrets,
    ...(store.ca && { ca: store.ca }),
    spool: join(folder, 'spool'),
  };
  const stop: Stop = point === 'second-sink' && store.isLocal ? { spool: 'before-done' } : STOPS[point];
  try {
    await killAt(stop, { ...task, entry }, proxy, point === 'second-sink');
    proxy?.disarm();
    const replayed = await replayAnew(task);
    if (point === 'second-sink') await expectOneLine(copy);
    return nameOf(
      store.copiesOf(entry),
      replayed.find(({ sink }) => sink !== 'first'),
    );
  } finally {
    await Promise.all([proxy?.close(), store.close()]);
    await rm(folder, { recursive: true, force: true });
  }
}

/** Starts a delivering process and kills it when it has come to a point, and its first sink is through where asked for. */
async function killAt(stop: Stop, task: Task, proxy: FaultProxy | undefined, afterFirst: boolean): Promise<void> {
  const child = fork(SCRIPT, { execArgv: [] });
  const dead = once(child, 'exit');
  const isSlow = setTimeout(() => child.kill('SIGKILL'), 30_000);
  try {
    const sink = String(task.sinks.at(-1)?.type);
    const came = new Promise<void>((resolve) => {
      if ('network' in stop) proxy?.arm({ at: stop.network, does: 'hold', reached: resolve });
      else void told(child, ({ kind }) => kind === 'stopped').then(() => resolve());
    });
    const through = afterFirst ? told(child, (said) => said.kind === 'done' && said.sink === 'first') : undefined;
    child.send('spool' in stop ? { ...task, stop: { at: stop.spool, sink } } : task);
    const early = dead.then(() => Promise.reject(new Error('The process ended before it could be killed.')));
    await Promise.race([Promise.all([came, through]), early]);
  } finally {
    clearTimeout(isSlow);
    child.kill('SIGKILL');
    await dead;
  }
}

async function replayAnew(task: Task): Promise<readonly EntryDelivery[]> {
  const child = fork(SCRIPT, { execArgv: [] });
  const dead = once(child, 'exit');
  const ended = told(child, ({ kind }) => kind === 'ended');
  child.send(task);
  // Its last word may come after its end, but not after that of the channel.
  const said = await Promise.race([ended, once(child, 'disconnect').then(() => undefined)]);
  await dead;
  if (said?.kind !== 'ended') throw new Error('The replaying process ended without a word.');
  return said.deliveries;
}

function told(child: ChildProcess, isIt: (said: Told) => boolean): Promise<Told> {
  return new Promise((resolve) => {
    child.on('message', (said: Told) => {
      if (isIt(said)) resolve(said);
    });
  });
}

function nameOf(copies: number, replayed: EntryDelivery | undefined): Outcome {
  if (copies === 0 && replayed === undefined) return 'unspooled';
  if (copies > 0 && replayed === undefined) return copies === 1 ? 'delivered' : 'repeated';
  if (copies === 0 || replayed === undefined || !isStored(replayed)) {
    throw new Error(`The record is lost: ${JSON.stringify({ copies, replayed })}`);
  }
  if (replayed.status === 'conflict') return 'beside';
  return copies === 1 ? 'replayed' : 'replayed-twice';
}

async function expectOneLine(path: string): Promise<void> {
  const lines = (await readFile(path, 'utf8')).split('\n').filter(Boolean);
  if (lines.length !== 1) throw new Error(`The first sink holds ${lines.length} lines.`);
}
