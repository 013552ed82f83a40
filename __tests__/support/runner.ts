import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ArtifactService } from './artifact-service.ts';
import type { GitHubServer } from './github-server.ts';
import type { OidcIssuer } from './oidc-issuer.ts';
import { makeFolders, type RunnerFolders, runnerVariables } from './runner-environment.ts';
import { parseEnvironmentFile } from './runner-files.ts';
import { inputVariables } from './runner-inputs.ts';
import { makeDiagnostics } from './runner-worker-log.ts';
import { testTls } from './test-tls.ts';
import type { World } from './world-types.ts';

/** Actions in folders of their own, which know nothing of the state that the stages of the action leave. */
const OTHER_ACTIONS = ['checkpoint', 'gate', 'collect', 'seal', 'release'] as const;

/** A stage of the action, or one of the other actions. */
export type Hook = 'pre' | 'main' | 'post' | (typeof OTHER_ACTIONS)[number];

const ROOT = new URL('../../', import.meta.url);

/** Milliseconds after which a hook is killed. */
const LONGEST_HOOK = 120_000;

/** How a hook is started. */
export interface HookOptions {
  world: World;
  /** Without it the API is at an address where nobody listens. */
  github?: Pick<GitHubServer, 'url' | 'graphqlUrl'>;
  /** Used only where the world's token has `id-token: write`. */
  issuer?: Pick<OidcIssuer, 'requestUrl' | 'requestToken'>;
  artifacts?: Pick<ArtifactService, 'url' | 'runtimeToken'>;
  /** The workflow's `with:`; all else comes from action.yml. */
  inputs?: Record<string, string>;
  /** Over the runner's own variables; `undefined` removes one. */
  env?: Record<string, string | undefined>;
  /** What earlier stages saved. */
  state?: Record<string, string>;
  /** A job's folder, to be shared by its stages; a new one where it is not given. */
  root?: string;
  /** Folder with the built hooks; default `dist`. */
  dist?: string;
  /** The Node to run on; default this one. */
  node?: string;
  /** Options of Node, before the file. */
  nodeOptions?: string[];
  /** Lets the hook find the worker's diagnostic log, as on a real runner; overrules `node`. */
  workerLog?: boolean;
  /** Told of the child as soon as it runs, so that a test can send it signals. */
  onStart?: (child: ChildProcess) => void;
}

/** What a hook did. Nothing is masked. */
export interface HookResult {
  /** `null` where a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: Record<string, string>;
  /** What was saved by earlier stages and this one. */
  readonly state: Record<string, string>;
  /** What was written to GITHUB_ENV. */
  readonly exported: Record<string, string>;
  readonly summary: string;
  /** RUNNER_TEMP. */
  readonly tempDir: string;
  readonly folders: RunnerFolders;
}

/** Starts one built hook exactly as the GitHub runner does, in a clean environment, and waits for it to end. */
export async function runHook(hook: Hook, options: HookOptions): Promise<HookResult> {
  const { world } = options;
  const root = options.root ?? mkdtempSync(join(tmpdir(), 'doorlog-runner-'));
  const folders = makeFolders(root, world);
  const files = commandFiles(folders.temp, hook);
  const env = await environmentOf(hook, options, folders, files);
  const node = options.workerLog === true ? makeDiagnostics(root, world) : (options.node ?? process.execPath);
  const script = join(options.dist ?? fileURLToPath(new URL('dist', ROOT)), `${hook}.js`);
  const child = spawn(node, [...(options.nodeOptions ?? []), script], {
    cwd: folders.workspace,
    env,
    timeout: LONGEST_HOOK,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  options.onStart?.(child);
  const ended = new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve([code, signal]));
  });
  const [stdout, stderr, [code, signal]] = await Promise.all([textOf(child.stdout), textOf(child.stderr), ended]);
  const read = (file: string | undefined) => readFileSync(file ?? '', 'utf8');
  return {
    code,
    signal,
    stdout,
    stderr,
    outputs: parseEnvironmentFile(read(files.GITHUB_OUTPUT)),
    state: { ...options.state, ...parseEnvironmentFile(read(files.GITHUB_STATE)) },
    exported: parseEnvironmentFile(read(files.GITHUB_ENV)),
    summary: read(files.GITHUB_STEP_SUMMARY),
    tempDir: folders.temp,
    folders,
  };
}

/** One job whose stages share folders, state and exported variables. */
export interface RunningJob {
  /** What is given here goes over what the job was started with. */
  readonly run: (hook: Hook, more?: Partial<HookOptions>) => Promise<HookResult>;
  readonly root: string;
  /** Removes the job's folders. */
  readonly close: () => void;
}

/** Starts a job; its stages are run one after the other. */
export function startJob(options: HookOptions): RunningJob {
  const root = options.root ?? mkdtempSync(join(tmpdir(), 'doorlog-runner-'));
  let state = options.state ?? {};
  let exported: Record<string, string> = {};
  return {
    root,
    async run(hook, more = {}) {
      const env = { ...exported, ...options.env, ...more.env };
      const result = await runHook(hook, { ...options, state, ...more, root, env });
      ({ state } = result);
      exported = { ...exported, ...result.exported };
      return result;
    },
    close: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** The whole environment that the runner gives a hook; `folders` and `files` are made by then. */
export async function environmentOf(
  hook: Hook,
  options: HookOptions,
  folders: RunnerFolders,
  files: Record<string, string>,
): Promise<Record<string, string>> {
  const { world, github, issuer, artifacts } = options;
  const apiUrl = github?.url ?? 'http://127.0.0.1:9';
  const mayMint = issuer !== undefined && world.tokenPermissions['id-token'] === 'write';
  const services = {
    apiUrl,
    graphqlUrl: github?.graphqlUrl ?? `${apiUrl}/graphql`,
    ...(mayMint ? { idToken: { url: issuer.requestUrl, token: issuer.requestToken } } : {}),
    ...(artifacts === undefined ? {} : { results: { url: artifacts.url, token: artifacts.runtimeToken } }),
  };
  const isOther = OTHER_ACTIONS.some((other) => other === hook);
  const actionFile = new URL(isOther ? `${hook}/action.yml` : 'action.yml', ROOT);
  const inputs = inputVariables(actionFile, world, options.inputs ?? {});
  const states = Object.entries(isOther ? {} : (options.state ?? {})).map(([name, value]) => [`STATE_${name}`, value]);
  const tls = [apiUrl, issuer?.requestUrl, artifacts?.url, ...Object.values(inputs)].some((url) =>
    url?.startsWith('https://127.0.0.1'),
  );
  const all: Record<string, string | undefined> = {
    ...machineVariables(),
    ...(tls ? { NODE_EXTRA_CA_CERTS: (await testTls()).caPath } : {}),
    ...runnerVariables(world, folders, services),
    ...files,
    ...inputs,
    ...Object.fromEntries(states),
    ...options.env,
  };
  const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}

/** The little of this machine's own environment that programs can't do without. */
function machineVariables(): Record<string, string | undefined> {
  const names = ['PATH', 'HOME', 'SystemRoot', 'USERPROFILE', 'TEMP', 'TMP', 'TMPDIR'];
  return Object.fromEntries(names.map((name) => [name, process.env[name]]));
}

const COMMAND_FILES = {
  GITHUB_ENV: 'set_env',
  GITHUB_OUTPUT: 'set_output',
  GITHUB_PATH: 'add_path',
  GITHUB_STATE: 'save_state',
  GITHUB_STEP_SUMMARY: 'step_summary',
};

/** Fresh empty files for one stage, as the runner makes them. */
export function commandFiles(temp: string, hook: Hook): Record<string, string> {
  const folder = mkdtempSync(join(temp, `_runner_file_commands_${hook}_`));
  return Object.fromEntries(
    Object.entries(COMMAND_FILES).map(([variable, name]) => {
      const path = join(folder, name);
      writeFileSync(path, '');
      return [variable, path];
    }),
  );
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
