import type { AccessRecord } from '../../model/access-record.ts';
import type { Location } from '../../model/verdict.ts';
import { jobOf, workflowOf } from '../history.ts';

/** Path of the workflow file that holds the job, a called workflow's own where it is in one. */
export function jobFile(record: AccessRecord): string | undefined {
  const { declaredIn } = record.access.token ?? {};
  const { jobWorkflowRef } = record.pipeline;
  return (
    record.enforcement?.file ??
    (declaredIn && declaredIn.level !== 'caller' ? declaredIn.file : undefined) ??
    (jobWorkflowRef === undefined
      ? undefined
      : workflowOf({ pipeline: { ...record.pipeline, workflowRef: jobWorkflowRef } })) ??
    workflowOf(record)
  );
}

/** Places of lines in the file of the job; none where the file is not known. */
export function jobLines(record: AccessRecord, lines: readonly number[]): Location[] {
  const file = jobFile(record);
  return file === undefined ? [] : [...new Set(lines)].map((line) => ({ file, line }));
}

/** Where the token's permissions are declared. */
export function permissionsPlace({ access }: AccessRecord): Location[] {
  const place = access.token?.declaredIn;
  return place ? [{ file: place.file, line: place.line }] : [];
}

/** Where the audit step stands: the job itself, for findings about the whole of it. */
export function auditStepPlace({ enforcement }: AccessRecord): Location[] {
  return enforcement ? [{ file: enforcement.file, line: enforcement.line }] : [];
}

/** The first few of many, and how many more there are. */
export function someOf(names: readonly string[], most = 5): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}

/** The job as what a finding is about: the same in every run, short enough for a verdict. */
export function thisJob(record: AccessRecord): string | undefined {
  return jobOf(record)?.slice(0, LONGEST_SUBJECT).toWellFormed();
}

const LONGEST_SUBJECT = 300;
