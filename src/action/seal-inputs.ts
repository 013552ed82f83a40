import { DoorlogError } from '../errors.ts';
import type { Listing } from '../ports.ts';
import { input } from './inputs.ts';
import { readTrustedInputs, type TrustedInputs } from './trusted-inputs.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const OWN = {
  folder: 'folder',
  origin: 'origin',
  sealKey: 'seal-key',
  since: 'since',
  overlapDays: 'overlap-days',
  read: 'read',
} as const;

const MOST_DAYS = 3_650;
const DEFAULT_DAYS = 7;

/** The inputs of a sealer: those of every trusted job, and its own. */
export interface SealInputs extends TrustedInputs {
  readonly secrets: TrustedInputs['secrets'] & { readonly sealKey?: string };
  /** Folder of the checkpoints, from the workspace. */
  readonly folder: string;
  /** Name of the log; left out, the repository's or the key's. */
  readonly origin: string | undefined;
  readonly since: Date | undefined;
  readonly overlapDays: number;
  readonly read: Listing['read'];
}

/** Names of the inputs that a sealer has beside those of every trusted job. */
export function sealInputNames(): string[] {
  return Object.values(OWN);
}

/** Reads the inputs of a sealer as the runner hands them over. Never raises. */
export function readSealInputs(env: Environment): SealInputs {
  const inputs = readTrustedInputs(env, sealInputNames());
  const problems = [...inputs.problems];
  const sealKey = input(env, OWN.sealKey);
  return {
    ...inputs,
    secrets: { ...inputs.secrets, ...(sealKey && { sealKey }) },
    folder: input(env, OWN.folder) ?? 'doorlog-seals',
    origin: input(env, OWN.origin),
    since: sinceFrom(input(env, OWN.since), problems),
    overlapDays: daysFrom(input(env, OWN.overlapDays), problems),
    read: readFrom(input(env, OWN.read) ?? 'whole', problems),
    problems,
  };
}

function sinceFrom(text: string | undefined, problems: DoorlogError[]): Date | undefined {
  if (text === undefined) return undefined;
  const time = new Date(/^\d{4}-\d\d-\d\d(T[\d:.]{5,12}(Z|[+-]\d\d:\d\d))?$/.test(text) ? text : Number.NaN);
  if (!Number.isNaN(time.getTime())) return time;
  problems.push(unusable(OWN.since, 'a date or a time, as 2026-03-31 or 2026-03-31T12:00:00Z'));
  return undefined;
}

function daysFrom(text: string | undefined, problems: DoorlogError[]): number {
  if (text === undefined) return DEFAULT_DAYS;
  const days = /^\d{1,4}$/.test(text) ? Number(text) : MOST_DAYS + 1;
  if (days <= MOST_DAYS) return days;
  problems.push(unusable(OWN.overlapDays, `a whole number up to ${MOST_DAYS} (default ${DEFAULT_DAYS})`));
  return DEFAULT_DAYS;
}

function readFrom(text: string, problems: DoorlogError[]): Listing['read'] {
  if (text === 'whole' || text === 'names') return text;
  problems.push(unusable(OWN.read, '`whole` or `names`'));
  return 'whole';
}

function unusable(name: string, allowed: string): DoorlogError {
  return new DoorlogError('input-invalid', `The input “${name}” must be ${allowed}; mend it in the step’s \`with:\`.`);
}
