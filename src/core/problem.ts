import { codeOf, type ErrorCode, sentenceOf } from '../errors.ts';
import type { Verdict } from '../model/verdict.ts';

/**
 * Something that went wrong in a hook. A `mistake` is the user's to mend (an input, a policy, a file); a `service` is a
 * tool that failed, for which `on-error` decides; `required` is a log store that must have the record.
 */
export interface Problem {
  readonly kind: 'mistake' | 'service' | 'required';
  readonly code: ErrorCode;
  readonly message: string;
}

const MISTAKES: ReadonlySet<ErrorCode> = new Set([
  'input-invalid',
  'usage',
  'policy-invalid',
  'file-invalid',
  'environment-invalid',
  'event-invalid',
  'state-invalid',
  'refused',
]);

/** Sorts an error into a problem by its code. */
export function problemOf(error: unknown): Problem {
  const code = codeOf(error);
  const message = code === 'internal' ? `Doorlog itself failed: ${sentenceOf(error)}` : sentenceOf(error);
  return { kind: MISTAKES.has(code) ? 'mistake' : 'service', code, message };
}

/** Whether problems fail the job: mistakes and required stores always, services as `on-error` says, in `audit` nothing. */
export function problemsFail(
  problems: readonly Problem[],
  { mode, onError }: Pick<Verdict, 'mode' | 'onError'>,
): boolean {
  if (mode === 'audit') return false;
  return problems.some(({ kind }) => kind !== 'service' || onError === 'fail');
}
