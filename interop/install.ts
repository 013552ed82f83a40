import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder, folderOf, programOf, TOOLS, type Tool } from './tools.ts';

/** Installs every tool that is missing, or of those named only, and exits with 1 when one could not be had. */
async function main(names: readonly string[]): Promise<void> {
  await mkdir(cacheFolder(), { recursive: true });
  say(`interop tools are kept in ${cacheFolder()}`);
  const failed: string[] = [];
  for (const tool of Object.values(TOOLS) satisfies Tool[]) {
    if (names.length > 0 && !names.includes(tool.name)) continue;
    try {
      await install(tool);
    } catch (error) {
      failed.push(tool.name);
      say(`${tool.name} ${tool.version}: FAILED: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (failed.length > 0) {
    say(`could not install ${failed.join(', ')}`);
    process.exitCode = 1;
  }
}

async function install(tool: Tool): Promise<void> {
  if (existsSync(programOf(tool))) {
    say(`${tool.name} ${tool.version}: there`);
    return;
  }
  const started = Date.now();
  say(`${tool.name} ${tool.version}: installing from ${tool.from}`);
  const folder = await mkdtemp(join(cacheFolder(), `.${tool.name}-`));
  try {
    await fill(tool, folder);
    await takePlace(tool, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  say(`${tool.name} ${tool.version}: installed in ${Math.round((Date.now() - started) / 1000)} s`);
}

function fill(tool: Tool, folder: string): Promise<void> {
  switch (tool.from) {
    case 'go':
      return fillFromGo(tool, folder);
    case 'source':
      return fillFromSource(tool, folder);
    case 'pypi':
      return fillFromPypi(tool, folder);
    case 'maven':
      return fillFromMaven(tool, folder);
    case 'debian':
      return fillFromDebian(tool, folder);
  }
}

async function fillFromGo(tool: Extract<Tool, { from: 'go' }>, folder: string): Promise<void> {
  await run('go', ['install', '-trimpath', `${tool.package}@${tool.version}`], {
    GOBIN: join(folder, 'bin'),
    GOTOOLCHAIN: 'local',
    CGO_ENABLED: '0',
    GOFLAGS: '-mod=mod',
  });
}

async function fillFromSource(tool: Extract<Tool, { from: 'source' }>, folder: string): Promise<void> {
  const env = { GOTOOLCHAIN: 'local', CGO_ENABLED: '0', GOFLAGS: '-mod=readonly' };
  const sources = fileURLToPath(new URL(`${tool.sources}/`, import.meta.url));
  await run('go', ['build', '-trimpath', '-o', join(folder, 'bin', tool.program), '.'], env, sources);
}

async function fillFromPypi(tool: Extract<Tool, { from: 'pypi' }>, folder: string): Promise<void> {
  await run('python3', ['-m', 'venv', folder]);
  const extras = tool.extras ? `[${tool.extras.join(',')}]` : '';
  const wanted = `${tool.name}${extras}==${tool.version}`;
  await run(join(folder, 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', wanted]);
}

async function fillFromMaven(tool: Extract<Tool, { from: 'maven' }>, folder: string): Promise<void> {
  const coordinates = `${tool.group}:${tool.artifact}:${tool.version}:zip`;
  await run('mvn', ['-q', '-B', 'dependency:get', `-Dartifact=${coordinates}`, '-Dtransitive=false']);
  const zip = join(mavenFolder(), ...tool.group.split('.'), tool.artifact, tool.version);
  await run('python3', ['-m', 'zipfile', '-e', join(zip, `${tool.artifact}-${tool.version}.zip`), folder]);
  const inner = join(folder, `${tool.artifact}-${tool.version}`);
  for (const entry of await readdir(inner)) {
    await rename(join(inner, entry), join(folder, entry));
  }
  await rmdir(inner);
  for (const program of await readdir(join(folder, 'bin'))) {
    await chmod(join(folder, 'bin', program), 0o755);
  }
  // A service account must be able to read what root installed; mkdtemp keeps the folder private.
  await chmod(folder, 0o755);
}

/** Downloads by the lists that apt has; where it has none, as in a fresh container, by lists of our own. */
async function fillFromDebian(tool: Extract<Tool, { from: 'debian' }>, folder: string): Promise<void> {
  const packages = join(folder, 'packages');
  await mkdir(packages);
  const names = [tool.name, ...tool.packages];
  try {
    await run('apt-get', ['download', ...names], {}, packages);
  } catch {
    const lists = join(folder, 'lists');
    await mkdir(join(lists, 'partial'), { recursive: true });
    const own = ['-o', `Dir::State::lists=${lists}`, '-o', `Dir::Cache=${folder}`];
    await run('apt-get', [...own, 'update'], {}, packages);
    await run('apt-get', [...own, 'download', ...names], {}, packages);
    await rm(lists, { recursive: true });
  }
  for (const file of await readdir(packages)) await run('dpkg-deb', ['-x', file, folder], {}, packages);
  await rm(packages, { recursive: true });
  const [libraries] = (await readdir(join(folder, 'usr', 'lib'))).filter((name) => name.includes('-linux-'));
  if (libraries === undefined) throw new Error('the packages hold no libraries');
  // Built for the system's own folders: told where its libraries and modules are instead.
  const script = [
    '#!/bin/sh',
    'root=$(cd "$(dirname "$0")/.." && pwd)',
    `libraries="$root/usr/lib/${libraries}"`,
    'LD_LIBRARY_PATH="$libraries" exec ' +
      `"$root/${tool.installedAt}" ${tool.modules.option}"$libraries/${tool.modules.folder}" "$@"`,
  ];
  await mkdir(join(folder, 'bin'), { recursive: true });
  await writeFile(join(folder, 'bin', tool.program), `${script.join('\n')}\n`, { mode: 0o755 });
}

function mavenFolder(): string {
  return process.env.MAVEN_REPO_LOCAL ?? join(homedir(), '.m2', 'repository');
}

/** Renames the finished folder into place, so that a half-installed tool is never taken for a whole one. */
async function takePlace(tool: Tool, folder: string): Promise<void> {
  if (!existsSync(join(folder, 'bin', tool.program))) {
    throw new Error(`the package holds no program named ${tool.program}`);
  }
  try {
    await rename(folder, folderOf(tool));
  } catch (error) {
    if (!existsSync(programOf(tool))) {
      throw error;
    }
  }
}

function run(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  cwd = process.cwd(),
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 2, 2], env: { ...process.env, ...env }, cwd });
    child.once('error', (error) => reject(new Error(`${command} cannot be started: ${error.message}`)));
    child.once('exit', (code, signal) =>
      code === 0 ? resolve() : reject(new Error(`${command} ended with ${signal ?? code}`)),
    );
  });
}

function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}

await main(process.argv.slice(2));
