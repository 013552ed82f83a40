import type { Clock } from '../../src/ports.ts';
import { type FaultProxy, type ProxyFault, startFaultProxy } from './fault-proxy.ts';
import type { FaultName } from './faults.ts';
import type { RunningStore } from './store-under-test.ts';

/** How a fault is played: where the sink is sent, and what it takes for the time. */
export interface Scene {
  readonly address: string;
  readonly clock: Clock;
  close(): Promise<void>;
}

/** Nobody listens there: the port of a service that was given up decades ago. */
const NOBODY = '127.0.0.1:1';
/** A name that never has an address (RFC 6761, 6.4). */
const NAMELESS = 'log-store.invalid';
const DAY = 86_400_000;

const realClock: Clock = { now: () => new Date() };

/** Faults that a proxy in front of the store makes, and how often each strikes. */
const BY_PROXY: { readonly [Name in FaultName]?: readonly [fault: ProxyFault, times: number] } = {
  'half-request': [{ at: 'half-request', does: 'reset' }, 1],
  'half-reply': [{ at: 'half-reply', does: 'reset' }, 1],
  'too-many': [{ at: 'reply', does: () => ({ status: 429, headers: { 'retry-after': '1' } }) }, 1],
  'error-once': [{ at: 'reply', does: () => ({ status: 500 }) }, 1],
  unavailable: [{ at: 'reply', does: () => ({ status: 503 }) }, Number.POSITIVE_INFINITY],
  rubbish: [{ at: 'reply', does: signInPage }, 1],
  drip: [{ at: 'reply', does: 'drip' }, Number.POSITIVE_INFINITY],
};

/** What a captive portal or a misled proxy sends. */
function signInPage() {
  const body = '<!DOCTYPE html><html><body><h1>Sign in to go on</h1></body></html>';
  return { status: 200, headers: { 'content-type': 'text/html' }, body };
}

/** Sets a fault up in front of a store; what the clock says is the time by which the record is dated, too. */
export async function setScene(store: RunningStore, fault: FaultName, days = 2): Promise<Scene> {
  const nothing = { clock: realClock, close: async () => undefined };
  if (fault === 'refused') return { ...nothing, address: withHost(store.url, NOBODY) };
  if (fault === 'dns') return { ...nothing, address: withHost(store.url, NAMELESS) };
  if (fault === 'clock') {
    return { ...nothing, address: store.url, clock: { now: () => new Date(Date.now() + days * DAY) } };
  }
  if (fault === 'squatted') return { ...nothing, address: store.url };
  const proxy = await (store.startProxy ?? startFaultProxy)(store.url, { tls: fault === 'tls' });
  arm(proxy, store, fault);
  return { ...nothing, address: proxy.url, close: proxy.close };
}

function arm(proxy: FaultProxy, store: RunningStore, fault: FaultName): void {
  const { itemErrors } = store;
  if (fault === 'item-errors' && itemErrors) proxy.arm({ at: 'reply', does: itemErrors }, 1);
  const played = BY_PROXY[fault];
  if (played) proxy.arm(...played);
}

function withHost(url: string, host: string): string {
  const changed = new URL(url);
  changed.host = host;
  return changed.href.replace(/\/$/, '');
}
