import { startGitHub } from '../__tests__/support/github-server.ts';
import type { OidcIssuer } from '../__tests__/support/oidc-issuer.ts';
import { type HookResult, startJob } from '../__tests__/support/runner.ts';
import type { World } from '../__tests__/support/world.ts';
import { DIST } from './built.ts';

/** A job that is over; its files are gone when its folder is removed. */
export interface Job {
  readonly pre: HookResult;
  readonly post: HookResult;
}

/** What a job is played from. */
export interface JobOptions {
  readonly folder: string;
  readonly world: World;
  readonly inputs: Record<string, string>;
  /** Without one the job may not ask for an identity token. */
  readonly issuer?: OidcIssuer;
  readonly env?: Record<string, string>;
  /** What happens between start and end. */
  readonly between?: () => void;
}

/** Starts the built pre and post of the action as a runner does, before a GitHub-shaped server of their own. */
export async function playJob(options: JobOptions): Promise<Job> {
  const { folder: root, world, inputs, issuer, env } = options;
  const github = await startGitHub(world);
  try {
    const job = startJob({ root, world, inputs, github, dist: DIST, ...(issuer && { issuer }), ...(env && { env }) });
    const pre = await job.run('pre');
    options.between?.();
    return { pre, post: await job.run('post') };
  } finally {
    await github.close();
  }
}
