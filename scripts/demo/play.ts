import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type GitHubServer, startGitHub } from '../../__tests__/support/github-server.ts';
import { claimsOf, startOidcIssuer } from '../../__tests__/support/oidc-issuer.ts';
import { type Hook, type HookResult, type RunningJob, startJob } from '../../__tests__/support/runner.ts';
import { startSigstore } from '../../__tests__/support/sigstore-server.ts';
import { DoorlogError } from '../../src/errors.ts';
import { demoWorld, raiseRole } from './world.ts';

/** What a played job left behind. */
export interface Played {
  /** Texts of the files by their names. */
  readonly files: Readonly<Record<DemoFile, string>>;
  /** `owner/name` that the certificate names. */
  readonly repo: string;
  /** Issuer of the identity that signed. */
  readonly issuer: string;
  /** The workflow that signed, as the certificate names it. */
  readonly identity: string;
}

/** Names of the files that the demo writes, the record first. */
export const DEMO_FILES = [
  'access-record.json',
  'bundle.sigstore.json',
  'trusted_root.jsonl',
  'log.jsonl',
  'summary.md',
] as const;
export type DemoFile = (typeof DEMO_FILES)[number];

/**
 * Plays one deployment job: GitHub, its identity provider and a Sigstore are local servers over TLS, and the built hooks
 * are started as the runner starts them. Raises `internal` with the hook's own words where one fails.
 */
export async function playDeployment(tell: (sentence: string) => void): Promise<Played> {
  const world = demoWorld();
  const tls = true;
  tell('Starting GitHub, an identity provider and a Sigstore on this machine');
  const github = await startGitHub(world, { tls });
  const issuer = await startOidcIssuer({ claims: claimsOf(world), tls });
  const sigstore = await startSigstore({ issuer, tls });
  const job = startJob({ world, github, issuer, workerLog: true });
  const log = join(job.root, 'log.jsonl');
  const inputs = {
    'on-violation': 'warn',
    sigstore: 'custom',
    'fulcio-url': sigstore.fulcioUrl,
    'tsa-url': sigstore.tsaUrl,
    'rekor-url': sigstore.rekorV2Url,
    'rekor-version': '2',
    sinks: JSON.stringify([{ type: 'file', path: log, required: true }]),
  };
  try {
    tell('Start of the job: who is here, by which right (dist/pre.js)');
    await runHook(job, 'pre', inputs);
    await runHook(job, 'main', inputs);
    tell('The job deploys; meanwhile somebody makes alice an administrator');
    raiseRole(github.world);
    tell('End of the job: what changed, judge, sign, deliver (dist/post.js)');
    const { outputs, summary } = await runHook(job, 'post', inputs);
    return {
      files: {
        'access-record.json': readFileSync(outputs['record-path'] ?? '', 'utf8'),
        'bundle.sigstore.json': readFileSync(outputs['bundle-path'] ?? '', 'utf8'),
        'trusted_root.jsonl': sigstore.trustedRootJsonl(),
        'log.jsonl': readFileSync(log, 'utf8'),
        'summary.md': summary,
      },
      repo: `${world.repository.owner}/${world.repository.name}`,
      issuer: issuer.url,
      identity: `https://github.com/${world.context.jobWorkflowRef}`,
    };
  } finally {
    job.close();
    await closeAll([github, issuer, sigstore]);
  }
}

async function runHook(job: RunningJob, hook: Hook, inputs: Record<string, string>): Promise<HookResult> {
  const result = await job.run(hook, { inputs });
  const signed = hook !== 'post' || Boolean(result.outputs['bundle-path']);
  if (result.code === 0 && signed) return result;
  const said = `${result.stdout}${result.stderr}`.trim();
  throw new DoorlogError('internal', `dist/${hook}.js did not do its part (exit code ${result.code}): ${said}`);
}

async function closeAll(servers: readonly Pick<GitHubServer, 'close'>[]): Promise<void> {
  await Promise.all(servers.map((server) => server.close()));
}
