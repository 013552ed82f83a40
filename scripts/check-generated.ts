import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { projectPath, WHOLE_FILES } from './generated/files.ts';

/**
 * Wipes all that is generated, makes it anew, and fails where that differs from what is committed: `git status` sees
 * new and missing files too. Nothing is put back, so that the differences can be looked at and committed.
 */
const FOLDERS = ['dist', 'schema'];

function run(command: string, args: readonly string[]): string {
  return execFileSync(command, args, {
    cwd: projectPath(''),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    shell: process.platform === 'win32',
  });
}

for (const path of [...FOLDERS, ...Object.keys(WHOLE_FILES)]) {
  rmSync(projectPath(path), { recursive: true, force: true });
}
// The build reads what is generated.
run('npm', ['run', 'generate']);
run('npm', ['run', 'build']);
const paths = [...FOLDERS, ...Object.keys(WHOLE_FILES), 'README.md'];
const changed = run('git', ['status', '--porcelain', '--', ...paths]);
if (changed === '') {
  process.stdout.write('dist, schema and the generated documents are what a fresh build makes.\n');
} else {
  process.stderr.write(`These differ from a fresh build; commit them:\n${changed}`);
  process.exitCode = 1;
}
