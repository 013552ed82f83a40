import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Meter } from './meter.ts';
import { median } from './statistics.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Real files of public projects, on machines that have them. */
const REAL = join(ROOT, '..', 'shared', 'data', 'workflows');
const ROUNDS = 5;

/** Workflow files that are explained in one run. */
export const WORKFLOW_FILES = 1000;

/**
 * Processor time in seconds of one `doorlog workflow explain` over 1,000 files, the whole process, median of 5.
 * Raises where it did not explain them all.
 */
export function measureExplain(meter: Meter, dist?: string): number {
  const folder = mkdtempSync(join(tmpdir(), 'doorlog-bench-workflows-'));
  try {
    const workflows = join(folder, '.github', 'workflows');
    mkdirSync(workflows, { recursive: true });
    const texts = workflowTexts();
    for (let index = 0; index < WORKFLOW_FILES; index++) {
      writeFileSync(join(workflows, `${index}.yml`), texts[index % texts.length] ?? '');
    }
    const script = join(dist === undefined ? join(ROOT, 'dist') : resolve(dist), 'cli.js');
    return median(Array.from({ length: ROUNDS }, () => explain(meter, script, folder))) / 1000;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function explain(meter: Meter, script: string, folder: string): number {
  const { status, stdout, stderr } = spawnSync(
    meter.program,
    [...meter.arguments, script, 'workflow', 'explain', folder, '--json'],
    { maxBuffer: 256 * 1024 * 1024 },
  );
  const files = status === 0 ? new Set((JSON.parse(String(stdout)) as { file: string }[]).map(({ file }) => file)) : [];
  const explained = 'size' in files ? files.size : 0;
  if (explained !== WORKFLOW_FILES) {
    throw new Error(`Of ${WORKFLOW_FILES} workflow files ${explained} were explained (exit code ${status}): ${stderr}`);
  }
  return meter.read();
}

function workflowTexts(): string[] {
  const real = existsSync(REAL) ? readdirSync(REAL).filter((name) => /\.ya?ml$/.test(name)) : [];
  return [...real.map((name) => readFileSync(join(REAL, name), 'utf8')), ...madeUp()];
}

/** As large as real ones on average; one in eight takes the YAML library, as it does among real ones. */
function madeUp(): string[] {
  return Array.from({ length: 8 }, (_, kind) => {
    const jobs = Array.from({ length: 1 + (kind % 3) }, (_, index) => jobText(kind, index)).join('\n');
    const head = `name: Made up ${kind}\non:\n  push:\n    branches: [main]\n  pull_request:\n`;
    const rights = kind % 2 === 0 ? 'permissions: read-all\n' : 'permissions:\n  contents: read\n';
    return `${head}${rights}env:\n  LEVEL: ${kind}\n${kind === 7 ? 'defaults: &d { run: { shell: bash } }\n' : ''}jobs:\n${jobs}`;
  });
}

function jobText(kind: number, index: number): string {
  const steps = Array.from(
    { length: 4 + kind },
    (_, step) => `      - name: Step ${step}
        uses: octo-org/action-${step}@0123456789abcdef0123456789abcdef0123456${step % 10}
        with:
          token: \${{ secrets.TOKEN_${step} }}
          path: |
            out/${step}
            more/${step}
      - run: |
          make target-${step}
          echo "\${{ github.sha }}" >> "$GITHUB_STEP_SUMMARY"
        env:
          KEY: \${{ secrets.KEY }}`,
  );
  return `  job-${index}:
    runs-on: ubuntu-latest
    environment: ${kind % 2 === 0 ? 'production' : '{ name: staging }'}
    permissions:
      contents: write # to tag
      id-token: "write"
    steps:
${steps.join('\n')}
`;
}
