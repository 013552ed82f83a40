import { composeCollector } from '../compose/collect.ts';
import { problemOf } from '../core/problem.ts';
import { quantity } from '../core/quantity.ts';
import { type CollectResult, collect } from '../pipeline/collect.ts';
import type { Interruption } from '../ports.ts';
import { summarizeCollected, type ToldJob } from '../report/collected.ts';
import { readCollectInputs } from './collect-inputs.ts';
import { type ActionConsole, actionConsole } from './console.ts';
import { reportFindings, reportProblems } from './report-problems.ts';
import { type RunnerFiles, runnerFiles } from './runner-files.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A collector: every job of the wanted runs, seen from outside and recorded. Answers the exit code of the step. */
export async function collectStage(env: Environment, interruption?: Interruption): Promise<number> {
  const console = actionConsole();
  const files = runnerFiles(env);
  const inputs = readCollectInputs(env);
  const { configuration } = inputs;
  const collector = composeCollector({ env, inputs, logger: console, interruption });
  const input = await collector.input().catch((error: unknown) => problemOf(error));
  if ('message' in input) {
    // Whatever the mode: a collector that is not to be trusted has nothing to warn of.
    console.error(collector.ports.redact(input.message));
    return 1;
  }
  const result = await collect(collector.ports, input);
  const told = result.jobs.map((each) => toldJob(each));
  let { refused } = result;
  try {
    writeOutputs(files, result, told, collector.folder);
    if (configuration.summary) {
      files.appendSummary(summarizeCollected({ jobs: told, left: result.left, problems: result.problems }));
    }
  } catch (error) {
    console.warn(collector.ports.redact(problemOf(error).message));
    refused = refused || configuration.onError === 'fail';
  }
  tellJobs(console, result);
  reportProblems(console, result.problems, configuration);
  const count = told.filter(({ status }) => status === 'collected').length;
  const left = result.left.length > 0 ? `; left to the next schedule: ${result.left.join(', ')}` : '';
  console.info(`Of ${quantity(told.length, 'job')} ${quantity(count, 'was', 'were')} recorded${left}.`);
  if (refused) console.error('The collector’s job fails for the errors above; every record was completed first.');
  return refused ? 1 : 0;
}

function toldJob(job: CollectResult['jobs'][number]): ToldJob {
  const { run, job: seen, status } = job;
  const base = { run: run.id, attempt: run.attempt, workflow: run.path, name: seen.name, url: seen.url };
  if (job.status !== 'collected') return { ...base, status, conclusion: seen.conclusion, links: [], disagreements: [] };
  const { record, verdict } = job.collected;
  return {
    ...base,
    status: job.status,
    conclusion: record.outcome?.interrupted ?? record.outcome?.conclusion,
    links: record.links.records,
    disagreements: (record.disagreements ?? []).map(({ pointer }) => pointer),
    verdict: verdict.verdict,
  };
}

function writeOutputs(files: RunnerFiles, result: CollectResult, told: readonly ToldJob[], folder: string): void {
  const collected = told.filter(({ status }) => status === 'collected');
  const verdicts = collected.map(({ verdict }) => verdict);
  const isProven = ({ links = [] }: ToldJob) =>
    links.some(({ phase, proof }) => phase === 'end' && proof === 'verified');
  files.setOutput('collected', String(collected.length));
  files.setOutput('without-record', String(collected.filter((job) => !isProven(job)).length));
  files.setOutput('disagreements', String(collected.filter(({ disagreements }) => disagreements.length > 0).length));
  files.setOutput('left', String(result.left.length));
  files.setOutput('verdict', verdicts.includes('fail') ? 'fail' : verdicts.includes('unknown') ? 'unknown' : 'pass');
  files.setOutput('record-directory', collected.length > 0 ? folder : '');
}

/** Each job's findings, and where its own record is missing or says otherwise. */
function tellJobs(console: ActionConsole, { jobs }: CollectResult): void {
  for (const job of jobs) {
    if (job.status !== 'collected') continue;
    const { record, verdict } = job.collected;
    const pointers = [...new Set((record.disagreements ?? []).map(({ pointer }) => pointer))];
    if (pointers.length > 0) {
      console.warn(
        `The record of job ${job.job.id} of run ${job.run.id} says otherwise than was seen at ${pointers.join(', ')}.`,
      );
    }
    reportFindings(console, verdict, undefined);
  }
}
