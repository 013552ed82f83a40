import { describe, expect, it } from '@jest/globals';
import { type ArtifactLooks, madeArtifacts, withArtifacts } from '../../src/core/made-artifacts.ts';
import type { Snapshot } from '../../src/model/access-record.ts';
import type { Artifact } from '../../src/model/resources.ts';

const NEEDED = 'a runner that lists its artifacts, or the input `subjects`';
const NOT_LISTED = { ok: false, reason: 'not-available', needed: NEEDED, detail: 'The runner said so.' } as const;

function digest(index: number): string {
  return index.toString(16).padStart(64, '0');
}

function files(from: Artifact['from'], count: number, first = 0): Artifact[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `${from}-${index}`,
    sha256: digest(first + index),
    from,
  }));
}

function listed(artifacts: readonly Artifact[], unusable = 0): ArtifactLooks['listed'] {
  return { ok: true, value: { artifacts, unusable } };
}

const PROBLEM = { kind: 'service', code: 'file-unreadable', message: 'No file is called so.' } as const;

describe('madeArtifacts', () => {
  it('leaves a gap when the runner lists nothing and the user names nothing', () => {
    expect(madeArtifacts({ listed: NOT_LISTED })).toEqual({
      gaps: [
        { pointer: '/resources/artifacts', reason: 'not-available', needed: NEEDED, detail: 'The runner said so.' },
      ],
      problems: [],
    });
  });

  it('has no gap when the user names files and the runner lists none', () => {
    const artifacts = files('input', 2);
    expect(madeArtifacts({ listed: NOT_LISTED, named: { artifacts, problems: [] } })).toEqual({
      artifacts,
      gaps: [],
      problems: [],
    });
  });

  it('takes the runner’s word when both name the same bytes, and each digest once', () => {
    const [same, other] = files('runner', 2);
    if (!same || !other) throw new Error('two were made');
    const again = { ...same, name: 'again' };
    const mine = { ...same, name: 'mine', from: 'input' as const };
    const named = { artifacts: [mine, ...files('input', 1, 7)], problems: [] };
    expect(madeArtifacts({ listed: listed([same, again, other]), named }).artifacts).toEqual([
      same,
      other,
      ...files('input', 1, 7),
    ]);
  });

  it('keeps as many as one attestation takes beside the record when there are more, and says how many it left', () => {
    const named = { artifacts: files('input', 1_023, 600), problems: [] };
    const { artifacts, gaps } = madeArtifacts({ listed: listed(files('runner', 500), 2), named });
    expect(artifacts).toHaveLength(1_023);
    expect(gaps).toEqual([expect.objectContaining({ reason: 'not-available' })]);
    expect(gaps[0]?.needed).toMatch(/: 502 are left out$/);
  });

  it('names no file in what everybody reads when a glob finds nothing', () => {
    const { artifacts, gaps, problems } = madeArtifacts({
      listed: NOT_LISTED,
      named: { artifacts: [], problems: [PROBLEM] },
    });
    expect(artifacts).toEqual([]);
    expect(problems).toEqual([PROBLEM]);
    expect(gaps).toEqual([
      {
        pointer: '/resources/artifacts',
        reason: 'not-found',
        needed: 'files in the workspace for every glob of the input `subjects`',
        detail: PROBLEM.message,
      },
    ]);
  });
});

describe('withArtifacts', () => {
  const snapshot: Snapshot = {
    observedAt: '2026-01-01T00:00:00.000Z',
    pipeline: { provider: 'github-actions' },
    runner: {},
    people: {},
    source: {},
    access: {},
    protections: {},
    resources: { deployments: [] },
    gaps: [],
    sources: {},
  };

  it('keeps what else was made when artifacts are added', () => {
    const artifacts = files('runner', 1);
    expect(withArtifacts(snapshot, { artifacts, gaps: [] })).toMatchObject({
      resources: { deployments: [], artifacts },
      sources: { '/resources/artifacts': 'env' },
    });
  });

  it('names the input as the source when one of them comes from there', () => {
    const artifacts = [...files('runner', 1), ...files('input', 1, 1)];
    expect(withArtifacts(snapshot, { artifacts, gaps: [] }).sources).toEqual({ '/resources/artifacts': 'input' });
  });

  it('adds the gap alone when nobody could look', () => {
    const gap = { pointer: '/resources/artifacts', reason: 'not-available', needed: NEEDED } as const;
    expect(withArtifacts(snapshot, { gaps: [gap] })).toEqual({ ...snapshot, gaps: [gap] });
  });
});
