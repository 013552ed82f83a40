import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { GateInputs } from '../action/gate-inputs.ts';
import { readAuditLog } from '../ci/github/audit-log.ts';
import { createGitHubClient, type GitHubClient } from '../ci/github/client.ts';
import { createIssueBoard, ISSUE_LABEL } from '../ci/github/issues.ts';
import { createRunControl } from '../ci/github/run-control.ts';
import { type RunnerVariables, readVariables } from '../ci/github/variables.ts';
import { type ComposedHook, composeHook } from '../compose.ts';
import { type Problem, problemOf } from '../core/problem.ts';
import { parseRoster } from '../core/roster.ts';
import type { Knowledge } from '../core/rule.ts';
import { whyMissing } from '../core/why-missing.ts';
import { DoorlogError, systemCodeOf } from '../errors.ts';
import type { Roster } from '../model/roster.ts';
import type { GatePorts } from '../pipeline/gate.ts';
import type { Http, Interruption, Logger } from '../ports.ts';
import { newIssue, readMark, seenAgain, settled } from '../report/issue-text.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const LARGEST_ROSTER = 1024 * 1024;

/** What a gate is composed from. */
export interface GateOptions {
  readonly env: Environment;
  readonly inputs: GateInputs;
  readonly logger: Logger;
  /** Left out where nobody cancels. */
  readonly interruption?: Interruption | undefined;
}

/** A gate ready to run. */
export interface ComposedGate extends Omit<ComposedHook, 'ports'> {
  readonly ports: GatePorts;
}

/** Wires a gate together: what an end has, and what only the gate may know and do. */
export function composeGate({ env, inputs, logger, interruption }: GateOptions): ComposedGate {
  const { configuration } = inputs;
  const { auditLogToken, responsesToken, token } = inputs.secrets;
  const issuesToken = responsesToken;
  const hook = composeHook({ env, inputs, configuration, saved: undefined, logger, interruption, issuesToken });
  const { variables } = readVariables(env);
  const repository = variables.repository ?? '';
  const clientOf = (of: string, http: Http = hook.http) => clientFrom(variables, http, of);
  const responder = clientOf(responsesToken ?? token ?? '', hook.deedHttp);
  return {
    ...hook,
    ports: {
      ...hook.ports,
      control: createRunControl(responder, repository),
      issues: createIssueBoard(responder, repository, ISSUE_LABEL),
      issueTexts: { readMark, newIssue, seenAgain, settled },
      async knowledge(now) {
        const problems: Problem[] = [];
        const [roster, auditLog] = await Promise.all([
          rosterFrom(inputs.roster, env, problems),
          auditLogToken
            ? eventsFrom(clientOf(auditLogToken), { repository, now, days: inputs.auditLogDays }, problems)
            : undefined,
        ]);
        return { known: { roster, auditLog }, problems };
      },
    },
  };
}

function clientFrom(variables: RunnerVariables, http: Http, token: string): GitHubClient {
  const apiUrl = variables.apiUrl ?? 'https://api.github.com';
  const graphqlUrl = variables.graphqlUrl ?? `${apiUrl.replace(/\/v3$/, '')}/graphql`;
  return createGitHubClient({ http, apiUrl, graphqlUrl, token });
}

/** A roster that can't be read is none: nobody is refused for a broken file, but the gate fails for it. */
async function rosterFrom(
  given: string | undefined,
  env: Environment,
  problems: Problem[],
): Promise<Roster | undefined> {
  if (given === undefined) return undefined;
  const isText = given.includes('\n') || given.startsWith('{');
  try {
    return isText
      ? await parseRoster(given, 'The input “roster”')
      : await parseRoster(readRoster(resolve(env.GITHUB_WORKSPACE ?? '.', given), shownPath(given)), shownPath(given));
  } catch (error) {
    problems.push(problemOf(error));
    return undefined;
  }
}

/** What looks like no path may be the roster itself, or a secret in the wrong place. */
function shownPath(given: string): string {
  return given.length <= 200 && /^[\w./\\ @-]+\.(ya?ml|json)$/i.test(given) ? given : 'that the input “roster” names';
}

function readRoster(path: string, name: string): string {
  try {
    const found = statSync(path);
    // A link in a checkout may lead to a device that never ends.
    if (!found.isFile()) {
      throw new DoorlogError('file-invalid', `The roster ${name} is no file; name a YAML or JSON file.`);
    }
    if (found.size > LARGEST_ROSTER) {
      throw new DoorlogError('file-invalid', `The roster ${name} is larger than 1 MiB; shorten it.`);
    }
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if (cause instanceof DoorlogError) throw cause;
    const fault = systemCodeOf(cause) ?? 'unexpected fault';
    const message = `The roster ${name} could not be read (${fault}); check it out before the gate, or give its text.`;
    throw new DoorlogError('file-invalid', message, { cause });
  }
}

async function eventsFrom(
  client: GitHubClient,
  query: Parameters<typeof readAuditLog>[1],
  problems: Problem[],
): Promise<Knowledge['auditLog']> {
  const log = await readAuditLog(client, query);
  if (log.ok) return log.value;
  problems.push({
    kind: 'service',
    code:
      log.reason === 'rate-limited'
        ? 'api-rate-limited'
        : log.reason === 'not-permitted'
          ? 'api-denied'
          : 'http-status',
    message: `The organisation’s audit log could not be read: ${whyMissing(log.reason)}. It takes ${log.needed}.`,
  });
  return undefined;
}
