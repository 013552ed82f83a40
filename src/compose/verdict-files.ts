import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jobOf, workflowOf } from '../core/history.ts';
import { findRule } from '../core/rules/catalogue.ts';
import { DoorlogError } from '../errors.ts';
import type { AccessRecord } from '../model/access-record.ts';
import type { Verdict } from '../model/verdict.ts';
import { sarifLog } from '../report/sarif.ts';
import { testResultStatement } from '../report/test-result.ts';
import { subjectsOf } from '../signing/sign-record.ts';
import { VERSION } from '../version.ts';

/** What the files about a verdict are made of. */
export interface VerdictFilesInput {
  /** The attested view, and its canonical form. */
  readonly record: AccessRecord;
  readonly text: string;
  readonly verdict: Verdict;
  readonly refused: boolean;
  /** Folder of the record's files. */
  readonly folder: string;
}

/** Where the files are. */
export interface VerdictFiles {
  /** The Statement, or its bundle where it is signed. */
  readonly verdict: string;
  readonly sarif: string;
}

/**
 * Writes the verdict as an in-toto test-result Statement and its findings as SARIF, beside the record. Raises
 * `file-unreadable`.
 */
export function keepVerdict(input: VerdictFilesInput): { files: VerdictFiles; statement: string } {
  const { record, text, verdict, refused, folder } = input;
  const { server, runUrl: url } = record.pipeline;
  const subjects = subjectsOf(record, text);
  const statement = JSON.stringify(testResultStatement({ verdict, refused, subjects, server, url }));
  const sarif = JSON.stringify(
    sarifLog({
      verdict,
      version: VERSION,
      ruleText: findRule,
      workflowFile: record.enforcement?.file ?? workflowOf(record),
      category: jobOf(record) ?? 'job',
    }),
  );
  const files = { verdict: join(folder, 'verdict.intoto.json'), sarif: join(folder, 'doorlog.sarif') };
  write(folder, files.verdict, statement);
  write(folder, files.sarif, sarif);
  return { files, statement };
}

/** Writes the bundle of a signed verdict. Raises `file-unreadable`. */
export function keepVerdictBundle(folder: string, json: string): string {
  const file = join(folder, 'verdict.sigstore.json');
  write(folder, file, json);
  return file;
}

function write(folder: string, file: string, text: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, text);
  } catch (error) {
    throw new DoorlogError(
      'file-unreadable',
      `The verdict’s files could not be written to ${folder}; give the input output-directory a folder that can be.`,
      { cause: error },
    );
  }
}
