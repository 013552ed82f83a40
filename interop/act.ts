import { execFile } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { GitHubServer } from '../__tests__/support/github-server.ts';
import { makeFolders, runnerVariables } from '../__tests__/support/runner-environment.ts';
import { DIST } from './built.ts';
import type { Sigstore } from './stack/sigstore.ts';
import { programOf, TOOLS } from './tools.ts';

const execute = promisify(execFile);
const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** How act ended and what it printed. */
export interface ActRun {
  readonly succeeded: boolean;
  readonly output: string;
}

/** A git repository with a workflow in it, as act wants it. */
export interface Workspace {
  readonly folder: string;
  /** The commit that is checked out. */
  readonly commit: string;
}

/** Makes a repository with these files and one commit, whose remote names it. */
export async function makeWorkspace(
  folder: string,
  remote: string,
  files: Readonly<Record<string, string>>,
): Promise<Workspace> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
    await chmod(join(folder, path), path.endsWith('.sh') ? 0o755 : 0o644);
  }
  await git(folder, 'init', '--quiet', '--initial-branch=main');
  await git(folder, 'remote', 'add', 'origin', remote);
  return { folder, commit: await commitAll(folder) };
}

/** Copies the action as a runner would get it, with `dist/` as it stands now, into a git checkout. */
export async function makeActionCheckout(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await execute('cp', [
    '-R',
    join(ROOT, 'action.yml'),
    join(ROOT, 'package.json'),
    join(ROOT, 'checkpoint'),
    DIST,
    folder,
  ]);
  await git(folder, 'init', '--quiet', '--initial-branch=main');
  await commitAll(folder);
  return folder;
}

/** What one run of act is made from. */
export interface ActOptions {
  readonly workspace: Workspace;
  /** A git checkout of the action. */
  readonly action: string;
  /** A folder for act's own files. */
  readonly home: string;
  readonly github: GitHubServer;
  readonly sigstore: Sigstore;
  /** Values of the workflow's `vars` context. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Runs the workspace's workflows for a push with act, on this host and with the action's own Node. */
export async function runAct(options: ActOptions): Promise<ActRun> {
  const { workspace, github, home } = options;
  await mkdir(home, { recursive: true });
  const eventFile = join(home, 'event.json');
  await writeFile(eventFile, JSON.stringify(github.world.event));
  const pairs = (flag: string, values: Readonly<Record<string, string>>) =>
    Object.entries(values).flatMap(([name, value]) => [flag, `${name}=${value}`]);
  const args: (string | string[])[] = [
    ['push', '--eventpath', eventFile, '-P', 'ubuntu-latest=-self-hosted', '--actor', github.world.run.actor],
    ['--local-repository', `doorlog/doorlog@v1=${options.action}`],
    ['--cache-server-addr', '127.0.0.1', '--artifact-server-addr', '127.0.0.1'],
    ...pairs('--env', environmentOf(options)),
    ...pairs('--var', options.variables),
    ...pairs('--secret', { GITHUB_TOKEN: github.world.token }),
  ];
  const env = {
    ...process.env,
    PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
    HOME: home,
    XDG_CACHE_HOME: join(home, 'cache'),
    XDG_CONFIG_HOME: join(home, 'config'),
  };
  try {
    const { stdout, stderr } = await execute(programOf(TOOLS.act), args.flat(), { cwd: workspace.folder, env });
    return { succeeded: true, output: stdout + stderr };
  } catch (error) {
    const failed = error as { code?: number | string; stdout?: string; stderr?: string };
    if (typeof failed.code !== 'number') {
      throw error;
    }
    return { succeeded: false, output: `${failed.stdout}${failed.stderr}` };
  }
}

/** What a hosted runner would set and act does not, or sets to something of its own. */
function environmentOf({ github, sigstore, home }: ActOptions): Record<string, string> {
  const { requestUrl, requestToken } = sigstore.issuer;
  const services = {
    apiUrl: github.url,
    graphqlUrl: github.graphqlUrl,
    idToken: { url: requestUrl, token: requestToken },
  };
  const variables = runnerVariables(github.world, makeFolders(join(home, 'runner'), github.world), services);
  const actsOwn =
    /^(GITHUB_(ACTION.*|EVENT_PATH|JOB|REF|REF_NAME|REF_TYPE|REPOSITORY|SHA|WORKSPACE)|RUNNER_(TEMP|TOOL_CACHE|WORKSPACE))$/;
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !actsOwn.test(name)));
}

async function commitAll(folder: string): Promise<string> {
  await git(folder, 'add', '--all');
  const author = ['-c', 'user.name=alice', '-c', 'user.email=alice@example.com', '-c', 'commit.gpgsign=false'];
  await git(folder, ...author, 'commit', '--quiet', '--message', 'Round amounts half to even (#41)');
  return git(folder, 'rev-parse', 'HEAD');
}

async function git(folder: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await execute('git', args, { cwd: folder });
  return stdout.trim();
}
