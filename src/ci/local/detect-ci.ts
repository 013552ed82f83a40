/** The CI system that this process says it runs in: a claim of the environment. */
export interface DetectedCi {
  readonly name: string;
  /** That system's own id of the build or job. */
  readonly run?: string;
}

/** Variable that only this system sets, its name, and the variable with the id; no other variable is ever read. */
const SYSTEMS: readonly (readonly [variable: string, name: string, run?: string])[] = [
  ['GITHUB_ACTIONS', 'GitHub Actions', 'GITHUB_RUN_ID'],
  ['GITLAB_CI', 'GitLab CI', 'CI_JOB_ID'],
  ['JENKINS_URL', 'Jenkins', 'BUILD_TAG'],
  ['BUILDKITE', 'Buildkite', 'BUILDKITE_BUILD_ID'],
  ['CIRCLECI', 'CircleCI', 'CIRCLE_WORKFLOW_ID'],
  ['TF_BUILD', 'Azure Pipelines', 'BUILD_BUILDID'],
  ['BITBUCKET_BUILD_NUMBER', 'Bitbucket Pipelines', 'BITBUCKET_BUILD_NUMBER'],
  ['TEAMCITY_VERSION', 'TeamCity', 'BUILD_NUMBER'],
  ['CODEBUILD_BUILD_ID', 'AWS CodeBuild', 'CODEBUILD_BUILD_ID'],
  ['TRAVIS', 'Travis CI', 'TRAVIS_BUILD_ID'],
  ['APPVEYOR', 'AppVeyor', 'APPVEYOR_BUILD_ID'],
  // Woodpecker goes by Drone's variables too.
  ['CI_PIPELINE_FORGE_URL', 'Woodpecker', 'CI_PIPELINE_NUMBER'],
  ['DRONE', 'Drone', 'DRONE_BUILD_NUMBER'],
  ['CI', 'an unknown CI system'],
];

/** Tells which CI system the environment claims; undefined where there is none. */
export function detectCi(env: Readonly<Record<string, string | undefined>> = process.env): DetectedCi | undefined {
  const found = SYSTEMS.find(([variable]) => {
    const value = env[variable];
    return value !== undefined && value !== '' && value.toLowerCase() !== 'false';
  });
  if (found === undefined) {
    return undefined;
  }
  const [, name, runVariable] = found;
  const run = runVariable === undefined ? undefined : env[runVariable];
  return { name, ...(run !== undefined && /^[\w.:/-]{1,200}$/.test(run) ? { run } : {}) };
}
