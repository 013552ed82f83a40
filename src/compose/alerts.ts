import type { ChannelSurroundings, ConfiguredChannel } from '../alerts/channel-type.ts';
import { parseAlerts } from '../alerts/config.ts';
import { createAlertClaims } from '../ci/github/alert-claims.ts';
import type { ArtifactStoreOptions } from '../ci/github/artifact-store.ts';
import type { ClientOptions } from '../ci/github/client.ts';
import { createGitHubClient } from '../ci/github/client.ts';
import { createIssueBoard, ISSUE_LABEL } from '../ci/github/issues.ts';
import { type Problem, problemOf } from '../core/problem.ts';
import { givenUpAt } from '../net/give-up.ts';
import { followAlert, isFollowed } from '../pipeline/follow-alerts.ts';
import { type AlertRaiser, intendedAlerts, raiseAlerts } from '../pipeline/raise-alerts.ts';
import type { AlertChannel, IssueDesk } from '../ports/alerts.ts';
import type { Logger } from '../ports.ts';
import { newIssue, readMark, seenAgain, settled } from '../report/issue-text.ts';
import { INPUT_NAMES } from '../sinks/secrets.ts';
import { isKeptFromSecrets, type SecretsQuestion } from './sinks.ts';

/** What a job’s alerts are made with. */
export interface JobAlertOptions {
  readonly surroundings: Omit<ChannelSurroundings, 'secretNames' | 'issues'>;
  readonly issues: IssueOptions;
  /** Left out where the runner names no artifact service. */
  readonly artifacts: ArtifactStoreOptions | undefined;
  readonly job: SecretsQuestion;
  readonly logger: Logger;
}

/** Whose issues are written to, and how. */
export interface IssueOptions {
  readonly client: ClientOptions;
  /** `OWNER/REPO`. */
  readonly repository: string;
}

/**
 * The channels of the `alerts` input for a job; one that this job was never given the means for is left out, and one that
 * can’t be made is a problem that keeps no other from being used. Never raises.
 */
export async function createAlerts(text: string, options: JobAlertOptions): Promise<AlertRaiser> {
  const channels: AlertChannel[] = [];
  const problems: Problem[] = [];
  const surroundings = { ...options.surroundings, secretNames: INPUT_NAMES, issues: deskOf(options.issues) };
  for (const channel of await parsed(text, problems)) {
    if (isKeptOut(channel, options)) {
      options.logger.info(
        `The alert channel “${channel.name}” is left out: this job, like every fork’s, was not given what it takes.`,
      );
      continue;
    }
    try {
      channels.push(await channel.create(surroundings));
    } catch (error) {
      problems.push(problemOf(error));
    }
  }
  const claims = options.artifacts && createAlertClaims(options.artifacts);
  return {
    problems,
    intends: (judged) => intendedAlerts(channels, judged),
    raise: (input) => raiseAlerts({ channels, claims }, input),
  };
}

async function parsed(text: string, problems: Problem[]): Promise<ConfiguredChannel[]> {
  try {
    return await parseAlerts(text);
  } catch (error) {
    problems.push(problemOf(error));
    return [];
  }
}

/** A fork’s pull request and Dependabot have a token that only reads, with or without an identity token. */
function isKeptOut({ needs, writesByToken }: ConfiguredChannel, { surroundings, job }: JobAlertOptions): boolean {
  if (writesByToken) return isKeptFromSecrets({ ...job, hasIdentity: true });
  return needs !== undefined && surroundings.secrets[needs] === undefined && isKeptFromSecrets(job);
}

function deskOf({ client, repository }: IssueOptions): IssueDesk {
  const portsUntil = (signal: AbortSignal) => ({
    issues: createIssueBoard(
      createGitHubClient({ ...client, http: givenUpAt(client.http, signal) }),
      repository,
      ISSUE_LABEL,
    ),
    issueTexts: {
      readMark,
      seenAgain,
      settled,
      newIssue: (text: Parameters<typeof newIssue>[0]) => newIssue(text, 'jobs'),
    },
  });
  return {
    follow: ({ record, ...alert }, signal) => followAlert(portsUntil(signal), alert, record),
    isOpen: (fingerprint, signal) => isFollowed(portsUntil(signal), fingerprint),
  };
}
