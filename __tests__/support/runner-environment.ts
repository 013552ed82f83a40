import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { World } from './world-types.ts';

/** Folders and files of one job on a runner. */
export interface RunnerFolders {
  /** Holds everything below. */
  readonly root: string;
  readonly workspace: string;
  /** RUNNER_TEMP. */
  readonly temp: string;
  readonly toolCache: string;
  readonly eventPath: string;
}

/** Makes the folders of a job and writes its event file. */
export function makeFolders(root: string, world: World): RunnerFolders {
  const folder = (name: string) => {
    const path = join(root, 'work', name);
    mkdirSync(path, { recursive: true });
    return path;
  };
  const temp = folder('_temp');
  mkdirSync(join(temp, '_github_workflow'), { recursive: true });
  const eventPath = join(temp, '_github_workflow', 'event.json');
  writeFileSync(eventPath, JSON.stringify(world.event));
  return { root, workspace: folder(world.repository.name), temp, toolCache: folder('_tool'), eventPath };
}

/** Where the world's services are, as the runner tells an action. */
export interface RunnerServices {
  apiUrl: string;
  graphqlUrl: string;
  idToken?: { url: string; token: string };
  results?: { url: string; token: string };
}

/**
 * The variables that the runner sets for every stage of an action.
 * https://docs.github.com/actions/reference/workflows-and-actions/variables
 */
export function runnerVariables(
  world: World,
  folders: RunnerFolders,
  services: RunnerServices,
): Record<string, string> {
  const { repository, run, context, runner } = world;
  const { idToken, results } = services;
  return {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: '__doorlog_doorlog',
    GITHUB_ACTION_REF: context.actionRef,
    GITHUB_ACTION_REPOSITORY: context.actionRepository,
    GITHUB_ACTOR: run.actor,
    GITHUB_ACTOR_ID: world.users[run.actor]?.id ?? '',
    GITHUB_API_URL: services.apiUrl,
    GITHUB_BASE_REF: context.baseRef,
    GITHUB_EVENT_NAME: run.event,
    GITHUB_EVENT_PATH: folders.eventPath,
    GITHUB_GRAPHQL_URL: services.graphqlUrl,
    GITHUB_HEAD_REF: context.headRef,
    GITHUB_JOB: context.jobKey,
    GITHUB_REF: context.ref,
    GITHUB_REF_NAME: context.refName,
    GITHUB_REF_PROTECTED: String(context.refProtected),
    GITHUB_REF_TYPE: context.refType,
    GITHUB_REPOSITORY: `${repository.owner}/${repository.name}`,
    GITHUB_REPOSITORY_ID: repository.id,
    GITHUB_REPOSITORY_OWNER: repository.owner,
    GITHUB_REPOSITORY_OWNER_ID: world.users[repository.owner]?.id ?? '',
    GITHUB_RETENTION_DAYS: String(context.retentionDays),
    GITHUB_RUN_ATTEMPT: String(run.runAttempt),
    GITHUB_RUN_ID: run.id,
    GITHUB_RUN_NUMBER: String(run.runNumber),
    GITHUB_SERVER_URL: world.serverUrl ?? 'https://github.com',
    GITHUB_SHA: context.sha,
    GITHUB_TRIGGERING_ACTOR: run.triggeringActor,
    GITHUB_WORKFLOW: run.name,
    GITHUB_WORKFLOW_REF: context.workflowRef,
    GITHUB_WORKFLOW_SHA: context.workflowSha,
    GITHUB_WORKSPACE: folders.workspace,
    RUNNER_ARCH: runner.arch,
    RUNNER_ENVIRONMENT: runner.environment,
    RUNNER_NAME: runner.name,
    RUNNER_OS: runner.os,
    RUNNER_TEMP: folders.temp,
    RUNNER_TOOL_CACHE: folders.toolCache,
    RUNNER_TRACKING_ID: runner.trackingId,
    RUNNER_WORKSPACE: folders.root,
    ...(idToken === undefined
      ? {}
      : { ACTIONS_ID_TOKEN_REQUEST_URL: idToken.url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: idToken.token }),
    ...(results === undefined ? {} : { ACTIONS_RESULTS_URL: results.url, ACTIONS_RUNTIME_TOKEN: results.token }),
  };
}
