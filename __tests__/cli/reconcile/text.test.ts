import { describe, expect, it } from '@jest/globals';
import { createFindingsText } from '../../../src/cli/reconcile/text.ts';
import type { Finding } from '../../../src/core/reconciliation/finding.ts';
import type { ReconcileSummary } from '../../../src/pipeline/reconcile.ts';

const summary: ReconcileSummary = {
  repository: 'o/r',
  from: '2026-10-01T00:00:00.000Z',
  until: '2026-10-02T00:00:00.000Z',
  jobs: 1_234,
  expected: 1_000,
  copies: 2_000,
  unsigned: 0,
  matchedByName: 0,
  findings: {},
};

function finding(kind: Finding['kind'], more: Partial<Finding> = {}): Finding {
  return { kind, says: 'It is so.', repository: 'o/r', ...more };
}

describe('What was found, for a person', () => {
  it('says what was compared when nothing was found', () => {
    expect(createFindingsText({ all: false }).finish(summary)).toBe(
      `o/r, runs created from 2026-10-01T00:00:00.000Z until 2026-10-02T00:00:00.000Z: 1,234 jobs, of which 1,000 ran and are meant to have a record; 2,000 copies of records.
Signatures were not looked at; --signatures does that.
Attestations were not looked for; --attestations does that.
Nothing is missing.
`,
    );
  });

  it('comes by kind, the gravest first, and is cut short when there is much of it', () => {
    const some = createFindingsText({ all: false });
    const whole = createFindingsText({ all: true });
    for (const text of [some, whole]) {
      for (let index = 0; index < 25; index++) text.add(finding('no-record', { recordId: `r${index}` }));
      text.add(finding('altered', { recordId: 'r', store: 'log', location: 'log.jsonl:3' }));
    }
    const counts = { ...summary, findings: { 'no-record': 25, altered: 1 } };

    const lines = some.finish(counts).split('\n');
    expect(lines.slice(0, 4)).toEqual(['Altered in the log: 1', '  record r', '    log  log.jsonl:3', '    It is so.']);
    expect(lines).toContain('  … and 5 more; --all or --json lists them.');
    expect(whole.finish(counts)).toContain('record r24');
  });

  it('says how honest it is when names, signatures or a sample were involved', () => {
    const text = createFindingsText({ all: false }).finish({
      ...summary,
      matchedByName: 2,
      unsigned: 3,
      proven: 900,
      attestations: { asked: 10, of: 1_000 },
      findings: { pending: 1 },
    });

    expect(text).toContain('2 records were matched by run, attempt and name or runner');
    expect(text).toContain('3 ends or collectors’ records have no signature');
    expect(text).toContain('Signatures were looked at: 900 copies of ends and collectors’ records are proven.');
    expect(text).toContain('of 10 of 1,000 signed records');
    expect(text).toContain('Nothing is missing.');
  });

  it('can’t steer the terminal when a job is named to do so', () => {
    const text = createFindingsText({ all: false });
    const job = { id: '1', name: 'x\u001b[2J', runId: '1', attempt: '1', workflow: 'w', url: 'u' };
    text.add(finding('no-record', { job }));

    expect(text.finish({ ...summary, findings: { 'no-record': 1 } })).not.toContain('\u001b');
  });
});
