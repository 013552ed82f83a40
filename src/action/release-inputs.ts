import { LEADING_EVENTS } from '../core/leading-events.ts';
import { DoorlogError } from '../errors.ts';
import { input } from './inputs.ts';
import { readTrustedInputs, type TrustedInputs } from './trusted-inputs.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const OWN = {
  tag: 'tag',
  artifacts: 'artifacts',
  records: 'records',
  onMissing: 'on-missing',
  exceptJobs: 'except-jobs',
  events: 'events',
  collectors: 'collectors',
  issuer: 'issuer',
  attach: 'attach',
} as const;

const MOST_PATTERNS = 100;
const LONGEST_PATTERN = 300;

/** The inputs of a release step: those of every trusted job, and its own. */
export interface ReleaseInputs extends TrustedInputs {
  readonly tag: string | undefined;
  /** Globs of files that are released. */
  readonly artifacts: string | undefined;
  /** Globs of files with bundles of records. */
  readonly records: string | undefined;
  readonly onMissing: 'fail' | 'warn';
  readonly exceptJobs: readonly string[];
  readonly events: readonly string[];
  readonly collectors: readonly string[];
  readonly issuer: string | undefined;
  readonly attach: boolean;
}

/** Names of the inputs that a release step has beside those of every trusted job. */
export function releaseInputNames(): string[] {
  return Object.values(OWN);
}

/** Reads the inputs of a release step as the runner hands them over. Never raises. */
export function readReleaseInputs(env: Environment): ReleaseInputs {
  const inputs = readTrustedInputs(env, releaseInputNames());
  const problems = [...inputs.problems];
  const onMissing = oneOf({ fail: 'fail', warn: 'warn' } as const, input(env, OWN.onMissing) ?? 'fail');
  const attach = oneOf({ true: true, false: false }, input(env, OWN.attach)?.toLowerCase() ?? 'true');
  if (onMissing === undefined) problems.push(unusable(OWN.onMissing, '`fail` or `warn`'));
  if (attach === undefined) problems.push(unusable(OWN.attach, '`true` or `false`'));
  const events = listIn(env, OWN.events, /[,\s]+/, problems);
  return {
    ...inputs,
    tag: input(env, OWN.tag)?.replace(/^refs\/tags\//, ''),
    artifacts: input(env, OWN.artifacts),
    records: input(env, OWN.records),
    onMissing: onMissing ?? 'fail',
    exceptJobs: listIn(env, OWN.exceptJobs, /\r?\n/, problems),
    events: events.length > 0 ? events : LEADING_EVENTS,
    collectors: listIn(env, OWN.collectors, /\r?\n/, problems),
    issuer: input(env, OWN.issuer),
    attach: attach ?? true,
    problems,
  };
}

function oneOf<T>(known: Readonly<Record<string, T>>, text: string): T | undefined {
  return Object.hasOwn(known, text) ? known[text] : undefined;
}

/** What is too long or too much is left out, so that more jobs are asked for a record rather than fewer. */
function listIn(env: Environment, name: string, separator: RegExp, problems: DoorlogError[]): string[] {
  const all = (input(env, name) ?? '').split(separator).flatMap((part) => part.trim() || []);
  const usable = [...new Set(all)].filter((each) => each.length <= LONGEST_PATTERN).slice(0, MOST_PATTERNS);
  if (usable.length < new Set(all).size) {
    problems.push(unusable(name, `at most ${MOST_PATTERNS} entries of at most ${LONGEST_PATTERN} characters`));
  }
  return usable;
}

function unusable(name: string, allowed: string): DoorlogError {
  return new DoorlogError('input-invalid', `The input “${name}” must be ${allowed}; mend it in the step’s \`with:\`.`);
}
