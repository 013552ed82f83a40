import { describe, expect, it } from '@jest/globals';
import { sealSummary } from '../../src/report/seal-summary.ts';

const CHECKPOINT = {
  isNew: true,
  size: 3,
  rootHash: 'oio/IBGV2uNl+LadqBHekujxi/NfokFWEBsA2PX9fxQ=',
  digest: 'a'.repeat(64),
};
const NOTHING = {
  origin: 'github.com/octo-org/payments/doorlog',
  added: 3,
  removed: [],
  altered: [],
  conflicts: [],
  faulty: [],
};

describe('the summary of a sealing', () => {
  it('shows root and checkpoint in rows that fit a page when something was sealed', () => {
    const text = sealSummary({ ...NOTHING, checkpoint: CHECKPOINT });
    expect(text).toContain('| **Entries** | 3, of which 3 are new |');
    expect(text).toContain(`| **Root** | \`${CHECKPOINT.rootHash}\` |`);
    expect(text).toContain(`| **Checkpoint** | \`sha256:${CHECKPOINT.digest}\` |`);
    for (const line of text.split('\n')) expect(line.length).toBeLessThan(100);
  });

  it('says that nothing is new when there is nothing', () => {
    expect(sealSummary({ ...NOTHING, added: 0, checkpoint: CHECKPOINT })).toContain('3, nothing new');
    expect(sealSummary({ ...NOTHING, added: 0 })).toContain('There is nothing to seal yet.');
  });

  it('raises no alarm for copies that are at fault and not sealed, and names them, when there are some', () => {
    const faulty = Array.from({ length: 51 }, (_, number) => ({ key: `key-${number}`, location: 'line 2' }));
    const conflicts = [{ key: 'key-99', location: 'line 3' }];
    const text = sealSummary({ ...NOTHING, checkpoint: CHECKPOINT, conflicts, faulty });
    expect(text).toMatch(/^### 📒/);
    expect(text).toMatch(/beside a sound copy \| key-99 \| line 3/);
    expect(text).toMatch(/not sealed \| key-0 \| line 2/);
    expect(text).toContain('And 2 more');
    expect(text).not.toContain('doorlog log check');
  });

  it('names what is gone and what to do when something is', () => {
    const text = sealSummary({ ...NOTHING, checkpoint: CHECKPOINT, removed: ['key-1'] });
    expect(text).toMatch(/^### ⛔/);
    expect(text).toMatch(/gone \| key-1/);
    expect(text).toContain('doorlog log check');
  });
});
