import { anyPattern } from '../../core/patterns.ts';
import { GITHUB_ISSUER } from '../../core/verification/signer.ts';
import { DoorlogError } from '../../errors.ts';
import { readArguments } from '../arguments.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const DEFAULT_DAYS = 7;
const MOST_PARALLEL = 50;
const DEFAULT_PARALLEL = 8;

/** What `doorlog reconcile` was asked. */
export interface ReconcileOptions {
  readonly repositories: readonly string[];
  readonly sinks: string | undefined;
  readonly from: Date;
  readonly until: Date;
  /** Milliseconds. */
  readonly grace: number;
  readonly state: string | undefined;
  /** Whether signatures are looked at, by whom they must be, and what they are held against. */
  readonly signatures: boolean;
  readonly issuer: string;
  readonly collectors: readonly string[];
  readonly trustRoot: string | undefined;
  /** How many attestations are looked for. */
  readonly attestations: number | undefined;
  readonly bundles: string | undefined;
  readonly isExpected: (workflow: string) => boolean;
  readonly parallel: number;
  readonly mayWait: boolean;
  readonly apiUrl: string | undefined;
  readonly json: boolean;
  readonly all: boolean;
  /** What tells this question from another one; the same words are the same question, whenever they are asked. */
  readonly asked: string;
}

/** Reads the command’s arguments; `help` where that is what was asked for. Raises `usage`. */
export function readOptions(args: string[], now: Date): ReconcileOptions | 'help' {
  const { values } = readArguments('reconcile', {
    args,
    allowNegative: true,
    options: {
      repo: { type: 'string', multiple: true, default: [] },
      sinks: { type: 'string' },
      from: { type: 'string' },
      until: { type: 'string' },
      grace: { type: 'string', default: '2h' },
      state: { type: 'string' },
      attestations: { type: 'string' },
      signatures: { type: 'boolean', default: false },
      collector: { type: 'string', multiple: true, default: [] },
      issuer: { type: 'string', default: GITHUB_ISSUER },
      'trust-root': { type: 'string' },
      'from-bundles': { type: 'string' },
      'only-workflow': { type: 'string', multiple: true, default: [] },
      'except-workflow': { type: 'string', multiple: true, default: [] },
      parallel: { type: 'string', default: String(DEFAULT_PARALLEL) },
      wait: { type: 'boolean', default: true },
      'api-url': { type: 'string' },
      json: { type: 'boolean', default: false },
      all: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return 'help';
  if (values.repo.length === 0) {
    throw new DoorlogError('usage', 'Name the repository by --repo OWNER/REPO; it may be given several times.');
  }
  const wrong = values.repo.find((repository) => !/^[\w.-]+\/[\w.-]+$/.test(repository));
  if (wrong !== undefined) {
    throw new DoorlogError('usage', 'Option --repo must be OWNER/REPO, as in octo-org/octo-repo.');
  }
  const until = values.until === undefined ? now : momentOf('until', values.until, now);
  const from =
    values.from === undefined ? startOfDay(until.getTime() - DEFAULT_DAYS * DAY) : momentOf('from', values.from, now);
  if (from >= until) throw new DoorlogError('usage', 'Option --from must be before --until.');
  const [only, except] = [values['only-workflow'], values['except-workflow']];
  return {
    repositories: [...new Set(values.repo)],
    sinks: values.sinks,
    from,
    until,
    grace: lengthOf('grace', values.grace),
    state: values.state,
    signatures: values.signatures,
    issuer: values.issuer,
    collectors: values.collector,
    trustRoot: values['trust-root'],
    attestations: attestationsOf(values.attestations),
    bundles: values['from-bundles'],
    isExpected: expectation(only, except),
    parallel: wholeNumber('parallel', values.parallel, MOST_PARALLEL),
    mayWait: values.wait,
    apiUrl: values['api-url'],
    json: values.json,
    all: values.all,
    asked: JSON.stringify([values.from ?? null, values.until ?? null]),
  };
}

/** `dynamic/…` are GitHub’s own workflows, such as of Pages and Dependabot: there is no file to put a step into. */
function expectation(only: readonly string[], except: readonly string[]): (workflow: string) => boolean {
  const isOnly = only.length === 0 ? () => true : matching(only);
  const isExcept = matching(except);
  return (workflow) => !workflow.startsWith('dynamic/') && isOnly(workflow) && !isExcept(workflow);
}

/** A pattern without a slash is one of the file’s name. */
function matching(patterns: readonly string[]): (workflow: string) => boolean {
  const isPath = anyPattern(patterns.filter((pattern) => pattern.includes('/')));
  const isName = anyPattern(patterns.filter((pattern) => !pattern.includes('/')));
  return (workflow) => isPath(workflow) || isName(workflow.split('/').at(-1) ?? workflow);
}

function momentOf(option: string, text: string, now: Date): Date {
  if (/^\d{1,5}[dh]$/.test(text)) return new Date(now.getTime() - lengthOf(option, text));
  const isDate = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?Z)?$/.test(text);
  const moment = new Date(isDate ? text : Number.NaN);
  if (!Number.isNaN(moment.getTime())) return moment;
  throw new DoorlogError(
    'usage',
    `Option --${option} must be a day or time in UTC, as in 2026-10-01 or 2026-10-01T06:00Z, or so long ago, as in 30d.`,
  );
}

function lengthOf(option: string, text: string): number {
  const [, number, unit] = /^(\d{1,5})(m|h|d)$/.exec(text) ?? [];
  if (number === undefined) {
    throw new DoorlogError('usage', `Option --${option} must be a time, as in 90m, 2h or 1d.`);
  }
  return Number(number) * (unit === 'm' ? 60_000 : unit === 'h' ? HOUR : DAY);
}

function attestationsOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  return text === 'all' ? Number.MAX_SAFE_INTEGER : wholeNumber('attestations', text, 1_000_000);
}

function wholeNumber(option: string, text: string, most: number): number {
  const number = /^\d{1,7}$/.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= most) return number;
  throw new DoorlogError('usage', `Option --${option} must be a whole number from 1 to ${most}.`);
}

function startOfDay(time: number): Date {
  return new Date(Math.floor(time / DAY) * DAY);
}
