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
  workspace: 'GITHUB_WORKSPACE',
  artifactsList: 'GITHUB_ARTIFACTS_LIST',
  trackingId: 'RUNNER_TRACKING_ID',
  imageOs: 'ImageOS',
  imageVersion: 'ImageVersion',
  idTokenRequestUrl: 'ACTIONS_ID_TOKEN_REQUEST_URL',
  idTokenRequestToken: 'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
  runtimeToken: 'ACTIONS_RUNTIME_TOKEN',
  resultsUrl: 'ACTIONS_RESULTS_URL',
} as const;

type Name = keyof typeof VARIABLES;

const NUMBER = /^[1-9]\d{0,19}$/;
const OBJECT_ID = /^[0-9a-f]{40}([0-9a-f]{24})?$/;
const ADDRESS = /^(?=.{1,200}$)https?:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/i;
/** Names are no longer than the record takes them. */
const NAME = /^[^\0]{1,100}$/s;
const LONG_NAME = /^[^\0]{1,300}$/s;
const PLAIN = /^[^\0]{1,1000}$/s;
const ANYTHING = /^/;

/** The form of each variable, where it is more than a line of text. */
const FORMS: Partial<Record<Name, RegExp>> = {
  server: ADDRESS,
  apiUrl: ADDRESS,
  graphqlUrl: ADDRESS,
  resultsUrl: ADDRESS,
  repository: /^[\w.-]{1,100}\/[\w.-]{1,100}$/,
  repositoryId: NUMBER,
  repositoryOwnerId: NUMBER,
  workflowSha: OBJECT_ID,
  runId: NUMBER,
  runNumber: NUMBER,
  runAttempt: NUMBER,
  sha: OBJECT_ID,
  actorId: NUMBER,
  refProtected: /^(true|false)$/,
  runnerEnvironment: /^(github-hosted|self-hosted)$/,
  repositoryOwner: NAME,
  event: NAME,
  actor: NAME,
  triggeringActor: NAME,
  actionRepository: LONG_NAME,
  actionRef: LONG_NAME,
  runnerName: LONG_NAME,
  runnerOs: NAME,
  runnerArch: NAME,
  trackingId: NAME,
  imageOs: NAME,
  imageVersion: NAME,
  idTokenRequestToken: ANYTHING,
  runtimeToken: ANYTHING,
};

const REQUIRED: readonly Name[] = ['server', 'apiUrl', 'repository', 'runId', 'sha', 'event', 'actor', 'job'];

/** What the runner says of the job; a variable that is empty or not of its form is left out. */
export type RunnerVariables = { readonly [K in Name]?: string };

/**
 * Reads the runner's variables, each by its form (a table of patterns: it is read at every start, before anything else), and says in
 * one sentence each what is missing or malformed.
 */
export function readVariables(env: Environment): { variables: RunnerVariables; problems: DoorlogError[] } {
  const variables: { [K in Name]?: string } = {};
  const malformed: string[] = [];
  for (const [name, variable] of Object.entries(VARIABLES) as [Name, string][]) {
    const value = env[variable];
    if (value === undefined || value === '') continue;
    const form = FORMS[name] ?? PLAIN;
    if (!form.test(value)) malformed.push(variable);
    else variables[name] = form === ADDRESS ? value.replace(/\/+$/, '') : value;
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
