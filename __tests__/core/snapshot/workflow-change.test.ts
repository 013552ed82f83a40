import { describe, expect, it } from '@jest/globals';
import { draftSnapshot } from '../../../src/core/snapshot/draft.ts';
import { keepWorkflowChange, workflowPlace } from '../../../src/core/snapshot/workflow-change.ts';
import type { Gap } from '../../../src/model/access-record.ts';
import type { Pipeline } from '../../../src/model/pipeline.ts';
import type { FileAt, Observed, Overview } from '../../../src/ports.ts';
import { DEPLOY_WORKFLOW } from '../../support/world-files.ts';

const NOW = 'a'.repeat(40);
const BEFORE = 'b'.repeat(40);
const HEAD = 'c'.repeat(40);
const OTHER = DEPLOY_WORKFLOW.replace('contents: read', 'contents: write');
const DENIED = { ok: false, reason: 'not-permitted', needed: 'permissions: contents: read' } as const;

function at(commit: string, text: string | null = DEPLOY_WORKFLOW): Observed<FileAt> {
  return { ok: true, value: { commit, text } };
}

interface Look {
  readonly pipeline?: Partial<Pipeline>;
  readonly file?: string;
  readonly gaps?: readonly Gap[];
  readonly overview?: Partial<Overview>;
}

async function changeOf({ pipeline, file = 'octo-org/payments', gaps = [], overview }: Look) {
  const ref = pipeline?.ref ?? 'refs/heads/main';
  const facts = {
    provider: 'github-actions',
    repository: 'octo-org/payments',
    event: 'push',
    ref,
    job: 'deploy',
    before: BEFORE,
    workflowRef: `${file}/.github/workflows/deploy.yml@${ref}`,
    workflowSha: NOW,
    ...pipeline,
  } satisfies Pipeline;
  const draft = draftSnapshot({ pipeline: facts, runner: {}, people: {}, gaps, sources: {} }, new Date(0));
  const seen = {
    repository: { ok: true, value: { id: '1', visibility: 'public', defaultBranch: 'main' } },
    policy: at(HEAD),
    commit: DENIED,
    workflowFile: { ok: true, value: DEPLOY_WORKFLOW },
    workflowAtBefore: at(BEFORE),
    workflowAtDefault: at(HEAD),
    ...overview,
  } satisfies Overview;
  await keepWorkflowChange(draft, seen, workflowPlace(facts));
  const { source, gaps: found } = draft.finish();
  return source.workflowChange ?? found.find(({ pointer }) => pointer === '/source/workflowChange')?.reason;
}

describe('the change of the workflow file', () => {
  it('is told against the commit before when a push moves the default branch', async () => {
    expect(await changeOf({ overview: { workflowAtDefault: at(HEAD, null) } })).toMatchObject({
      against: 'before',
      commit: BEFORE,
      file: '.github/workflows/deploy.yml',
      status: 'unchanged',
    });
    expect(await changeOf({ overview: { workflowAtBefore: at(BEFORE, null) } })).toMatchObject({ status: 'added' });
  });

  it('is told against the default branch when the run is for any other ref', async () => {
    for (const ref of [
      'refs/heads/topic',
      'refs/tags/v1',
      'refs/pull/7/merge',
      'refs/heads/gh-readonly-queue/main/x',
    ]) {
      const found = await changeOf({
        pipeline: { ref, event: 'workflow_dispatch' },
        overview: { workflowFile: { ok: true, value: OTHER } },
      });
      expect(found).toMatchObject({
        against: 'default-branch',
        commit: HEAD,
        status: 'modified',
        permissionsRaised: ['contents: write'],
      });
    }
  });

  it('does not apply when the file is the default branch’s own and no push brought it', async () => {
    for (const event of ['schedule', 'workflow_run', 'pull_request_target', 'workflow_dispatch']) {
      expect(await changeOf({ pipeline: { event } })).toBe('not-applicable');
    }
  });

  it('does not apply when the push made the default branch, and is missing when nobody can say what was before', async () => {
    const gap = { pointer: '/pipeline/before', needed: 'a push to a ref that was there' };
    const without = { pipeline: { before: undefined } };
    expect(await changeOf({ ...without, gaps: [{ ...gap, reason: 'not-applicable' }] })).toBe('not-applicable');
    expect(await changeOf({ ...without, gaps: [{ ...gap, reason: 'not-available' }] })).toBe('not-available');
  });

  it('is missing with its reason when the file is another repository’s, or a look failed', async () => {
    expect(await changeOf({ file: 'octo-org/shared' })).toBe('not-available');
    expect(await changeOf({ overview: { workflowAtBefore: DENIED } })).toBe('not-permitted');
    expect(await changeOf({ overview: { workflowFile: DENIED } })).toBe('not-permitted');
    expect(await changeOf({ overview: { repository: DENIED } })).toBe('not-permitted');
  });

  it('tells that it differs and no more when a side is no workflow file', async () => {
    const found = await changeOf({ overview: { workflowAtBefore: at(BEFORE, 'jobs: [') } });
    expect(found).toEqual({
      against: 'before',
      commit: BEFORE,
      file: '.github/workflows/deploy.yml',
      status: 'modified',
    });
  });
});
