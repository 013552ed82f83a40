import { describe, expect, it } from '@jest/globals';
import { digestOf } from '../../../src/core/canonical.ts';
import { readEntry } from '../../../src/core/reconciliation/entry-fact.ts';
import { entryKey } from '../../../src/model/entry-key.ts';
import type { StoredEntry } from '../../../src/ports.ts';
import { historyJob, historyRun, reconciledWorld, recordOf } from '../../support/reconciled-world.ts';

const { world } = reconciledWorld(Date.UTC(2026, 9, 1), 0, 0);
const repository = { name: 'octo-org/payments', id: world.repository.id, server: 'https://github.com' };
const run = historyRun(1, Date.UTC(2026, 9, 1));
const record = recordOf(world, run, historyJob(run, 1, 'deploy'), 'end');
const digest = digestOf(record);
const { recordId } = record;
const copy: StoredEntry = { location: 'here', recordId, phase: 'end', digest, document: record };

describe('A stored copy', () => {
  it('says of which job it is, where that stands and what it names, when it is what it is filed as', () => {
    expect(readEntry({ ...copy, key: entryKey(copy) }, repository)).toEqual({
      recordId,
      phase: 'end',
      digest,
      location: 'here',
      time: Date.UTC(2026, 9, 1, 0, 5),
      runId: run.id,
      attempt: '1',
      checkRunId: '7000001',
      job: 'deploy',
      runner: record.runner.name,
      audited: { file: run.path, action: 'doorlog/doorlog', job: 'deploy' },
      names: [{ by: 'end', phase: 'start', digest: record.links.startEvent?.digest }],
    });
  });

  it.each([
    ['its document was changed', { document: { ...record, outcome: { status: 'failure' } } }],
    ['it is filed under another digest', { digest: digestOf(1) }],
    ['it is filed under another record id', { recordId: digestOf(2) }],
    ['it is filed as another phase', { phase: 'start' }],
    ['its key is another', { key: entryKey({ ...copy, phase: 'start' }) }],
    ['it can’t be put in canonical form', { document: { ...record, people: '\ud800' } }],
  ])('is altered when %s', (_, change) => {
    expect(readEntry({ ...copy, ...change }, repository).altered).toMatch(/^[A-Z].*\.$/);
  });

  it.each([
    ['a number that is none', '1e999'],
    ['half a character', '"\\ud800"'],
    ['no end', '['.repeat(200_000) + ']'.repeat(200_000)],
  ])('is read, and stops no reconciliation, when somebody put a matrix with %s there', (_, odd) => {
    const matrix: unknown = JSON.parse(`{"node":${odd}}`);
    const attested = { ...record, pipeline: { ...record.pipeline, matrix } };
    const { document: __, ...erased } = copy;

    expect(readEntry({ ...erased, attested }, repository)).toMatchObject({ recordId, runId: run.id });
    expect(readEntry({ ...copy, document: attested }, repository).altered).toBeDefined();
  });

  it('names no start when that was not announced', () => {
    const late = { ...record, links: { startEvent: { digest, announced: 'late' } } };

    expect(readEntry({ ...copy, document: late, digest: digestOf(late) }, repository).names).toEqual([]);
  });

  it('tells nothing but its name when its document was erased', () => {
    const { document: _, ...erased } = copy;

    expect(readEntry(erased, repository)).toEqual({
      recordId,
      phase: 'end',
      digest,
      location: 'here',
      isUnread: true,
      names: [],
    });
  });

  it.each([
    ['it is another repository’s', { pipeline: { ...record.pipeline, repositoryId: '1' } }],
    ['it is another server’s', { pipeline: { ...record.pipeline, server: 'https://ghe.example.org' } }],
    ['it is a local run’s', { pipeline: { ...record.pipeline, provider: 'local' } }],
    ['it only tests the way', { simulation: true }],
    ['it is no record at all', { pipeline: null }],
  ])('is foreign when %s', (_, change) => {
    const document = { ...record, ...change };

    expect(readEntry({ ...copy, document, digest: digestOf(document) }, repository).isForeign).toBe(true);
  });
});
