import type { GateInputs } from '../action/gate-inputs.ts';
import { createGitHubClient, type GitHubClient } from '../ci/github/client.ts';
import { createIssueBoard, ISSUE_LABEL } from '../ci/github/issues.ts';
import { createRunControl } from '../ci/github/run-control.ts';
import { type RunnerVariables, readVariables } from '../ci/github/variables.ts';
import { type ComposedHook, composeHook } from '../compose.ts';
import type { GatePorts } from '../pipeline/gate.ts';
import type { Http, Interruption, Logger } from '../ports.ts';
import { newIssue, readMark, seenAgain, settled } from '../report/issue-text.ts';
import { readKnowledge } from './knowledge.ts';

type Environment = Readonly<Record<string, string | undefined>>;

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
      knowledge: (now) =>
        readKnowledge(
          {
            env,
            roster: inputs.roster,
            auditLog: auditLogToken ? clientOf(auditLogToken) : undefined,
            repository,
            days: inputs.auditLogDays,
          },
          now,
        ),
    },
  };
}

function clientFrom(variables: RunnerVariables, http: Http, token: string): GitHubClient {
  const apiUrl = variables.apiUrl ?? 'https://api.github.com';
  const graphqlUrl = variables.graphqlUrl ?? `${apiUrl.replace(/\/v3$/, '')}/graphql`;
  return createGitHubClient({ http, apiUrl, graphqlUrl, token });
}
