import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { workflowGain } from '../../../src/core/workflow/workflow-change.ts';
import { DEPLOY_WORKFLOW } from '../../support/world-files.ts';

function gain(now: string, before: string | null = DEPLOY_WORKFLOW, observed?: Record<string, 'read' | 'write'>) {
  return workflowGain({ now, before, file: 'deploy.yml', job: 'deploy', observed });
}

function withBlock(block: string): string {
  return DEPLOY_WORKFLOW.replace('permissions: {}\n', '').replace(/ {4}permissions:\n(?: {6}.*\n)+/, block);
}

describe('what a job gains by a changed workflow file', () => {
  it('is nothing when the text alone differs', async () => {
    expect(await gain(`# ${DEPLOY_WORKFLOW}`.replace('# name', '# A comment\nname'))).toEqual({
      permissionsRaised: [],
      newSecrets: [],
      triggersAdded: [],
    });
  });

  it('is told by scope and level when a permission is raised, not when one is lowered', async () => {
    const raised = DEPLOY_WORKFLOW.replace('contents: read', 'contents: write\n      packages: read');
    expect((await gain(raised)).permissionsRaised).toEqual(['contents: write', 'packages: read']);
    expect((await gain(DEPLOY_WORKFLOW, raised)).permissionsRaised).toEqual([]);
    expect((await gain(withBlock('    permissions: write-all\n'))).permissionsRaised).toEqual(['write-all']);
  });

  it('names the secrets that are new, and the triggers, when the file brings them', async () => {
    const changed = DEPLOY_WORKFLOW.replace('run: ./deploy.sh', `run: echo \${{ secrets.PYPI_TOKEN }}`).replace(
      'on:\n',
      'on:\n  workflow_dispatch:\n',
    );
    expect(await gain(changed)).toEqual({
      permissionsRaised: [],
      newSecrets: ['PYPI_TOKEN'],
      triggersAdded: ['workflow_dispatch'],
    });
    const all = DEPLOY_WORKFLOW.replace('run: ./deploy.sh', `run: echo \${{ toJSON(secrets) }}`);
    expect((await gain(all)).newSecrets).toEqual(['*']);
    expect((await gain(changed, all)).newSecrets).toEqual([]);
  });

  it('is all that the job has when the file or the job is new', async () => {
    const all = ['actions: read', 'attestations: write', 'contents: read', 'id-token: write'];
    expect(await gain(DEPLOY_WORKFLOW, null)).toEqual({
      permissionsRaised: all,
      newSecrets: [],
      triggersAdded: ['push'],
    });
    expect((await gain(DEPLOY_WORKFLOW, DEPLOY_WORKFLOW.replace('  deploy:', '  ship:'))).permissionsRaised).toEqual(
      all,
    );
  });

  it('leaves permissions out when a side is the repository’s default and nobody saw what that gives', async () => {
    const open = withBlock('');
    expect((await gain(open, open.replace('Deploy', 'Ship'))).permissionsRaised).toEqual([]);
    expect((await gain(open)).permissionsRaised).toBeUndefined();
    expect((await gain(open, DEPLOY_WORKFLOW, { contents: 'write' })).permissionsRaised).toEqual(['contents: write']);
    expect(
      (await gain(withBlock('    permissions:\n      contents: write\n'), open)).permissionsRaised,
    ).toBeUndefined();
    expect((await gain(withBlock('    permissions:\n      contents: read\n'), open)).permissionsRaised).toEqual([]);
    // No default gives an identity.
    expect((await gain(DEPLOY_WORKFLOW, open)).permissionsRaised).toEqual(['id-token: write']);
  });

  it('is left out whole, and nothing raised, when a side is no workflow file', async () => {
    expect(await gain('jobs: [', DEPLOY_WORKFLOW)).toEqual({});
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.option(fc.string()), async (now, before) => {
        expect(await gain(now, before)).toBeDefined();
      }),
      { numRuns: 200 },
    );
  });
});
