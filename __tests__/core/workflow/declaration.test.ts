import { describe, expect, it } from '@jest/globals';
import { readDeclaration } from '../../../src/core/workflow/declaration.ts';

const FILE = '.github/workflows/deploy.yml';
const ACTION = { actionRepository: 'doorlog/doorlog', actionId: '__doorlog_doorlog' };

function read(job: string) {
  return readDeclaration({ text: `on: push\njobs:\n  deploy:\n${job}`, file: FILE, job: 'deploy', action: ACTION });
}

const STEPS = '    steps:\n      - uses: doorlog/doorlog@v1\n      - run: make\n        if: always()\n';

describe('what a workflow file declares for a job', () => {
  it('is its environment, its permissions and where the audit step stands', async () => {
    const job = `    environment: production\n    permissions:\n      contents: read\n${STEPS}`;
    expect(await read(job)).toEqual({
      environment: 'production',
      deploysElsewhere: false,
      destinations: [],
      permissions: { contents: 'read' },
      declaredIn: { file: FILE, line: 5, level: 'job' },
      enforcement: {
        file: FILE,
        line: 8,
        position: 0,
        continueOnError: 'no',
        unguardedSteps: [{ line: 10, reason: 'condition' }],
      },
      secrets: [],
      actions: [
        {
          uses: 'doorlog/doorlog@v1',
          kind: 'repository',
          repository: 'doorlog/doorlog',
          ref: 'v1',
          pinned: false,
          line: 8,
        },
      ],
      runner: {},
      gaps: [],
    });
  });

  it('is the names of its secrets, sorted and each once, and what it uses when the file can be read', async () => {
    const job = `    env: { B: "\${{ secrets.B }}", A: "\${{ secrets.A }}" }\n${STEPS}      - run: echo "\${{ secrets.B }}"\n`;
    const { secrets, actions } = await read(job);
    expect(secrets).toEqual(['A', 'B']);
    expect(actions?.map(({ uses }) => uses)).toEqual(['doorlog/doorlog@v1']);
  });

  it('is no environment when the job names none, and unknown when it is an expression', async () => {
    expect((await read(STEPS)).environment).toBeNull();
    const { environment, gaps } = await read(`    environment: \${{ inputs.where }}\n${STEPS}`);
    expect(environment).toBeUndefined();
    expect(gaps).toContainEqual(expect.objectContaining({ pointer: '/pipeline/environment' }));
  });

  it('is nothing when the job of that name calls another workflow, whose file the runner did not name', async () => {
    const { enforcement, permissions, gaps } = await read(
      '    uses: ./.github/workflows/other.yml\n    permissions: {}\n',
    );
    expect([enforcement, permissions]).toEqual([undefined, undefined]);
    expect(gaps.map(({ pointer }) => pointer)).toEqual(['/enforcement', '/pipeline/environment']);
  });

  it.each([
    ['is not there', '    name: x\n', 'deploy2'],
    ['stands in a file that is no YAML', '    a: [\n', 'deploy'],
  ])('is a gap when the job %s', async (_name, text, job) => {
    const answer = await readDeclaration({ text: `jobs:\n  deploy:\n${text}`, file: FILE, job, action: ACTION });
    expect(answer.gaps.map(({ reason }) => reason)).toEqual(['not-found', 'not-found']);
    expect([answer.secrets, answer.actions]).toEqual([undefined, undefined]);
  });
});
