import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gateStage } from '../../src/action/gate-stage.ts';
import { AccessRecord } from '../../src/model/access-record.ts';
import type { Fault, Matcher } from './faults.ts';
import { startGitHub } from './github-server.ts';
import type { SeenRequest } from './local-server.ts';
import { claimsOf, startOidcIssuer } from './oidc-issuer.ts';
import { commandFiles, environmentOf } from './runner.ts';
import { makeFolders } from './runner-environment.ts';
import { parseEnvironmentFile } from './runner-files.ts';
import type { World } from './world-types.ts';

/** What a gate in this process is played with. */
export interface GatePlay {
  readonly inputs?: Record<string, string>;
  /** Faults of GitHub's API. */
  readonly faults?: readonly (readonly [Matcher, Fault])[];
  /** Files of the workspace, by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** Whether what the runner gives a step to write to is taken away. */
  readonly withoutCommandFiles?: boolean;
}

/** What a gate left. */
export interface PlayedGate {
  readonly code: number;
  /** As the log store has it. */
  readonly record: AccessRecord;
  readonly output: string;
  readonly summary: string;
  readonly outputs: Record<string, string>;
  readonly requests: readonly SeenRequest[];
  /** What was asked of GitHub's REST API beside reading, in its order: method and path. */
  readonly deeds: readonly string[];
}

/** Plays the gate of a world's run by the sources themselves. Nothing is signed. Raises where the record is not valid. */
export async function playGate(
  world: World,
  { inputs = {}, faults = [], files = {}, withoutCommandFiles = false }: GatePlay = {},
): Promise<PlayedGate> {
  const root = mkdtempSync(join(tmpdir(), 'doorlog-gate-'));
  const github = await startGitHub(world);
  const issuer = await startOidcIssuer({ claims: claimsOf(world) });
  const logFile = join(root, 'log.jsonl');
  for (const [matcher, fault] of faults) github.addFault({ times: Number.POSITIVE_INFINITY, ...matcher }, fault);
  const folders = makeFolders(root, world);
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folders.workspace, path), text);
  const sinks = JSON.stringify([{ type: 'file', path: logFile }]);
  const options = { world, github, issuer, inputs: { attest: 'none', sinks, ...inputs } };
  const command = commandFiles(folders.temp, 'gate');
  const { write } = process.stdout;
  const parts: string[] = [];
  process.stdout.write = (chunk: string | Uint8Array) => {
    parts.push(String(chunk));
    return true;
  };
  try {
    // The toolkit writes to the files that the process’s own environment names.
    Object.assign(process.env, command);
    if (withoutCommandFiles) takeAway(command);
    const code = await gateStage(await environmentOf('gate', options, folders, command));
    const [line, ...others] = readFileSync(logFile, 'utf8').split('\n').filter(Boolean);
    if (line === undefined || others.length > 0) throw new Error('The log has not exactly one record of the gate');
    const read = (file = '') => (existsSync(file) && !withoutCommandFiles ? readFileSync(file, 'utf8') : '');
    return {
      code,
      record: AccessRecord.parse(JSON.parse(line).record),
      output: parts.join(''),
      summary: read(command.GITHUB_STEP_SUMMARY),
      outputs: parseEnvironmentFile(read(command.GITHUB_OUTPUT)),
      requests: github.requests,
      deeds: github.requests
        .filter(({ method, path }) => method !== 'GET' && path !== '/graphql')
        .map(({ method, path }) => `${method} ${path.replace(/^\/repos\/[^/]+\/[^/]+/, '')}`),
    };
  } finally {
    process.stdout.write = write;
    for (const name of Object.keys(command)) delete process.env[name];
    await Promise.all([github.close(), issuer.close()]);
    rmSync(root, { recursive: true, force: true });
  }
}

function takeAway({ GITHUB_OUTPUT: output = '', GITHUB_STEP_SUMMARY: summary = '' }: Record<string, string>): void {
  for (const file of [output, summary]) rmSync(file);
  mkdirSync(summary);
}
