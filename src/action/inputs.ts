import type * as z from 'zod/mini';
import { canonicalize } from '../core/canonical.ts';
import { savableOrganizationRef } from '../core/organization-ref.ts';
import { SHORTEST_KEY } from '../core/pseudonyms.ts';
import { DoorlogError } from '../errors.ts';
import { Configuration, StageClaims } from '../model/configuration.ts';
import { SINK_SECRETS, type SinkSecrets } from '../model/sink-secrets.ts';
import { didYouMean } from '../nearest.ts';
import { accountNames, variableNames } from './name-lists.ts';

/** A longer matrix would not fit into the state beside the rest. */
const LONGEST_MATRIX = 10_000;

type Environment = Readonly<Record<string, string | undefined>>;

/** Secrets that come by inputs; never saved, never printed. */
export type InputSecrets = {
  readonly token?: string;
  readonly pseudonymKey?: string;
  readonly organizationPolicyToken?: string;
} & SinkSecrets;

/** The inputs of one stage. */
export interface Inputs {
  readonly configuration: Configuration;
  readonly claims: StageClaims;
  readonly secrets: InputSecrets;
  /** One sentence for each input that can't be used; its default holds instead, so that the record is still made. */
  readonly problems: readonly DoorlogError[];
}

/** How each input of `action.yml` that is a setting is read; the defaults are those of `action.yml`. */
const SETTINGS = {
  mode: ['mode', 'enforce'],
  onViolation: ['on-violation', 'fail'],
  onUnknown: ['on-unknown', 'warn'],
  onError: ['on-error', 'warn'],
  attest: ['attest', 'all'],
  sigstore: ['sigstore', 'auto'],
  fulcioUrl: ['fulcio-url', undefined],
  tsaUrl: ['tsa-url', undefined],
  rekorUrl: ['rekor-url', undefined],
  rekorVersion: ['rekor-version', '1'],
  oidcAudience: ['oidc-audience', 'sigstore'],
  sinks: ['sinks', ''],
  alerts: ['alerts', undefined],
  handoverKey: ['handover-key', undefined],
  announceWait: ['announce-wait', 1000],
  deliveryTimeout: ['delivery-timeout', 20_000],
  environment: ['environment', undefined],
  subjects: ['subjects', undefined],
  outputDirectory: ['output-directory', undefined],
  summary: ['summary', true],
  attestVerdict: ['attest-verdict', false],
  environmentVariables: ['environment-variables', undefined],
  sharedAccounts: ['shared-accounts', undefined],
  organizationPolicy: ['organization-policy', undefined],
} as const satisfies Record<keyof Configuration, readonly [string, unknown]>;

const SECRETS = {
  token: 'token',
  ...SINK_SECRETS,
  pseudonymKey: 'pseudonym-key',
  organizationPolicyToken: 'organization-policy-token',
} as const satisfies Record<keyof InputSecrets, string>;

const CLAIMS = {
  jobStatus: 'job-status',
  checkRunId: 'check-run-id',
  matrix: 'matrix',
  jobWorkflowRef: 'job-workflow-ref',
  jobWorkflowSha: 'job-workflow-sha',
} as const satisfies Record<keyof StageClaims, string>;

/** Names of all inputs, as `action.yml` lists them. */
export function inputNames(): string[] {
  return [...Object.values(SETTINGS).map(([name]) => name), ...Object.values(SECRETS), ...Object.values(CLAIMS)];
}

/** Reads the inputs that the runner hands over as `INPUT_*`; `own` are those that an action has beside these. Never raises. */
export function readInputs(env: Environment, own: readonly string[] = []): Inputs {
  const problems: DoorlogError[] = unknownInputs(env, own);
  return {
    configuration: readConfiguration(env, problems),
    claims: readClaims(env),
    secrets: readSecrets(env, problems),
    problems,
  };
}

/** One input as the runner hands it over: it keeps hyphens and puts underscores for spaces. */
export function input(env: Environment, name: string): string | undefined {
  const value = env[`INPUT_${name.toUpperCase()}`]?.trim();
  return value === '' ? undefined : value;
}

function readConfiguration(env: Environment, problems: DoorlogError[]): Configuration {
  const values: Record<string, unknown> = {};
  for (const [key, [name, fallback]] of Object.entries(SETTINGS)) {
    const text = input(env, name);
    const value = text === undefined ? fallback : (special(key, text, problems) ?? typedLike(fallback, text));
    if (value !== undefined) values[key] = value;
  }
  const parsed = Configuration.safeParse(values);
  if (parsed.success) return parsed.data;
  for (const issue of firstIssues(parsed.error)) {
    const [name, fallback] = SETTINGS[issue.key as keyof Configuration];
    problems.push(unusable(name, issue, fallback));
    if (fallback === undefined) delete values[issue.key];
    else values[issue.key] = fallback;
  }
  return Configuration.parse(values);
}

/** What an input that is more than plain text says: the names that it lists, or a reference. */
function special(key: string, text: string, problems: DoorlogError[]): string[] | string | undefined {
  if (key === 'organizationPolicy') return savableOrganizationRef(text);
  const read = { environmentVariables: variableNames, sharedAccounts: accountNames }[key];
  const list = read?.(text);
  problems.push(...(list?.problems ?? []));
  return list?.names;
}

/** The first issue of each member. */
function firstIssues(error: z.core.$ZodError): (z.core.$ZodIssue & { key: string })[] {
  const byKey = new Map<string, z.core.$ZodIssue & { key: string }>();
  for (const issue of error.issues) {
    const key = String(issue.path[0]);
    if (!byKey.has(key)) byKey.set(key, { ...issue, key });
  }
  return [...byKey.values()];
}

/** Inputs are text; a number or a truth value is read in the way that YAML writes it. */
function typedLike(example: unknown, text: string): unknown {
  if (typeof example === 'number') return /^\d+$/.test(text) ? Number(text) : text;
  if (typeof example === 'boolean')
    return text.toLowerCase() === 'true' ? true : text.toLowerCase() === 'false' ? false : text;
  return text;
}

/** What was given is not repeated: it may be a secret in the wrong place. */
function unusable(name: string, issue: z.core.$ZodIssue | undefined, fallback: unknown): DoorlogError {
  const instead = fallback === undefined || fallback === '' ? '' : ` (default ${fallback})`;
  return new DoorlogError(
    'input-invalid',
    `The input “${name}” must be ${allowed(issue)}${instead}; mend it in the step’s \`with:\`.`,
  );
}

function allowed(issue: z.core.$ZodIssue | undefined): string {
  switch (issue?.code) {
    case 'invalid_value':
      return issue.values.map((value) => `\`${String(value)}\``).join(' or ');
    case 'invalid_type':
      return issue.expected === 'boolean' ? '`true` or `false`' : 'a whole number';
    case 'too_big':
      return `at most ${issue.maximum}${issue.origin === 'string' ? ' characters long' : ''}`;
    case 'too_small':
      return `at least ${issue.minimum}${issue.origin === 'string' ? ' characters long' : ''}`;
    case 'invalid_format':
      return 'an address that starts with http:// or https://, with no user name, password, query or fragment in it';
    default:
      return 'what the README says';
  }
}

function unknownInputs(env: Environment, own: readonly string[]): DoorlogError[] {
  const known = new Set([...inputNames(), ...own]);
  return Object.keys(env)
    .filter((name) => name.startsWith('INPUT_'))
    .map((name) => name.slice('INPUT_'.length).toLowerCase())
    .filter((name) => !known.has(name))
    .map((name) => {
      const shown = name.slice(0, 60).replace(/[^\w -]/g, '?');
      const mend = didYouMean(name, known) || ' Remove it.';
      return new DoorlogError('input-invalid', `There is no input “${shown}” in the step’s \`with:\`.${mend}`);
    });
}

function readSecrets(env: Environment, problems: DoorlogError[]): InputSecrets {
  const secrets: InputSecrets = Object.fromEntries(
    Object.entries(SECRETS).flatMap(([key, name]) => {
      const value = input(env, name);
      return value === undefined ? [] : [[key, value]];
    }),
  );
  const { pseudonymKey } = secrets;
  if (pseudonymKey !== undefined && pseudonymKey.length < SHORTEST_KEY) {
    problems.push(
      new DoorlogError(
        'input-invalid',
        `The input “pseudonym-key” must have at least ${SHORTEST_KEY} characters, so people have pseudonyms that no other record has; keep a long random text in a secret.`,
      ),
    );
  }
  return secrets;
}

/** A claim that is not of its form is as good as none: the record then has a gap. */
function readClaims(env: Environment): StageClaims {
  const values: Record<string, unknown> = {};
  for (const [key, name] of Object.entries(CLAIMS)) {
    const text = input(env, name);
    if (text !== undefined && text !== 'null') values[key] = key === 'matrix' ? jsonOrNothing(text) : text;
  }
  const parsed = StageClaims.safeParse(values);
  if (parsed.success) return parsed.data;
  for (const { key } of firstIssues(parsed.error)) delete values[key];
  return StageClaims.parse(values);
}

/** JSON that a record can hold: nothing infinite, endless or too deep to be written down again. */
function jsonOrNothing(text: string): unknown {
  try {
    const value: unknown = text.length > LONGEST_MATRIX ? undefined : JSON.parse(text);
    canonicalize(value ?? null);
    return value;
  } catch {
    return undefined;
  }
}
