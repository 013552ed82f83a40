import * as z from 'zod/mini';
import { DoorlogError } from '../../errors.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Every variable of the runner that Doorlog reads, under the name that it has there:
 * https://docs.github.com/actions/reference/workflows-and-actions/variables
 */
const VARIABLES = {
  server: 'GITHUB_SERVER_URL',
  apiUrl: 'GITHUB_API_URL',
  graphqlUrl: 'GITHUB_GRAPHQL_URL',
  repository: 'GITHUB_REPOSITORY',
  repositoryId: 'GITHUB_REPOSITORY_ID',
  repositoryOwner: 'GITHUB_REPOSITORY_OWNER',
  repositoryOwnerId: 'GITHUB_REPOSITORY_OWNER_ID',
  workflow: 'GITHUB_WORKFLOW',
  workflowRef: 'GITHUB_WORKFLOW_REF',
  workflowSha: 'GITHUB_WORKFLOW_SHA',
  runId: 'GITHUB_RUN_ID',
  runNumber: 'GITHUB_RUN_NUMBER',
  runAttempt: 'GITHUB_RUN_ATTEMPT',
  job: 'GITHUB_JOB',
  event: 'GITHUB_EVENT_NAME',
  eventPath: 'GITHUB_EVENT_PATH',
  sha: 'GITHUB_SHA',
  ref: 'GITHUB_REF',
  refProtected: 'GITHUB_REF_PROTECTED',
  actor: 'GITHUB_ACTOR',
  actorId: 'GITHUB_ACTOR_ID',
  triggeringActor: 'GITHUB_TRIGGERING_ACTOR',
  actionRepository: 'GITHUB_ACTION_REPOSITORY',
  actionRef: 'GITHUB_ACTION_REF',
  actionId: 'GITHUB_ACTION',
  runnerName: 'RUNNER_NAME',
  runnerOs: 'RUNNER_OS',
  runnerArch: 'RUNNER_ARCH',
  runnerEnvironment: 'RUNNER_ENVIRONMENT',
  runnerTemp: 'RUNNER_TEMP',
  trackingId: 'RUNNER_TRACKING_ID',
  imageOs: 'ImageOS',
  imageVersion: 'ImageVersion',
  idTokenRequestUrl: 'ACTIONS_ID_TOKEN_REQUEST_URL',
  idTokenRequestToken: 'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
  runtimeToken: 'ACTIONS_RUNTIME_TOKEN',
  resultsUrl: 'ACTIONS_RESULTS_URL',
} as const;

type Name = keyof typeof VARIABLES;

const number = z.string().check(z.regex(/^[1-9]\d{0,19}$/));
const objectId = z.string().check(z.regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/));
const address = z.url({ protocol: /^https?$/ });
const plain = z.string().check(z.minLength(1), z.maxLength(1_000));

const SHAPES: Partial<Record<Name, z.ZodMiniType<string>>> = {
  server: address,
  apiUrl: address,
  graphqlUrl: address,
  repository: z.string().check(z.regex(/^[\w.-]{1,100}\/[\w.-]{1,100}$/)),
  repositoryId: number,
  repositoryOwnerId: number,
  workflowSha: objectId,
  runId: number,
  runNumber: number,
  runAttempt: number,
  sha: objectId,
  actorId: number,
  refProtected: z.enum(['true', 'false']),
  runnerEnvironment: z.enum(['github-hosted', 'self-hosted']),
};

const SECRET: ReadonlySet<Name> = new Set(['idTokenRequestToken', 'runtimeToken']);
const REQUIRED: readonly Name[] = ['server', 'apiUrl', 'repository', 'runId', 'sha', 'event', 'actor', 'job'];

/** What the runner says of the job; a variable that is empty or not of its form is left out. */
export type RunnerVariables = { readonly [K in Name]?: string };

/** Reads the runner's variables, and says in one sentence each what is missing or malformed. */
export function readVariables(env: Environment): { variables: RunnerVariables; problems: DoorlogError[] } {
  const variables: { [K in Name]?: string } = {};
  const malformed: string[] = [];
  for (const [name, variable] of Object.entries(VARIABLES) as [Name, string][]) {
    const value = env[variable];
    if (value === undefined || value === '') continue;
    const parsed = SECRET.has(name)
      ? { success: true as const, data: value }
      : (SHAPES[name] ?? plain).safeParse(value);
    if (parsed.success)
      variables[name] = name.endsWith('Url') || name === 'server' ? parsed.data.replace(/\/+$/, '') : parsed.data;
    else malformed.push(variable);
  }
  const missing = REQUIRED.filter((name) => variables[name] === undefined && !malformed.includes(VARIABLES[name])).map(
    (name) => VARIABLES[name],
  );
  return {
    variables,
    problems: [
      ...complaint(missing, 'missing from the environment'),
      ...complaint(malformed, 'not of the form that the runner gives it'),
    ],
  };
}

function complaint(names: readonly string[], what: string): DoorlogError[] {
  if (names.length === 0) return [];
  const be = names.length === 1 ? 'is' : 'are';
  return [
    new DoorlogError(
      'environment-invalid',
      `${names.join(', ')} ${be} ${what}; run Doorlog as a step of a GitHub Actions job and do not overwrite what the runner sets.`,
    ),
  ];
}
