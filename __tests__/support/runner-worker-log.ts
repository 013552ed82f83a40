import { constants, copyFileSync, existsSync, linkSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { World } from './world-types.ts';

/**
 * Makes a runner's `externals` with a Node in it, and beside it the worker's diagnostic log with the job message that
 * the runner was sent, the token's permissions in it. Gives the path of that Node.
 */
export function makeDiagnostics(root: string, world: World): string {
  const bin = join(root, 'externals', 'node24', 'bin');
  const diagnostics = join(root, '_diag');
  for (const folder of [bin, diagnostics]) mkdirSync(folder, { recursive: true });
  const node = join(bin, basename(process.execPath));
  if (!existsSync(node)) provideNode(node);
  writeFileSync(join(diagnostics, 'Worker_20261120-102440-utc.log'), workerLog(world));
  return node;
}

function provideNode(path: string): void {
  try {
    linkSync(process.execPath, path);
  } catch {
    // Another file system: a copy does as well, but never over what is there, which could be this very Node.
    copyFileSync(process.execPath, path, constants.COPYFILE_EXCL);
  }
}

function workerLog(world: World): string {
  const { run, context } = world;
  const permissions = Object.entries(world.tokenPermissions)
    .filter(([, level]) => level !== 'none')
    .map(([scope, level]) => [runnerScope(scope), level]);
  const dictionary = (values: Record<string, unknown>) => ({
    t: 2,
    d: Object.entries(values).map(([k, v]) => ({ k, v })),
  });
  const message = {
    MessageType: 'PipelineAgentJobRequest',
    JobDisplayName: context.jobKey,
    Mask: [{ Type: 1, Value: world.token }],
    Variables: {
      'system.github.job': { Value: context.jobKey },
      'system.github.token': { Value: '***', IsSecret: true },
      'system.github.token.permissions': { Value: JSON.stringify(Object.fromEntries(permissions)) },
    },
    ContextData: {
      github: dictionary({
        run_id: run.id,
        run_attempt: String(run.runAttempt),
        job: context.jobKey,
        actor: run.actor,
      }),
      job: dictionary({ check_run_id: Number(context.jobId) }),
    },
  };
  const stamp = '[2026-11-20 10:24:40Z INFO';
  return `${stamp} Worker] Version: 2.330.0\n${stamp} Worker] Job message:\n${JSON.stringify(message, null, 2)}\n${stamp} JobRunner] Job ID ${context.jobId}\n`;
}

/** `pull-requests` as workflow files have it, `PullRequests` as the runner has it. */
function runnerScope(scope: string): string {
  return scope.replace(/(?:^|-)([a-z])/g, (_whole, letter: string) => letter.toUpperCase());
}
