import { dirname } from 'node:path';
import { leaveVerdict } from '../compose/leave-verdict.ts';
import { isRefused } from '../core/judge.ts';
import { type Problem, problemOf, problemsFail } from '../core/problem.ts';
import type { Configuration } from '../model/configuration.ts';
import type { Verdict } from '../model/verdict.ts';
import type { EndPorts } from '../pipeline/end.ts';
import { handedOver } from '../pipeline/handed-over-sentence.ts';
import type { HookResult } from '../pipeline/hook.ts';
import type { Sealed } from '../pipeline/seal.ts';
import type { ActionConsole } from './console.ts';
import { reportFindings, reportProblems, reportWaivers } from './report-problems.ts';
import type { RunnerFiles } from './runner-files.ts';

/** What a sealed record is told with. */
export interface Teller {
  readonly files: RunnerFiles;
  readonly console: ActionConsole;
  readonly ports: Pick<EndPorts, 'signer' | 'attestations' | 'redact'>;
  readonly configuration: Configuration;
  readonly recordId: string;
  /** For files, where the record's own could not be written. */
  readonly folder: string;
  /** What an earlier stage annotated. */
  readonly earlier: Verdict | undefined;
}

/**
 * Tells people and later steps of a record: outputs, verdict files, summary, annotations. Answers whether the job is
 * refused. Never raises: what can't be told is a problem, and makes no refusal undone.
 */
export async function tellRecord(teller: Teller, result: HookResult & Sealed): Promise<boolean> {
  const { files, console, ports, configuration, recordId, earlier } = teller;
  const folder = result.paths ? dirname(result.paths.record) : teller.folder;
  const left = await leaveVerdict(ports, configuration, result, folder);
  const problems: Problem[] = [...left.problems];
  const attempt = async (action: () => void | Promise<void>): Promise<void> => {
    try {
      await action();
    } catch (error) {
      const problem = problemOf(error);
      problems.push({ ...problem, message: ports.redact(problem.message) });
    }
  };
  await attempt(() => {
    writeOutputs(files, recordId, result);
    files.setOutput('verdict-path', left.files?.verdict ?? '');
    files.setOutput('sarif-path', left.files?.sarif ?? '');
  });
  if (configuration.summary) await attempt(() => writeSummary(files, result));
  reportFindings(console, result.verdict, earlier);
  reportWaivers(console, result.verdict, earlier);
  reportProblems(console, [...result.problems, ...problems], result.verdict);
  return result.refused || problemsFail(problems, result.verdict);
}

function writeOutputs(files: RunnerFiles, recordId: string, result: HookResult & Sealed): void {
  files.setOutput('record-id', recordId);
  files.setOutput('record-path', result.paths?.record ?? '');
  files.setOutput('record-digest', `sha256:${result.recordDigest}`);
  files.setOutput('bundle-path', result.paths?.bundle ?? '');
  files.setOutput('attestation-id', result.attestation?.id ?? '');
  files.setOutput('attestation-url', result.attestation?.url ?? '');
  files.setOutput('verdict', result.verdict.verdict);
  files.setOutput('undelivered', String(result.undelivered?.entries ?? 0));
}

async function writeSummary(files: RunnerFiles, result: HookResult & Sealed): Promise<void> {
  const { summarize } = await import('../report/summary.ts');
  files.appendSummary(
    summarize({
      record: result.views.attested,
      recordDigest: result.recordDigest,
      refused: result.refused && (isRefused(result.verdict) ? 'policy' : 'trouble'),
      deliveries: result.deliveries,
      undelivered: result.undelivered,
      problems: result.problems
        // The summary says it in its own words, with what to do.
        .filter(({ message }) => result.undelivered === undefined || message !== handedOver(result.undelivered))
        .map((problem) => ({ message: problem.message, fatal: problemsFail([problem], result.verdict) })),
      alerts: result.alerts,
      attestationUrl: result.attestation?.url,
      signed: result.bundle !== undefined,
    }),
  );
}
