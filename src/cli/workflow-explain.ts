import { explainWorkflow } from '../core/workflow/explain.ts';
import type { ExplainedJob } from '../core/workflow/explanation.ts';
import { DoorlogError, sentenceOf } from '../errors.ts';
import { readArguments } from './arguments.ts';
import { EXIT, exitCodeOf } from './exit-code.ts';
import type { CliIo } from './io.ts';
import type { Approvers } from './workflow-approvers.ts';
import { workflowPaths } from './workflow-paths.ts';
import { createWorkflowReader } from './workflow-reader.ts';
import { printable, type ReportedJob, tableOf } from './workflow-table.ts';

const HELP = `Usage: doorlog workflow explain PATH... [--repo OWNER/NAME] [--json]

Says of every job in GitHub workflow files what its token may do and which line grants it, its environment, the secrets
that it names, the actions that it uses and whether they are pinned, and whether outsiders can start it. Nothing is sent
anywhere without --repo. PATH is a workflow file, or a folder: every .github/workflows in and below it or, where there
is none, the YAML files right in it. Workflows of the same repository that a job calls are followed.

  --repo OWNER/NAME    ask GitHub who may approve the environments; takes a token in GITHUB_TOKEN or GH_TOKEN
  --json               an array with an object for each job

Exit code 0: all explained; 2: wrong use, or a file that can't be read or that GitHub would refuse, while the others are
explained all the same; 3: who may approve an environment could not be seen.

Example: doorlog workflow explain .github/workflows --json
`;

/** The command `doorlog workflow explain`; returns the exit code. */
export async function explain(args: string[], io: CliIo): Promise<number> {
  try {
    const { values, positionals } = readArguments('workflow explain', {
      args,
      allowPositionals: true,
      options: {
        repo: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) {
      io.stdout(HELP);
      return EXIT.fine;
    }
    if (positionals.length === 0) {
      throw new DoorlogError(
        'usage',
        'Name a workflow file or a folder, as in doorlog workflow explain .github/workflows.',
      );
    }
    const { jobs, failed } = await explainAll(positionals, io);
    const approvers = values.repo === undefined ? undefined : await askApprovers(jobs, values.repo, io);
    const reported = approvers ? jobs.map((job) => withApprovers(job, approvers)) : jobs;
    io.stdout(values.json ? `${JSON.stringify(reported, null, 2)}\n` : tableOf(reported));
    if (!values.json && !approvers && jobs.some(({ environment }) => environment !== null)) io.stderr(HINT);
    if (failed) return EXIT.usage;
    return [...(approvers?.values() ?? [])].some((each) => 'unknown' in each) ? EXIT.evidence : EXIT.fine;
  } catch (error) {
    io.stderr(`${printable(sentenceOf(error))}\n`);
    return exitCodeOf(error);
  }
}

const HINT =
  'Who may approve an environment is not in the files; give --repo OWNER/NAME and a token in GITHUB_TOKEN to ask GitHub.\n';

/** Explains whatever can be; the rest is told on standard error, one sentence each. */
async function explainAll(paths: readonly string[], io: CliIo): Promise<{ jobs: ExplainedJob[]; failed: boolean }> {
  const jobs: ExplainedJob[] = [];
  const told = new Set<string>();
  const tell = (error: unknown) => {
    const sentence = printable(sentenceOf(error));
    if (!told.has(sentence)) io.stderr(`${sentence}\n`);
    told.add(sentence);
  };
  const files = workflowPaths(paths, io.cwd, tell);
  const reader = createWorkflowReader(files, io.cwd);
  for (const path of files) {
    try {
      const explanation = await explainWorkflow(await reader.read(path), reader.findCalled);
      jobs.push(...explanation.jobs);
      explanation.errors.forEach(tell);
    } catch (error) {
      if (!(error instanceof DoorlogError)) throw error;
      tell(error);
    }
  }
  return { jobs, failed: told.size > 0 };
}

async function askApprovers(jobs: readonly ExplainedJob[], repository: string, io: CliIo) {
  const { approversOf } = await import('./workflow-approvers.ts');
  return approversOf(jobs, repository, io);
}

function withApprovers(job: ExplainedJob, approvers: ReadonlyMap<string, Approvers>): ReportedJob {
  const known = job.environment === null ? undefined : approvers.get(job.environment);
  return known ? { ...job, approvers: known } : job;
}
