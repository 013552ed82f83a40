import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AccessRecord } from '../../src/model/access-record.ts';
import { TRIGGERS } from '../support/world.ts';
import type { World } from '../support/world-types.ts';
import { deploy } from './deployment.ts';

const SCOPES = ['actions', 'checks', 'deployments', 'issues', 'metadata', 'packages', 'pull-requests', 'statuses'];

/** A world of the trigger whose token may do all that a job's token can. */
export function permittedWorld(trigger: string): World {
  const world = TRIGGERS[trigger]?.();
  if (!world) throw new Error(`There is no trigger “${trigger}”`);
  world.tokenPermissions = {
    ...Object.fromEntries(SCOPES.map((scope) => [scope, 'read'])),
    contents: 'write',
    attestations: 'write',
    'id-token': 'write',
  };
  return world;
}

/**
 * Plays start and end by the built hooks with all that can be given: every permission, every input, a hosted runner whose
 * log can be read, a checkout, a list of artifacts. Answers the log views.
 */
export async function playWhole(world: World): Promise<{ start: AccessRecord; end: AccessRecord }> {
  const inputs = { 'environment-variables': 'DEPLOY_REGION', 'shared-accounts': 'release-team' };
  const env = { ImageOS: 'ubuntu24', ImageVersion: '20261115.1', DEPLOY_REGION: 'eu-central-1' };
  const job = await deploy(world, { workerLog: true, inputs, env });
  try {
    const { folders } = await job.run('pre');
    checkOut(folders.workspace, world);
    const list = join(folders.temp, 'artifacts.json');
    const digest = `sha256:${'ab'.repeat(32)}`;
    writeFileSync(list, JSON.stringify({ version: 1, subjects: [{ name: 'app.tar.gz', digest, kind: 'file' }] }));
    await job.run('post', { env: { ...env, GITHUB_ARTIFACTS_LIST: list } });
    const [start, end] = ['start', 'end'].map((phase) => job.log().find((line) => line.phase === phase)?.record);
    if (!start || !end) throw new Error('The log lacks a record');
    return { start, end };
  } finally {
    await job.close();
  }
}

/** What a checkout leaves, as far as it is read. */
function checkOut(workspace: string, world: World): void {
  const heads = join(workspace, '.git', 'refs', 'heads');
  mkdirSync(heads, { recursive: true });
  writeFileSync(join(workspace, '.git', 'HEAD'), 'ref: refs/heads/main\n');
  writeFileSync(join(heads, 'main'), `${world.context.sha}\n`);
}
