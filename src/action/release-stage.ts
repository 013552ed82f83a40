import { join } from 'node:path';
import { composeRelease } from '../compose/release.ts';
import { quantity } from '../core/quantity.ts';
import { REPORT_FILES } from '../core/release-report-check.ts';
import { type ReleaseResult, release } from '../pipeline/release.ts';
import { actionConsole } from './console.ts';
import { readReleaseInputs } from './release-inputs.ts';
import { reportProblems } from './report-problems.ts';
import { type RunnerFiles, runnerFiles } from './runner-files.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The release step: evidence, report, signature, attachments, summary. Answers the exit code of the step. */
export async function releaseStage(env: Environment): Promise<number> {
  const console = actionConsole();
  const files = runnerFiles(env);
  const inputs = readReleaseInputs(env);
  const { ports, input } = composeRelease({ env, inputs, logger: console });
  const result = await release(ports, input);
  const { report, refused } = result;
  writeOutputs(files, result);
  if (inputs.configuration.summary) files.appendSummary(result.markdown);
  reportProblems(console, result.problems, inputs.configuration);
  const tell = refused ? console.error : console.warn;
  for (const { job, run, why } of report.missing) {
    tell(
      `The job ${job.name} of ${run.workflow} (run ${run.id}, attempt ${run.attempt}) has no proven record: ${why}.`,
    );
  }
  for (const { job, run, verdict } of report.jobs) {
    if (verdict === 'verified') continue;
    tell(`The record of the job ${job.name} of ${run.workflow} (run ${run.id}) is ${verdict}.`);
  }
  for (const { job, policy } of report.jobs) {
    if (policy?.recorded?.refuses !== true && policy?.again?.refuses !== true) continue;
    const rules = [...new Set(policy.failed.map(({ rule }) => rule))].join(', ');
    tell(`The policy keeps the job ${job.name} out of the release${rules && `: ${rules}`}.`);
  }
  console.info(
    `release ${report.release.tag}: of ${quantity(report.counts.ran - report.counts.excluded, 'job')} ${quantity(report.counts.verified, 'is', 'are')} proven; the report says ${report.verdict}; sha256:${result.digest}${result.folder ? ` is in ${result.folder}` : ''}.`,
  );
  if (refused) console.error('This release is stopped; its report was completed first.');
  return refused ? 1 : 0;
}

function writeOutputs(files: RunnerFiles, result: ReleaseResult): void {
  const { report, folder, digest, signed, attestations } = result;
  const path = (name: string) => (folder === undefined ? '' : join(folder, name));
  files.setOutput('verdict', report.verdict);
  files.setOutput('missing', String(report.counts.missing));
  files.setOutput('report-path', path(REPORT_FILES.json));
  files.setOutput('report-digest', `sha256:${digest}`);
  files.setOutput('page-path', path(REPORT_FILES.markdown));
  files.setOutput('bundle-path', signed ? path(REPORT_FILES.bundle) : '');
  files.setOutput('result-path', signed ? path(REPORT_FILES.result) : '');
  files.setOutput('attestation-url', attestations[0]?.url ?? '');
}
