import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collectStage } from '../../src/action/collect-stage.ts';
import { endStage } from '../../src/action/end-stage.ts';
import { startStage } from '../../src/action/start-stage.ts';
import { AccessRecord } from '../../src/model/access-record.ts';
import { COLLECTOR_PERMISSIONS, collectorOf } from './collector-world.ts';
import type { Fault, Matcher } from './faults.ts';
import { type GitHubServer, startGitHub } from './github-server.ts';
import { claimsOf, type OidcIssuer, startOidcIssuer } from './oidc-issuer.ts';
import { commandFiles, environmentOf, type Hook } from './runner.ts';
import { makeFolders } from './runner-environment.ts';
import { parseEnvironmentFile } from './runner-files.ts';
import type { SigstoreServer } from './sigstore-server.ts';
import type { World } from './world-types.ts';

/** One line of the log store. */
export interface LoggedRecord {
  readonly digest: string;
  readonly record: AccessRecord;
  readonly bundle: unknown;
}

/** How a collector is played. */
export interface CollectPlay {
  readonly event?: string;
  /** Changes to the collector's own job. */
  readonly own?: (own: World) => void;
  readonly permissions?: World['tokenPermissions'];
  readonly inputs?: Record<string, string>;
  /** Faults of GitHub's API, as often as it is asked. */
  readonly faults?: readonly (readonly [Matcher, Fault])[];
  /** How the service of identity tokens fails. */
  readonly tokenFault?: Fault;
}

/** What a collector left. */
export interface PlayedCollector {
  readonly code: number;
  readonly output: string;
  readonly summary: string;
  readonly outputs: Record<string, string>;
  /** Collectors' records that came to the log in this play. */
  readonly records: readonly AccessRecord[];
  /** Requests to GitHub, method and path. */
  readonly requests: readonly string[];
  /** All that went to GitHub, as text. */
  readonly sent: string;
}

/** A repository with its log store, in which jobs and collectors run one after the other; everything is signed. */
export interface CollectScene {
  readonly world: World;
  readonly github: GitHubServer;
  readonly log: () => LoggedRecord[];
  /** Appends lines to the log as another writer would. */
  readonly write: (lines: readonly object[]) => void;
  /** Start and end of the world's job. */
  readonly job: (inputs?: Record<string, string>) => Promise<void>;
  readonly collect: (play?: CollectPlay) => Promise<PlayedCollector>;
  readonly close: () => Promise<void>;
}

/** Opens a scene; `sigstore` signs and is trusted. */
export async function openScene(world: World, sigstore: SigstoreServer): Promise<CollectScene> {
  const root = mkdtempSync(join(tmpdir(), 'doorlog-collect-'));
  const github = await startGitHub(world);
  const issuer = await startOidcIssuer({ claims: claimsOf(world) });
  const logFile = join(root, 'log.jsonl');
  writeFileSync(logFile, '');
  const roots = join(root, 'roots.jsonl');
  writeFileSync(roots, `${JSON.stringify(sigstore.trustedRoot())}\n`);
  const lines = () => readFileSync(logFile, 'utf8').split('\n').filter(Boolean);
  const log = () =>
    lines().map((line): LoggedRecord => {
      const { digest, record, bundle } = JSON.parse(line);
      return { digest, record: AccessRecord.parse(record), bundle };
    });
  const given = {
    sigstore: 'custom',
    'fulcio-url': sigstore.fulcioUrl,
    'tsa-url': sigstore.tsaUrl,
    'rekor-url': sigstore.rekorV1Url,
    sinks: JSON.stringify([{ type: 'file', path: logFile }]),
  };
  const services = { github, issuer };

  return {
    world,
    github,
    log,
    write: (records) =>
      writeFileSync(logFile, records.map((each) => `${JSON.stringify(each)}\n`).join(''), { flag: 'a' }),
    async job(inputs = {}) {
      issuer.setClaims(claimsOf(world));
      const options = { ...services, world, inputs: { ...given, ...inputs } };
      const pre = await play('pre', (env) => startStage(env, 'pre'), { ...options, root });
      await play('post', endStage, { ...options, root, state: pre.state });
    },
    async collect(playing: CollectPlay = {}) {
      const { event, own: change, permissions = COLLECTOR_PERMISSIONS, inputs = {}, faults = [], tokenFault } = playing;
      const own = collectorOf(world, event, change);
      const before = { lines: lines().length, requests: github.requests.length };
      const held = world.tokenPermissions;
      own.tokenPermissions = permissions;
      world.tokenPermissions = permissions;
      issuer.setClaims(claimsOf(own));
      issuer.setFault(tokenFault);
      const heal = faults.map(([matcher, fault]) =>
        github.addFault({ times: Number.POSITIVE_INFINITY, ...matcher }, fault),
      );
      try {
        const options = { ...services, world: own, inputs: { ...given, 'trust-root': roots, ...inputs }, root };
        const { code, output, outputs, summary } = await play('collect', (env) => collectStage(env), options);
        const requests = github.requests.slice(before.requests);
        return {
          code,
          output,
          outputs,
          summary,
          records: log()
            .slice(before.lines)
            .map(({ record }) => record),
          requests: requests.map(({ method, path }) => `${method} ${path}`),
          sent: requests.map(({ path, body }) => `${path} ${body.toString('utf8')}`).join('\n'),
        };
      } finally {
        world.tokenPermissions = held;
        for (const each of heal) each();
      }
    },
    async close() {
      await Promise.all([github.close(), issuer.close()]);
      rmSync(root, { recursive: true, force: true });
    },
  };
}

interface Playing {
  readonly world: World;
  readonly github: GitHubServer;
  readonly issuer: OidcIssuer;
  readonly root: string;
  readonly inputs: Record<string, string>;
  readonly state?: Record<string, string>;
}

async function play(hook: Hook, stage: (env: Record<string, string>) => Promise<number>, playing: Playing) {
  const folders = makeFolders(playing.root, playing.world);
  const command = commandFiles(folders.temp, hook);
  const { write } = process.stdout;
  const parts: string[] = [];
  process.stdout.write = (chunk: string | Uint8Array) => {
    parts.push(String(chunk));
    return true;
  };
  try {
    // The toolkit writes to the files that the process’s own environment names.
    Object.assign(process.env, command);
    const code = await stage(await environmentOf(hook, playing, folders, command));
    const read = (file = '') => readFileSync(file, 'utf8');
    return {
      code,
      output: parts.join(''),
      summary: read(command.GITHUB_STEP_SUMMARY),
      outputs: parseEnvironmentFile(read(command.GITHUB_OUTPUT)),
      state: parseEnvironmentFile(read(command.GITHUB_STATE)),
    };
  } finally {
    process.stdout.write = write;
    for (const name of Object.keys(command)) delete process.env[name];
  }
}
