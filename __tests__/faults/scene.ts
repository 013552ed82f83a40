import type { Clock, LogEntry } from '../../src/ports.ts';
import { type FaultProxy, type ProxyFault, startFaultProxy } from './fault-proxy.ts';
import type { FaultName } from './faults.ts';
import type { RunningStore } from './store-under-test.ts';

/** A fault set up. */
export interface Scene {
  /** Where the sink is sent. */
  readonly address: string;
  /** Whether the fault has shown itself, where that takes a whole request. */
  readonly shown: () => boolean;
  close(): Promise<void>;
}

/** Nobody listens there: the port of a service that was given up decades ago. */
const NOBODY = '127.0.0.1:1';
/** A name that never has an address (RFC 6761, 6.4). */
const NAMELESS = 'log-store.invalid';
const DAY = 86_400_000;

/** Faults that a proxy in front of the store makes, and how often each strikes. */
const BY_PROXY: { readonly [Name in FaultName]?: readonly [fault: ProxyFault, times: number] } = {
  'half-request': [{ at: 'half-request', does: 'reset' }, 1],
  'half-reply': [{ at: 'half-reply', does: 'reset' }, 1],
  'too-many': [{ at: 'reply', does: () => ({ status: 429, headers: { 'retry-after': '1' } }) }, 1],
  'error-once': [{ at: 'reply', does: () => ({ status: 500 }) }, 1],
  unavailable: [{ at: 'reply', does: () => ({ status: 503 }) }, Number.POSITIVE_INFINITY],
  rubbish: [{ at: 'reply', does: signInPage }, 1],
};

/** What a captive portal or a misled proxy sends. */
function signInPage() {
  const body = '<!DOCTYPE html><html><body><h1>Sign in to go on</h1></body></html>';
  return { status: 200, headers: { 'content-type': 'text/html' }, body };
}

/** The clock that the sink and the record go by, so many days off where that is the fault. */
export function clockUnder(fault: FaultName, days: number): Clock {
  return { now: () => new Date(Date.now() + (fault === 'clock' ? days * DAY : 0)) };
}

/** Sets a fault up in front of a store, for entries that are about to come. */
export async function setScene(store: RunningStore, fault: FaultName, entries: readonly LogEntry[]): Promise<Scene> {
  const at = (address: string): Scene => ({ address, shown: () => true, close: async () => undefined });
  const arranged = store.arrange?.[fault];
  if (arranged !== undefined) return at(arranged(entries));
  if (fault === 'refused') return at(withHost(store.url, NOBODY));
  if (fault === 'dns') return at(withHost(store.url.replace(/^http:/, 'https:'), NAMELESS));
  if (fault === 'squatted') for (const entry of entries) store.squat?.(entry);
  if (fault === 'squatted' || fault === 'clock') return at(store.url);
  const proxy = await (store.startProxy ?? startFaultProxy)(store.url, { tls: fault === 'tls' });
  let shown = fault !== 'drip';
  if (fault === 'drip') {
    proxy.arm({
      at: 'reply',
      does: 'drip',
      reached: () => {
        shown = true;
      },
    });
  }
  arm(proxy, store, fault);
  return { address: proxy.url, shown: () => shown, close: proxy.close };
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
