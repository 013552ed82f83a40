import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Brings loopback up and then becomes the command that follows. */
const WITH_LOOPBACK = ['sh', '-c', 'ip link set lo up && exec "$@"', 'sh'];

/** Ways into a network namespace of our own; an account that is not root stays itself, for Elasticsearch refuses root. */
const NAMESPACES =
  process.getuid?.() === 0
    ? [['unshare', '--net', '--', ...WITH_LOOPBACK]]
    : [['unshare', '--map-current-user', '--net', '--keep-caps', '--', ...WITH_LOOPBACK]];

/** Builds what is missing and runs the interop tests, where possible in a network that reaches nothing but itself. */
function main(): void {
  if (!existsSync(`${ROOT}dist/cli.js`) || !existsSync(`${ROOT}dist/post.js`)) {
    const built = spawnSync('npm', ['run', 'build'], { cwd: ROOT, stdio: 'inherit' });
    if (built.status !== 0) {
      process.stderr.write('dist/ cannot be built\n');
      process.exitCode = 1;
      return;
    }
  }
  const jest = [process.execPath, '--experimental-vm-modules', `${ROOT}node_modules/jest/bin/jest.js`];
  const options = ['--config', 'interop/jest.config.js', '--runInBand', ...process.argv.slice(2)];
  const namespace = findNamespace();
  const [command = '', ...args] = [...namespace, ...jest, ...options];
  // A process group of its own, so that servers which a test left behind can be ended with it.
  const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', detached: true });
  const endGroup = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // Nobody is left.
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      endGroup();
      process.exit(1);
    });
  }
  child.once('error', (error) => {
    process.stderr.write(`jest cannot be started: ${error.message}\n`);
    process.exitCode = 1;
  });
  child.once('exit', (code) => {
    process.exitCode = code ?? 1;
    endGroup();
  });
}

function findNamespace(): readonly string[] {
  for (const [command = '', ...args] of NAMESPACES) {
    if (spawnSync(command, [...args, 'true'], { stdio: 'ignore' }).status === 0) {
      process.stderr.write('interop tests run in a network namespace of their own\n');
      return [command, ...args];
    }
  }
  process.stderr.write('interop tests run on plain loopback: no network namespace can be made here\n');
  return [];
}

main();
