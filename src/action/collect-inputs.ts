import { DoorlogError } from '../errors.ts';
import { input } from './inputs.ts';
import { readTrustedInputs, type TrustedInputs } from './trusted-inputs.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const OWN = {
  hours: 'hours',
  historyDays: 'history-days',
  roster: 'roster',
  auditLogToken: 'audit-log-token',
  auditLogDays: 'audit-log-days',
} as const;

/** GitHub keeps the audit log for 180 days. */
const DAYS_OF_AUDIT_LOG = { most: 180, fallback: 30 };
const DAYS_OF_HISTORY = { most: 365, fallback: 30 };
const HOURS = { most: 720, fallback: 48 };

/** The inputs of a collector: those of the action, and its own. */
export interface CollectInputs extends TrustedInputs {
  readonly secrets: TrustedInputs['secrets'] & { readonly auditLogToken?: string };
  /** How far a schedule goes back. */
  readonly hours: number;
  /** How far earlier records are read back. */
  readonly historyDays: number;
  /** Path or text of the roster. */
  readonly roster: string | undefined;
  /** How many days of the audit log are read. */
  readonly auditLogDays: number;
}

/** Names of the inputs that a collector has beside those of every trusted job. */
export function collectInputNames(): string[] {
  return Object.values(OWN);
}

/** Reads the inputs of a collector as the runner hands them over. Never raises. */
export function readCollectInputs(env: Environment): CollectInputs {
  const inputs = readTrustedInputs(env, collectInputNames());
  const problems = [...inputs.problems];
  const auditLogToken = input(env, OWN.auditLogToken);
  return {
    ...inputs,
    secrets: { ...inputs.secrets, ...(auditLogToken && { auditLogToken }) },
    hours: wholeNumber(env, OWN.hours, HOURS, problems),
    historyDays: wholeNumber(env, OWN.historyDays, DAYS_OF_HISTORY, problems),
    roster: input(env, OWN.roster),
    auditLogDays: wholeNumber(env, OWN.auditLogDays, DAYS_OF_AUDIT_LOG, problems),
    problems,
  };
}

function wholeNumber(
  env: Environment,
  name: string,
  { most, fallback }: { readonly most: number; readonly fallback: number },
  problems: DoorlogError[],
): number {
  const text = input(env, name);
  if (text === undefined) return fallback;
  const found = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (found >= 1 && found <= most) return found;
  const sentence = `The input “${name}” must be a whole number from 1 to ${most} (default ${fallback}); mend it in the step’s \`with:\`.`;
  problems.push(new DoorlogError('input-invalid', sentence));
  return fallback;
}
