import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { EntryFact } from '../../../src/core/reconciliation/entry-fact.ts';
import { expectedRecordId, type JobFact } from '../../../src/core/reconciliation/job-fact.ts';
import { createLedger } from '../../../src/core/reconciliation/ledger.ts';

const repository = { name: 'octo-org/payments', id: '42', server: 'https://github.com' };
const STORES = [
  { sink: 'first', isPartial: false },
  { sink: 'second', isPartial: false },
  { sink: 'some', isPartial: true },
];
const SETTLED_BEFORE = 1_000;

/** What is put into both: a job, and copies of its records as numbers that stand for digests. */
interface Case {
  readonly state: JobFact['state'];
  readonly endedAt: number;
  readonly isExpected: boolean;
  readonly copies: readonly {
    readonly phase: string;
    readonly version: number;
    readonly store: number;
    readonly names: readonly { readonly phase: string; readonly version: number }[];
  }[];
}

const caseArbitrary: fc.Arbitrary<Case> = fc.record({
  state: fc.constantFrom('ran' as const, 'ran' as const, 'unfinished' as const, 'not-run' as const),
  endedAt: fc.constantFrom(500, 1_500),
  isExpected: fc.boolean(),
  copies: fc.array(
    fc.record({
      phase: fc.constantFrom('start', 'checkpoint', 'end', 'collector'),
      version: fc.integer({ min: 0, max: 1 }),
      store: fc.integer({ min: 0, max: 2 }),
      names: fc.array(fc.record({ phase: fc.constantFrom('start', 'end'), version: fc.integer({ min: 0, max: 1 }) }), {
        maxLength: 1,
      }),
    }),
    { maxLength: 7 },
  ),
});

/** Says the same as the ledger by looking at everything again and again. */
function oracle({ state, endedAt, isExpected, copies }: Case): string[] {
  const found: string[] = [];
  const of = (phase: string) => copies.filter((copy) => copy.phase === phase);
  if (state === 'ran' && isExpected && of('end').length === 0 && of('collector').length === 0) {
    if (endedAt >= SETTLED_BEFORE) found.push('pending');
    else found.push(copies.length === 0 ? 'no-record' : 'no-end');
  }
  for (const phase of ['start', 'end']) {
    if (new Set(of(phase).map(({ version }) => version)).size > 1) found.push(`conflict ${phase}`);
  }
  const named = copies.flatMap(({ phase, names }) =>
    phase === 'end' || phase === 'collector' ? names.map((name) => ({ by: phase, ...name })) : [],
  );
  for (const text of new Set(named.map(({ by, phase, version }) => `${by} ${phase} ${version}`))) {
    const [, phase, version] = text.split(' ');
    if (!copies.some((copy) => copy.phase === phase && String(copy.version) === version))
      found.push(`deleted ${phase}`);
  }
  if (state === 'unfinished' || endedAt >= SETTLED_BEFORE) return found.sort();
  for (const phase of new Set(copies.map((copy) => copy.phase))) {
    for (const store of [0, 1]) {
      if (!of(phase).some((copy) => copy.store === store)) found.push(`not-in-store ${phase} ${STORES[store]?.sink}`);
    }
  }
  return found.sort();
}

function jobOf(index: number, { state, endedAt, isExpected }: Case): JobFact {
  const workflow = isExpected ? 'audited.yml' : 'other.yml';
  return { id: String(100 + index), runId: String(10 + index), attempt: '1', name: 'build', workflow, state, endedAt };
}

function ledgerOf() {
  return createLedger({
    repository,
    stores: STORES,
    isExpected: (workflow) => workflow === 'audited.yml',
    isProofAsked: false,
    settledBefore: SETTLED_BEFORE,
    from: 0,
    until: 2_000,
  });
}

function entryOf(recordId: string, fact: Partial<EntryFact> = {}): EntryFact {
  return { recordId, phase: 'end', digest: 'd', location: 'here', time: 1, names: [], ...fact };
}

describe('The ledger', () => {
  it('finds what looking at everything again and again finds when jobs and copies are whatever they are', () => {
    fc.assert(
      fc.property(fc.array(caseArbitrary, { maxLength: 6 }), fc.infiniteStream(fc.nat()), (cases, numbers) => {
        const ledger = ledgerOf();
        for (const [index, each] of cases.entries()) ledger.addJob(jobOf(index, each));
        const entries = cases.flatMap((each, index) => {
          const job = jobOf(index, each);
          return each.copies.map(({ phase, version, store, names }) => ({
            store,
            order: numbers.next().value ?? 0,
            entry: entryOf(expectedRecordId(job, repository), {
              phase,
              digest: `${phase}-${version}`,
              names:
                phase === 'end' || phase === 'collector'
                  ? names.map((name) => ({ by: phase, phase: name.phase, digest: `${name.phase}-${name.version}` }))
                  : [],
            }),
          }));
        });
        // In any order, and some of them twice.
        for (const { entry, store } of entries.sort((a, b) => a.order - b.order)) ledger.addEntry(entry, store);
        for (const { entry, store } of entries.slice(0, 2)) ledger.addEntry(entry, store);

        const found = new Map<string, string[]>();
        for (const { kind, phase, store, job } of ledger.judge()) {
          const told =
            kind === 'not-in-store' ? `${kind} ${phase} ${store}` : phase === undefined ? kind : `${kind} ${phase}`;
          found.set(job?.id ?? '', [...(found.get(job?.id ?? '') ?? []), told]);
        }
        cases.forEach((each, index) => {
          expect((found.get(String(100 + index)) ?? []).sort()).toEqual(oracle(each));
        });
      }),
      { numRuns: 500 },
    );
  });

  it('refuses what is filed under a job’s id when it says that it is another job’s or repository’s', () => {
    const job = jobOf(0, { state: 'ran', endedAt: 1, isExpected: true, copies: [] });
    const id = expectedRecordId(job, repository);
    for (const fact of [{ isForeign: true as const }, { runId: '1' }, { attempt: '2' }, { checkRunId: '1' }]) {
      const ledger = ledgerOf();
      ledger.addJob(job);
      expect(ledger.addEntry(entryOf(id, fact), 0)).toMatchObject([{ kind: 'altered', job: { id: job.id } }]);
    }
    const ledger = ledgerOf();
    ledger.addJob(job);
    expect(ledger.addEntry(entryOf(id, { runId: job.runId, attempt: '1', checkRunId: job.id }), 0)).toEqual([]);
  });

  it('counts nothing of other repositories and of another time when no job has the record’s id', () => {
    const ledger = ledgerOf();

    ledger.addEntry(entryOf('a', { isForeign: true }), 0);
    ledger.addEntry(entryOf('b', { time: 2_000 }), 0);
    ledger.addEntry(entryOf('e', { isUnread: true }), 0);
    ledger.addEntry(entryOf('c', { time: 0, runId: '9' }), 0);

    expect(ledger.counts()).toMatchObject({ copies: 1 });
    expect(ledger.settleStrangers()).toMatchObject([{ runId: '9', attempt: '1', records: [{ recordId: 'c' }] }]);
  });

  it('names each file that holds audited jobs once, with all actions that recorded them', () => {
    const ledger = ledgerOf();
    const audited = (action: string) => ({ audited: { file: 'deploy.yml', action, job: 'deploy' } });

    ledger.addEntry(entryOf('a', audited('doorlog/doorlog')), 0);
    ledger.addEntry(entryOf('b', audited('octo-org/doorlog')), 0);
    ledger.addEntry(entryOf('c', { ...audited('evil/doorlog'), altered: 'It was.' }), 0);

    const actions = new Set(['doorlog/doorlog', 'octo-org/doorlog']);
    expect([...ledger.audited]).toEqual([['deploy.yml', { actions, jobs: new Set(['deploy']) }]]);
  });
});
