import type { World } from './world-types.ts';

/** What differs from an ordinary log. */
export interface LogParts {
  /** Actions as they are downloaded, with their commits. */
  readonly actions?: readonly (readonly [uses: string, commit: string])[];
  /** Lines after the set-up: what steps wrote. */
  readonly steps?: readonly string[];
  readonly isSelfHosted?: boolean;
  /** Lines between the downloads and the name of the job: the call of a workflow with its inputs. */
  readonly call?: readonly string[];
  readonly withoutPermissions?: boolean;
}

/**
 * The log of a job as GitHub’s runner begins it (github.com/actions/runner, src/Runner.Worker/JobExtension.cs), with what
 * the world’s token may do.
 */
export function setUpLog(world: World, parts: LogParts = {}): string {
  const { actions = [], steps = [], call = [], isSelfHosted = false, withoutPermissions = false } = parts;
  const permissions = Object.entries(world.tokenPermissions)
    .filter(([, level]) => level !== 'none')
    .map(([scope, level]) => `${pascal(scope)}: ${level}`)
    .sort();
  const machine = isSelfHosted
    ? [`Runner name: '${world.runner.name}'`, "Runner group name: 'Default'", "Machine name: 'build-7'"]
    : [
        ...group('Runner Image Provisioner', ['Hosted Compute Agent', 'Version: 20261101.1']),
        ...group('Operating System', ['Ubuntu', '24.04.1', 'LTS']),
        ...group('Runner Image', [
          'Image: ubuntu-24.04',
          'Version: 20261115.2.0',
          'Included Software: https://github.com/x',
        ]),
      ];
  return linesOf([
    "Current runner version: '2.331.0'",
    ...machine,
    ...(withoutPermissions ? [] : group('GITHUB_TOKEN Permissions', permissions)),
    'Secret source: Actions',
    'Prepare workflow directory',
    'Prepare all required actions',
    'Getting action download info',
    ...actions.map(([uses, commit]) => `Download action repository '${uses}' (SHA:${commit})`),
    ...call,
    `Complete job name: ${world.jobs[0]?.name ?? 'job'}`,
    ...steps,
  ]);
}

/** Lines with their times, as the log has them. */
export function linesOf(messages: readonly string[]): string {
  return `\uFEFF${messages.map((message, index) => `2026-11-20T10:24:4${index % 10}.1234567Z ${message}\n`).join('')}`;
}

function group(name: string, lines: readonly string[]): string[] {
  return [`##[group]${name}`, ...lines, '##[endgroup]'];
}

function pascal(scope: string): string {
  return scope.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
}
