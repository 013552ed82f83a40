import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sealStage } from '../../src/action/seal-stage.ts';
import type { Fault, Matcher } from './faults.ts';
import { startGitHub } from './github-server.ts';
import type { OidcIssuer } from './oidc-issuer.ts';
import { commandFiles, environmentOf } from './runner.ts';
import { makeFolders } from './runner-environment.ts';
import { parseEnvironmentFile } from './runner-files.ts';
import type { SigstoreServer } from './sigstore-server.ts';
import type { World } from './world-types.ts';

/** What a sealing step in this process is played with. */
export interface SealPlay {
  /** Folder of all runs of the sealer, with `log.jsonl` in it, and `seals` once there are any. */
  readonly root: string;
  readonly sigstore: SigstoreServer;
  readonly issuer: OidcIssuer;
  readonly inputs?: Record<string, string>;
  /** Faults of GitHub's API. */
  readonly faults?: readonly (readonly [Matcher, Fault])[];
}

/** What a sealing step left. */
export interface PlayedSeal {
  readonly code: number;
  readonly output: string;
  readonly summary: string;
  readonly outputs: Record<string, string>;
}

let number = 0;

/** Plays the sealing step of a world’s run by the sources themselves, signing included. Raises what the stage does. */
export async function playSeal(
  world: World,
  { root, sigstore, issuer, inputs = {}, faults = [] }: SealPlay,
): Promise<PlayedSeal> {
  const github = await startGitHub(world);
  for (const [matcher, fault] of faults) github.addFault({ times: Number.POSITIVE_INFINITY, ...matcher }, fault);
  const folders = makeFolders(join(root, `run-${number++}`), world);
  const roots = join(root, 'trusted-roots.jsonl');
  writeFileSync(roots, sigstore.trustedRootJsonl());
  const options = {
    world,
    github,
    issuer,
    inputs: {
      sigstore: 'custom',
      'fulcio-url': sigstore.fulcioUrl,
      'tsa-url': sigstore.tsaUrl,
      'rekor-url': sigstore.rekorV1Url,
      'trust-root': roots,
      folder: join(root, 'seals'),
      sinks: JSON.stringify([{ type: 'file', path: join(root, 'log.jsonl') }]),
      ...inputs,
    },
  };
  const command = commandFiles(folders.temp, 'seal');
  const { write } = process.stdout;
  const parts: string[] = [];
  process.stdout.write = (chunk: string | Uint8Array) => {
    parts.push(String(chunk));
    return true;
  };
  try {
    // The toolkit writes to the files that the process’s own environment names.
    Object.assign(process.env, command);
    const code = await sealStage(await environmentOf('seal', options, folders, command));
    const read = (path = '') => (path !== '' && existsSync(path) ? readFileSync(path, 'utf8') : '');
    return {
      code,
      output: parts.join(''),
      summary: read(command.GITHUB_STEP_SUMMARY),
      outputs: parseEnvironmentFile(read(command.GITHUB_OUTPUT)),
    };
  } finally {
    process.stdout.write = write;
    for (const name of Object.keys(command)) delete process.env[name];
    await github.close();
  }
}
