import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { startGitHub } from '../__tests__/support/github-server.ts';
import { claimsOf } from '../__tests__/support/oidc-claims.ts';
import { deploymentWorld, type World } from '../__tests__/support/world.ts';
import { type ActRun, makeActionCheckout, makeWorkspace, runAct, type Workspace } from './act.ts';
import { type Sigstore, startSigstore } from './stack/sigstore.ts';

const EXAMPLE = fileURLToPath(new URL('../examples/deploy.yml', import.meta.url));

const Line = z.object({
  recordId: z.string(),
  phase: z.string(),
  record: z.looseObject({
    outcome: z.optional(z.looseObject({ status: z.string() })),
    policy: z.optional(
      z.looseObject({
        verdict: z.string(),
        results: z.optional(z.array(z.looseObject({ rule: z.optional(z.string()), result: z.optional(z.string()) }))),
      }),
    ),
  }),
});
type Line = z.infer<typeof Line>;

/** A job that act has run, with what it left in the log and in GitHub's attestation store. */
interface ActJob {
  readonly run: ActRun;
  readonly start: Line | undefined;
  readonly end: Line | undefined;
  readonly attestations: number;
}

describe('the example workflow under act', () => {
  let folder = '';
  let sigstore: Sigstore;
  let action = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'doorlog-act-'));
    sigstore = await startSigstore({});
    action = await makeActionCheckout(join(folder, 'action'));
  });

  afterAll(async () => {
    await sigstore?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('succeeds and leaves a signed record of success when the deployment works', async () => {
    const { run, start, end, attestations } = await play('passing', {});
    expect(run.succeeded ? 'succeeded' : run.output).toBe('succeeded');
    expect(run.output).toContain('| deployed');
    expect(start?.recordId).toBe(end?.recordId);
    expect(end?.record).toMatchObject({ outcome: { status: 'success' }, policy: { verdict: 'pass' } });
    expect(attestations).toBe(1);
  });

  it('fails and leaves a signed record of failure when the deployment fails', async () => {
    const { run, end, attestations } = await play('failing', { exitCode: 7 });
    expect(run.succeeded).toBe(false);
    expect(run.output).toContain('| deployed');
    expect(end?.record).toMatchObject({ outcome: { status: 'failure' }, policy: { verdict: 'pass' } });
    expect(attestations).toBe(1);
  });

  it('fails before the deployment and leaves the refusal in the log when the start violates the policy', async () => {
    const { run, start } = await play('refused', {
      prepare: approvedByInitiator,
    });
    expect(run.succeeded).toBe(false);
    expect(run.output).not.toContain('| deployed');
    // act plays no post after a failed pre, as a runner would: the refusal is in the start record alone.
    expect(start?.record.policy?.verdict).toBe('fail');
    expect(JSON.stringify(start?.record.policy)).toContain('approver-is-not-initiator');
  });

  it('fails at the end and leaves a signed record of the violation when the job begins to violate the policy', async () => {
    const { run, start, end, attestations } = await play('violating', { meanwhile: approvedByInitiator });
    expect(run.succeeded).toBe(false);
    expect(run.output).toContain('| deployed');
    expect(start?.record.policy?.verdict).toBe('pass');
    expect(end?.record).toMatchObject({ outcome: { status: 'success' }, policy: { verdict: 'fail' } });
    expect(JSON.stringify(end?.record.policy)).toContain('approver-is-not-initiator');
    expect(attestations).toBe(1);
  });

  /** Runs the example; its deploy step waits until the world was changed, if it is to be changed meanwhile. */
  async function play(name: string, { exitCode = 0, prepare, meanwhile }: Plot): Promise<ActJob> {
    const home = join(folder, name);
    const changed = join(home, 'changed');
    const workspace = await makeWorkspace(join(home, 'workspace'), 'https://github.com/octo-org/payments.git', {
      '.github/workflows/deploy.yml': await readFile(EXAMPLE, 'utf8'),
      'deploy.sh': `#!/bin/sh\nuntil [ -e '${changed}' ]; do sleep 0.05; done\necho deployed\nexit ${exitCode}\n`,
    });
    const github = await startGitHub(await worldOf(workspace, prepare));
    try {
      sigstore.issuer.setClaims(claimsOf(github.world));
      const log = join(home, 'log.jsonl');
      const { fulcioUrl, timestampUrl, rekorUrl } = sigstore.logged;
      const variables = {
        DOORLOG_SINKS: JSON.stringify([{ type: 'file', path: log }]),
        DOORLOG_SIGSTORE: 'custom',
        DOORLOG_FULCIO_URL: fulcioUrl,
        DOORLOG_TSA_URL: timestampUrl,
        DOORLOG_REKOR_URL: rekorUrl,
        DOORLOG_REKOR_VERSION: '2',
      };
      const running = runAct({ workspace, action, home: join(home, 'act'), github, sigstore, variables });
      await Promise.race([running, startIn(log)]);
      meanwhile?.(github.world);
      await writeFile(changed, '');
      const run = await running;
      return { run, ...(await phasesIn(log)), attestations: github.world.attestations.length };
    } finally {
      await github.close();
    }
  }
});

/** What is different from the job that succeeds. */
interface Plot {
  readonly exitCode?: number;
  /** Changes the world before the job. */
  readonly prepare?: (world: World) => void;
  /** Changes the world between start and end. */
  readonly meanwhile?: (world: World) => void;
}

function approvedByInitiator(world: World): void {
  for (const approval of world.approvals) approval.user = world.run.actor;
}

/** Waits until the start record stands in the log. */
async function startIn(log: string): Promise<void> {
  for (let turn = 0; turn < 1_200 && (await phasesIn(log)).start === undefined; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The deployment world with the workspace's commit and workflow file in it. */
async function worldOf(workspace: Workspace, change: (world: World) => void = () => {}): Promise<World> {
  const workflow = await readFile(EXAMPLE, 'utf8');
  return deploymentWorld((world) => {
    const head = world.commits[world.context.sha];
    if (head === undefined) throw new Error('the world has no head commit');
    const files = { ...head.files, '.github/workflows/deploy.yml': workflow };
    world.commits = { ...world.commits, [workspace.commit]: { ...head, sha: workspace.commit, files } };
    world.branches.main = workspace.commit;
    world.run.headSha = workspace.commit;
    world.context.sha = workspace.commit;
    world.context.workflowSha = workspace.commit;
    world.context.jobWorkflowSha = workspace.commit;
    world.context.actionRef = 'v1';
    change(world);
  });
}

async function phasesIn(log: string): Promise<Pick<ActJob, 'start' | 'end'>> {
  const text = await readFile(log, 'utf8').catch(() => '');
  // What follows the last line end is still being written.
  const lines = text
    .split('\n')
    .slice(0, -1)
    .map((line) => Line.parse(JSON.parse(line)));
  return { start: lines.find(({ phase }) => phase === 'start'), end: lines.find(({ phase }) => phase === 'end') };
}
