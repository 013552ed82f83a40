import { DoorlogError } from '../errors.ts';
import { ResponseKind } from '../model/response.ts';
import { didYouMean } from '../nearest.ts';
import { type Inputs, input, readInputs } from './inputs.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const OWN = {
  roster: 'roster',
  auditLogToken: 'audit-log-token',
  auditLogDays: 'audit-log-days',
  responses: 'responses',
  responsesToken: 'responses-token',
  dryRun: 'dry-run',
} as const;

/** GitHub keeps the log for 180 days. */
const LONGEST_LOOK = 180;
const DEFAULT_LOOK = 30;

/** The inputs of a gate: those of the action, and its own. */
export interface GateInputs extends Inputs {
  readonly secrets: Inputs['secrets'] & { readonly auditLogToken?: string; readonly responsesToken?: string };
  /** Path or text of the roster. */
  readonly roster: string | undefined;
  /** How many days of the audit log are read. */
  readonly auditLogDays: number;
  readonly responses: readonly ResponseKind[];
  readonly dryRun: boolean;
}

/** Names of the inputs that a gate has beside those of the action. */
export function gateInputNames(): string[] {
  return Object.values(OWN);
}

/** Reads the inputs of a gate as the runner hands them over. Never raises. */
export function readGateInputs(env: Environment): GateInputs {
  const inputs = readInputs(env, gateInputNames());
  const problems = [...inputs.problems];
  const auditLogToken = input(env, OWN.auditLogToken);
  const responsesToken = input(env, OWN.responsesToken);
  return {
    ...inputs,
    secrets: { ...inputs.secrets, ...(auditLogToken && { auditLogToken }), ...(responsesToken && { responsesToken }) },
    roster: input(env, OWN.roster),
    auditLogDays: daysFrom(input(env, OWN.auditLogDays), problems),
    responses: responsesFrom(input(env, OWN.responses) ?? '', problems),
    dryRun: dryRunFrom(input(env, OWN.dryRun), problems),
    problems,
  };
}

function daysFrom(text: string | undefined, problems: DoorlogError[]): number {
  if (text === undefined) return DEFAULT_LOOK;
  const days = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (days >= 1 && days <= LONGEST_LOOK) return days;
  problems.push(unusable(OWN.auditLogDays, `a whole number from 1 to ${LONGEST_LOOK} (default ${DEFAULT_LOOK})`));
  return DEFAULT_LOOK;
}

/** What was meant is not known: then nothing is done for real. */
function dryRunFrom(text: string | undefined, problems: DoorlogError[]): boolean {
  const known = { true: true, false: false }[text?.toLowerCase() ?? 'false'];
  if (known !== undefined) return known;
  problems.push(unusable(OWN.dryRun, '`true` or `false`'));
  return true;
}

function responsesFrom(text: string, problems: DoorlogError[]): ResponseKind[] {
  const known: readonly string[] = ResponseKind.options;
  const names = [...new Set(text.split(/[,\s]+/).filter(Boolean))];
  return names.flatMap((name, index) => {
    const kind = ResponseKind.safeParse(name);
    if (kind.success) return [kind.data];
    const mend = didYouMean(name, known) || ` There are ${known.map((each) => `\`${each}\``).join(', ')}.`;
    const sentence = `Name ${index + 1} in the input “${OWN.responses}” is no response, so it is left out.${mend}`;
    problems.push(new DoorlogError('input-invalid', sentence));
    return [];
  });
}

function unusable(name: string, allowed: string): DoorlogError {
  return new DoorlogError('input-invalid', `The input “${name}” must be ${allowed}; mend it in the step’s \`with:\`.`);
}
