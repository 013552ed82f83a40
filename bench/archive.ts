import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Bytes of the archive of the last commit, which is what every job downloads. Raises outside a git repository. */
export function archiveBytes(): number {
  const { status, stdout, stderr } = spawnSync('git', ['archive', '--format=tar.gz', 'HEAD'], {
    cwd: ROOT,
    maxBuffer: 256 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`git archive gave no archive of the last commit: ${String(stderr).trim()}`);
  return stdout.length;
}
